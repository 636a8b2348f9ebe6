export type { Result } from '../../../law/refusal.ts';

import type { Reason, Result } from '../../../law/refusal.ts';
import { AppError } from '../../../platform/app-error.ts';
import { transaction } from '../../../platform/database/database.ts';
import type { Actor } from '../contract.ts';
import type { PublicationPorts, Trx } from '../ports.ts';
import { notPermitted } from '../rules/authority.ts';
import type { ItemFacts } from '../rules/decisions.ts';
import { checkId, lockItem } from '../store/items.ts';
import type { StoredItem } from '../store/rows.ts';
import { itemFacts } from './facts.ts';

/** The one shape of a use case: load locked → decide → write, audit and reactions in one transaction. */

export interface Done<T> {
  readonly ok: true;
  readonly value: T;
  /** For the audit trail. */
  readonly detail: Readonly<Record<string, unknown>>;
  /** Nothing was done and nobody asked: the clock found its work already gone. */
  readonly unrecorded?: boolean;
}
export type Outcome<T> = Done<T> | { readonly ok: false; readonly reasons: readonly Reason[] };

export interface Attempt {
  readonly actor: Actor | null;
  readonly command: string;
  readonly itemId: string;
  /** Told of a refused attempt as well. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** An id that names nothing is the caller's fault; a role that does not reach is 403; other reasons are a refusal. */
export function permittedOrThrow(reasons: readonly Reason[]): void {
  const denial = reasons.find(each => each.code === notPermitted);
  if (denial !== undefined) throw new AppError('not-allowed', { detail: denial.message });
}

/**
 * Runs `work` in one transaction and records the attempt in it: done with what was done, or refused with the codes of
 * every reason. A refusal has written nothing else, so its record stands; a failure takes everything back.
 */
export async function attempt<T>(
  ports: PublicationPorts,
  { actor, command, itemId, detail = {} }: Attempt,
  work: (trx: Trx) => Promise<Outcome<T>>,
): Promise<Result<T>> {
  const outcome = await transaction(ports.database, async trx => {
    const answer = await work(trx);
    if (answer.ok && answer.unrecorded === true) return answer;
    await ports.recordAudit(trx, {
      at: ports.clock.now(),
      actor,
      command,
      subjectKind: 'item',
      subjectId: itemId,
      outcome: answer.ok ? 'done' : 'refused',
      detail: answer.ok
        ? { ...detail, ...answer.detail }
        : { ...detail, reasons: answer.reasons.map(each => each.code) },
    });
    return answer;
  });
  if (outcome.ok) return { ok: true, value: outcome.value };
  permittedOrThrow(outcome.reasons);
  return outcome;
}

/** `attempt` on an item that is locked and loaded first. Fault: `not-found`. */
export function attemptOn<T>(
  ports: PublicationPorts,
  tried: Attempt,
  work: (trx: Trx, item: StoredItem, facts: ItemFacts) => Promise<Outcome<T>>,
): Promise<Result<T>> {
  checkId(tried.itemId);
  return attempt(ports, tried, async trx => {
    const item = await lockItem(trx, tried.itemId);
    if (item === undefined) throw new AppError('not-found');
    return work(trx, item, itemFacts(ports, item));
  });
}
