import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Files that hold a secret of this installation: one line of text, read by its owner only (mode 0600), made once. */

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  await folder.sync().finally(() => folder.close());
}

/** Writes the text so that it is either whole or absent, and never replaces one that is there. */
async function writeOnce(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await link(draft, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(draft, { force: true });
  }
  await syncFolder(dirname(path));
}

/** The text of the file, without its line end; nothing if there is no file. */
export async function readSecret(path: string): Promise<string | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return text?.trimEnd();
}

/** The text of the file, made on first use; of several who make it at once, one wins and all get the same. */
export async function keptSecret(path: string, make: () => string): Promise<string> {
  let text = await readSecret(path);
  if (text === undefined) {
    await mkdir(dirname(path), { recursive: true });
    await writeOnce(path, `${make()}\n`);
    text = (await readSecret(path)) ?? '';
  }
  await chmod(path, 0o600);
  return text;
}
