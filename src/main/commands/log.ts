import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Verification } from '../../contexts/log/contract.ts';
import { readVerifierKey } from '../../contexts/log/signer.ts';
import { verifyRows } from '../../contexts/log/verify/rows.ts';
import { verifySite } from '../../contexts/log/verify/site.ts';
import { publicReads } from '../../contexts/publications/public-reads.ts';
import { AppError } from '../../platform/app-error.ts';
import { folderBlobStore } from '../../platform/blob-store.ts';
import { connectData } from '../../platform/data-folder.ts';
import type { Command, CommandIo } from '../command.ts';
import { configFrom } from '../config.ts';
import { packFolder } from '../pack/folder.ts';
import { loadPack } from '../pack/load.ts';
import { namedArguments } from './command-arguments.ts';
import { fetchFrom } from './site-fetch.ts';

const usage = 'log verify [--url URL] [--key KEY] [--previous FILE] [--save FILE] [--json]';
/** A release is sealed within a second or two; then what seemed wrong meanwhile is right. */
const settleMs = 5000;

async function readKept(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(cause => {
    throw new AppError('bad-input', { detail: `不能读取文件 ${path}。请检查路径。`, cause });
  });
}

async function keep(path: string, text: string): Promise<void> {
  await writeFile(path, text).catch(cause => {
    throw new AppError('bad-input', { detail: `不能写入文件 ${path}。请检查路径和权限。`, cause });
  });
}

async function verifyFromOutside(
  io: CommandIo,
  named: Readonly<Record<string, string>>,
): Promise<Verification> {
  const { url, key, previous, save } = named;
  if (url === undefined || !/^https?:\/\//.test(url))
    throw new AppError('bad-input', { detail: '--url 应写作 https://www.example.gov.cn 的形式。' });
  io.note('正在取得全部日志条目，并逐一核对页面、公开记录和附件……');
  const { notes, checkpoint, ...result } = await verifySite({
    fetch: fetchFrom(url),
    ...(key === undefined ? {} : { keys: key }),
    ...(previous === undefined ? {} : { previous: await readKept(previous) }),
    settle: () => pause(settleMs),
  });
  for (const note of notes) io.note(note);
  if (save !== undefined && result.problems.length === 0) await keep(save, checkpoint);
  return result;
}

async function verifyFromInside(io: CommandIo, key: string | undefined): Promise<Verification> {
  const pack = await loadPack(packFolder(configFrom(io.env).pack));
  const data = await connectData(io.env);
  try {
    const reads = publicReads({ database: data, pack });
    const blobs = folderBlobStore(join(data.folder, 'files'));
    io.note('正在核对数据库中的日志、审计记录、版本和附件……');
    return await verifyRows({
      queries: data.kysely,
      keys: key ?? (await readVerifierKey(join(data.folder, 'log-key'))) ?? '',
      recordOf: reads.record,
      verifyFile: blobs.verify,
    });
  } finally {
    await data.close();
  }
}

function words({ size, root, checked, problems }: Verification): string {
  const lines = [`日志共 ${size} 条，树根 ${root}，核对 ${checked} 项。`];
  if (problems.length === 0) lines.push('没有发现问题。');
  else lines.push(`发现 ${problems.length} 个问题：`);
  for (const problem of problems) lines.push(`  ${problem.where}：${problem.message}`);
  return lines.join('\n');
}

const command: Command = {
  summary: '核验公开日志：重新计算全部摘要，发现被修改、删除的记录，被改动的页面和被替换的附件。',
  usage: [usage],
  async run(io) {
    const [action, ...args] = io.args;
    const { named, rest } = namedArguments(args, ['url', 'key', 'previous', 'save']);
    const needsUrl = named['url'] === undefined && (named['previous'] ?? named['save']) !== undefined;
    if (action !== 'verify' || rest.length > 0 || needsUrl)
      throw new AppError('bad-input', { detail: `用法： ./gongkai ${usage}` });
    const isOutside = named['url'] !== undefined;
    const result = isOutside ? await verifyFromOutside(io, named) : await verifyFromInside(io, named['key']);
    io.print(result, words(result));
    return result.problems.length === 0 ? 0 : 1;
  },
};

export default command;
