import type { Decision } from '../../../law/refusal.ts';
import { AppError } from '../../../platform/app-error.ts';
import { type Queries, transaction } from '../../../platform/database/database.ts';
import type { Actor, CommandName, Permission } from '../../organisation/contract.ts';
import type { InspectionPorts, Result } from '../ports.ts';
import type { By } from '../store/pools.ts';
import { findTask, type StoredTask } from '../store/tasks.ts';

/** How a use case of random inspection acts: permitted, on a locked task, audited whether done or refused. */

export const byOf = (actor: Actor): By => ({ staffId: actor.staffId, name: actor.name });

/** Fault `not-allowed` with every reason. */
export function demand(
  { may }: Pick<InspectionPorts, 'may'>,
  actor: Actor,
  command: CommandName,
  unitId?: string,
): void {
  const { allowed, reasons } = may(actor, command, unitId);
  if (!allowed) throw new AppError('not-allowed', { detail: reasons.map(each => each.message).join('') });
}

export function joined(permission: Permission, decision: Decision<object>): Permission {
  const reasons = [
    ...permission.reasons,
    ...(decision.ok ? [] : decision.reasons.map(each => ({ ...each, basis: [...each.basis] }))),
  ];
  return { allowed: reasons.length === 0, reasons };
}

/** Fault: `not-found`. */
export async function foundTask(db: Queries, id: string, lock = false): Promise<StoredTask> {
  const task = await findTask(db, id, lock);
  if (task === undefined) throw new AppError('not-found', { detail: '没有这次抽查。' });
  return task;
}

export interface TaskAct<T> {
  readonly actor: Actor;
  readonly id: string;
  readonly command: CommandName;
  readonly detail: Readonly<Record<string, unknown>>;
  decide(trx: Queries, task: StoredTask): Promise<Decision<object>>;
  apply(trx: Queries, task: StoredTask, at: Date): Promise<T>;
}

/** Load, locked; decide; state and audit in one transaction. A refusal is audited too. */
export function actOnTask<T>(ports: InspectionPorts, act: TaskAct<T>): Promise<Result<T>> {
  const { actor, id, command, detail } = act;
  return transaction(ports.database, async (trx): Promise<Result<T>> => {
    const task = await foundTask(trx, id, true);
    demand(ports, actor, command, task.unitId);
    const at = ports.clock.now();
    const entry = { at, actor, command, subjectKind: 'inspection-task', subjectId: id };
    const allowed = await act.decide(trx, task);
    if (!allowed.ok) {
      const reasons = allowed.reasons.map(({ code }) => code);
      await ports.recordAudit(trx, { ...entry, outcome: 'refused', detail: { ...detail, reasons } });
      return { ok: false, reasons: allowed.reasons };
    }
    const value = await act.apply(trx, task, at);
    await ports.recordAudit(trx, { ...entry, outcome: 'done', detail });
    return { ok: true, value };
  });
}
