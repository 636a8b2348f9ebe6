import { cite } from '../../../law/citation.ts';
import { type Reason, reason } from '../../../law/refusal.ts';
import type { Actor, CommandName, Reach } from '../../organisation/contract.ts';

/** Who may: grants, their reach, and the grants somebody acts under by delegation. */

/** The code that the service turns into 403; every other reason is 409. */
export const notPermitted = 'not-permitted';

type Grants = Readonly<Partial<Record<CommandName, Reach>>>;

function reaches(grants: Grants, unitId: string, command: string, ownerUnitId: string): boolean {
  const reach = grants[command as CommandName];
  return reach === 'every-unit' || (reach === 'own-unit' && unitId === ownerUnitId);
}

/** Does the person's own role allow the command on a thing of this unit? */
export function may(actor: Actor, command: string, ownerUnitId: string): boolean {
  return reaches(actor.grants, actor.unitId, command, ownerUnitId);
}

/** Whose role a signature rests on: one's own, or that of somebody who delegated. */
export interface Capacity {
  readonly staffId: string;
  readonly name: string;
  readonly unitId: string;
  readonly isDelegated: boolean;
}

/** Every capacity in which a person may do a command on a thing of this unit; one's own first. */
export function capacities(actor: Actor, command: string, ownerUnitId: string): Capacity[] {
  const own: Capacity[] = may(actor, command, ownerUnitId)
    ? [{ staffId: actor.staffId, name: actor.name, unitId: actor.unitId, isDelegated: false }]
    : [];
  const delegated = actor.actsFor
    .filter(each => reaches(each.grants, each.unitId, command, ownerUnitId))
    .map(({ staffId, name, unitId }) => ({ staffId, name, unitId, isDelegated: true }));
  return [...own, ...delegated];
}

/** The reason given where the role does not allow the command. */
export function withoutPermission(what: string): Reason {
  return reason(
    notPermitted,
    `您的岗位没有${what}的权限。如确需办理，请联系有权限的岗位。`,
    cite('本机关规定'),
  );
}
