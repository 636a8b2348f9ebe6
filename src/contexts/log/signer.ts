import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../platform/app-error.ts';
import { privateKeyText, type Signer, signerFromPrivateKeyText } from './signed-note.ts';

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  await folder.sync().finally(() => folder.close());
}

/** Writes the key so that it is either whole or absent, and never replaces one that is there. */
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

async function readKey(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}

/** The verifier key that belongs to a kept signing key; nothing if there is none yet. Makes nothing. */
export async function readVerifierKey(path: string): Promise<string | undefined> {
  const text = await readKey(path);
  return text === undefined ? undefined : signerFromPrivateKeyText(text)?.verifierKey;
}

/**
 * The signing key of the public log, from a file that only its owner reads (mode 0600); made at first start.
 * The key keeps the name it was made with. A damaged file is a fault: a new key would not be the log's.
 */
export async function openSigner(path: string, origin: string): Promise<Signer> {
  let text = await readKey(path);
  if (text === undefined) {
    await mkdir(dirname(path), { recursive: true });
    await writeOnce(path, `${privateKeyText(origin, randomBytes(32))}\n`);
    text = await readFile(path, 'utf8');
  }
  const signer = signerFromPrivateKeyText(text);
  if (signer === undefined)
    throw new AppError('data-folder-unusable', {
      detail: `公开日志的签名密钥文件 ${path} 已损坏，请从备份恢复该文件。`,
    });
  await chmod(path, 0o600);
  return signer;
}
