import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { AppError } from './app-error.ts';
import { keptSecret } from './secret-file.ts';

/**
 * Encrypts what must not lie in clear in the database, its dumps and its backups: secrets of second factors, proofs of
 * identity. AES-256-GCM under a key of the data folder (ADR 16).
 */
export interface SealedBox {
  /**
   * `context` says what the bytes are and whose, e.g. `second-factor:<staff id>`. It is not secret and not kept in the
   * sealed bytes, but they open under the same context only: moved to another row they are refused.
   */
  seal(plain: Uint8Array, context: string): Uint8Array;
  /** The plain bytes. Fault `sealed-unreadable`: another key, another context, or bytes that have been changed. */
  open(sealed: Uint8Array, context: string): Uint8Array;
}

/** Name of the key file in the data folder. */
export const sealingKeyFile = 'sealing-key';

const cipher = 'aes-256-gcm';
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
/** First byte of everything sealed: which way, so that a later one can be told apart. */
const version = 1;
const keyMark = 'gongkai-sealing-key-1:';

function keyOf(text: string): Buffer | undefined {
  if (!text.startsWith(keyMark)) return undefined;
  const key = Buffer.from(text.slice(keyMark.length), 'base64');
  return key.length === keyBytes ? key : undefined;
}

/** The box under a given key of 32 bytes: version, nonce, what is sealed, tag. */
function boxUnder(key: Uint8Array): SealedBox {
  return {
    seal(plain, context) {
      const nonce = randomBytes(nonceBytes);
      const sealing = createCipheriv(cipher, key, nonce).setAAD(Buffer.from(context, 'utf8'));
      const body = Buffer.concat([sealing.update(plain), sealing.final()]);
      return Buffer.concat([Buffer.of(version), nonce, body, sealing.getAuthTag()]);
    },
    open(sealed, context) {
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
      if (bytes.length < 1 + nonceBytes + tagBytes || bytes[0] !== version)
        throw new AppError('sealed-unreadable');
      const opening = createDecipheriv(cipher, key, bytes.subarray(1, 1 + nonceBytes), {
        authTagLength: tagBytes,
      });
      opening.setAAD(Buffer.from(context, 'utf8')).setAuthTag(bytes.subarray(-tagBytes));
      try {
        return Buffer.concat([opening.update(bytes.subarray(1 + nonceBytes, -tagBytes)), opening.final()]);
      } catch (cause) {
        throw new AppError('sealed-unreadable', { cause });
      }
    },
  };
}

/**
 * The box of a data folder; its key (`sealing-key`, mode 0600) is made on first use. Several nodes on one database need
 * the same file. A damaged file is a fault: a new key would open nothing that is there.
 */
export async function openSealedBox(folder: string): Promise<SealedBox> {
  const path = join(folder, sealingKeyFile);
  const text = await keptSecret(path, () => `${keyMark}${randomBytes(keyBytes).toString('base64')}`);
  const key = keyOf(text);
  if (key === undefined)
    throw new AppError('data-folder-unusable', {
      detail: `加密密钥文件 ${path} 已损坏，请从备份恢复该文件。`,
    });
  return boxUnder(key);
}
