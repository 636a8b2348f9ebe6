import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { pathInside } from '../rules/importing.ts';

/** Files of a source, never one outside its folder. */

export async function sizeOf(path: string): Promise<number> {
  return (await stat(path)).size;
}

export async function digestOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

export type FoundFile =
  | { readonly ok: true; readonly path: string; readonly name: string; readonly size: number }
  | { readonly ok: false; readonly words: string };

/**
 * The file that an article names, relative to where it lies. A path that leads out of the folder is refused, also where
 * it does so through a link.
 */
export async function fileBeside(folder: string, base: string, named: string): Promise<FoundFile> {
  const inside = pathInside(base, named);
  if (inside === undefined)
    return { ok: false, words: `“${named}”指向来源文件夹以外，不予读取。请把文件放进文件夹后改写路径。` };
  const missing = { ok: false, words: `找不到文件“${named}”。请补齐文件后再迁入，或在草稿中上传。` } as const;
  try {
    const root = await realpath(folder);
    const real = await realpath(join(root, inside));
    if (!real.startsWith(root + sep))
      return { ok: false, words: `“${named}”是指向来源文件夹以外的链接，不予读取。` };
    const found = await stat(real);
    if (!found.isFile()) return missing;
    return { ok: true, path: real, name: inside.split('/').at(-1) ?? inside, size: found.size };
  } catch {
    return missing;
  }
}

export interface ListedFile {
  /** Within the folder, with `/`. */
  readonly path: string;
  readonly size: number;
  readonly changedMs: number;
  /** Links are listed and never followed. */
  readonly isLink: boolean;
}

/** Files below a folder whose names match, in the order of their paths. */
export async function filesBelow(folder: string, wanted: RegExp): Promise<ListedFile[]> {
  const found: ListedFile[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!wanted.test(entry.name) || !(entry.isFile() || entry.isSymbolicLink())) continue;
    const full = join(entry.parentPath, entry.name);
    const { size, mtimeMs } = await lstat(full);
    const path = relative(folder, full).split(sep).join('/');
    found.push({ path, size, changedMs: Math.round(mtimeMs), isLink: entry.isSymbolicLink() });
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}
