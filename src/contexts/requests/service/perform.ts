export type { Result } from '../../../law/refusal.ts';

import type { Result } from '../../../law/refusal.ts';
import { type Reason, refuse } from '../../../law/refusal.ts';
import { AppError } from '../../../platform/app-error.ts';
import { type Queries, transaction } from '../../../platform/database/database.ts';
import type { Actor } from '../../organisation/contract.ts';
import { notPermitted } from '../../review/rules/authority.ts';
import type { RequestsPack } from '../contract.ts';
import type { RequestPorts, Trx } from '../ports.ts';
import { todayOf } from '../ports.ts';
import { type Scene, sceneOf } from '../rules/blockers.ts';
import { clockOf, nextLapseOf, type Reckoning, receivedOn } from '../rules/clock.ts';
import type { Decided } from '../rules/deciding.ts';
import type { CaseEvent, Doer, Happening } from '../rules/events.ts';
import { type Case, foldCase, folded } from '../rules/fold.ts';
import { positionOf, stageOf } from '../rules/positions.ts';
import type { PaperFinding } from '../rules/reply.ts';
import { subjectColumnsOf } from '../rules/subject.ts';
import {
  type CaseRow,
  checkId,
  type DerivedChange,
  eventsOf,
  insertEvents,
  lockCase,
  numbered,
  updateCase,
} from '../store/cases.ts';
import { type CountedRow, putCounted } from '../store/counts.ts';
import { papersOf } from '../store/papers.ts';
import { LetterRefused } from './letter-refused.ts';

/** The one shape of a use case: load locked → decide → record events, audit and what follows in one transaction. */

export interface LoadedCase {
  readonly row: CaseRow;
  readonly case: Case;
  readonly events: readonly CaseEvent[];
}

export function doerOf(actor: Actor | null): Doer | null {
  return actor === null ? null : { staffId: actor.staffId, name: actor.name, unitId: actor.unitId };
}

export function reckoning({
  clock,
  calendar,
  pack,
}: Pick<RequestPorts, 'clock' | 'calendar' | 'pack'>): Reckoning & {
  readonly classes: RequestsPack['subjectClasses'];
} {
  return { calendar: calendar(), today: todayOf(clock), classes: pack.subjectClasses };
}

/** What is kept beside the events, folded from them. */
export function derivedOf(
  id: string,
  of: Case,
  on: Reckoning & { readonly classes: RequestsPack['subjectClasses'] },
  at: Date,
): DerivedChange {
  const clock = clockOf(of, on);
  const position = positionOf(of, clock);
  const lapse = nextLapseOf(of, clock, on);
  return {
    id,
    number: of.number,
    matter: of.matter,
    subject: of.wish.subject,
    documentNo: of.wish.documentNo,
    via: of.via,
    applicantKind: of.applicantKind,
    revision: of.revision,
    round: of.round,
    stage: stageOf(of, position),
    state: clock.state,
    lapsesOn: lapse?.after ?? null,
    lapsedState: lapse?.state ?? null,
    submittedOn: of.submittedOn,
    receivedOn: clock.receivedOn,
    dueOn: clock.dueOn,
    provisional: clock.provisional,
    unitId: of.unitId,
    officerId: of.officer?.staffId ?? null,
    officerName: of.officer?.name ?? null,
    outcome: of.closed?.outcome ?? null,
    ground: of.closed?.ground ?? null,
    reportRow: of.closed?.row ?? null,
    closedOn: of.closed?.on ?? null,
    ...subjectColumnsOf(of, on.classes),
    keepUntil: of.archive?.keepUntil ?? null,
    destroyedOn: of.destroyed?.on ?? null,
    at,
  };
}

/** The handlings as the annual report counts them; none before receipt, none of own-record cases. */
export function countedOf(of: Case, on: Reckoning): CountedRow[] {
  if (of.matter === 'own-record') return [];
  const handlings = [...of.earlier, { ...of, law: of.law }];
  return handlings.flatMap(({ round, law, closed, countsAsReceived }) => {
    const received = receivedOn(law, on);
    if (received === null) return [];
    return [
      {
        round,
        applicantKind: of.applicantKind,
        receivedOn: received,
        closedOn: closed?.on ?? null,
        reportRow: closed?.row ?? null,
        countsAsReceived,
      },
    ];
  });
}

/** Everything kept beside the events of a case, as of now. */
export async function keepDerived(ports: RequestPorts, trx: Trx, id: string, of: Case): Promise<void> {
  const on = reckoning(ports);
  await updateCase(trx, derivedOf(id, of, on, ports.clock.now()));
  await putCounted(trx, id, countedOf(of, on));
}

