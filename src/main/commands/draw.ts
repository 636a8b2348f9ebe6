import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { releasedAnnouncement, releasedDraw } from '../../contexts/inspections/contract.ts';
import { verifyDraw } from '../../contexts/inspections/rules/verify.ts';
import { AppError } from '../../platform/app-error.ts';
import type { Command } from '../command.ts';
import { namedArguments } from './command-arguments.ts';
import { drawInLog } from './draw-log.ts';

const usage = 'draw verify FILE|URL [--announcement FILE|URL] [--key KEY] [--json]';
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
async function readAs<T>(
  schema: z.ZodType<T>,
  from: string,
  what: string,
): Promise<{ readonly text: string; readonly value: T }> {
  let text: string;
  try {
    text = await textOf(from);
  } catch {
    throw new AppError('bad-input', { detail: `读不到${what}“${from}”，请核对文件名或者网址。` });
  }
  try {
    return { text, value: schema.parse(JSON.parse(text)) };
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

/** The site that an address of a draw belongs to: what stands before /inspections/. */
function siteOf(from: string): string | undefined {
  return /^(https?:\/\/.*?)\/inspections\/[^/]+\/draw\.json$/.exec(from)?.[1];
}

/** Repeats a published draw of a random inspection; needs no database and no server of ours. */
const draw: Command = {
  usage: [usage],
  summary:
    '用公布的种子和公开号码把双随机抽查重新抽取一次，核对结果、名单和事先公告的承诺值；给出网址的，还核对公开日志。',
  async run({ args, print, note }) {
    const [action, ...words] = args;
    const { named, rest } = namedArguments(words, ['announcement', 'key']);
    const [from, more] = rest;
    if (action !== 'verify' || from === undefined || more !== undefined)
      throw new AppError('bad-input', { detail: `用法：./gongkai ${usage}` });
    const given = await readAs(releasedDraw, from, '抽取结果');
    const where = named['announcement'] ?? announcementBeside(from);
    const before = where === undefined ? null : await readAs(releasedAnnouncement, where, '抽查公告');
    const site = siteOf(from);
    const log =
      site === undefined || before === null
        ? null
        : await drawInLog(
            site,
            { announcement: before.text, draw: given.text, given: given.value },
            named['key'],
          );
    for (const each of log?.notes ?? []) note(each);
    const problems = [...verifyDraw(given.value, before?.value ?? null), ...(log?.problems ?? [])];
    const { task, lists, picked, publicNumber, publicIssue, terms } = given.value;
    const answer = {
      isRight: problems.length === 0,
      task: task.title,
      objects: lists.objects.length,
      drawn: picked.length,
      publicNumber: publicNumber ?? null,
      comparedWithAnnouncement: before !== null,
      comparedWithLog: log !== null,
      problems,
    };
    const right = [
      `“${task.title}”：重新抽取，得到同样的${answer.drawn}个检查对象和检查人员。`,
      before === null ? '没有与抽查公告比对（可加 --announcement）。' : '名单和种子与事先的公告一致。',
      log === null
        ? '没有与公开日志比对（请给出网站上 draw.json 的网址）。'
        : `公开日志：公告于${log.announcedOn}公开，抽取结果于${log.drawPublishedOn}公开，先后和内容都对。`,
      publicNumber === undefined
        ? '结果只取决于本机关的种子。'
        : `公开号码“${publicNumber}”（${publicIssue ?? ''}期）请自行核对：${terms.publicSource ?? ''}。`,
    ].join('\n  ');
    const wrong = [
      `“${task.title}”：发现${problems.length}处不符。`,
      ...problems.map(each => `  ${each.message}`),
    ].join('\n');
    print(answer, problems.length === 0 ? right : wrong);
    return problems.length === 0 ? 0 : 1;
  },
};

export default draw;
