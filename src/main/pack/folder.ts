import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const shipped = fileURLToPath(new URL('../../../packs/', import.meta.url));

/** The folder of a pack: a name under packs/, or a path. */
export function packFolder(nameOrPath: string): string {
  const named = join(shipped, nameOrPath);
  return /^[a-z0-9-]+$/.test(nameOrPath) && existsSync(named) ? named : resolve(nameOrPath);
}
