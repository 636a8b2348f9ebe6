/**
 * A copy of the sealed log as files of the tlog-tiles layout, on another disk or machine: what the public saw outlives
 * the database. A restored backup is continued from it, so that what was withdrawn after the backup stays withdrawn,
 * and a database that is older than its copy is recognised before it shows anything. Source: C2SP tlog-tiles.
 */
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../platform/app-error.ts';
import type { Queries } from '../../platform/database/database.ts';
import * as store from './store.ts';
import { entryBundle, type TileAddress, tilePath, tileWidth } from './tiles.ts';
import { pathOfTile, readBundle } from './verify/tree.ts';

export const checkpointName = 'checkpoint';

/** Where sealed entries can be read from: the folder of a copy, or `/log/` of a site or mirror. */
export interface LogSource {
  /** The signed note; nothing if there is no log there. */
  checkpoint(): Promise<string | undefined>;
  /** Bodies of entries from (inclusive) to (exclusive) of a log of `size`. Fault: `bad-input` where one is missing. */
  bodies(from: number, to: number, size: number): Promise<Uint8Array[]>;
}

/** Leaves that a checkpoint note speaks of; nothing if it is no note. */
export function sizeOfNote(note: string | undefined): number | undefined {
  const [, size] = note?.split('\n') ?? [];
  return size !== undefined && /^(0|[1-9]\d*)$/.test(size) ? Number(size) : undefined;
}

async function put(path: string, bytes: Uint8Array | string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o755 });
  const beside = `${path}.${process.pid}.part`;
  const file = await open(beside, 'w', 0o644);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, path);
}

function bundlesOf(from: number, size: number): TileAddress[] {
  const bundles: TileAddress[] = [];
  for (let index = Math.floor(from / tileWidth); index * tileWidth < size; index += 1)
    bundles.push({ kind: 'entries', level: 0, index, width: Math.min(tileWidth, size - index * tileWidth) });
  return bundles;
}

async function noteIn(folder: string): Promise<string | undefined> {
  return readFile(join(folder, checkpointName), 'utf8').catch(error => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
}

/**
 * Brings the copy in `folder` up to the newest checkpoint: bundles first, the checkpoint last, so that it never speaks of
 * entries that are not there. Answers the leaves it now holds. Nothing new: nothing written.
 */
export async function bringCopy(queries: Queries, folder: string): Promise<number> {
  const newest = await store.latestCheckpoint(queries);
  const held = sizeOfNote(await noteIn(folder)) ?? 0;
  if (newest === undefined || newest.size <= held) return held;
  for (const bundle of bundlesOf(held, newest.size)) {
    const from = bundle.index * tileWidth;
    const bodies = await store.leafBodies(queries, from, from + bundle.width);
    await put(join(folder, tilePath(bundle)), entryBundle(bodies));
  }
  await put(join(folder, checkpointName), newest.note);
  const last = bundlesOf(held, held + 1)[0];
  const outgrown =
    last !== undefined && held % tileWidth !== 0 ? { ...last, width: held % tileWidth } : undefined;
  if (outgrown !== undefined) await rm(join(folder, tilePath(outgrown)), { force: true });
  return newest.size;
}

/** Fault `log-behind-its-copy` if the copy knows of entries that the database has not. */
export async function refuseOlderThanCopy(queries: Queries, folder: string): Promise<void> {
  const held = sizeOfNote(await noteIn(folder)) ?? 0;
  const size = (await store.latestCheckpoint(queries))?.size ?? 0;
  if (size >= held) return;
  throw new AppError('log-behind-its-copy', {
    detail: `公开日志的副本（${folder}）有 ${held} 条，数据库中只有 ${size} 条：数据库比副本旧，像是直接放回了旧的备份。`,
  });
}

function missing(path: string): AppError {
  return new AppError('bad-input', {
    detail: `公开日志的副本缺少 ${path}，或者该文件已损坏。请换一处副本。`,
  });
}

/** Reads a log by its paths below `/log/`. */
export function logSource(read: (path: string) => Promise<Uint8Array | undefined>): LogSource {
  async function bundle(index: number, size: number): Promise<Uint8Array[]> {
    const path = pathOfTile('entries', index, Math.min(tileWidth, size - index * tileWidth));
    const bytes = await read(path);
    const entries = bytes === undefined ? undefined : readBundle(bytes);
    if (entries === undefined) throw missing(path);
    return entries;
  }
  return {
    checkpoint: async () => {
      const bytes = await read(checkpointName);
      return bytes === undefined ? undefined : Buffer.from(bytes).toString();
    },
    bodies: async (from, to, size) => {
      const found: Uint8Array[] = [];
      for (const { index } of bundlesOf(from, to)) found.push(...(await bundle(index, size)));
      const first = Math.floor(from / tileWidth) * tileWidth;
      return found.slice(from - first, to - first);
    },
  };
}

/** The copy in a folder as a source. */
export function folderLogSource(folder: string): LogSource {
  return logSource(path => readFile(join(folder, path)).catch(() => undefined));
}
