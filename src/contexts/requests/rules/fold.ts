import type { Day } from '../../../law/day.ts';
import type { ResultRow } from '../../../law/reply-kinds.ts';
import type { Case, Closing, Consultation, Reply, Signature } from './case.ts';
import { type CaseEvent, type DeliveryWay, lawEventOf } from './events.ts';

export type * from './case.ts';

/** A case as its events tell it. Nothing of it is stored but the events; columns kept beside are folded anew each time. */

type EventOf<K extends CaseEvent['kind']> = Extract<CaseEvent, { readonly kind: K }>;
type Folds = {
  readonly [K in Exclude<CaseEvent['kind'], 'submitted'>]: (before: Case, event: EventOf<K>) => Case;
};

/** The case as handed in. */
function begun(event: EventOf<'submitted'>): Case {
  const { via, matter, applicantKind, wish, unitId, splitFrom, letter, on } = event;
  return {
    revision: 0,
    matter,
    via,
    applicantKind,
    wish,
    submittedOn: on,
    number: null,
    splitFrom: splitFrom ?? null,
    letter: letter ?? null,
    unitId,
    officer: null,
    round: 1,
    law: [],
    countsAsReceived: true,
    earlier: [],
    handlingBegun: false,
    correction: null,
    wasCorrected: false,
    reasons: 'none',
    assignments: [],
    searches: [],
    consultations: [],
    extension: null,
    fee: null,
    reply: null,
    delivery: null,
    closed: null,
    archive: null,
    disputes: [],
    proposedItem: null,
    subjectClass: null,
    sameAs: null,
    destroyed: null,
  };
}

/** The day that decides when a reply was given (国办公开办函〔2016〕235号). */
export function decisiveDay(delivery: {
  readonly way: DeliveryWay;
  readonly on: Day;
  readonly postedOn: Day | null;
  readonly signedOn: Day | null;
}): Day {
  if (delivery.way === 'post') return delivery.postedOn ?? delivery.on;
  return delivery.way === 'electronic' ? delivery.on : (delivery.signedOn ?? delivery.on);
}

function counted(before: Case, closing: Omit<Closing, 'row'>, row: ResultRow | null): Closing {
  return { ...closing, row: before.matter === 'own-record' ? null : row };
}

/** The doing of the unit's people makes them the officer of the case. */
function handled(before: Case, event: CaseEvent): Case {
  const isOwn = event.by !== null && event.by.unitId === before.unitId;
  return { ...before, handlingBegun: true, ...(isOwn ? { officer: event.by } : {}) };
}

function signature(event: EventOf<'reply-signed'> | EventOf<'reply-returned'>): Signature {
  const { step, digest, reviewRound, onBehalfOf, on, at, by } = event;
  return {
    step,
    digest,
    round: reviewRound,
    decision: event.kind === 'reply-signed' ? 'signed' : 'returned',
    staffId: by?.staffId ?? '',
    staffName: by?.name ?? '',
    unitId: by?.unitId ?? '',
    onBehalfOf,
    signedOn: on,
    signedAt: at,
    reasons: event.kind === 'reply-returned' ? event.reasons : [],
    note: event.kind === 'reply-signed' ? event.note : '',
  };
}

function onReply(before: Case, change: (reply: Reply) => Reply): Case {
  return before.reply === null ? before : { ...before, reply: change(before.reply) };
}

function redrafted(before: Case, event: EventOf<'reply-drafted'>): Case {
  const old = before.reply;
  const writer = event.by === null ? [] : [event.by.staffId];
  const reply: Reply = {
    content: event.reply,
    state: old?.state === 'returned' ? 'returned' : 'draft',
    reviewRound: old?.reviewRound ?? lastReviewRound(before),
    submittedOn: null,
    drafters: [...new Set([...(old?.drafters ?? []), ...writer])],
    signatures: old?.signatures ?? [],
    number: old?.number ?? null,
    row: null,
    approvedOn: null,
  };
  return handled({ ...before, reply }, event);
}

/** Review rounds go on counting through the handlings, so that a step is signed once in each. */
function lastReviewRound({ earlier }: Case): number {
  return Math.max(0, ...earlier.map(each => each.round * 1000));
}

