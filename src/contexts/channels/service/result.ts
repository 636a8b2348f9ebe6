import type { Reason } from '../../../law/refusal.ts';
import { AppError } from '../../../platform/app-error.ts';
import type { Actor, CommandName, Permission } from '../../organisation/contract.ts';
import type { ChannelPorts } from '../ports.ts';

/** Throws `not-allowed` with the reason in words. */
export function demand(
  ports: Pick<ChannelPorts, 'may'>,
  actor: Actor,
  command: CommandName,
  unitId?: string,
): void {
  const { allowed, reasons } = ports.may(actor, command, unitId);
  if (!allowed) throw new AppError('not-allowed', { detail: reasons.map(each => each.message).join('') });
}

/** The right and the state of things together, as the console shows them on a button. */
export function permissionOf(right: Permission, reasons: readonly Reason[]): Permission {
  const views = reasons.map(({ code, message, basis }) => ({ code, message, basis: [...basis] }));
  return { allowed: right.allowed && reasons.length === 0, reasons: [...right.reasons, ...views] };
}

/** Units whose tasks somebody sees: all (null), or the own one. */
export function visibleUnits(ports: Pick<ChannelPorts, 'may'>, actor: Actor): readonly string[] | null {
  demand(ports, actor, 'item.read');
  return actor.grants['item.read'] === 'every-unit' ? null : [actor.unitId];
}
