/**
 * Signed notes and checkpoints. Sources: C2SP signed-note (Ed25519, type 0x01) and C2SP tlog-checkpoint.
 * A key is written as Go's note package writes it, so that existing tools read ours. Pure but for the key's making.
 */
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';

const ed25519Type = 1;
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Signs notes under one key name. */
export interface Signer {
  /** Key name and origin of the log, e.g. `gongkai.example/log`. */
  readonly name: string;
  /** `<name>+<key id>+<base64 key>`: what a verifier is given. */
  readonly verifierKey: string;
  /** The note: text, blank line, signature line. `text` ends with a newline. */
  signNote(text: string): string;
}

function keyId(name: string, publicKey: Uint8Array): Buffer {
  const hash = createHash('sha256').update(name).update(Uint8Array.of(0x0a, ed25519Type)).update(publicKey);
  return hash.digest().subarray(0, 4);
}

function rawPublicKey(key: KeyObject): Buffer {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
}

/** Signer from a 32-byte Ed25519 seed. */
export function signerFromSeed(name: string, seed: Uint8Array): Signer {
  if (!/^[^\s+]+$/.test(name)) throw new RangeError(`key name ${JSON.stringify(name)}`);
  const key = createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = rawPublicKey(key);
  const id = keyId(name, publicKey);
  const encoded = Buffer.concat([Uint8Array.of(ed25519Type), publicKey]).toString('base64');
  return {
    name,
    verifierKey: `${name}+${id.toString('hex')}+${encoded}`,
    signNote: text => {
      const signature = Buffer.concat([id, sign(null, Buffer.from(text), key)]).toString('base64');
      return `${text}\n— ${name} ${signature}\n`;
    },
  };
}

/** `PRIVATE+KEY+<name>+<key id>+<base64>`: how a signing key is kept. */
export function privateKeyText(name: string, seed: Uint8Array): string {
  const [, id] = signerFromSeed(name, seed).verifierKey.split('+');
  return `PRIVATE+KEY+${name}+${id}+${Buffer.concat([Uint8Array.of(ed25519Type), seed]).toString('base64')}`;
}

/** Reads a kept signing key; nothing if it is damaged. */
export function signerFromPrivateKeyText(text: string): Signer | undefined {
  const match = /^PRIVATE\+KEY\+([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/.exec(text.trim());
  if (match === null) return undefined;
  const bytes = Buffer.from(match[3]!, 'base64');
  if (bytes.length !== 33 || bytes[0] !== ed25519Type) return undefined;
  const signer = signerFromSeed(match[1]!, bytes.subarray(1));
  return signer.verifierKey.split('+')[1] === match[2] ? signer : undefined;
}

/** The text of a checkpoint: origin, number of leaves, root in base64; ends with a newline. */
export function checkpointText(origin: string, size: number, root: Uint8Array): string {
  return `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`;
}
