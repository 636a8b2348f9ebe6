import { join } from 'node:path';
import { type Continued, continueLog } from '../../contexts/log/continuation.ts';
import { bringCopy, folderLogSource, type LogSource, logSource } from '../../contexts/log/copy.ts';
import { readVerifierKey } from '../../contexts/log/signer.ts';
import { AppError } from '../../platform/app-error.ts';
import {
  checkBackup,
  fillTables,
  type OpenBackup,
  openBackup,
  restoreFiles,
} from '../../platform/backup/read-backup.ts';
import { systemClock } from '../../platform/clock.ts';
import { type OpenData, openEmptyData } from '../../platform/data-folder.ts';
import { transaction } from '../../platform/database/database.ts';
import { knownMigrations, migrate } from '../../platform/database/migrate.ts';
import type { Command, CommandIo } from '../command.ts';
import { compose, type Product } from '../compose.ts';
import { configFrom } from '../config.ts';
import { packFolder } from '../pack/folder.ts';
import { loadPack } from '../pack/load.ts';
import { namedArguments } from './command-arguments.ts';

const usage = 'restore FILE (--log 目录或网址 | --without-log 理由) [--json]';
const fetchTimeoutMs = 30_000;
/** Releases named in one entry of the log, which may not grow past 64 KiB. */
const lostPerEntry = 200;

function sourceAt(place: string): LogSource {
  if (!/^https?:\/\//.test(place)) return folderLogSource(place);
  const base = place.replace(/\/+$/, '').replace(/\/log$/, '');
  return logSource(async path => {
    const signal = AbortSignal.timeout(fetchTimeoutMs);
    const answer = await fetch(`${base}/log/${path}`, { signal }).catch(() => undefined);
    return answer?.ok === true ? new Uint8Array(await answer.arrayBuffer()) : undefined;
  });
}

/** The program must know every migration of the backup, byte for byte. */
async function structureOf(backup: OpenBackup): Promise<number> {
  const known = await knownMigrations();
  const { migrations } = backup.manifest;
  const strange = migrations.filter(
    ({ name, digest }, i) => known[i]?.name !== name || known[i]?.digest !== digest,
  );
  if (strange.length > 0)
    throw new AppError('migrations-disagree', {
      detail: `备份的数据库结构与本程序不一致：${strange.map(each => each.name).join('、')}。请用写成备份的版本或更新的版本恢复。`,
    });
  return migrations.length;
}

async function fill(io: CommandIo, backup: OpenBackup): Promise<OpenData> {
  const until = await structureOf(backup);
  io.note('正在核对备份……');
  await checkBackup(backup);
  return openEmptyData(io.env, async (pool, folder) => {
    await migrate(pool, undefined, until);
    await fillTables(pool, backup, table => io.note(`已恢复表 ${table}`));
    await restoreFiles(folder, backup, (done, all) => {
      if (done % 1000 === 0 || done === all) io.note(`已恢复文件 ${done}/${all}`);
    });
    await migrate(pool);
  });
}

const nothingLost = (size: number): Continued => ({
  fromSize: size,
  toSize: size,
  released: [],
  withdrawn: [],
  auditRows: null,
});

/** Continues the log from its copy, takes down again what was withdrawn, and says in the log what is lost. */
async function catchUp(
  product: Product,
  source: LogSource | null,
  reason: string,
  backupAt: string,
): Promise<{ continued: Continued; takenDown: string[] }> {
  const { data, log, publications, clock } = product;
  const keys = (await readVerifierKey(join(data.folder, 'log-key'))) ?? '';
  const { size } = await log.summary(0);
  const continued =
    source === null
      ? nothingLost(size)
      : await transaction(data, trx =>
          continueLog(trx, source, keys, path => publications.documentIdByPath(path), clock.now()),
        );
  const takenDown = await publications.takeDownAgain(
    continued.withdrawn.map(({ path, version, withdrawalKind, reason: why }) => ({
      path,
      version,
      kind: withdrawalKind as 'published-in-error' | 'replaced' | 'repealed',
      reason: why,
    })),
  );
  const lost = continued.released.map(({ path, version }) => ({ path, version }));
  for (let from = 0; from === 0 || from < lost.length; from += lostPerEntry)
    await transaction(data, trx =>
      log.recordPublicAct(
        trx,
        {
          kind: 'restored',
          at: clock.now().toISOString(),
          backupAt,
          fromSize: continued.fromSize,
          toSize: continued.toSize,
          auditFirstId: continued.auditRows?.[0] ?? null,
          auditLastId: continued.auditRows?.[1] ?? null,
          lost: lost.slice(from, from + lostPerEntry),
          reason,
        },
        { kind: 'restored', id: backupAt },
        clock.now(),
      ),
    );
  await log.seal();
  return { continued, takenDown };
}

function wordsOf({ continued, takenDown }: Awaited<ReturnType<typeof catchUp>>, at: string): string {
  const { released, fromSize, toSize } = continued;
  const lines = [
    `已恢复到 ${at} 的状态。`,
    `公开日志由 ${fromSize} 条续到 ${toSize} 条；再次撤下 ${takenDown.length} 条备份之后撤下的信息。`,
  ];
  if (released.length > 0) lines.push(`备份之后发布的 ${released.length} 条信息不在备份中，需要重新发布：`);
  for (const { path, version, title } of released) lines.push(`  ${path} 第 ${version} 版《${title}》`);
  return lines.join('\n');
}

/**
 * Puts a backup into an empty data folder (or empty database). What was withdrawn since the backup stays withdrawn: that
 * is known from a copy of the public log, which has to be named; who really has none says why.
 */
const command: Command = {
  summary: '把备份恢复到空的数据目录；用 --log 指明公开日志的副本，使备份之后撤下的信息不会重新出现。',
  usage: [usage],
  async run(io) {
    const { named, rest } = namedArguments(io.args, ['log', 'without-log']);
    const [file, ...more] = rest;
    const { log: place, 'without-log': without } = named;
    if (file === undefined || more.length > 0 || (place === undefined) === (without === undefined))
      throw new AppError('bad-input', {
        detail: `用法： ./gongkai ${usage}。公开日志的副本在原数据目录的 log-copy（或 GONGKAI_LOG_COPY 所指目录），也可以写原网站的网址。`,
      });
    const source = place === undefined ? null : sourceAt(place);
    if (source !== null && (await source.checkpoint()) === undefined)
      throw new AppError('bad-input', {
        detail: `${place} 处没有公开日志的副本（缺少 checkpoint）。请核对后重试。`,
      });
    const backup = await openBackup(file);
    const config = configFrom(io.env);
    const pack = await loadPack(packFolder(config.pack));
    try {
      const data = await fill(io, backup);
      try {
        const clock = systemClock(io.env);
        const logOrigin = 'restored';
        const product = await compose({ data, pack, clock, demo: config.demo, logOrigin });
        const reason = without ?? '恢复备份';
        const done = await catchUp(product, source, reason, backup.manifest.at);
        await bringCopy(data.kysely, config.logCopy ?? join(data.folder, 'log-copy'));
        const { continued, takenDown } = done;
        io.print(
          {
            backupAt: backup.manifest.at,
            log: { fromSize: continued.fromSize, toSize: continued.toSize },
            takenDown,
            lost: continued.released.map(({ path, version, title }) => ({ path, version, title })),
          },
          wordsOf(done, backup.manifest.at),
        );
        return 0;
      } finally {
        await data.close();
      }
    } finally {
      backup.close();
    }
  },
};

export default command;
