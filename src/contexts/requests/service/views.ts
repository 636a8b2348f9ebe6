import type { Day } from '../../../law/day.ts';
import { addWorkdays } from '../../../law/working-days.ts';
import { waitingSteps } from '../../review/rules.ts';
import type { ClockView, PaperView, RequestRow, RequestsPack, RequestView } from '../contract.ts';
import { permissionsFor, type Scene, submissionReasons } from '../rules/blockers.ts';
import { clockOf, consultationUntil, paymentWorkdays, type Reckoning } from '../rules/clock.ts';
import { type Case, decisiveDay } from '../rules/fold.ts';
import { historyOf } from '../rules/history.ts';
import { paperWords } from '../rules/paper-words.ts';
import { stageOf } from '../rules/positions.ts';
import { replyDigest, reviewFactsOf } from '../rules/reply.ts';
import { subjectColumnsOf } from '../rules/subject.ts';
import type { ListedCase } from '../store/lists.ts';
import type { Askers } from '../store/matters.ts';
import type { PaperRow } from '../store/papers.ts';
import type { RelatedRow } from '../store/people.ts';
import type { LoadedCase } from './perform.ts';

/** Cases as the API shows them. */

type Names = ReadonlyMap<string, string>;

export function clockViewOf(clock: ReturnType<typeof clockOf>): ClockView {
  return {
    ...clock,
    steps: clock.steps.map(({ event, on, effect, dueOn, basis, mark }) => ({
      event,
      on,
      effect,
      dueOn,
      basis: [...basis],
      ...(mark === undefined ? {} : { mark }),
    })),
  };
}

export function feeViewOf(of: Case, on: Reckoning): RequestView['fee'] {
  const { fee } = of;
  if (fee === null) return null;
  const { method, units, totalYuan, tiers, notifiedOn, receivedOn, paidOn, receiptNo } = fee;
  const payBy = addWorkdays(on.calendar, receivedOn ?? notifiedOn, paymentWorkdays).due;
  const prices = tiers.map(({ from, to, priceYuan }) => ({ from, to: to ?? units, yuan: priceYuan }));
  return { method, units, totalYuan, tiers: prices, notifiedOn, payBy, paidOn, receiptNo };
}

export function paperViewOf(requestId: string, paper: PaperRow): PaperView {
  const { id, kind, title, number, filedOn, digest, mediaType, size, forApplicant, redacted } = paper;
  return {
    id,
    kind,
    kindWords: paperWords(kind),
    title,
    number,
    on: filedOn,
    digest,
    mediaType,
    size,
    forApplicant,
    redacted,
    sealed: paper.namesApplicant,
    address: `/api/requests/${requestId}/papers/${id}`,
  };
}

function replyView(scene: Scene, names: Names): RequestView['reply'] {
  const { case: of, id, pack, calendar, today } = scene;
  const { reply } = of;
  if (reply === null) return null;
  const { outcome, ground, says, publicInterest, supplied, relief } = reply.content;
  const facts = reviewFactsOf(pack, id, of, reply);
  const open = reply.state === 'draft' || reply.state === 'returned';
  const waiting = reply.state === 'in-review' ? waitingSteps(facts, calendar, today) : [];
  return {
    revision: of.revision,
    round: reply.reviewRound,
    state: reply.state,
    outcome,
    ground,
    says: { ...says },
    publicInterest,
    supplied: supplied.map(({ paperId, name, redacted }) => ({ paperId, name, redacted })),
    relief: { ...relief, basis: [...relief.basis] },
    number: reply.number,
    digest: replyDigest(id, of.round, reply.content),
    chain: [...pack.replySteps],
    waitingFor: waiting.map(({ step, dueOn, late }) => ({ step: step.id, name: step.name, dueOn, late })),
    signatures: reply.signatures.map(each => ({
      step: each.step,
      stepName: pack.replySteps.find(step => step.id === each.step)?.name ?? each.step,
      decision: each.decision,
      staffName: each.staffName,
      unitName: names.get(each.unitId) ?? each.unitId,
      signedAt: each.signedAt,
      current: each.round === reply.reviewRound && each.digest === facts.digest,
      reasons: [...each.reasons],
      note: each.note,
    })),
    problems: open
      ? submissionReasons(scene).map(({ code, message, basis }) => ({ code, message, basis: [...basis] }))
      : [],
  };
}

function relatedWords({ sameApplicant, sameSubject }: RelatedRow): string {
  if (sameApplicant && sameSubject) return '同一申请人、相同内容，可能是重复申请';
  return sameApplicant ? '同一申请人的其他申请' : '其他申请人申请相同内容，可以考虑主动公开';
}

export function classChoices({ subjectClasses }: RequestsPack): { id: string; name: string }[] {
  return subjectClasses.map(({ id, name }) => ({ id, name }));
}

