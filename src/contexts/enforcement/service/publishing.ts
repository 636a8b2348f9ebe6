import type { Day } from '../../../law/day.ts';
import { AppError } from '../../../platform/app-error.ts';
import { type Queries, transaction } from '../../../platform/database/database.ts';
import type { Actor } from '../../organisation/contract.ts';
import type { EditionDraft } from '../../review/contract.ts';
import { kindWords, type ProposeDecisionBody, type ReleasedDecision } from '../contract.ts';
import type { EnforcementPorts, Result } from '../ports.ts';
import { decisionSheet, releasedJson } from '../rendering/files.ts';
import { decisionHtml } from '../rendering/html.ts';
import { decidePropose } from '../rules/decisions.ts';
import { faultsOf } from '../rules/faults.ts';
import { shownMonths, shownName, shownUntil } from '../rules/publicity.ts';
import {
  decisionOfItem,
  findDecision,
  markPublic,
  markTakenDown,
  type StoredDecision,
  writeProposal,
} from '../store/decisions.ts';
import { demand, factsOf } from './views.ts';

/** A decision goes out as an item (ADR 19), and comes down with it. */

export function publishingCases(ports: EnforcementPorts) {
  const { database, clock, pack } = ports;

  /** What the public may see of it. */
  async function releasedOf(decision: StoredDecision): Promise<ReleasedDecision> {
    const { content: recorded, id, unitId } = decision;
    const { isMinor: _m, secrecy: _s, representative: _r, note: _n, weight: _w, ...content } = recorded;
    const organ = ports.organOf(unitId);
    const units = await ports.unitNames();
    return {
      format: 'gongkai-enforcement/1',
      id,
      ...content,
      partyName: shownName(recorded, pack),
      organ: organ.name,
      organCode: organ.code,
      unitName: units.get(unitId) ?? unitId,
      publishBy: factsOf(ports, decision).deadlines?.publish.dueOn ?? recorded.decidedOn,
      shownMonths: shownMonths(recorded, pack),
    };
  }

  /** The item to write into: the unfinished one it has, else a new one; a withdrawn one stays withdrawn. */
  async function itemFor(actor: Actor, decision: StoredDecision, columnId: string | undefined) {
    const { itemId, state } = decision;
    if (itemId === null) {
      const found =
        columnId === undefined ? null : await ports.openItemTitled(actor, columnId, titleOf(decision));
      return { itemId: found, isUnderReview: false };
    }
    const standing = await ports.itemStanding(actor, itemId);
    const ended = state === 'withdrawn' || standing === 'ended';
    return { itemId: ended ? null : itemId, isUnderReview: standing === 'under-review' };
  }

  function titleOf({ kind, documentNo }: StoredDecision): string {
    return `${kindWords[kind]}决定公示（${documentNo}）`;
  }

  async function draftOf(
    decision: StoredDecision,
    data: ReleasedDecision,
    rest: Pick<EditionDraft, 'itemId' | 'columnId' | 'meets'>,
  ): Promise<EditionDraft> {
    const title = titleOf(decision);
    const sheet = decisionSheet(data);
    return {
      ...rest,
      ownerUnitId: decision.unitId,
      title,
      summary: `${data.organ}${data.decidedOn}对${data.partyName}作出的${kindWords[data.kind]}决定。`,
      bodyHtml: decisionHtml(data),
      writtenOn: data.decidedOn,
      keywords: [kindWords[data.kind], '执法公示'],
      files: [
        { name: 'data.json', bytes: releasedJson(data) },
        { name: '决定.csv', bytes: new TextEncoder().encode(ports.csv(sheet)) },
        { name: '决定.xlsx', bytes: await ports.xlsx(sheet) },
      ],
    };
  }

  async function loaded(actor: Actor, id: string): Promise<StoredDecision> {
    const decision = await findDecision(database.kysely, id);
    if (decision === undefined) throw new AppError('not-found', { detail: '没有这个执法决定。' });
    demand(ports, actor, 'enforcement.propose', decision.unitId);
    return decision;
  }

  /**
   * Puts the decision into a draft item, or into its draft on the way. Refused with everything that stands against it:
   * who may not be shown, what is missing. Faults: `not-found`, `not-allowed`, `edited-meanwhile`.
   */
  async function propose(
    actor: Actor,
    id: string,
    { meets }: ProposeDecisionBody,
  ): Promise<Result<{ readonly itemId: string; readonly path: string }>> {
    const decision = await loaded(actor, id);
    const { kind, content, revision } = decision;
    const columnId = pack.columns[kind];
    const item = await itemFor(actor, decision, columnId);
    const act = {
      ...{ at: clock.now(), actor, command: 'enforcement.propose' as const },
      ...{ subjectKind: 'enforcement-decision', subjectId: id },
    };
    const allowed = decidePropose({
      ...{ ...decision, isUnderReview: item.isUnderReview, hasColumn: columnId !== undefined },
      withheld: factsOf(ports, decision).withheld,
      faults: faultsOf(content, clock.today()),
    });
    if (!allowed.ok || columnId === undefined) {
      const reasons = allowed.ok ? [] : allowed.reasons;
      const detail = { reasons: reasons.map(({ code }) => code) };
      await transaction(database, trx => ports.recordAudit(trx, { ...act, outcome: 'refused', detail }));
      return { ok: false, reasons };
    }
    const data = await releasedOf(decision);
    const proposed = await ports.propose(
      actor,
      await draftOf(decision, data, { itemId: item.itemId, columnId, meets }),
    );
    if (!proposed.ok) return proposed;
    const { itemId, path, digests } = proposed.value;
    await transaction(database, async trx => {
      const kept = await writeProposal(trx, {
        ...{ id, revision, itemBefore: decision.itemId, itemId, path, dataDigest: digests[0]!, data },
      });
      if (!kept)
        throw new AppError('edited-meanwhile', {
          detail: '该决定在提出期间已被他人修改或者提出，请重新打开后再试。',
        });
      await ports.recordAudit(trx, { ...act, outcome: 'done', detail: { itemId } });
    });
    return { ok: true, value: { itemId, path } };
  }

  async function markReleased(
    trx: Queries,
    event: {
      readonly documentId: string;
      readonly path: string;
      readonly attachments: readonly { readonly fileDigest: string }[];
      readonly releasedAt: Date;
    },
  ): Promise<void> {
    const decision = await decisionOfItem(trx, event.documentId);
    if (decision === undefined) return;
    const on = clock.today();
    await markPublic(trx, {
      ...{ id: decision.id, path: event.path, at: event.releasedAt, on },
      digests: event.attachments.map(each => each.fileDigest),
      shownUntil: shownUntil(on as Day, shownMonths(decision.content, pack)),
    });
  }

  /** Down with its reason, and marked for the credit files in the same moment. */
  async function markWithdrawn(
    trx: Queries,
    event: { readonly documentId: string; readonly reason: string; readonly withdrawnAt: Date },
  ): Promise<void> {
    const decision = await decisionOfItem(trx, event.documentId);
    if (decision === undefined || decision.state !== 'public') return;
    const { id, outcome, outcomeOn, shownUntil: until } = decision;
    const today = clock.today();
    const isOver = until !== null && until <= today;
    await markTakenDown(trx, {
      ...{ id, itemId: event.documentId, reason: event.reason, at: event.withdrawnAt },
      correction: {
        outcome: outcome ?? (isOver ? 'expired' : 'error'),
        reason: event.reason,
        on: outcomeOn ?? today,
      },
    });
  }

  return { propose, markReleased, markWithdrawn };
}
