/** Reading a backup back: every entry is hashed while it is taken in, and nothing is used that is not whole. */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import yauzl from 'yauzl';
import { z } from 'zod';
import { AppError } from '../app-error.ts';
import { fillTable, moveCounters, tableShapes } from './tables.ts';
import { type BackupManifest, manifestName } from './write-backup.ts';

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const manifestForm = z.object({
  format: z.literal('gongkai-backup/1'),
  at: z.iso.datetime(),
  migrations: z.array(z.object({ name: z.string(), digest })),
  tables: z.array(
    z.object({ name: z.string(), columns: z.array(z.string()), counters: z.array(z.string()) }),
  ),
  entries: z.record(z.string(), z.object({ digest, size: z.number() })),
});

const largestManifest = 256 * 1024 * 1024;
/** Names that lead out of the folder are refused whatever the manifest says. */
const entryForm = /^(?:tables\/[a-z_0-9]+|kept\/[A-Za-z0-9._-]+|files\/(?:[0-9a-f]{2}\/){2}[0-9a-f]{64})$/;

function damaged(detail: string, cause?: unknown): AppError {
  return new AppError('backup-damaged', { detail, cause });
}

export interface OpenBackup {
  readonly manifest: BackupManifest;
  /** Sends an entry's bytes to `target`; `backup-damaged` if they are not those that were written. */
  pour(name: string, target: NodeJS.WritableStream): Promise<void>;
  close(): void;
}

function openZip(path: string): Promise<yauzl.ZipFile> {
  return new Promise((resolve, refuse) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false }, (error, zip) =>
      error === null && zip !== undefined ? resolve(zip) : refuse(error),
    );
  });
}

function entriesOf(zip: yauzl.ZipFile): Promise<Map<string, yauzl.Entry>> {
  return new Promise((resolve, refuse) => {
    const entries = new Map<string, yauzl.Entry>();
    zip.on('entry', (entry: yauzl.Entry) => {
      entries.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.on('end', () => resolve(entries));
    zip.on('error', refuse);
    zip.readEntry();
  });
}

function streamOf(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<NodeJS.ReadableStream> {
  return new Promise((resolve, refuse) => {
    zip.openReadStream(entry, (error, stream) =>
      error === null && stream !== undefined ? resolve(stream) : refuse(error),
    );
  });
}

async function readManifest(zip: yauzl.ZipFile, entry: yauzl.Entry | undefined): Promise<BackupManifest> {
  if (entry === undefined || entry.uncompressedSize > largestManifest)
    throw damaged('文件中没有备份清单，不是本系统的备份。');
  const chunks: Buffer[] = [];
  for await (const chunk of await streamOf(zip, entry)) chunks.push(chunk as Buffer);
  const read = manifestForm.safeParse(JSON.parse(Buffer.concat(chunks).toString()));
  if (!read.success) throw damaged('备份清单的格式不正确，或者是由更新版本的程序写成的。');
  const strange = Object.keys(read.data.entries).filter(name => !entryForm.test(name));
  if (strange.length > 0) throw damaged(`备份清单中有不应有的条目：${strange.slice(0, 3).join('、')}。`);
  return read.data;
}

/** Opens a backup and reads its manifest. Faults: `bad-input` where there is no such file, `backup-damaged`. */
export async function openBackup(path: string): Promise<OpenBackup> {
  let zip: yauzl.ZipFile | undefined;
  try {
    zip = await openZip(path);
    const opened = zip;
    const entries = await entriesOf(opened);
    const manifest = await readManifest(opened, entries.get(manifestName));
    const missing = Object.keys(manifest.entries).filter(name => !entries.has(name));
    if (missing.length > 0) throw damaged(`备份缺少清单所列的${missing.length}个条目。`);
    return {
      manifest,
      close: () => opened.close(),
      pour: async (name, target) => {
        const wanted = manifest.entries[name];
        const entry = entries.get(name);
        if (wanted === undefined || entry === undefined) throw damaged(`备份中没有“${name}”。`);
        const hash = createHash('sha256');
        const through = new Transform({
          transform(chunk: Buffer, _encoding, done) {
            hash.update(chunk);
            done(null, chunk);
          },
          // Before the target is told that it has everything: what is not whole must not be kept.
          flush(done) {
            done(hash.digest('hex') === wanted.digest ? null : damaged(`“${name}”的内容与清单不符。`));
          },
        });
        const source = await streamOf(opened, entry).catch(cause => {
          throw damaged(`“${name}”读不出来。`, cause);
        });
        await pipeline(source, through, target).catch(error => {
          throw error instanceof AppError || (error as { severity?: string }).severity !== undefined
            ? error
            : damaged(`“${name}”读不完整。`, error);
        });
      },
    };
  } catch (error) {
    zip?.close();
    if (error instanceof AppError) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new AppError('bad-input', { detail: `没有这个文件：${path}。请检查路径。`, cause: error });
    throw damaged(`${path} 打不开，或者没有复制完整。`, error);
  }
}

/** Reads everything once and compares it with the manifest, before anything is written anywhere. */
export async function checkBackup(backup: OpenBackup): Promise<void> {
  for (const name of Object.keys(backup.manifest.entries))
    await backup.pour(name, new Writable({ write: (_chunk, _encoding, done) => done() }));
}

/**
 * Fills the tables of a database that has the structure of the backup, in one transaction. Needs the right to set
 * `session_replication_role`, since rows come by table and not in the order of their making.
 */
export async function fillTables(
  pool: pg.Pool,
  backup: OpenBackup,
  note: (table: string) => void,
): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('set local statement_timeout = 0');
    await client.query('set local idle_in_transaction_session_timeout = 0');
    await client.query('set local session_replication_role = replica');
    const here = new Map((await tableShapes(client)).map(table => [table.name, table]));
    for (const table of backup.manifest.tables) {
      const known = here.get(table.name);
      if (known === undefined || known.columns.join() !== table.columns.join())
        throw damaged(`表“${table.name}”的结构与备份清单不符。`);
      await client.query(`delete from "${table.name}"`);
      await backup.pour(`tables/${table.name}`, fillTable(client, table) as NodeJS.WritableStream);
      await moveCounters(client, table);
      note(table.name);
    }
    await client.query('commit');
    client.release();
  } catch (error) {
    client.release(true);
    if ((error as { code?: string }).code === '42501')
      throw new AppError('bad-input', {
        detail:
          '数据库账号没有 session_replication_role 的设置权限。请由数据库管理员执行 grant set on parameter session_replication_role to 该账号，再恢复。',
        cause: error,
      });
    throw error;
  }
}

/** Puts stored files and kept files back into the data folder, readable by their owner only. */
export async function restoreFiles(
  folder: string,
  backup: OpenBackup,
  note: (done: number, all: number) => void,
): Promise<void> {
  const names = Object.keys(backup.manifest.entries).filter(name => !name.startsWith('tables/'));
  for (const [i, name] of names.entries()) {
    const path = join(folder, name.replace(/^kept\//, ''));
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await backup.pour(name, createWriteStream(path, { mode: 0o600, flags: 'wx', flush: true }));
    note(i + 1, names.length);
  }
}
