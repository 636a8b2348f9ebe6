import { argon2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/**
 * Passwords as argon2id in PHC text (`$argon2id$v=19$m=…,t=…,p=1$salt$hash`), so that every hash carries the cost it was
 * made with and the cost can rise without a migration.
 */
export interface PasswordCost {
  /** KiB. */
  readonly memory: number;
  readonly passes: number;
}

/** OWASP Password Storage Cheat Sheet: argon2id with 19 MiB and two passes; 45 ms on the machine this was made on. */
export const staffCost: PasswordCost = { memory: 19_456, passes: 2 };

/** The password of demo accounts is printed in the manual: hashing forty of them must not slow the first start. */
export const demoCost: PasswordCost = { memory: 4096, passes: 2 };

const saltBytes = 16;
const hashBytes = 32;
const derive = promisify(argon2);
const form = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=1\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

function digestOf(password: string, nonce: Buffer, cost: PasswordCost, tagLength: number): Promise<Buffer> {
  const { memory, passes } = cost;
  // The same letters typed on another keyboard may arrive composed differently.
  const message = password.normalize('NFKC');
  return derive('argon2id', { message, nonce, memory, passes, parallelism: 1, tagLength });
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}

/** The PHC text of a password; `randomBytes` gives the salt. */
export async function hashPassword(
  password: string,
  cost: PasswordCost,
  randomBytes: (count: number) => Buffer,
): Promise<string> {
  const salt = randomBytes(saltBytes);
  const hash = await digestOf(password, salt, cost, hashBytes);
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=1$${unpadded(salt)}$${unpadded(hash)}`;
}

/** Is this the password? False for a text that is no hash of ours. */
export async function verifyPassword(phc: string, password: string): Promise<boolean> {
  const match = form.exec(phc);
  if (match === null) return false;
  const [, memory, passes, salt, hash] = match;
  const expected = Buffer.from(hash!, 'base64');
  const cost = { memory: Number(memory), passes: Number(passes) };
  const actual = await digestOf(password, Buffer.from(salt!, 'base64'), cost, expected.length);
  return timingSafeEqual(actual, expected);
}