function startedAnew(before: Case, event: EventOf<'rehandled'>): Case {
  const { round, law, closed, countsAsReceived } = before;
  return {
    ...before,
    round: round + 1,
    law: [],
    countsAsReceived: event.countsAsNew,
    earlier: [...before.earlier, { round, law, closed, countsAsReceived }],
    handlingBegun: false,
    correction: null,
    wasCorrected: false,
    reasons: 'none',
    extension: null,
    fee: null,
    reply: null,
    delivery: null,
    closed: null,
    archive: null,
  };
}

function split(before: Case, { subject, description }: EventOf<'split'>): Case {
  return { ...before, sameAs: null, wish: { ...before.wish, subject, description } };
}

function finished(before: Case, event: EventOf<'assignment-finished'>): Case {
  const at = before.assignments.findLastIndex(each => each.finishedOn === null);
  const assignments = before.assignments.map((each, i) =>
    i === at
      ? { ...each, finishedOn: event.on, finding: event.finding, staffName: event.by?.name ?? null }
      : each,
  );
  return handled({ ...before, assignments }, event);
}

function delivered(before: Case, event: EventOf<'delivered'>): Case {
  const { way, on, postedOn, trackingNo, signedOn } = event;
  const content = before.reply?.content;
  if (content === undefined) return before;
  const closing = { on: decisiveDay(event), outcome: content.outcome, ground: content.ground };
  return onReply(
    {
      ...before,
      delivery: { way, on, postedOn, trackingNo, signedOn },
      closed: counted(before, closing, before.reply?.row ?? null),
    },
    reply => ({ ...reply, state: 'delivered' }),
  );
}

