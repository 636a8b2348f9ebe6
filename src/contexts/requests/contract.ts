import { z } from 'zod';
import { citation, day, permission } from '../organisation/contract.ts';
import {
  applicant,
  applicantKind,
  carrierForm,
  requestMatter,
  sourceLetter,
  supplyWay,
  wish,
} from './contract/applying.ts';
import { replyStep } from './contract/pack.ts';
import { classChoice } from './contract/register.ts';
import { channel, clockState, disputeView, replyOutcome, requestStage } from './contract/words.ts';

export * from './contract/applying.ts';
export * from './contract/commands.ts';
export * from './contract/opening.ts';
export * from './contract/pack.ts';
export * from './contract/register.ts';
export * from './contract/words.ts';

/** Requests for information from the counter to the archive (条例 arts 27–45): words for the API and the console. */

/** One step of the clock as law/request-clock tells it. */
export const clockStepView = z.object({
  event: z.string(),
  on: day,
  effect: z.string(),
  dueOn: day.nullable(),
  basis: z.array(citation),
  mark: z.string().optional(),
});

export const clockView = z.object({
  receivedOn: day.nullable(),
  dueOn: day.nullable(),
  state: clockState,
  provisional: z.boolean(),
  remainingWorkingDays: z.number().nullable(),
  late: z.boolean(),
  dueOnIfAnswered: day.nullable(),
  waitingUntil: day.nullable(),
  steps: z.array(clockStepView),
  calendar: z.string(),
});
export type ClockView = z.infer<typeof clockView>;

/** A line of the register. No personal data but the kind of applicant. */
export const requestRow = z.object({
  id: z.string(),
  /** 登记号; null until registered. */
  number: z.string().nullable(),
  matter: requestMatter,
  subject: z.string(),
  /** The class of its subject; null for none. */
  className: z.string().nullable(),
  via: channel,
  applicantKind,
  stage: requestStage,
  state: clockState,
  submittedOn: day,
  receivedOn: day.nullable(),
  dueOn: day.nullable(),
  provisional: z.boolean(),
  remainingWorkingDays: z.number().nullable(),
  late: z.boolean(),
  unitId: z.string(),
  unitName: z.string(),
  officerName: z.string().nullable(),
  outcome: replyOutcome.nullable(),
  ground: z.string().nullable(),
  closedOn: day.nullable(),
  isDemo: z.boolean(),
});
export type RequestRow = z.infer<typeof requestRow>;

/** A paper of the file: letter out, letter in, proof, supplied information. */
export const paperView = z.object({
  id: z.string(),
  /** e.g. application, identity-proof, receipt, correction-notice, reply, supplied, delivery-proof (letters: their kind). */
  kind: z.string(),
  kindWords: z.string(),
  title: z.string(),
  number: z.string().nullable(),
  on: day,
  digest: z.string(),
  mediaType: z.string(),
  size: z.number(),
  /** The applicant may download it with code and secret. */
  forApplicant: z.boolean(),
  /** The copy in which what is withheld has been covered. */
  redacted: z.boolean(),
  /** It names the applicant: opens after a `look`. */
  sealed: z.boolean(),
  /** GET address for staff. */
  address: z.string(),
});
export type PaperView = z.infer<typeof paperView>;

export const replyDraftView = z.object({
  /** The same number as the case's `revision`. */
  revision: z.number(),
  round: z.number(),
  state: z.enum(['draft', 'in-review', 'returned', 'approved', 'delivered']),
  outcome: replyOutcome,
  ground: z.string().nullable(),
  /** By kind of content (law/reply-kinds ReplyContent). */
  says: z.record(z.string(), z.string()),
  /** 为重大公共利益仍予公开 (art 32) with reasons for the third party; empty if not. */
  publicInterest: z.string(),
  supplied: z.array(z.object({ paperId: z.string(), name: z.string(), redacted: z.boolean() })),
  relief: z.object({ route: z.string(), words: z.string(), basis: z.array(citation) }),
  /** 文号; given when the chain is complete. */
  number: z.string().nullable(),
  digest: z.string(),
  chain: z.array(replyStep),
  waitingFor: z.array(z.object({ step: z.string(), name: z.string(), dueOn: day, late: z.boolean() })),
  signatures: z.array(
    z.object({
      step: z.string(),
      stepName: z.string(),
      decision: z.enum(['signed', 'returned', 'skipped']),
      staffName: z.string(),
      unitName: z.string(),
      signedAt: z.string(),
      current: z.boolean(),
      reasons: z.array(z.string()),
      note: z.string(),
    }),
  ),
  /** What checkReply and the gate still find missing. */
  problems: z.array(z.object({ code: z.string(), message: z.string(), basis: z.array(citation) })),
});

