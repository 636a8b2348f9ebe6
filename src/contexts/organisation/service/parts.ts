import type { Clock } from '../../../platform/clock.ts';
import type { Database } from '../../../platform/database/database.ts';
import type { SealedBox } from '../../../platform/sealed-box.ts';
import type { RecordAudit } from '../audit-port.ts';
import type { OrganisationPack } from '../contract.ts';
import type { PasswordCost } from '../password-hash.ts';
import type { SignInLimits } from '../sign-in-limit.ts';

/** What the use cases of this context are given. */
export interface OrganisationParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly recordAudit: RecordAudit;
  readonly pack: OrganisationPack;
  /** Seals secrets of second factors. */
  readonly box: SealedBox;
  /** Do demo accounts exist here? Without it nobody signs in with one, even if the rows are there from before. */
  readonly demo: boolean;
  readonly randomBytes: (count: number) => Buffer;
  readonly passwordCost: PasswordCost;
  readonly signInLimits: SignInLimits;
}

export function bureauNameOf(pack: OrganisationPack): string {
  return pack.units.find(unit => unit.kind === 'bureau')?.name ?? '';
}
