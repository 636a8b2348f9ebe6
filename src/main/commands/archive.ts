import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { AppError } from '../../platform/app-error.ts';
import { systemClock } from '../../platform/clock.ts';
import { archivePortal } from '../archiving.ts';
import type { Command } from '../command.ts';
import { configFrom } from '../config.ts';
import { packFolder } from '../pack/folder.ts';
import { loadPack } from '../pack/load.ts';
import { findPortal, portalAddress } from '../portal-address.ts';
import { namedArguments } from './command-arguments.ts';

const usage = 'archive FILE.warc.gz [--url URL] [--json]';
const noteEvery = 500;

const command: Command = {
  summary:
    '把正在运行的门户（网页、附件、订阅、公开日志）整体保存为一个 WARC 文件（ISO 28500），供归档和独立回放。',
  usage: [usage],
  async run(io) {
    const { named, rest } = namedArguments(io.args, ['url']);
    const [given, ...more] = rest;
    if (given === undefined || more.length > 0)
      throw new AppError('bad-input', { detail: `用法： ./gongkai ${usage}` });
    const file = resolve(given);
    if (!/\.warc\.gz$/.test(file)) throw new AppError('bad-input', { detail: '文件名应以 .warc.gz 结尾。' });
    if (existsSync(file))
      throw new AppError('bad-input', { detail: `${given} 已经存在，没有覆盖。请换一个文件名。` });
    if (!existsSync(dirname(file)))
      throw new AppError('bad-input', { detail: `目录 ${dirname(given)} 不存在。请先建立。` });
    const config = configFrom(io.env);
    const pack = await loadPack(packFolder(config.pack));
    const site = await findPortal(portalAddress(config, pack, named['url']));
    io.note(`正在保存 ${site.publicBase}/ ……`);
    let told = 0;
    const summary = await archivePortal({
      ...{ site, file, clock: systemClock(io.env), siteName: pack.site.name },
      progress: (done, known) => {
        if (done - told < noteEvery) return;
        told = done;
        io.note(`已保存${done}个网址，已知${known}个。`);
      },
    });
    const lines = [
      `已保存${summary.addresses}个网址（其中${summary.pages}个正常），${summary.records}条记录，${summary.bytes}字节。`,
      `SHA-256 ${summary.digest}`,
      ...(summary.missing.length === 0 ? [] : [`没有取得完整内容的${summary.missing.length}个：`]),
      ...summary.missing.map(path => `  ${path}`),
      ...(summary.isComplete ? [] : ['门户中途没有答复，保存不完整。请稍后重新保存。']),
    ];
    io.print(summary, lines.join('\n'));
    return summary.isComplete && summary.missing.length === 0 ? 0 : 1;
  },
};

export default command;