export function classNames({ subjectClasses }: RequestsPack): ReadonlyMap<string, string> {
  return new Map(subjectClasses.map(({ id, name }) => [id, name]));
}

export interface ViewParts {
  readonly loaded: LoadedCase;
  readonly scene: Scene;
  readonly names: Names;
  readonly papers: readonly PaperRow[];
  readonly related: readonly RelatedRow[];
  readonly askers: Askers;
  readonly maskedName: string;
}

function rowOf(parts: ViewParts): RequestRow {
  const { case: of, row } = parts.loaded;
  const { clock, position, pack } = parts.scene;
  return {
    id: row.id,
    number: of.number,
    matter: of.matter,
    subject: of.wish.subject,
    className: classNames(pack).get(subjectColumnsOf(of, pack.subjectClasses).subjectClass) ?? null,
    via: of.via,
    applicantKind: of.applicantKind,
    stage: stageOf(of, position),
    state: clock.state,
    submittedOn: of.submittedOn,
    receivedOn: clock.receivedOn,
    dueOn: clock.dueOn,
    provisional: clock.provisional,
    remainingWorkingDays: clock.remainingWorkingDays,
    late: clock.late,
    unitId: of.unitId,
    unitName: parts.names.get(of.unitId) ?? of.unitId,
    officerName: of.officer?.name ?? null,
    outcome: of.closed?.outcome ?? null,
    ground: of.closed?.ground ?? null,
    closedOn: of.closed?.on ?? null,
    isDemo: row.isDemo,
  };
}

function deliveryView(of: Case, due: Day | null): RequestView['delivery'] {
  if (of.delivery === null) return null;
  return { ...of.delivery, onTime: due === null || decisiveDay(of.delivery) <= due };
}

/** The whole case for an officer; the applicant is never in it. */
export function viewOf(parts: ViewParts): RequestView {
  const { loaded, scene, names, papers, related } = parts;
  const { case: of, row, events } = loaded;
  const { archive, proposedItem, destroyed } = of;
  const { pack } = scene;
  return {
    ...rowOf(parts),
    revision: of.revision,
    trackingCode: row.trackingCode,
    wish: { ...of.wish },
    applicant: null,
    applicantName: parts.maskedName,
    clock: clockViewOf(scene.clock),
    letter: of.letter,
    history: historyOf(events, unitId => names.get(unitId) ?? unitId),
    assignments: of.assignments.map(each => ({ ...each, unitName: names.get(each.unitId) ?? each.unitId })),
    searches: of.searches.map(({ round: _, ...each }) => each),
    consultations: of.consultations.map(each => ({
      id: each.id,
      kind: each.asked,
      party: each.party,
      askedOn: each.askedOn,
      receivedOn: each.receivedOn,
      untilOn: consultationUntil(each, scene),
      answeredOn: each.answeredOn,
      agrees: each.agrees,
      note: each.note,
    })),
    extension: of.extension && {
      askedOn: of.extension.askedOn,
      workingDays: of.extension.workingDays,
      reason: of.extension.reason,
      decidedOn: of.extension.decidedOn,
      decision: of.extension.decision,
      decidedBy: of.extension.decidedBy,
    },
    fee: feeViewOf(of, scene),
    reply: replyView(scene, names),
    delivery: deliveryView(of, scene.clock.dueOn),
    papers: papers.map(paper => paperViewOf(row.id, paper)),
    disputes: of.disputes.map(each => ({ ...each })),
    related: related.map(each => ({
      id: each.id,
      number: each.number,
      subject: each.subject,
      why: relatedWords(each),
    })),
    askers: { ...parts.askers, needed: pack.sameAskers },
    proposedItem: proposedItem && { id: proposedItem.documentId, title: proposedItem.title },
    subjectClass: subjectColumnsOf(of, pack.subjectClasses).subjectClass,
    isClassedByOfficer: of.subjectClass !== null,
    classes: classChoices(pack),
    destroyed: destroyed && { ...destroyed },
    archive: archive && {
      on: archive.on,
      digest: archive.digest,
      keepUntil: archive.keepUntil,
      address: `/api/requests/${row.id}/papers/${archive.paperId}`,
    },
    permissions: permissionsFor(scene),
  };
}

/** A line of the register with its clock as of the day. */
export function listedRow(
  { subjectClass, ...listed }: ListedCase,
  of: Case,
  on: Reckoning,
  names: { readonly units: Names; readonly classes: ReadonlyMap<string, string> },
): RequestRow {
  const clock = clockOf(of, on);
  return {
    ...(listed as unknown as RequestRow),
    className: names.classes.get(subjectClass) ?? null,
    state: clock.state,
    dueOn: clock.dueOn,
    remainingWorkingDays: clock.remainingWorkingDays,
    late: clock.late,
    unitName: names.units.get(listed.unitId) ?? listed.unitId,
  };
}