export const consultationView = z.object({
  id: z.string(),
  kind: z.enum(['third-party', 'organ']),
  party: z.string(),
  askedOn: day,
  receivedOn: day.nullable(),
  untilOn: day,
  answeredOn: day.nullable(),
  agrees: z.boolean().nullable(),
  note: z.string(),
});

export const requestView = requestRow.extend({
  revision: z.number(),
  trackingCode: z.string(),
  wish,
  /** Always null in answers to GET, which writes nothing: POST /api/requests/:id/look answers the applicant and records
   *  the look. `permissions.look` says whether the person may. */
  applicant: applicant.nullable(),
  /** 张*, for who need not know more. */
  applicantName: z.string(),
  clock: clockView,
  /** The letter that it was, where it came over from the mailbox. */
  letter: sourceLetter.nullable(),
  history: z.array(
    z.object({ at: z.string(), who: z.string().nullable(), words: z.string(), note: z.string() }),
  ),
  assignments: z.array(
    z.object({
      unitId: z.string(),
      unitName: z.string(),
      staffName: z.string().nullable(),
      assignedOn: day,
      dueOn: day,
      finishedOn: day.nullable(),
      note: z.string(),
      finding: z.string(),
    }),
  ),
  searches: z.array(
    z.object({ on: day, who: z.string(), where: z.string(), words: z.string(), finding: z.string() }),
  ),
  consultations: z.array(consultationView),
  extension: z
    .object({
      askedOn: day,
      workingDays: z.number(),
      reason: z.string(),
      decidedOn: day.nullable(),
      decision: z.enum(['approved', 'refused']).nullable(),
      decidedBy: z.string().nullable(),
    })
    .nullable(),
  fee: z
    .object({
      method: z.enum(['by-case', 'by-page']),
      units: z.number(),
      totalYuan: z.number(),
      tiers: z.array(z.object({ from: z.number(), to: z.number(), yuan: z.number() })),
      notifiedOn: day,
      payBy: day,
      paidOn: day.nullable(),
      receiptNo: z.string(),
    })
    .nullable(),
  reply: replyDraftView.nullable(),
  delivery: z
    .object({
      way: z.enum(['direct', 'entrusted', 'post', 'electronic']),
      on: day,
      postedOn: day.nullable(),
      trackingNo: z.string(),
      signedOn: day.nullable(),
      onTime: z.boolean(),
    })
    .nullable(),
  papers: z.array(paperView),
  disputes: z.array(disputeView),
  /** Same applicant and same subject; others who ask for the same. */
  related: z.array(
    z.object({ id: z.string(), number: z.string().nullable(), subject: z.string(), why: z.string() }),
  ),
  /** Different applicants for the same matter, how many call for publication (条例 art 44), and their cases. */
  askers: z.object({ people: z.number(), needed: z.number(), cases: z.number() }),
  /** The item that was drafted from it. */
  proposedItem: z.object({ id: z.string(), title: z.string() }).nullable(),
  subjectClass: z.string(),
  /** By an officer, not by the words of the subject. */
  isClassedByOfficer: z.boolean(),
  classes: z.array(classChoice),
  archive: z.object({ on: day, digest: z.string(), address: z.string(), keepUntil: day }).nullable(),
  destroyed: z.object({ on: day, reason: z.string() }).nullable(),
  permissions: z.record(z.string(), permission),
});
export type RequestView = z.infer<typeof requestView>;

/** GET /api/requests */
export const requestPage = z.object({
  requests: z.array(requestRow),
  /** The classes of subjects of the pack, to choose from. */
  classes: z.array(classChoice),
  count: z.number(),
  page: z.number(),
  size: z.number(),
});
export type RequestPage = z.infer<typeof requestPage>;

/** POST /api/requests: the counter takes one in (any channel; oral ones typed by staff). */
export const intakeBody = z.strictObject({
  matter: requestMatter.default('information'),
  via: channel,
  submittedOn: day,
  /** 口头申请，由本机关代为填写 */
  oral: z.boolean().default(false),
  applicant,
  wish,
  /** 来信转入: `submittedOn` is the day on which the disclosure office got the letter. */
  letter: sourceLetter.optional(),
  papers: z.array(z.strictObject({ upload: z.string(), kind: z.string(), name: z.string() })).default([]),
});
export type IntakeBody = z.infer<typeof intakeBody>;
/** Own-record cases (更正) have no period in the 条例: their `dueOn` is null throughout. */

/** What the counter hands to the applicant; the secret is shown once. */
export const intakeAnswer = z.object({ id: z.string(), trackingCode: z.string(), secret: z.string() });

/** POST /api/requests/papers, one file as multipart: takes it in sealed and answers what to name it by. `upload` is good
 *  for a day; the paper joins a case by an intake or by `paperBody`. */
