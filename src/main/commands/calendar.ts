import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type NoticeBody, noticeBody } from '../../contexts/calendar/contract.ts';
import { yearOfNotice } from '../../law/holiday-notice.ts';
import { AppError } from '../../platform/app-error.ts';
import { systemClock } from '../../platform/clock.ts';
import { connectData } from '../../platform/data-folder.ts';
import type { Command, CommandIo } from '../command.ts';
import { compose } from '../compose.ts';
import { configFrom } from '../config.ts';
import { packFolder } from '../pack/folder.ts';
import { loadPack } from '../pack/load.ts';
import { badInput, namedArguments, refusedBy } from './command-arguments.ts';

const usage =
  'calendar import 文件 [--year 年份] [--title 标题] [--document-no 文号] [--source 来源] [--issued 日期] [--changes-earlier]';

/** A notice is a page or two. */
const mostBytes = 1024 * 1024;

async function readText(path: string): Promise<string> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new AppError('bad-input', { detail: `文件打不开：${path}。请检查路径。`, cause });
  });
  if (bytes.length > mostBytes)
    throw new AppError('too-large', { detail: '节假日安排的通知不会超过 1 MiB，请核对文件。' });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Office machines still save plain text in GB18030.
    return new TextDecoder('gb18030').decode(bytes);
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('bad-json', { detail: '文件不是有效的 JSON。', cause });
  }
}

function bodyFrom(given: unknown): NoticeBody {
  const read = noticeBody.safeParse(given);
  if (read.success) return read.data;
  throw badInput(
    ...read.error.issues.map(({ path, message }) => ({ where: path.join('.') || '文件', message })),
  );
}

/** The notice in a file: JSON in the form of the API, or the text as the State Council's office words it. */
export function noticeFrom(
  text: string,
  file: string,
  named: Readonly<Record<string, string>>,
  changesEarlier: boolean,
): NoticeBody {
  const change = changesEarlier ? { changesEarlier } : {};
  const given = {
    ...(named['title'] === undefined ? {} : { title: named['title'] }),
    ...(named['document-no'] === undefined ? {} : { documentNo: named['document-no'] }),
    ...(named['source'] === undefined ? {} : { source: named['source'] }),
    ...(named['issued'] === undefined ? {} : { issuedOn: named['issued'] }),
    ...(named['year'] === undefined ? {} : { year: Number(named['year']) }),
  };
  if (/^\s*\{/.test(text))
    return bodyFrom({ source: file, ...(jsonOf(text) as object), ...given, ...change });
  // The title may be broken over lines; a notice of another kind ends its first line with the word.
  const lines = text.split(/\r?\n/).map(line => line.trim());
  const title =
    /国务院[^。：]*?通知/.exec(lines.slice(0, 6).join(''))?.[0] ?? lines.find(line => /通知$/.test(line));
  const year = yearOfNotice(lines.join(''));
  if (year === undefined && named['year'] === undefined)
    throw badInput({ where: '--year', message: '没有从文字中读出年份，请用 --year 写明。' });
  if (title === undefined && named['title'] === undefined)
    throw badInput({
      where: '--title',
      message: '没有从文字中读出标题（以“通知”结尾的一行），请用 --title 写明。',
    });
  return bodyFrom({ year, title, source: file, text, ...given, ...change });
}

async function importFile(io: CommandIo, args: readonly string[]): Promise<number> {
  const changesEarlier = args.includes('--changes-earlier');
  const { named, rest } = namedArguments(
    args.filter(word => word !== '--changes-earlier'),
    ['year', 'title', 'document-no', 'source', 'issued'],
  );
  const [path, ...more] = rest;
  if (path === undefined || more.length > 0)
    throw new AppError('bad-input', { detail: `用法： ./gongkai ${usage}` });
  const body = noticeFrom(await readText(path), basename(path), named, changesEarlier);
  const config = configFrom(io.env);
  const pack = await loadPack(packFolder(config.pack));
  const data = await connectData(io.env);
  try {
    const logOrigin = `${pack.site.domain === '' ? 'gongkai.local' : pack.site.domain}${config.basePath ?? pack.site.basePath}/log`;
    const clock = systemClock(io.env);
    const product = await compose({ data, pack, clock, demo: config.demo, logOrigin });
    io.note('正在导入并重新计算未办结事项的期限……');
    const outcome = await product.calendar.importNotice(null, body, (done, all) =>
      io.note(`已重新计算${done}项，共${all}项。`),
    );
    if (!outcome.ok) throw refusedBy(outcome.reasons);
    const { notice, moved } = outcome.value;
    io.print(
      outcome.value,
      `已导入《${notice.title}》：放假${notice.holidays.length}天，调休上班${notice.makeUpDays.length}天；` +
        `${moved}项期限随之变动${moved === 0 ? '' : '，已记录并告知责任单位'}。`,
    );
    return 0;
  } finally {
    await data.close();
  }
}

const command: Command = {
  summary: '导入国务院办公厅的节假日安排通知（原文或 JSON），并重新计算期限。',
  usage: [usage],
  async run(io) {
    const [action, ...args] = io.args;
    if (action !== 'import') throw new AppError('bad-input', { detail: `用法： ./gongkai ${usage}` });
    return importFile(io, args);
  },
};

export default command;
