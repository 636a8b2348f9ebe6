import { reason, refuse } from '../../../law/refusal.ts';
import { AppError } from '../../../platform/app-error.ts';
import { type Queries, transaction } from '../../../platform/database/database.ts';
import type { Actor, CommandName } from '../../organisation/contract.ts';
import type { DatasetPorts, Result } from '../ports.ts';
import type { Move } from '../rules/moves.ts';
import { stateReasons } from '../rules/moves.ts';
import { type OpenEdition, openEdition } from './room.ts';

/** Fault: `not-allowed` with the reasons. */
export function demand(ports: DatasetPorts, actor: Actor, command: CommandName, unitId: string): void {
  const { allowed, reasons } = ports.may(actor, command, unitId);
  if (!allowed) throw new AppError('not-allowed', { detail: reasons.map(each => each.message).join('') });
}

export interface Act {
  readonly trx: Queries;
  readonly open: OpenEdition;
  readonly at: Date;
}

/**
 * One use case on an edition: locked, the state asked, done and audited in one transaction; a refusal is audited too.
 * Fault: `not-found`.
 */
export async function act<T>(
  ports: DatasetPorts,
  actor: Actor,
  id: string,
  command: {
    /** Faults: `not-allowed`, before anything is said of the state. */
    readonly permit: (open: OpenEdition) => void;
    readonly name: string;
    readonly move: Move;
    readonly detail?: Readonly<Record<string, unknown>>;
  },
  work: (act: Act) => Promise<Result<T>>,
): Promise<Result<T>> {
  const at = ports.clock.now();
  return transaction(ports.database, async trx => {
    const open = await openEdition(ports, trx, id, true);
    command.permit(open);
    const barred = stateReasons(command.move, open.edition.state);
    const result = barred.length > 0 ? refuse(barred) : await work({ trx, open, at });
    const detail = { dataset: open.set.id, period: open.edition.period, ...command.detail };
    await ports.recordAudit(trx, {
      at,
      actor,
      command: command.name,
      subjectKind: 'dataset-edition',
      subjectId: id,
      outcome: result.ok ? 'done' : 'refused',
      detail: result.ok ? detail : { ...detail, reasons: result.reasons.map(({ code }) => code) },
    });
    return result;
  });
}

export function refused(code: string, message: string) {
  return refuse([reason(code, message)]);
}
