import { Secret, TOTP } from 'otpauth';

/**
 * The second factor: time-based one-time codes (RFC 6238). SHA-1, six digits and thirty seconds are what every
 * authenticator application can do.
 */
const period = 30;
const digits = 6;
const algorithm = 'SHA1';

/** Steps before and after the present one that are accepted: clocks differ by some seconds. */
const toleratedSteps = 1;

function totp(secret: string, issuer = '', label = ''): TOTP {
  return new TOTP({ secret: Secret.fromBase32(secret), algorithm, digits, period, issuer, label });
}

/** A new secret of 160 bits in base32. */
export function newSecret(randomBytes: (count: number) => Buffer): string {
  return new Secret({ buffer: Uint8Array.from(randomBytes(20)).buffer }).base32;
}

/** The otpauth:// address an authenticator scans. */
export function enrolmentUri(secret: string, issuer: string, username: string): string {
  return totp(secret, issuer, username).toString();
}

/** The code of an instant (milliseconds since 1970): what the person's authenticator shows. */
export function codeAt(secret: string, atMs: number): string {
  return totp(secret).generate({ timestamp: atMs });
}

/**
 * The time step a code belongs to, or nothing if it is wrong, too old, too new, or of a step already used
 * (`lastStep`): a code that somebody overlooked can not be used again (RFC 6238 §5.2).
 */
export function acceptedStep(
  secret: string,
  code: string,
  atMs: number,
  lastStep: number | null,
): number | undefined {
  const plain = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(plain)) return undefined;
  const delta = totp(secret).validate({ token: plain, timestamp: atMs, window: toleratedSteps });
  if (delta === null) return undefined;
  const step = Math.floor(atMs / 1000 / period) + delta;
  return lastStep !== null && step <= lastStep ? undefined : step;
}
