import { shanghaiDay } from '../../../platform/clock.ts';
import type { Queries } from '../../../platform/database/database.ts';
import type { Reason } from '../contract.ts';
import { hashPassword, verifyPassword } from '../password-hash.ts';
import { passwordAging, passwordExpiresMs, reusedPassword } from '../rules/sign-in.ts';
import { formerPasswords, keepFormerPassword } from '../store/former-passwords.ts';
import { changeStaff, type StaffRow } from '../store/staff.ts';
import type { OrganisationParts } from './parts.ts';

type Parts = Pick<OrganisationParts, 'clock' | 'pack' | 'passwordCost' | 'randomBytes'>;

/**
 * Gives a locked account a new password, unless it had it lately: then the reasons against it, and nothing is changed.
 * Whether the password is good enough (`passwordReasons`) and whose sessions end is for the caller.
 */
export async function replacePassword(
  parts: Parts,
  trx: Queries,
  row: Pick<StaffRow, 'id' | 'password_hash'>,
  next: string,
): Promise<Reason[]> {
  const { history } = passwordAging(parts.pack);
  const before = history === 0 ? [] : [row.password_hash];
  if (history > 1) before.push(...(await formerPasswords(trx, row.id, history - 1)));
  for (const hash of before) if (await verifyPassword(hash, next)) return reusedPassword(history);
  const at = parts.clock.now();
  const password_hash = await hashPassword(next, parts.passwordCost, parts.randomBytes);
  await changeStaff(trx, row.id, { password_hash, password_changed_at: at });
  await keepFormerPassword(trx, { staffId: row.id, hash: row.password_hash, at }, Math.max(0, history - 1));
  return [];
}

/** Is the password too old to work with, and on which day does it become so? Demo accounts' never do. */
export function passwordAge(
  parts: Pick<Parts, 'clock' | 'pack'>,
  staff: Pick<StaffRow, 'password_changed_at' | 'is_demo'>,
): { readonly expired: boolean; readonly expiresOn: string | null } {
  const atMs = staff.is_demo
    ? null
    : passwordExpiresMs(staff.password_changed_at.getTime(), passwordAging(parts.pack).maxAgeDays);
  if (atMs === null) return { expired: false, expiresOn: null };
  return { expired: parts.clock.now().getTime() >= atMs, expiresOn: shanghaiDay(new Date(atMs)) };
}
