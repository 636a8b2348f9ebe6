import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { FileReading } from '../../contexts/files/contract.ts';
import { readWhole } from '../../contexts/files/reading/read-whole.ts';
import type { Verdict } from '../../contexts/publications/contract.ts';
import { checkFiles } from '../../contexts/publications/rules/gate/gate.ts';
import { wellFormed } from '../../contexts/publications/sanitise.ts';
import type { Day } from '../../law/day.ts';
import { AppError } from '../../platform/app-error.ts';
import { systemClock } from '../../platform/clock.ts';
import { checkFileSize } from '../../platform/office-text/read-office-file.ts';
import type { Command } from '../command.ts';
import { packFolder } from '../pack/folder.ts';
import { loadGatePack } from '../pack/load.ts';

const codes: Record<string, string> = {
  ENOENT: '没有这个文件',
  EACCES: '没有读取这个文件的权限',
  EISDIR: '这是一个文件夹',
};

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    checkFileSize((await stat(path)).size);
    return await readFile(path);
  } catch (error) {
    if (error instanceof AppError) throw error;
    const reason = codes[(error as NodeJS.ErrnoException).code ?? ''] ?? '文件打不开';
    throw new AppError('bad-input', { detail: `${reason}：${path}。请检查路径。`, cause: error });
  }
}

/** Names that promise a kind of file which its content then is not. */
function checkName(bytes: Uint8Array, name: string): void {
  const head = Buffer.from(bytes.subarray(0, 8)).toString('latin1');
  const isOld = head.startsWith('\xd0\xcf\x11\xe0');
  if (isOld || !/\.(?:docx|xlsx|zip|pdf)$/i.test(name)) return;
  const expected = /\.pdf$/i.test(name) ? head.startsWith('%PDF-') : head.startsWith('PK');
  if (expected) return;
  const detail = `${name} 的内容与扩展名不符。请确认文件没有损坏，改正扩展名后再检查。`;
  throw new AppError('wrong-type', { detail });
}

interface ReadFile {
  readonly name: string;
  readonly reading: FileReading;
}

/** Everything in a file. Fault: `unreadable-file` also where there is nothing but pictures of text. */
async function readingOf(path: string): Promise<ReadFile> {
  const name = basename(path);
  const bytes = await readBytes(path);
  checkName(bytes, name);
  const { parts, notices } = await readWhole(bytes, '', name);
  if (!parts.some(part => part.text.trim() !== '') && notices.some(each => each.kind === 'scanned-page')) {
    const detail = `${name} 中没有可以读取的文字（可能是扫描件）。请先作文字识别，或人工核对。`;
    throw new AppError('unreadable-file', { detail });
  }
  return { name, reading: { parts: parts.map(part => ({ ...part, text: wellFormed(part.text) })), notices } };
}

const verdictWords: Readonly<Record<Verdict['verdict'], string>> = {
  block: '不能发布：有必须处理的问题。',
  warn: '可以发布，但请核对下列各处。',
  pass: '没有发现问题。',
};

function words({ verdict, findings }: Verdict): string {
  const lines = findings.map(({ severity, where, excerpt, advice }) => {
    const mark = severity === 'block' ? '阻断' : '提示';
    return `[${mark}] ${where}：${excerpt}\n        ${advice}`;
  });
  return [verdictWords[verdict], ...lines].join('\n');
}

const command: Command = {
  summary:
    '发布前检查文件（TXT、HTML、CSV、DOCX、XLSX、PDF、图片、ZIP）：个人信息、涉密标志、人员名单、错误表述、隐藏内容等。',
  usage: ['check FILE… [--json]'],
  async run(io) {
    if (io.args.length === 0)
      throw new AppError('bad-input', { detail: '用法：./gongkai check FILE… [--json]，至少给出一个文件。' });
    const tables = await loadGatePack(packFolder(io.env.GONGKAI_PACK ?? 'bijie-civil-affairs'));
    const files: ReadFile[] = [];
    for (const path of io.args) files.push(await readingOf(path));
    const found = checkFiles(files, { tables, today: systemClock(io.env).today() as Day });
    const findings = found.findings.map(({ rule, severity, where, excerpt, advice, basis }) => ({
      rule,
      severity,
      where,
      excerpt,
      advice,
      basis,
    }));
    io.print({ verdict: found.verdict, findings }, words(found));
    return found.verdict === 'block' ? 1 : 0;
  },
};

export default command;
