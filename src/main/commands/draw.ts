import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { releasedAnnouncement, releasedDraw } from '../../contexts/inspections/contract.ts';
import { verifyDraw } from '../../contexts/inspections/rules/verify.ts';
import { AppError } from '../../platform/app-error.ts';
import type { Command } from '../command.ts';

const usage = 'draw verify FILE|URL [--announcement FILE|URL] [--json]';
const longest = 20_000_000;

async function textOf(from: string): Promise<string> {
  if (!/^https?:\/\//.test(from)) return readFile(from, 'utf8');
  const answer = await fetch(from, { redirect: 'follow', signal: AbortSignal.timeout(60_000) });
  if (!answer.ok) throw new Error(`${answer.status}`);
  const text = await answer.text();
  if (text.length > longest) throw new Error('too long');
  return text;
}

/** Faults in words: what cannot be read, what is no data of a draw. */
async function readAs<T>(schema: z.ZodType<T>, from: string, what: string): Promise<T> {
  let text: string;
  try {
    text = await textOf(from);
  } catch {
    throw new AppError('bad-input', { detail: `读不到${what}“${from}”，请核对文件名或者网址。` });
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new AppError('bad-input', {
      detail: `“${from}”不是${what}的数据文件。请使用公开页面上的 JSON 文件。`,
    });
  }
}

/** The address of the announcement beside that of a draw on a portal: …/draw.json → …/announcement.json. */
function announcementBeside(from: string): string | undefined {
  return /^https?:\/\/.*\/draw\.json$/.test(from)
    ? from.replace(/draw\.json$/, 'announcement.json')
    : undefined;
}

/** Repeats a published draw of a random inspection; needs no database and no server of ours. */
const draw: Command = {
  usage: [usage],
  summary: '用公布的种子把双随机抽查重新抽取一次，核对结果、名单和事先公告的承诺值。',
  async run({ args, print }) {
    const [action, ...rest] = args;
    const flag = rest.indexOf('--announcement');
    const announced = flag < 0 ? undefined : rest[flag + 1];
    const [from, more] = flag < 0 ? rest : rest.filter((_, at) => at !== flag && at !== flag + 1);
    if (
      action !== 'verify' ||
      from === undefined ||
      more !== undefined ||
      (flag >= 0 && announced === undefined)
    )
      throw new AppError('bad-input', { detail: `用法：./gongkai ${usage}` });
    const given = await readAs(releasedDraw, from, '抽取结果');
    const where = announced ?? announcementBeside(from);
    const before = where === undefined ? null : await readAs(releasedAnnouncement, where, '抽查公告');
    const problems = verifyDraw(given, before);
    const answer = {
      isRight: problems.length === 0,
      task: given.task.title,
      objects: given.lists.objects.length,
      drawn: given.picked.length,
      comparedWithAnnouncement: before !== null,
      problems,
    };
    const words =
      problems.length === 0
        ? `“${given.task.title}”：用公布的种子重新抽取，得到同样的${answer.drawn}个检查对象和检查人员。${
            before === null ? '没有与抽查公告比对（可加 --announcement）。' : '名单和种子与事先的公告一致。'
          }`
        : [
            `“${given.task.title}”：发现${problems.length}处不符。`,
            ...problems.map(each => `  ${each.message}`),
          ].join('\n');
    print(answer, words);
    return problems.length === 0 ? 0 : 1;
  },
};

export default draw;
