import { join } from 'node:path';
import type { FilePreview } from '../contexts/files/contract/preview.ts';
import {
  forgetPreviews,
  keptPicture,
  keptPreview,
  withoutPreview,
} from '../contexts/files/preview/kept-previews.ts';
import { keptReadings } from '../contexts/files/reading/kept-readings.ts';
import type { BytesOnDisk } from '../contexts/files/service.ts';
import type { Verdict } from '../contexts/publications/contract.ts';
import type { ExaminedItem } from '../contexts/publications/ports.ts';
import { AppError } from '../platform/app-error.ts';
import { workerPool } from '../platform/worker-pool.ts';
import type { GateAnswer, GateTask, StoredFileTask } from './gate-worker-tasks.ts';

/** The gate's side of the main thread: hands files and items to the other one, and keeps what became of them. */

/** One file; recognising the text of scans takes up to a minute of it. */
const readMs = 100_000;
const judgeMs = 60_000;
const previewMs = 120_000;
/** Visitors who wait for a preview at once; further ones are asked to come again. */
const mostPreviews = 16;
/** Files remembered as read. */
const mostKnown = 2000;
/** Readings are made again at need; meanwhile they take room. */
const keptMs = 30 * 24 * 3_600_000;

export interface GateWorkSources {
  /** The data folder. */
  readonly folder: string;
  /** Where the bytes of a stored file lie; nothing if there is no such file. */
  readonly locate: (digest: string) => Promise<BytesOnDisk | undefined>;
}

export type GateWork = ReturnType<typeof gateWork>;

export function gateWork({ folder: dataFolder, locate }: GateWorkSources) {
  const folder = join(dataFolder, 'readings');
  const kept = keptReadings(folder);
  const pool = workerPool<GateTask, GateAnswer>({
    entry: new URL('./gate-worker.ts', import.meta.url),
    apart: 'process',
  });

  // Visitors do not keep officers waiting.
  const visitors = workerPool<GateTask, GateAnswer>({
    entry: new URL('./gate-worker.ts', import.meta.url),
    apart: 'process',
    waiting: mostPreviews,
  });
  const previews = join(dataFolder, 'previews');
  const underWay = new Map<string, Promise<FilePreview>>();
  /** What this process has had read: the thread finds it quickly again. */
  const known = new Map<string, StoredFileTask>();

  async function makePreview(digest: string): Promise<FilePreview> {
    const file = await locate(digest);
    if (file === undefined) throw new AppError('not-found', { detail: '没有这个文件。' });
    try {
      return (await visitors.run({ kind: 'preview', ...file, folder, previews }, previewMs)) as FilePreview;
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'too-large') throw error;
      return withoutPreview('文件过大或过于复杂，不能在网页中预览。请下载后查看。');
    }
  }

  /** Has a stored file read. A file that takes a thread with it is remembered, so that it does so once. */
  async function withFile(kind: 'read' | 'stored-text', file: StoredFileTask): Promise<GateAnswer> {
    try {
      return await pool.run({ kind, ...file }, readMs);
    } catch (error) {
      if (error instanceof AppError) await kept.keepFault(file.digest, error);
      throw error;
    }
  }

  /** The file, read; null where a person has to look. Only what lies in the file itself is held against it. */
  async function fileRead(digest: string): Promise<StoredFileTask | null> {
    const before = known.get(digest);
    if (before !== undefined) return before;
    const file = await locate(digest);
    if (file === undefined) return null;
    const task = { ...file, folder };
    try {
      await withFile('read', task);
      if (known.size >= mostKnown) known.clear();
      known.set(digest, task);
      return task;
    } catch (error) {
      if (error instanceof AppError && error.code !== 'too-many-requests') return null;
      throw error;
    }
  }

  async function readAll(
    attachments: ExaminedItem['attachments'],
  ): Promise<Map<string, StoredFileTask | null>> {
    const files = new Map<string, StoredFileTask | null>();
    for (const { fileDigest } of attachments)
      if (!files.has(fileDigest)) files.set(fileDigest, await fileRead(fileDigest));
    return files;
  }

  return {
    /** The verdict on an item with everything in its attachments. */
    async examine({ attachments, ...input }: ExaminedItem): Promise<Verdict> {
      const files = await readAll(attachments);
      const given = attachments.map(({ name, fileDigest }) => ({
        name,
        file: files.get(fileDigest) ?? null,
      }));
      return (await pool.run({ kind: 'judge', input, attachments: given }, judgeMs)) as Verdict;
    },
    readAhead: async (attachments: ExaminedItem['attachments']): Promise<void> => {
      await readAll(attachments);
    },
    /** What a reader of a stored file sees. Faults: those of reading. */
    storedText: async (file: BytesOnDisk): Promise<string> =>
      (await withFile('stored-text', { ...file, folder })) as string,
    /** What a reader of these bytes sees. Faults: those of reading. */
    text: async (bytes: Uint8Array, mediaType: string): Promise<string> =>
      (await pool.run({ kind: 'text', bytes, mediaType }, readMs)) as string,
    /** What visitors are shown of a stored file, made at the first call and kept. Faults: `not-found`, `too-many-requests`. */
    preview: async (digest: string): Promise<FilePreview> => {
      const kept = await keptPreview({ digest, previews });
      if (kept !== undefined) return kept;
      const made = underWay.get(digest) ?? makePreview(digest).finally(() => underWay.delete(digest));
      underWay.set(digest, made);
      return made;
    },
    /** A page of a previewed PDF, from 1; nothing if there is none. */
    previewPicture: (digest: string, no: number) => keptPicture({ digest, previews }, no),
    forgetOldReadings: async (now: Date): Promise<void> => {
      known.clear();
      const instant = new Date(now.getTime() - keptMs);
      await kept.forgetBefore(instant);
      await forgetPreviews(previews, instant);
    },
    close: async () => {
      await Promise.all([pool.close(), visitors.close()]);
    },
  };
}
