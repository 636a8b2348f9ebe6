import type { SealedBox } from '../../platform/sealed-box.ts';

/**
 * Secrets of second factors as they lie in the database: sealed, each bound to its account, so that a row copied over
 * another's opens nothing. The mark tells them from the clear ones that versions before kept.
 */
const mark = 'sealed:';

function contextOf(staffId: string): string {
  return `second-factor:${staffId}`;
}

export function isSealedSecret(text: string): boolean {
  return text.startsWith(mark);
}

/** A base32 secret → what is kept. */
export function sealSecret(box: SealedBox, staffId: string, secret: string): string {
  const sealed = box.seal(Buffer.from(secret, 'utf8'), contextOf(staffId));
  return `${mark}${Buffer.from(sealed).toString('base64')}`;
}

/** What is kept → the base32 secret. Fault `sealed-unreadable`: the key is another's, or the row is. */
export function openSecret(box: SealedBox, staffId: string, kept: string): string {
  const sealed = Buffer.from(kept.slice(mark.length), 'base64');
  return Buffer.from(box.open(sealed, contextOf(staffId))).toString('utf8');
}
