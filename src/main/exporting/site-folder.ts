import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { AppError } from '../../platform/app-error.ts';
import type { Answer } from './answers.ts';
import { type WritingTask, writeExported } from './file-writing.ts';

/**
 * The folder that goes to the web server: `site/` is its root, `manifest.ndjson` tells of every address its file, its
 * digest and what it depends on. A file is written aside and renamed, so that a reader never sees half of one; the
 * manifest is written last, so that an interrupted run is made again and not believed.
 */

export interface ManifestHead {
  readonly format: 'gongkai-export/1';
  readonly origin: string;
  readonly basePath: string;
  /** Address of the live service, or empty. */
  readonly live: string;
  /** ISO 8601. */
  readonly madeAt: string;
  /** Newest `portal_change` that is in it, and those shortly before it: a lower number may be committed later. */
  readonly change: number;
  readonly recent: readonly number[];
  /** Civil day whose states it shows. */
  readonly day: string;
  /** Digest of what every page hangs on: pack, style, script, version. */
  readonly design: string;
}

export interface ManifestRow {
  readonly path: string;
  readonly file: string;
  readonly status: number;
  readonly sha256: string;
  /** Bytes, uncompressed. */
  readonly size: number;
  readonly tags: readonly string[];
  /** What the prebuilt index says of it: title, day, document number, index number, summary. */
  readonly entry?: readonly [string, string, string, string, string];
}

export interface Manifest {
  readonly head: ManifestHead;
  readonly rows: Map<string, ManifestRow>;
}

const manifestName = 'manifest.ndjson';
const worthBytes = 256;
const compressed =
  /^(?:text\/|application\/(?:json|ld\+json|csvm\+json|xml|atom\+xml|problem\+json)|image\/svg)/;

export function sha256(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function replace(path: string, bytes: Buffer | string): Promise<void> {
  const aside = `${path}.part`;
  await writeFile(aside, bytes);
  await rename(aside, path);
}

export class SiteFolder {
  readonly folder: string;
  readonly #writer: (task: WritingTask) => void | Promise<void>;

  /** @param writer writes one file with its compressed bytes, e.g. in another thread. */
  constructor(folder: string, writer: (task: WritingTask) => void | Promise<void> = writeExported) {
    this.folder = folder;
    this.#writer = writer;
  }

  get root(): string {
    return join(this.folder, 'site');
  }

  /** A new folder, an empty one, or one of ours. Fault: `bad-input` where something else lies in it. */
  async open(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const inside = await readdir(this.folder);
    if (inside.length > 0 && !inside.includes('site') && !inside.includes(manifestName))
      throw new AppError('bad-input', {
        detail: `目录 ${this.folder} 不是空的，也不是以前导出的网站。请换一个目录，以免覆盖其他文件。`,
      });
    await mkdir(this.root, { recursive: true });
  }

  /** Writes an answer under its file, with compressed bytes beside it where they help. */
  async write(file: string, { body, contentType }: Pick<Answer, 'body' | 'contentType'>): Promise<void> {
    const path = join(this.root, file);
    const compress = body.length >= worthBytes && compressed.test(contentType);
    await this.#writer({ path, body, compress });
  }

  async remove(file: string): Promise<void> {
    const path = join(this.root, file);
    for (const each of [`${path}.br`, `${path}.gz`, path]) await rm(each, { force: true });
  }

  /** Removes everything below the root that is not one of these files: what an interrupted run left behind. */
  async removeOthers(files: ReadonlySet<string>): Promise<number> {
    let removed = 0;
    for (const file of await this.files()) {
      if (files.has(file) || files.has(file.replace(/\.(?:br|gz)$/, ''))) continue;
      await rm(join(this.root, file), { force: true });
      removed += 1;
    }
    return removed;
  }

  /** Every file below the root, by its path from there. */
  async files(): Promise<string[]> {
    const entries = await readdir(this.root, { recursive: true, withFileTypes: true });
    return entries.flatMap(entry =>
      entry.isFile() ? [join(entry.parentPath, entry.name).slice(this.root.length + 1)] : [],
    );
  }

  /** A file beside the root: settings for the web server. */
  async writeBeside(name: string, text: string): Promise<void> {
    await replace(join(this.folder, name), text);
  }

  async writeManifest({ head, rows }: Manifest): Promise<void> {
    const lines = [JSON.stringify(head)];
    for (const path of [...rows.keys()].sort()) lines.push(JSON.stringify(rows.get(path)));
    await this.writeBeside(manifestName, `${lines.join('\n')}\n`);
  }

  /** Nothing where there is none, or none that can be read. */
  async readManifest(): Promise<Manifest | undefined> {
    const rows = new Map<string, ManifestRow>();
    let head: ManifestHead | undefined;
    try {
      const lines = createInterface({ input: createReadStream(join(this.folder, manifestName)) });
      for await (const line of lines) {
        if (head === undefined) head = JSON.parse(line) as ManifestHead;
        else {
          const row = JSON.parse(line) as ManifestRow;
          rows.set(row.path, row);
        }
      }
    } catch (error) {
      if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT')
        return undefined;
      throw error;
    }
    return head?.format === 'gongkai-export/1' ? { head, rows } : undefined;
  }

  async read(file: string): Promise<Buffer | undefined> {
    return readFile(join(this.root, file)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
      throw error;
    });
  }
}
