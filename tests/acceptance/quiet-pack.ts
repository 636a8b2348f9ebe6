import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const shipped = fileURLToPath(new URL('../../packs/bijie-civil-affairs', import.meta.url));

/** A pack on its own in a temporary folder. */
export interface PackFolder {
  readonly folder: string;
  remove(): Promise<void>;
}

/**
 * The shipped pack without its demo content: the accounts of the demonstration are there, the bureau has published
 * nothing yet. So a test knows every item it meets.
 */
export async function quietPack(): Promise<PackFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'gongkai-pack-'));
  await cp(shipped, folder, { recursive: true, filter: source => !source.startsWith(join(shipped, 'demo')) });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
