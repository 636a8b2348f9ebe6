/**
 * The verifier's own reading of the log's format. It shares no code with the writer on purpose: a mistake of the
 * writer must not be repeated here. Sources: RFC 6962 §2, RFC 8785, C2SP signed-note, tlog-checkpoint, tlog-tiles.
 */
import { createHash, createPublicKey, verify } from 'node:crypto';

export function digestOf(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

const concat = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
export const hashLeaf = (body: Uint8Array): Buffer => concat(Buffer.from([0]), body);

/** Grows a tree leaf by leaf and knows its root at every size; keeps one hash per complete subtree. */
export class GrowingTree {
  #peaks: { leaves: number; hash: Buffer }[] = [];
  size = 0;

  append(leaf: Buffer): void {
    this.#peaks.push({ leaves: 1, hash: leaf });
    this.size += 1;
    for (;;) {
      const [left, right] = this.#peaks.slice(-2);
      if (left === undefined || right === undefined || left.leaves !== right.leaves) return;
      const hash = concat(Buffer.from([1]), left.hash, right.hash);
      this.#peaks.splice(-2, 2, { leaves: left.leaves * 2, hash });
    }
  }

  root(): Buffer {
    let root: Buffer | undefined;
    for (const { hash } of this.#peaks.toReversed())
      root = root === undefined ? hash : concat(Buffer.from([1]), hash, root);
    return root ?? concat();
  }
}

/** Canonical JSON (RFC 8785) of plain values, written anew. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}

export interface VerifierKey {
  readonly name: string;
  readonly id: string;
  readonly publicKey: Buffer;
}

/** Reads `<name>+<id>+<base64>`; nothing if it is malformed or its id is not the key's. */
export function parseVerifierKey(text: string): VerifierKey | undefined {
  const [name, id, ...rest] = text.trim().split('+');
  const bytes = Buffer.from(rest.join('+'), 'base64');
  if (!name || id === undefined || bytes.length !== 33 || bytes[0] !== 1) return undefined;
  const computed = concat(Buffer.from(`${name}\n`), bytes)
    .toString('hex')
    .slice(0, 8);
  return computed === id ? { name, id, publicKey: bytes.subarray(1) } : undefined;
}

function signatureHolds(text: string, signature: Buffer, key: VerifierKey): boolean {
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: key.publicKey.toString('base64url') };
  return verify(null, Buffer.from(text), createPublicKey({ key: jwk, format: 'jwk' }), signature);
}

export interface ReadCheckpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
  /** True if one of the given keys signed it. */
  readonly isSigned: boolean;
}

/** Reads a signed checkpoint; nothing if it is malformed. */
export function readCheckpoint(note: string, keys: readonly VerifierKey[]): ReadCheckpoint | undefined {
  const blank = note.lastIndexOf('\n\n');
  if (blank < 0) return undefined;
  const text = note.slice(0, blank + 1);
  const [origin, size, root] = text.split('\n');
  if (!origin || !/^(0|[1-9]\d*)$/.test(size ?? '') || Buffer.from(root ?? '', 'base64').length !== 32)
    return undefined;
  const isSigned = note
    .slice(blank + 2)
    .split('\n')
    .some(line => {
      const [dash, name, encoded] = line.split(' ');
      const bytes = Buffer.from(encoded ?? '', 'base64');
      const key = keys.find(k => k.name === name && k.id === bytes.subarray(0, 4).toString('hex'));
      return dash === '—' && key?.name === origin && signatureHolds(text, bytes.subarray(4), key);
    });
  return { origin, size: Number(size), root: Buffer.from(root!, 'base64'), isSigned };
}

/** Splits an entry bundle; nothing if its lengths do not fit its bytes. */
export function readBundle(bundle: Uint8Array): Uint8Array[] | undefined {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bundle.length; ) {
    const end = at + 2 + ((bundle[at]! << 8) | (bundle[at + 1] ?? 0));
    if (at + 2 > bundle.length || end > bundle.length) return undefined;
    entries.push(bundle.subarray(at + 2, end));
    at = end;
  }
  return entries;
}

/** Path of tile or bundle number `index` below `/log/`, of a tree where it holds `width` of 256. */
export function pathOfTile(level: number | 'entries', index: number, width: number): string {
  const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, '0');
  const groups = digits.match(/\d{3}/g)!;
  const name = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/');
  return `tile/${level}/${name}${width === 256 ? '' : `.p/${width}`}`;
}