const folds: Folds = {
  'receipt-confirmed': before => before,
  registered: (before, { number }) => ({ ...before, number }),
  split,
  'correction-requested': (before, { matters, guidance, correctBy }) => ({
    ...before,
    correction: { matters, guidance, correctBy },
  }),
  corrected: (before, { subject, description, documentNo }) => ({
    ...before,
    correction: null,
    wasCorrected: true,
    sameAs: subject === before.wish.subject ? before.sameAs : null,
    wish: { ...before.wish, subject, description, documentNo },
  }),
  assigned: (before, event) => ({
    ...before,
    unitId: event.toUnitId,
    officer: null,
    handlingBegun: true,
    assignments: [
      ...before.assignments,
      {
        unitId: event.toUnitId,
        assignedOn: event.on,
        dueOn: event.dueOn,
        finishedOn: null,
        note: event.note,
        finding: '',
        staffName: null,
      },
    ],
  }),
  'assignment-finished': finished,
  searched: (before, event) =>
    handled(
      {
        ...before,
        searches: [
          ...before.searches,
          {
            round: before.round,
            on: event.on,
            who: event.by?.name ?? '',
            where: event.where,
            words: event.words,
            finding: event.finding,
          },
        ],
      },
      event,
    ),
  'cooperation-asked': handled,
  consulted: (before, event) => {
    const { id, asked, party, information, address, receivedOn, on: askedOn } = event;
    const asking = { id, round: before.round, asked, party, information, address, askedOn, receivedOn };
    const letter: Consultation = { ...asking, answeredOn: null, agrees: null, note: '' };
    return handled({ ...before, consultations: [...before.consultations, letter] }, event);
  },
  answered: (before, { consultationId, on, agrees, note }) => ({
    ...before,
    consultations: before.consultations.map(each =>
      each.id === consultationId ? { ...each, answeredOn: on, agrees, note } : each,
    ),
  }),
  'reasons-asked': (before, event) => handled({ ...before, reasons: 'asked' }, event),
  'reasons-given': before => ({ ...before, reasons: 'given' }),
  delayed: handled,
  'extension-asked': (before, { on: askedOn, by, workingDays, reason }) => ({
    ...before,
    extension: {
      askedOn,
      askedBy: by?.staffId ?? null,
      workingDays,
      reason,
      decidedOn: null,
      decision: null,
      decidedBy: null,
    },
  }),
  'extension-approved': (before, { on, by }) => ({
    ...before,
    extension: before.extension && {
      ...before.extension,
      decidedOn: on,
      decision: 'approved',
      decidedBy: by?.name ?? null,
    },
  }),
  'extension-refused': (before, { on, by }) => ({
    ...before,
    extension: before.extension && {
      ...before.extension,
      decidedOn: on,
      decision: 'refused',
      decidedBy: by?.name ?? null,
    },
  }),
  'fee-notified': (before, { on: notifiedOn, receivedOn, method, units, totalYuan, tiers }) => ({
    ...before,
    fee: { method, units, totalYuan, tiers, notifiedOn, receivedOn, paidOn: null, receiptNo: '' },
  }),
  'fee-paid': (before, { on, receiptNo }) => ({
    ...before,
    fee: before.fee && { ...before.fee, paidOn: on, receiptNo },
  }),
  'reply-drafted': redrafted,
  'reply-submitted': (before, { on, reviewRound }) =>
    onReply(before, reply => ({ ...reply, state: 'in-review', reviewRound, submittedOn: on })),
  'reply-signed': (before, event) =>
    onReply(before, reply => ({ ...reply, signatures: [...reply.signatures, signature(event)] })),
  'reply-returned': (before, event) =>
    onReply(before, reply => ({
      ...reply,
      state: 'returned',
      signatures: [...reply.signatures, signature(event)],
    })),
  'reply-recalled': before =>
    onReply(before, reply => ({ ...reply, state: 'draft', row: null, approvedOn: null })),
  'reply-approved': (before, { on, number, row }) =>
    onReply(before, reply => ({ ...reply, state: 'approved', number, row, approvedOn: on })),
  delivered,
  'signing-recorded': (before, { signedOn }) => ({
    ...before,
    delivery: before.delivery && { ...before.delivery, signedOn },
  }),
  withdrawn: (before, { on }) => ({
    ...before,
    closed: counted(before, { on, outcome: 'other', ground: null }, 'r3_6_3'),
  }),
  closed: (before, { on, outcome }) => ({
    ...before,
    closed: counted(
      before,
      { on, outcome, ground: null },
      outcome === 'correction-lapsed' ? 'r3_6_1' : 'r3_6_2',
    ),
  }),
  archived: (before, { on, paperId, digest, keepUntil }) => ({
    ...before,
    archive: { on, paperId, digest, keepUntil },
  }),
  'retention-kept': (before, { until }) => ({
    ...before,
    archive: before.archive && { ...before.archive, keepUntil: until },
  }),
  destroyed: (before, { on, reason }) => ({ ...before, destroyed: { on, reason } }),
  classified: (before, { subjectClass }) => ({ ...before, subjectClass }),
  'same-noted': (before, { number, key }) => ({ ...before, sameAs: { number, key } }),
  'dispute-added': (before, { id, dispute, filedOn, organ, caseNo, note }) => ({
    ...before,
    disputes: [
      ...before.disputes,
      { id, kind: dispute, filedOn, organ, caseNo, note, result: 'pending', decidedOn: null },
    ],
  }),
  'dispute-decided': (before, { disputeId, result, decidedOn, note }) => ({
    ...before,
    disputes: before.disputes.map(each =>
      each.id === disputeId
        ? { ...each, result, decidedOn, note: [each.note, note].filter(text => text !== '').join('；') }
        : each,
    ),
  }),
  rehandled: startedAnew,
  'publication-proposed': (before, { documentId, title }) => ({
    ...before,
    proposedItem: { documentId, title },
  }),
  'paper-filed': before => before,
};

/** One event more. */
export function folded(before: Case, event: CaseEvent): Case {
  if (event.kind === 'submitted') return before;
  const after = (folds[event.kind] as (before: Case, event: CaseEvent) => Case)(before, event);
  const law = lawEventOf(event);
  return { ...after, revision: event.no, law: law === undefined ? after.law : [...after.law, law] };
}

/** The case that its events tell. A bug if the first is not a submission. */
export function foldCase(events: readonly CaseEvent[]): Case {
  const [first, ...rest] = events;
  if (first?.kind !== 'submitted') throw new Error('a case begins with its submission');
  const opened: Case = { ...begun(first), revision: first.no, law: [lawEventOf(first)!] };
  return rest.reduce(folded, opened);
}
