import { AppError } from '../../../platform/app-error.ts';
import type { Actor, CommandName, Permission, Reason } from '../../organisation/contract.ts';
import type { PlanPorts } from '../ports.ts';

/** What a use case answers: done with a value, or refused with every reason. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reasons: readonly Reason[] };

export function done<T>(value: T): Result<T> {
  return { ok: true, value };
}

interface ReasonLike {
  readonly code: string;
  readonly message: string;
  readonly basis: readonly {
    readonly instrument: string;
    readonly article?: number;
    readonly paragraph?: number;
    readonly item?: number;
  }[];
}

/** Reasons of the rules on their way to the wire. */
export function refused(reasons: readonly ReasonLike[]): { ok: false; reasons: readonly Reason[] } {
  return { ok: false, reasons: reasonViews(reasons) };
}

export function reasonViews(reasons: readonly ReasonLike[]): Reason[] {
  return reasons.map(({ code, message, basis }) => ({
    code,
    message,
    basis: basis.map(({ instrument, article, paragraph, item }) => ({
      instrument,
      ...(article === undefined ? {} : { article }),
      ...(paragraph === undefined ? {} : { paragraph }),
      ...(item === undefined ? {} : { item }),
    })),
  }));
}

/** Throws `not-allowed` with the reason in words. */
export function demand(
  ports: Pick<PlanPorts, 'may'>,
  actor: Actor,
  command: CommandName,
  ownerUnitId?: string,
): void {
  const { allowed, reasons } = ports.may(actor, command, ownerUnitId);
  if (!allowed) throw new AppError('not-allowed', { detail: reasons.map(each => each.message).join('') });
}

/** The right and the state of things together, as the console shows them on a button. */
export function permissionOf(right: Permission, reasons: readonly ReasonLike[]): Permission {
  const all = [...right.reasons, ...reasonViews(reasons)];
  return { allowed: right.allowed && reasons.length === 0, reasons: all };
}

/** Units whose things the actor may see: all (undefined), or the own one. */
export function visibleUnits(
  actor: Actor,
  command: 'plan.read' | 'duty.read',
  ports: Pick<PlanPorts, 'may'>,
): readonly string[] | undefined {
  demand(ports, actor, command);
  return actor.grants[command] === 'every-unit' ? undefined : [actor.unitId];
}
