import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectData, type OpenData } from '../src/platform/data-folder.ts';

/** Runs `work` on a new database with every migration applied, and removes it. */
export async function withScratchDatabase(work: (db: OpenData) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'gongkai-scratch-'));
  try {
    const db = await connectData({ GONGKAI_DATA: folder });
    await work(db).finally(() => db.close());
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
