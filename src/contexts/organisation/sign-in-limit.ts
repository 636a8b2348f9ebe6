import { isIPv6 } from 'node:net';

/** How fast one may try. A bucket holds `size` tries and gets one more every `refillMs`. */
export interface BucketPolicy {
  readonly size: number;
  readonly refillMs: number;
}

export interface SignInLimits {
  /** Per address and user name: somebody guessing one password. */
  readonly perAccount: BucketPolicy;
  /** Per address: somebody trying one password on many names. An office behind one address must still get in. */
  readonly perAddress: BucketPolicy;
}

export const signInLimits: SignInLimits = {
  perAccount: { size: 10, refillMs: 6000 },
  perAddress: { size: 200, refillMs: 500 },
};

/** Past this number of buckets the full ones are forgotten, so that a flood of names does not fill the memory. */
const mostBuckets = 20_000;

function expanded(address: string): string[] {
  const [head = '', tail] = address.split('%')[0]!.split('::');
  const left = head === '' ? [] : head.split(':');
  if (tail === undefined) return left;
  const right = tail === '' ? [] : tail.split(':');
  return [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
}

/** What counts as one place: an IPv4 address, or the /64 of an IPv6 address, which one customer owns whole. */
export function placeOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped !== null) return mapped[1]!;
  if (!isIPv6(address.split('%')[0]!)) return address;
  const groups = expanded(address).slice(0, 4);
  return `${groups.map(group => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}

interface Bucket {
  left: number;
  atMs: number;
}

/** Buckets by key, in memory. `take` answers whether there was a try left. */
export function makeBuckets({ size, refillMs }: BucketPolicy) {
  const known = new Map<string, Bucket>();
  const filled = (bucket: Bucket, nowMs: number) =>
    Math.min(size, bucket.left + Math.max(0, nowMs - bucket.atMs) / refillMs);
  const forgetFull = (nowMs: number) => {
    for (const [key, bucket] of known) if (filled(bucket, nowMs) >= size) known.delete(key);
    // Still too many, all of them in use: the oldest go.
    for (const key of known.keys()) {
      if (known.size <= mostBuckets) break;
      known.delete(key);
    }
  };
  const take = (key: string, nowMs: number): boolean => {
    if (known.size > mostBuckets) forgetFull(nowMs);
    const bucket = known.get(key);
    const left = bucket === undefined ? size : filled(bucket, nowMs);
    const allowed = left >= 1;
    known.delete(key);
    known.set(key, { left: allowed ? left - 1 : left, atMs: nowMs });
    return allowed;
  };
  const giveBack = (key: string): void => {
    const bucket = known.get(key);
    if (bucket !== undefined) bucket.left = Math.min(size, bucket.left + 1);
  };
  return { take, giveBack };
}

/** Tries to sign in, counted per place and per account there. In memory, per process. */
export function makeSignInLimit(limits: SignInLimits = signInLimits) {
  const accounts = makeBuckets(limits.perAccount);
  const addresses = makeBuckets(limits.perAddress);
  const keysOf = (address: string, username: string) => {
    const place = placeOf(address);
    return { place, account: `${place} ${username.toLowerCase().slice(0, 64)}` };
  };
  return {
    /** Takes one try; false if the place or the account there has none left. */
    take(address: string, username: string, nowMs: number): boolean {
      const { place, account } = keysOf(address, username);
      const placeAllowed = addresses.take(place, nowMs);
      return accounts.take(account, nowMs) && placeAllowed;
    },
    /** A try that succeeded was none of a guesser. */
    giveBack(address: string, username: string): void {
      const { place, account } = keysOf(address, username);
      addresses.giveBack(place);
      accounts.giveBack(account);
    },
  };
}
