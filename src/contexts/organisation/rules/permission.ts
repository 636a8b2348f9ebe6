import {
  type Actor,
  type CommandName,
  commandWords,
  type Permission,
  type Reach,
  type Reason,
} from '../contract.ts';

/** Deny by default; least privilege (GB/T 22239-2019 8.1.4.2). */
const basis = [{ instrument: 'GB/T 22239-2019', note: '8.1.4.2 访问控制' }];

export type Grants = Readonly<Partial<Record<CommandName, Reach>>>;

/** On whose right a command is carried out: the actor's own, or that of somebody who delegated to them. */
export interface Holder {
  readonly staffId: string;
  readonly name: string;
  readonly unitId: string;
  readonly onBehalf: boolean;
}

const delegable: ReadonlySet<string> = new Set(['item.return', 'request.return-reply']);

/** Delegation during leave reaches the review of items and of replies, and nothing else. */
export function isDelegable(command: CommandName): boolean {
  return /^(item|request)\.sign-/.test(command) || delegable.has(command);
}

function reaches(
  grants: Grants,
  command: CommandName,
  unitId: string,
  ownerUnitId: string | undefined,
): boolean {
  const reach = grants[command];
  if (reach === undefined) return false;
  return reach === 'every-unit' || ownerUnitId === undefined || ownerUnitId === unitId;
}

/**
 * Whose right lets the actor carry out a command on a thing of `ownerUnitId` (absent: a thing of the own unit, or of
 * no unit). The own right comes first; nothing if there is none.
 */
export function holderOf(actor: Actor, command: CommandName, ownerUnitId?: string): Holder | undefined {
  if (reaches(actor.grants, command, actor.unitId, ownerUnitId))
    return { staffId: actor.staffId, name: actor.name, unitId: actor.unitId, onBehalf: false };
  if (!isDelegable(command)) return undefined;
  const absent = actor.actsFor.find(each => reaches(each.grants, command, each.unitId, ownerUnitId));
  return absent && { staffId: absent.staffId, name: absent.name, unitId: absent.unitId, onBehalf: true };
}

function isGranted(actor: Actor, command: CommandName): boolean {
  const grants = [actor.grants, ...(isDelegable(command) ? actor.actsFor.map(each => each.grants) : [])];
  return grants.some(each => each[command] !== undefined);
}

/** May the actor carry out the command on a thing of `ownerUnitId`? If not, the reason in words for a person. */
export function may(actor: Actor, command: CommandName, ownerUnitId?: string): Permission {
  if (holderOf(actor, command, ownerUnitId) !== undefined) return { allowed: true, reasons: [] };
  const words = commandWords[command];
  const reason: Reason = isGranted(actor, command)
    ? {
        code: 'other-unit',
        message: `您的“${words}”权限只限于本单位的事项，该事项属于其他单位。请由该单位或有全局权限的岗位办理。`,
        basis,
      }
    : {
        code: 'no-grant',
        message: `您的岗位没有“${words}”的权限。如确需办理，请联系有权限的岗位或系统管理员。`,
        basis,
      };
  return { allowed: false, reasons: [reason] };
}

/** The grants of several roles together: for each command the wider reach. Roles the pack does not know give nothing. */
export function grantsOfRoles(
  roles: Readonly<Record<string, { readonly grants: Grants }>>,
  roleIds: readonly string[],
): Grants {
  const grants: Partial<Record<CommandName, Reach>> = {};
  for (const id of roleIds) {
    const own = Object.hasOwn(roles, id) ? roles[id]!.grants : {};
    for (const [command, reach] of Object.entries(own) as [CommandName, Reach][])
      if (grants[command] !== 'every-unit') grants[command] = reach;
  }
  return grants;
}

/** Does one of the roles want a second factor? */
export function wantsSecondFactor(
  roles: Readonly<Record<string, { readonly secondFactor: boolean }>>,
  roleIds: readonly string[],
): boolean {
  return roleIds.some(id => Object.hasOwn(roles, id) && roles[id]!.secondFactor);
}
