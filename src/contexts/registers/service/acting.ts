import { AppError } from '../../../platform/app-error.ts';
import type { Queries } from '../../../platform/database/database.ts';
import type { Actor, CommandName, Permission } from '../../organisation/contract.ts';
import type { RegisterKind } from '../contract.ts';
import type { RegisterPorts } from '../ports.ts';

/** What the use cases share: the register that is meant, who may, and the audit trail. */

export function registerOf({ pack }: Pick<RegisterPorts, 'pack'>, id: string): RegisterKind {
  const found = pack.registers.find(register => register.id === id);
  if (found === undefined) throw new AppError('not-found', { detail: '没有这个名录。' });
  return found;
}

/** Fault `not-allowed` with every reason. */
export function demand(
  { may }: Pick<RegisterPorts, 'may'>,
  actor: Actor,
  command: CommandName,
  unitId?: string,
): void {
  const { allowed, reasons } = may(actor, command, unitId);
  if (!allowed) throw new AppError('not-allowed', { detail: reasons.map(each => each.message).join('') });
}

/** Who fills an entry of the place. Fault: `bad-input` for a place that is none. */
export function fillerOf(ports: RegisterPorts, register: RegisterKind, region: string | null): string {
  if (region === null) {
    if (register.byCounty) throw new AppError('bad-input', { detail: '请选择所在的县（市、区）。' });
    return register.owner;
  }
  const found = ports.regions.find(({ code }) => code === region);
  if (found === undefined) throw new AppError('bad-input', { detail: '没有这个地区，请重新选择。' });
  return register.byCounty ? found.unitId : register.owner;
}

/** The owner of the register may edit all of it, a county what it fills. */
export function mayEdit(
  ports: RegisterPorts,
  actor: Actor,
  register: RegisterKind,
  unitId: string,
): Permission {
  const owner = ports.may(actor, 'register.edit', register.owner);
  return owner.allowed ? owner : ports.may(actor, 'register.edit', unitId);
}

export function demandEdit(ports: RegisterPorts, actor: Actor, register: RegisterKind, unitId: string): void {
  const { allowed, reasons } = mayEdit(ports, actor, register, unitId);
  if (!allowed) throw new AppError('not-allowed', { detail: reasons.map(each => each.message).join('') });
}

export function audit(
  ports: RegisterPorts,
  trx: Queries,
  actor: Actor,
  about: {
    readonly command: 'register.edit' | 'register.propose';
    readonly kind: 'register' | 'register-entry' | 'register-import';
    readonly id: string;
    readonly outcome?: 'done' | 'refused';
    readonly detail: Readonly<Record<string, unknown>>;
  },
): Promise<void> {
  const { command, kind, id, outcome = 'done', detail } = about;
  return ports.recordAudit(trx, {
    ...{ at: ports.clock.now(), actor, command, subjectKind: kind, subjectId: id, outcome, detail },
  });
}

export function by(ports: RegisterPorts, actor: Actor) {
  return { staffId: actor.staffId, name: actor.name, at: ports.clock.now() };
}