export const paperUpload = z.object({
  upload: z.string(),
  name: z.string(),
  mediaType: z.string(),
  size: z.number(),
});
export type PaperUpload = z.infer<typeof paperUpload>;

/** POST /api/requests/:id/papers: files an uploaded paper. `permissions['add-paper']` says whether the person may. */
export const paperBody = z.strictObject({
  upload: z.string(),
  kind: z.enum(['supplied', 'delivery-proof', 'letter-in', 'evidence', 'mandate', 'other']),
  title: z.string().trim().min(1, '请填写材料名称。').max(200),
  /** The copy in which what is withheld has been covered (条例 art 37); the gate reads its text. */
  redacted: z.boolean().default(false),
});
export type PaperBody = z.infer<typeof paperBody>;

/** What the status page of the portal shows: by code and secret, never with identity numbers. */
export const statusView = z.object({
  number: z.string().nullable(),
  trackingCode: z.string(),
  matter: requestMatter,
  subject: z.string(),
  stage: requestStage,
  state: clockState,
  /** Name with all but one character masked. */
  applicantName: z.string(),
  supply: supplyWay,
  carrier: carrierForm,
  clock: clockView,
  /** What the applicant can do now, with until when. */
  canCorrect: z.boolean(),
  correction: z.object({ matters: z.string(), guidance: z.string(), correctBy: day }).nullable(),
  canWithdraw: z.boolean(),
  fee: requestView.shape.fee,
  outcomeWords: z.string().nullable(),
  /** How a correction of the own record ended (art 41), in the words of the reply; empty for other matters. */
  resultLines: z.array(z.object({ label: z.string(), words: z.string() })),
  papers: z.array(
    z.object({ id: z.string(), title: z.string(), on: day, size: z.number(), mediaType: z.string() }),
  ),
  office: z.object({ name: z.string(), phone: z.string(), address: z.string(), hours: z.string() }),
  isDemo: z.boolean(),
});
export type StatusView = z.infer<typeof statusView>;

/** One case as the annual report counts it: the applicant's column, when received and closed, and its row. */
export interface CountedRequest {
  readonly id: string;
  readonly applicantKind: z.infer<typeof applicantKind>;
  /** Day that decides the year of row r1: the legal day of receipt. */
  readonly receivedOn: string;
  readonly closedOn: string | null;
  /** Leaf row of the third table; null while open. */
  readonly row: string | null;
  /** False for a handling anew that does not count as newly received: it stands in no row of the third table, on neither
   *  side, since its first result is counted already; it is listed so that a report can speak of it. */
  readonly countsAsReceived: boolean;
}

/** GET /api/requests/reply-catalogue: what each outcome must say, for the drafting form (law/reply-kinds). */
export const replyCatalogue = z.object({
  outcomes: z.array(
    z.object({
      outcome: replyOutcome,
      words: z.string(),
      basis: z.array(citation),
      mustSay: z.array(z.object({ code: z.string(), words: z.string() })),
      maySay: z.array(z.object({ code: z.string(), words: z.string() })),
      needsLetter: z.boolean(),
      needsGround: z.boolean(),
    }),
  ),
  grounds: z.array(z.object({ code: z.string(), words: z.string(), basis: z.array(citation) })),
  /** Forms of the reply to who wants the own record corrected (条例 art 41); the outcome is `other`. */
  recordForms: z.array(
    z.object({
      form: z.string(),
      words: z.string(),
      mustSay: z.array(z.object({ code: z.string(), words: z.string() })),
    }),
  ),
});
export type ReplyCatalogue = z.infer<typeof replyCatalogue>;

/** GET /api/requests/load: open cases by section and by due date, for the calendar and the leader. */
export const requestLoad = z.object({
  units: z.array(
    z.object({
      unitId: z.string(),
      unitName: z.string(),
      open: z.number(),
      soon: z.number(),
      late: z.number(),
    }),
  ),
  days: z.array(
    z.object({
      dueOn: day,
      cases: z.array(z.object({ id: z.string(), subject: z.string(), late: z.boolean() })),
    }),
  ),
});
export type RequestLoad = z.infer<typeof requestLoad>;

/** GET /api/requests/replies-to-sign: replies whose next signature is the asker's, the most urgent first. */
export const repliesToSign = z.object({
  replies: z.array(
    z.object({
      id: z.string(),
      number: z.string().nullable(),
      subject: z.string(),
      unitName: z.string(),
      /** Period of the request as a whole. */
      dueOn: day.nullable(),
      step: z.string(),
      stepName: z.string(),
      stepDueOn: day,
      late: z.boolean(),
    }),
  ),
});
export type RepliesToSign = z.infer<typeof repliesToSign>;
