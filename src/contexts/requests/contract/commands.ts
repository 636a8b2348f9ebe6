import { z } from 'zod';
import { day } from '../../organisation/contract.ts';
import { disputeView, replyOutcome } from './words.ts';

/** What an officer can do to a case. */

const on = day;
const note = z.string().trim().max(2000).default('');
const reasonText = z.string().trim().min(5, '请写明理由（至少五个字）。').max(2000);

/**
 * POST /api/requests/:id/<command>, the body by command; the answer is the case as it stands afterwards. Every body may
 * carry the `revision` of the view it was filled in on: another officer was faster → 409 `edited-meanwhile`.
 * Papers that name the applicant (`paperView.address`) open to who has POSTed `look` within the last half hour.
 */
export const requestCommands = {
  'confirm-receipt': z.strictObject({ on, note }),
  split: z.strictObject({
    parts: z
      .array(z.strictObject({ subject: z.string().min(2), description: z.string().default('') }))
      .min(2),
  }),
  'request-correction': z.strictObject({ on, matters: reasonText, guidance: reasonText, correctBy: day }),
  correct: z.strictObject({
    on,
    subject: z.string().min(2).max(200),
    description: z.string().max(5000).default(''),
    documentNo: z.string().max(100).default(''),
    goodReason: z.string().max(1000).default(''),
  }),
  assign: z.strictObject({ unitId: z.string(), dueOn: day, note }),
  'finish-assignment': z.strictObject({ finding: reasonText }),
  'record-search': z.strictObject({
    where: z.string().min(2),
    words: z.string().min(1),
    finding: z.string().min(2),
  }),
  consult: z.strictObject({
    kind: z.enum(['third-party', 'organ']),
    party: z.string().min(2).max(200),
    address: z.string().max(300).default(''),
    information: reasonText,
    on,
    receivedOn: day.nullable().default(null),
  }),
  'record-answer': z.strictObject({ consultationId: z.string(), on, agrees: z.boolean(), note }),
  /** 协办函 to another organ that holds a part of the information or is touched by it (art 11); the clock runs on. */
  'ask-cooperation': z.strictObject({
    organ: z.string().trim().min(2).max(200),
    matters: reasonText,
    answerBy: day,
  }),
  'ask-reasons': z.strictObject({ on, note: reasonText }),
  'record-reasons': z.strictObject({ on, note: reasonText }),
  delay: z.strictObject({ on, until: day, reason: reasonText }),
  'ask-extension': z.strictObject({ workingDays: z.number().int().min(1).max(20), reason: reasonText }),
  'approve-extension': z.strictObject({ note }),
  'refuse-extension': z.strictObject({ reason: reasonText }),
  'notify-fee': z.strictObject({
    on,
    receivedOn: day.nullable().default(null),
    units: z.number().int().min(1),
  }),
  'record-payment': z.strictObject({ on, receiptNo: z.string().min(1) }),
  /**
   * `says` by kind of content (law/reply-kinds). An own-record case (更正) has the outcome `other` and says `form`
   * (corrected, not-corrected, transferred, told-whom), `record`, and what the form asks for: `outcome`, `reasons`,
   * `transferredTo` or `responsibleOrgan`.
   */
  'draft-reply': z.strictObject({
    /** Of the view; wanted here, because a draft is written for long. */
    revision: z.number().int(),
    outcome: replyOutcome,
    ground: z.string().nullable().default(null),
    says: z.record(z.string(), z.string().max(5000)),
    publicInterest: z.string().max(2000).default(''),
    supplied: z.array(z.strictObject({ paperId: z.string() })).default([]),
  }),
  'submit-reply': z.strictObject({}),
  'sign-reply': z.strictObject({ step: z.string(), digest: z.string(), note }),
  'return-reply': z.strictObject({
    step: z.string(),
    digest: z.string(),
    reasons: z.array(z.string().min(1).max(2000)).min(1, '请至少写一条退回理由。'),
  }),
  'recall-reply': z.strictObject({}),
  deliver: z.strictObject({
    way: z.enum(['direct', 'entrusted', 'post', 'electronic']),
    on,
    postedOn: day.nullable().default(null),
    trackingNo: z.string().max(50).default(''),
    signedOn: day.nullable().default(null),
  }),
  'record-signing': z.strictObject({ signedOn: day }),
  withdraw: z.strictObject({ on, note }),
  /** Closes a case that needs no letter (逾期不补正、逾期不缴费、撤回). */
  close: z.strictObject({ note }),
  archive: z.strictObject({}),
  /** 保管期限届满后的鉴定: kept until another day, or destroyed but for its line in the list of destroyed files. */
  'decide-retention': z.strictObject({
    decision: z.enum(['keep', 'destroy']),
    /** Wanted for `keep`: the last day of the new term. */
    until: day.nullable().default(null),
    reason: reasonText,
  }),
  'add-dispute': z.strictObject({
    kind: disputeView.shape.kind,
    filedOn: day,
    organ: z.string().min(2),
    caseNo: z.string().default(''),
    note,
  }),
  'decide-dispute': z.strictObject({
    disputeId: z.string(),
    result: z.enum(['upheld', 'corrected', 'other']),
    decidedOn: day,
    note,
  }),
  /** A new handling after reconsideration or court; whether it counts as newly received is chosen and recorded. */
  rehandle: z.strictObject({
    disputeId: z.string(),
    orderedOn: day,
    countsAsNew: z.boolean(),
    note: reasonText,
  }),
  /** 多人申请同一信息，转为主动公开 (art 44): drafts the item; answers its id in `related`. */
  'propose-publication': z.strictObject({
    /** Absent: the column of the class of its subject, or of the pack. */
    columnId: z.string().optional(),
    /** Absent: the subject of the case. */
    title: z.string().trim().min(2, '请填写标题。').max(200).optional(),
  }),
  /** The case asks for the same as another that is named by its 登记号, in other words. */
  'note-same': z.strictObject({ number: z.string().trim().min(1, '请填写另一件申请的登记号。').max(100) }),
  /** The class of its subject, where the words of the subject tell it wrongly; '' for none. */
  classify: z.strictObject({ subjectClass: z.string().max(50) }),
} as const;
export type RequestCommand = keyof typeof requestCommands;
