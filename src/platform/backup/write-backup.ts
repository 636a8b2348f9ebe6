/**
 * A backup: one ZIP with the rows of one snapshot, the stored files, the keys, and a manifest with the digest of
 * every entry. It holds all there is, keys included: whoever has it can read what is sealed.
 */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import yazl from 'yazl';
import { AppError } from '../app-error.ts';
import { readTable, type TableShape, tableShapes } from './tables.ts';

export const manifestName = 'manifest.json';

export interface BackupManifest {
  readonly format: 'gongkai-backup/1';
  /** ISO 8601 instant of the snapshot. */
  readonly at: string;
  readonly migrations: readonly { readonly name: string; readonly digest: string }[];
  readonly tables: readonly TableShape[];
  /** SHA-256 and bytes of every other entry, by its name. */
  readonly entries: Readonly<Record<string, { readonly digest: string; readonly size: number }>>;
}

export interface BackupSource {
  readonly pool: pg.Pool;
  /** The data folder. */
  readonly folder: string;
  /** Small files of the data folder that go along if they are there, e.g. keys. */
  readonly kept: readonly string[];
  readonly at: Date;
  /** Tables, then files, so many of so many. */
  note?(done: number, all: number): void;
}

export interface BackupSummary {
  readonly tables: number;
  readonly files: number;
  /** Of the backup file. */
  readonly bytes: number;
}

interface Digested {
  digest: string;
  size: number;
}

function digesting(into: Record<string, Digested>, name: string): Transform {
  const hash = createHash('sha256');
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      size += chunk.length;
      done(null, chunk);
    },
    flush(done) {
      into[name] = { digest: hash.digest('hex'), size };
      done();
    },
  });
}

async function storedFiles(folder: string): Promise<string[]> {
  const names = await readdir(join(folder, 'files'), { recursive: true }).catch(() => []);
  return names.map(name => name.replaceAll('\\', '/')).filter(name => /(^|\/)[0-9a-f]{64}$/.test(name));
}

async function presentFiles(folder: string, names: readonly string[]): Promise<string[]> {
  const found = await Promise.all(names.map(name => stat(join(folder, name)).catch(() => undefined)));
  return names.filter((_, i) => found[i]?.isFile() === true);
}

/** Adds everything in turn; each stream is opened when its turn comes, because one connection copies one table at a time. */
function addAll(
  zip: yazl.ZipFile,
  parts: readonly { name: string; compress: boolean; open: () => Promise<NodeJS.ReadableStream> }[],
  entries: Record<string, Digested>,
  note: () => void,
): void {
  for (const { name, compress, open: openPart } of parts)
    zip.addReadStreamLazy(name, { compress, forceZip64Format: true, mode: 0o100600 }, done => {
      openPart().then(
        source => {
          const through = digesting(entries, name);
          pipeline(source, through).then(note, error => through.destroy(error as Error));
          done(null, through);
        },
        error => done(error, null as never),
      );
    });
}

async function writeZip(source: BackupSource, client: pg.ClientBase, path: string): Promise<BackupSummary> {
  const { folder, at } = source;
  const { rows: migrations } = await client.query<{ name: string; digest: string }>(
    'select name, digest from schema_migration order by no',
  );
  const tables = (await tableShapes(client)).filter(table => table.name !== 'schema_migration');
  const files = await storedFiles(folder);
  const kept = await presentFiles(folder, source.kept);
  const entries: Record<string, Digested> = {};
  const zip = new yazl.ZipFile();
  const all = tables.length + files.length + kept.length;
  let count = 0;
  const fromDisk = (name: string, compress: boolean) => ({
    name,
    compress,
    open: async () => (await open(join(folder, name.replace(/^kept\//, '')))).createReadStream(),
  });
  const parts = [
    ...tables.map(table => ({
      name: `tables/${table.name}`,
      compress: true,
      open: async () => readTable(client, table),
    })),
    ...kept.map(name => fromDisk(`kept/${name}`, true)),
    ...files.map(name => fromDisk(`files/${name}`, false)),
  ];
  addAll(zip, parts, entries, () => source.note?.(++count, all));
  zip.addReadStreamLazy(manifestName, { compress: true, mode: 0o100600 }, done => {
    const format = 'gongkai-backup/1' as const;
    const manifest: BackupManifest = { format, at: at.toISOString(), migrations, tables, entries };
    done(null, Readable.from([JSON.stringify(manifest)]));
  });
  zip.end();
  const written = createWriteStream(path, { mode: 0o600, flush: true, flags: 'wx' });
  await Promise.race([
    pipeline(zip.outputStream, written),
    new Promise<never>((_, refuse) => zip.on('error', refuse)),
  ]);
  return { tables: tables.length, files: files.length, bytes: (await stat(path)).size };
}

/** Runs `work` on one connection in one read-only snapshot without time limit. */
async function inSnapshot<T>(pool: pg.Pool, work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read, read only');
    await client.query('set local statement_timeout = 0');
    await client.query('set local idle_in_transaction_session_timeout = 0');
    const result = await work(client);
    await client.query('commit');
    client.release();
    return result;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/**
 * Writes the backup beside its place, then renames it: a file of this name is whole. Files that come while it is
 * written belong to later rows and are left out or in without harm. Faults: `bad-input` where the file is there already
 * or cannot be made, `disk-full`.
 */
export async function writeBackup(source: BackupSource, file: string): Promise<BackupSummary> {
  if ((await stat(file).catch(() => undefined)) !== undefined)
    throw new AppError('bad-input', {
      detail: `文件 ${file} 已经存在。请换一个文件名，备份不会覆盖已有文件。`,
    });
  const beside = join(dirname(file), `.${basename(file)}.${process.pid}.part`);
  try {
    const summary = await inSnapshot(source.pool, client => writeZip(source, client, beside));
    await rename(beside, file);
    const folder = await open(dirname(file), 'r');
    await folder.sync().finally(() => folder.close());
    return summary;
  } catch (error) {
    await rm(beside, { force: true });
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code)) throw new AppError('disk-full', { cause: error });
    if (['ENOENT', 'EACCES', 'ENOTDIR', 'EROFS'].includes(code))
      throw new AppError('bad-input', { detail: `不能写入 ${file}。请检查路径和权限。`, cause: error });
    throw error;
  }
}
