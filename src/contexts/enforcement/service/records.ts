import type { Reason } from '../../../law/refusal.ts';
import { AppError } from '../../../platform/app-error.ts';
import { type Queries, transaction } from '../../../platform/database/database.ts';
import type { Actor } from '../../organisation/contract.ts';
import type {
  DecisionChange,
  DecisionContent,
  DecisionPage,
  DecisionQuery,
  DecisionView,
  OutcomeBody,
} from '../contract.ts';
import type { EnforcementPorts, Result } from '../ports.ts';
import { decideChange, decideOutcome, outcomeFaults } from '../rules/decisions.ts';
import { faultsOf } from '../rules/faults.ts';
import {
  correctionsOf,
  findDecision,
  insertDecision,
  listDecisions,
  type StoredDecision,
  updateDecision,
  writeOutcome,
} from '../store/decisions.ts';
import { reportsOf } from '../store/exchange.ts';
import { demand, rowOf, viewOf } from './views.ts';

/** Decisions: recorded, corrected, and what became of them. */

const taken = (documentNo: string) => ({
  ok: false as const,
  reasons: [
    {
      code: 'document-no-taken',
      message: `文号“${documentNo}”已经登记在同一类别的另一决定上，请核对，不要重复登记。`,
      basis: [],
      where: 'documentNo',
    },
  ],
});

const refused = (reasons: readonly Reason[]) => ({ ok: false as const, reasons });

export function recordCases(ports: EnforcementPorts) {
  const { database, clock } = ports;

  async function demandUnit(id: string): Promise<void> {
    if (!(await ports.unitNames()).has(id))
      throw new AppError('bad-input', { detail: '没有这个承办单位，请重新选择。' });
  }

  const audit = (trx: Queries, actor: Actor, id: string, detail: Readonly<Record<string, unknown>>) =>
    ports.recordAudit(trx, {
      ...{ at: clock.now(), actor, command: 'enforcement.edit', subjectId: id, detail },
      ...{ subjectKind: 'enforcement-decision', outcome: 'done' },
    });

  /** Locked, of the revision that was seen. Faults: `not-found`, `not-allowed`, `edited-meanwhile`. */
  async function seen(trx: Queries, actor: Actor, id: string, revision: number): Promise<StoredDecision> {
    const decision = await findDecision(trx, id, true);
    if (decision === undefined) throw new AppError('not-found', { detail: '没有这个执法决定。' });
    demand(ports, actor, 'enforcement.edit', decision.unitId);
    if (decision.revision !== revision)
      throw new AppError('edited-meanwhile', {
        detail: `该决定已由${decision.changedByName}保存为第${decision.revision}稿。`,
        problems: [{ where: 'revision', message: `${decision.revision}` }],
      });
    return decision;
  }

  /** The item as this person sees it; what cannot be seen by them is taken to stand before the reviewers. */
  async function isUnderReview(actor: Actor, { itemId, state }: StoredDecision): Promise<boolean> {
    if (itemId === null || (state !== 'proposed' && state !== 'recorded')) return false;
    return (await ports.itemStanding(actor, itemId)) === 'under-review';
  }

  const byOf = (actor: Actor) => ({ staffId: actor.staffId, name: actor.name });

  async function list(actor: Actor, query: DecisionQuery): Promise<DecisionPage> {
    demand(ports, actor, 'item.read');
    const units = await ports.unitNames();
    const { rows, count } = await listDecisions(database.kysely, query);
    return {
      rows: rows.map(decision => rowOf(ports, decision, units)),
      count,
      permissions: { 'enforcement.edit': ports.may(actor, 'enforcement.edit', actor.unitId) },
    };
  }

  /** Fault: `not-found`. */
  async function get(actor: Actor, id: string): Promise<DecisionView> {
    demand(ports, actor, 'item.read');
    const decision = await findDecision(database.kysely, id);
    if (decision === undefined) throw new AppError('not-found', { detail: '没有这个执法决定。' });
    return viewOf(ports, actor, decision, {
      units: await ports.unitNames(),
      corrections: await correctionsOf(database.kysely, id),
      reports: await reportsOf(database.kysely, id),
      isUnderReview: await isUnderReview(actor, decision),
    });
  }

  /** Refused with every fault by field. Faults: `bad-input`, `not-allowed`. */
  async function create(actor: Actor, content: DecisionContent): Promise<Result<{ readonly id: string }>> {
    demand(ports, actor, 'enforcement.edit', content.unitId);
    await demandUnit(content.unitId);
    const faults = faultsOf(content, clock.today());
    if (faults.length > 0) return refused(faults);
    return transaction(database, async (trx): Promise<Result<{ readonly id: string }>> => {
      const id = ports.newId();
      if (!(await insertDecision(trx, { id, content, by: byOf(actor), at: clock.now() })))
        return taken(content.documentNo);
      await audit(trx, actor, id, { act: 'record', kind: content.kind, documentNo: content.documentNo });
      return { ok: true, value: { id } };
    });
  }

  async function change(actor: Actor, id: string, body: DecisionChange): Promise<Result<null>> {
    const { content, revision } = body;
    demand(ports, actor, 'enforcement.edit', content.unitId);
    await demandUnit(content.unitId);
    const before = await findDecision(database.kysely, id);
    const underReview = before !== undefined && (await isUnderReview(actor, before));
    return transaction(database, async (trx): Promise<Result<null>> => {
      const decision = await seen(trx, actor, id, revision);
      const allowed = decideChange({ ...decision, isUnderReview: underReview });
      const faults = faultsOf(content, clock.today());
      const reasons = [...(allowed.ok ? [] : allowed.reasons), ...faults];
      if (reasons.length > 0) return refused(reasons);
      if (!(await updateDecision(trx, { id, content, by: byOf(actor), at: clock.now() })))
        return taken(content.documentNo);
      await audit(trx, actor, id, { act: 'change', revision: revision + 1 });
      return { ok: true, value: null };
    });
  }

  /** Registers that the decision was changed, revoked, annulled or the party's credit repaired: the clock of taking down runs. */
  async function registerOutcome(actor: Actor, id: string, body: OutcomeBody): Promise<Result<null>> {
    return transaction(database, async (trx): Promise<Result<null>> => {
      const { revision, outcome, on, reason } = body;
      const decision = await seen(trx, actor, id, revision);
      const allowed = decideOutcome(decision);
      const reasons = [
        ...(allowed.ok ? [] : allowed.reasons),
        ...outcomeFaults(decision.decidedOn, on, clock.today()),
      ];
      if (reasons.length > 0) return refused(reasons);
      await writeOutcome(trx, { id, outcome, on, reason, by: byOf(actor), at: clock.now() });
      await audit(trx, actor, id, { act: 'outcome', outcome, on, reason });
      return { ok: true, value: null };
    });
  }

  return { list, get, create, change, registerOutcome };
}