/** Adds happenings to a case that is held, and folds what is kept beside. */
export async function addEvents(
  ports: RequestPorts,
  trx: Trx,
  { row, case: before }: LoadedCase,
  happenings: readonly Happening[],
  actor: Actor | null,
): Promise<Case> {
  const events = numbered(happenings, before.revision, doerOf(actor), ports.clock.now());
  await insertEvents(trx, row.id, events);
  const after = events.reduce(folded, before);
  await keepDerived(ports, trx, row.id, after);
  return after;
}

export async function loadLocked(trx: Trx, id: string): Promise<LoadedCase> {
  checkId(id);
  const row = await lockCase(trx, id);
  if (row === undefined) throw new AppError('not-found');
  const events = await eventsOf(trx, id);
  return { row, events, case: foldCase(events) };
}

/** What the gate found in the papers the drafted reply supplies. */
export async function findingsOf(db: Queries, id: string, of: Case): Promise<PaperFinding[]> {
  const supplied = new Set((of.reply?.content.supplied ?? []).map(each => each.paperId));
  if (supplied.size === 0) return [];
  return (await papersOf(db, id))
    .filter(paper => supplied.has(paper.id))
    .flatMap(({ id: paperId, findings }) => findings.map(message => ({ paperId, message })));
}

export function sceneFor(
  ports: RequestPorts,
  id: string,
  of: Case,
  actor: Actor | null,
  findings: readonly PaperFinding[],
  askers = 0,
): Scene {
  const { calendar, today } = reckoning(ports);
  return sceneOf({ calendar, today, id, case: of, pack: ports.pack, actor, findings, askers });
}

/** A role that does not reach is 403; every other reason is a refusal. */
export function permittedOrThrow(reasons: readonly Reason[]): void {
  const denial = reasons.find(each => each.code === notPermitted);
  if (denial !== undefined) throw new AppError('not-allowed', { detail: denial.message });
}

/** Another officer was faster: what stands now is told, nothing is lost. */
export function checkRevision(seen: number | undefined, of: Case): void {
  if (seen === undefined || seen === of.revision) return;
  throw new AppError('edited-meanwhile', {
    detail: '这个案件刚刚由其他人办理，本次操作没有生效。请查看最新情况后再办理。',
    problems: [{ where: 'revision', message: `${of.revision}` }],
  });
}

export interface Attempt {
  readonly actor: Actor | null;
  readonly command: string;
  readonly id: string;
  readonly revision?: number | undefined;
  /** For the audit trail; never personal data. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

export interface Done<T> {
  readonly ok: true;
  readonly value: T;
  readonly detail?: Readonly<Record<string, unknown>>;
}
export type Outcome<T> = Done<T> | { readonly ok: false; readonly reasons: readonly Reason[] };

/** Runs `work` on the held case in one transaction with its audit line. A refusal has written nothing else. */
export async function attemptOn<T>(
  ports: RequestPorts,
  { actor, command, id, revision, detail = {} }: Attempt,
  work: (trx: Trx, loaded: LoadedCase, scene: Scene) => Promise<Outcome<T>>,
): Promise<Result<T>> {
  const record = (trx: Trx, answer: Outcome<T>) =>
    ports.recordAudit(trx, {
      at: ports.clock.now(),
      actor,
      command: `request.${command}`,
      subjectKind: 'request',
      subjectId: id,
      outcome: answer.ok ? 'done' : 'refused',
      detail: answer.ok
        ? { ...detail, ...answer.detail }
        : { ...detail, reasons: answer.reasons.map(each => each.code) },
    });
  const outcome = await transaction(ports.database, async trx => {
    const loaded = await loadLocked(trx, id);
    checkRevision(revision, loaded.case);
    const findings = await findingsOf(trx, id, loaded.case);
    const answer = await work(trx, loaded, sceneFor(ports, id, loaded.case, actor, findings));
    await record(trx, answer);
    return answer;
  }).catch(async error => {
    // The step has been taken back whole; that it was tried stays on record.
    if (!(error instanceof LetterRefused)) throw error;
    const answer = refuse(error.reasons);
    await transaction(ports.database, trx => record(trx, answer));
    return answer;
  });
  if (outcome.ok) return { ok: true, value: outcome.value };
  permittedOrThrow(outcome.reasons);
  return refuse(outcome.reasons);
}

/** The usual command: a decision, its events, and what follows from them in the same transaction. */
export function commandOn(
  ports: RequestPorts,
  attempt: Attempt,
  decide: (scene: Scene, trx: Trx) => Decided | Promise<Decided>,
  follow: (trx: Trx, after: LoadedCase, happenings: readonly Happening[]) => Promise<void> = async () => {},
): Promise<Result<Case>> {
  return attemptOn(ports, attempt, async (trx, loaded, scene) => {
    const decision = await decide(scene, trx);
    if (!decision.ok) return decision;
    const after = await addEvents(ports, trx, loaded, decision.happenings, attempt.actor);
    await follow(trx, { ...loaded, case: after }, decision.happenings);
    return { ok: true, value: after, detail: { kinds: decision.happenings.map(each => each.kind) } };
  });
}
