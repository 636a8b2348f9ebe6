import { transaction } from '../../../platform/database/database.ts';
import { isSealedSecret, sealSecret } from '../second-factor-secret.ts';
import { changeStaff, lockClearSecrets } from '../store/staff.ts';
import type { OrganisationParts } from './parts.ts';

/** Versions before kept secrets of second factors in clear: seals them. Resolves to the number of accounts changed. */
export function sealClearSecrets({ db, box }: Pick<OrganisationParts, 'db' | 'box'>): Promise<number> {
  return transaction(db, async trx => {
    const rows = await lockClearSecrets(trx);
    for (const row of rows) {
      const sealed = (kept: string | null) =>
        kept === null || isSealedSecret(kept) ? kept : sealSecret(box, row.id, kept);
      const [totp_secret, totp_pending] = [sealed(row.totp_secret), sealed(row.totp_pending)];
      await changeStaff(trx, row.id, { totp_secret, totp_pending });
    }
    return rows.length;
  });
}
