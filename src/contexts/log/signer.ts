import { randomBytes } from 'node:crypto';
import { AppError } from '../../platform/app-error.ts';
import { keptSecret, readSecret } from '../../platform/secret-file.ts';
import { privateKeyText, type Signer, signerFromPrivateKeyText } from './signed-note.ts';

/** The verifier key that belongs to a kept signing key; nothing if there is none yet. Makes nothing. */
export async function readVerifierKey(path: string): Promise<string | undefined> {
  const text = await readSecret(path);
  return text === undefined ? undefined : signerFromPrivateKeyText(text)?.verifierKey;
}

/**
 * The signing key of the public log, from a file that only its owner reads (mode 0600); made at first start.
 * The key keeps the name it was made with. A damaged file is a fault: a new key would not be the log's.
 */
export async function openSigner(path: string, origin: string): Promise<Signer> {
  const text = await keptSecret(path, () => privateKeyText(origin, randomBytes(32)));
  const signer = signerFromPrivateKeyText(text);
  if (signer === undefined)
    throw new AppError('data-folder-unusable', {
      detail: `公开日志的签名密钥文件 ${path} 已损坏，请从备份恢复该文件。`,
    });
  return signer;
}
