import { randomBytes } from 'node:crypto';
import type { RoleView } from './contract.ts';
import { staffCost } from './password-hash.ts';
import { holderOf, may } from './rules/permission.ts';
import { resolveUnits } from './rules/unit-names.ts';
import { makeAudience } from './service/audience.ts';
import { makeDelegations } from './service/delegations.ts';
import { demoAccountLines, makeDemoAccounts } from './service/demo-accounts.ts';
import type { OrganisationParts } from './service/parts.ts';
import { sealClearSecrets } from './service/seal-clear-secrets.ts';
import { makeSessions } from './service/session.ts';
import { makeSignIn } from './service/sign-in.ts';
import { makeStaff } from './service/staff.ts';
import { makeUnits } from './service/units.ts';
import { signInLimits } from './sign-in-limit.ts';
import { forgetAnswers } from './store/answered-requests.ts';

export type { RecordAudit } from './audit-port.ts';

/** Who acts: units, staff, sessions, delegation. The only door to this context for others. */

export type OrganisationDeps = Pick<
  OrganisationParts,
  'db' | 'clock' | 'recordAudit' | 'pack' | 'box' | 'demo'
> &
  Partial<Pick<OrganisationParts, 'randomBytes' | 'passwordCost' | 'signInLimits'>>;

export type Organisation = ReturnType<typeof createOrganisation>;

/** How long an answer is kept for a request that is sent again. */
const keepAnswersMs = 24 * 3_600_000;

export function createOrganisation(deps: OrganisationDeps) {
  const parts: OrganisationParts = { randomBytes, passwordCost: staffCost, signInLimits, ...deps };
  const { db, clock, pack } = parts;
  const units = makeUnits(parts);

  const roles = (): RoleView[] =>
    Object.entries(pack.roles).map(([id, { name, description, secondFactor, grants }]) => ({
      id,
      name,
      description,
      secondFactor,
      grants: { ...grants },
    }));

  return {
    /** Makes the table of units say what the pack says. */
    syncUnits: units.sync,
    units: units.list,
    /** Seals the secrets that an earlier version left in clear; to be called at start. Resolves to how many. */
    sealClearSecrets: () => sealClearSecrets(parts),
    createDemoAccounts: makeDemoAccounts(parts).create,
    demoAccountLines: () => (parts.demo ? demoAccountLines(pack) : []),
    signIn: makeSignIn(parts),
    sessions: makeSessions(parts),
    staff: makeStaff(parts),
    delegations: makeDelegations(parts),
    roles,
    may,
    holderOf,
    ...makeAudience(parts),
    /** Names as plans write them → ids of units; unknown names are reported. */
    resolveUnits: (names: readonly string[]) => resolveUnits(names, pack),
    /** For the daily sweep: answers to repeated requests are kept for a day. */
    forgetOldAnswers: () => forgetAnswers(db.kysely, new Date(clock.now().getTime() - keepAnswersMs)),
  };
}
