import type { Day } from '../../../law/day.ts';
import type { FeeTier } from '../../../law/processing-fee.ts';
import type { ReplyOutcome, ResultRow } from '../../../law/reply-kinds.ts';
import type { RequestEvent } from '../../../law/request-clock.ts';
import type { SignatureFact } from '../../review/rules.ts';
import type { ApplicantKind, DisputeView, SourceLetter, Wish } from '../contract.ts';
import type { DeliveryWay, Doer, Via } from './events.ts';
import type { ReplyContentDraft } from './reply-content.ts';

/** A case and its parts; `fold.ts` makes it from its events. */

export interface Consultation {
  readonly id: string;
  readonly round: number;
  readonly asked: 'third-party' | 'organ';
  readonly party: string;
  readonly information: string;
  readonly address: string;
  readonly askedOn: Day;
  readonly receivedOn: Day | null;
  readonly answeredOn: Day | null;
  readonly agrees: boolean | null;
  readonly note: string;
}

export interface Signature extends SignatureFact {
  readonly staffName: string;
  readonly unitId: string;
  readonly signedAt: string;
  readonly reasons: readonly string[];
  readonly note: string;
}

export interface Reply {
  readonly content: ReplyContentDraft;
  readonly state: 'draft' | 'in-review' | 'returned' | 'approved' | 'delivered';
  /** Counts submissions over all handlings of the case; signatures of an earlier one do not count. */
  readonly reviewRound: number;
  readonly submittedOn: Day | null;
  /** Everybody who has written in the reply of this handling. */
  readonly drafters: readonly string[];
  readonly signatures: readonly Signature[];
  readonly number: string | null;
  readonly row: ResultRow | null;
  readonly approvedOn: Day | null;
}

export interface Closing {
  readonly on: Day;
  readonly outcome: ReplyOutcome;
  readonly ground: string | null;
  /** Null for what the annual report does not count. */
  readonly row: ResultRow | null;
}

/** One handling: a case has several when a court or a reconsideration orders one anew. */
export interface Handling {
  readonly round: number;
  readonly law: readonly RequestEvent[];
  readonly closed: Closing | null;
  readonly countsAsReceived: boolean;
}

export interface Dispute extends DisputeView {
  readonly filedOn: Day;
  readonly decidedOn: Day | null;
}

export interface Case {
  /** Number of events. */
  readonly revision: number;
  readonly matter: 'information' | 'own-record';
  readonly via: Via;
  readonly applicantKind: ApplicantKind;
  readonly wish: Wish;
  readonly submittedOn: Day;
  readonly number: string | null;
  readonly splitFrom: string | null;
  readonly letter: SourceLetter | null;
  /** Who handles the case: the disclosure office until it is assigned. */
  readonly unitId: string;
  readonly officer: Doer | null;
  readonly round: number;
  /** Events of the present handling for the law's clock. */
  readonly law: readonly RequestEvent[];
  readonly countsAsReceived: boolean;
  readonly earlier: readonly Handling[];
  readonly handlingBegun: boolean;
  readonly correction: {
    readonly matters: string;
    readonly guidance: string;
    readonly correctBy: Day;
  } | null;
  readonly wasCorrected: boolean;
  readonly reasons: 'none' | 'asked' | 'given';
  readonly assignments: readonly {
    readonly unitId: string;
    readonly assignedOn: Day;
    readonly dueOn: Day;
    readonly finishedOn: Day | null;
    readonly note: string;
    readonly finding: string;
    readonly staffName: string | null;
  }[];
  readonly searches: readonly {
    readonly round: number;
    readonly on: Day;
    readonly who: string;
    readonly where: string;
    readonly words: string;
    readonly finding: string;
  }[];
  readonly consultations: readonly Consultation[];
  readonly extension: {
    readonly askedOn: Day;
    readonly askedBy: string | null;
    readonly workingDays: number;
    readonly reason: string;
    readonly decidedOn: Day | null;
    readonly decision: 'approved' | 'refused' | null;
    readonly decidedBy: string | null;
  } | null;
  readonly fee: {
    readonly method: 'by-case' | 'by-page';
    readonly units: number;
    readonly totalYuan: number;
    readonly tiers: readonly FeeTier[];
    readonly notifiedOn: Day;
    readonly receivedOn: Day | null;
    readonly paidOn: Day | null;
    readonly receiptNo: string;
  } | null;
  readonly reply: Reply | null;
  readonly delivery: {
    readonly way: DeliveryWay;
    readonly on: Day;
    readonly postedOn: Day | null;
    readonly trackingNo: string;
    readonly signedOn: Day | null;
  } | null;
  readonly closed: Closing | null;
  readonly archive: {
    readonly on: Day;
    readonly paperId: string;
    readonly digest: string;
    readonly keepUntil: Day;
  } | null;
  readonly disputes: readonly Dispute[];
  readonly proposedItem: { readonly documentId: string; readonly title: string } | null;
  /** As an officer says; null: as the words of the subject tell. */
  readonly subjectClass: string | null;
  /** The case that asks for the same in other words, and the key of its matter. */
  readonly sameAs: { readonly number: string; readonly key: string } | null;
  readonly destroyed: { readonly on: Day; readonly reason: string } | null;
}
