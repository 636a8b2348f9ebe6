import type { Day } from '../../../law/day.ts';
import type { FeeTier } from '../../../law/processing-fee.ts';
import type { ReplyOutcome, ResultRow } from '../../../law/reply-kinds.ts';
import type { RequestEvent } from '../../../law/request-clock.ts';
import type { ApplicantKind, DisputeView, SourceLetter, Wish } from '../contract.ts';
import type { ReplyContentDraft } from './reply-content.ts';

/**
 * What can happen to a request for information. A case is the fold of its events (`fold.ts`) and nothing else; events
 * hold no personal data of the applicant, who is sealed elsewhere.
 */

export type Via = Extract<RequestEvent, { type: 'submitted' }>['via'];
export type DeliveryWay = 'direct' | 'entrusted' | 'post' | 'electronic';

interface ReviewAct {
  readonly reviewRound: number;
  readonly step: string;
  readonly digest: string;
  readonly onBehalfOf: string | null;
}

export type Happening =
  | {
      readonly kind: 'submitted';
      readonly on: Day;
      readonly via: Via;
      readonly oral: boolean;
      readonly matter: 'information' | 'own-record';
      readonly applicantKind: ApplicantKind;
      readonly wish: Wish;
      readonly unitId: string;
      /** The case whose form held this matter too. */
      readonly splitFrom?: string;
      /** The letter that turned out to be a request; `letterId` where the mailbox of this house keeps it. */
      readonly letter?: SourceLetter;
      readonly letterId?: string;
    }
  | { readonly kind: 'receipt-confirmed'; readonly on: Day; readonly note: string }
  | { readonly kind: 'registered'; readonly on: Day; readonly number: string }
  | {
      readonly kind: 'split';
      readonly on: Day;
      readonly subject: string;
      readonly description: string;
      readonly parts: readonly string[];
    }
  | {
      readonly kind: 'correction-requested';
      readonly on: Day;
      readonly matters: string;
      readonly guidance: string;
      readonly correctBy: Day;
    }
  | {
      readonly kind: 'corrected';
      readonly on: Day;
      readonly subject: string;
      readonly description: string;
      readonly documentNo: string;
      readonly goodReason: string;
      readonly byApplicant: boolean;
    }
  | {
      readonly kind: 'assigned';
      readonly on: Day;
      readonly toUnitId: string;
      readonly dueOn: Day;
      readonly note: string;
    }
  | { readonly kind: 'assignment-finished'; readonly on: Day; readonly finding: string }
  | {
      readonly kind: 'searched';
      readonly on: Day;
      readonly where: string;
      readonly words: string;
      readonly finding: string;
    }
  | {
      readonly kind: 'cooperation-asked';
      readonly on: Day;
      readonly organ: string;
      readonly matters: string;
      readonly answerBy: Day;
    }
  | {
      readonly kind: 'consulted';
      readonly on: Day;
      readonly id: string;
      readonly asked: 'third-party' | 'organ';
      readonly party: string;
      readonly address: string;
      readonly information: string;
      readonly receivedOn: Day | null;
    }
  | {
      readonly kind: 'answered';
      readonly on: Day;
      readonly consultationId: string;
      readonly asked: 'third-party' | 'organ';
      readonly party: string;
      readonly agrees: boolean;
      readonly note: string;
    }
  | { readonly kind: 'reasons-asked'; readonly on: Day; readonly note: string }
  | { readonly kind: 'reasons-given'; readonly on: Day; readonly note: string }
  | { readonly kind: 'delayed'; readonly on: Day; readonly until: Day; readonly reason: string }
  | {
      readonly kind: 'extension-asked';
      readonly on: Day;
      readonly workingDays: number;
      readonly reason: string;
    }
  | {
      readonly kind: 'extension-approved';
      readonly on: Day;
      readonly workingDays: number;
      readonly approvedBy: string;
      readonly note: string;
    }
  | { readonly kind: 'extension-refused'; readonly on: Day; readonly reason: string }
  | {
      readonly kind: 'fee-notified';
      readonly on: Day;
      readonly receivedOn: Day | null;
      readonly method: 'by-case' | 'by-page';
      readonly units: number;
      readonly totalYuan: number;
      readonly tiers: readonly FeeTier[];
    }
  | { readonly kind: 'fee-paid'; readonly on: Day; readonly receiptNo: string }
  | { readonly kind: 'reply-drafted'; readonly on: Day; readonly reply: ReplyContentDraft }
  | {
      readonly kind: 'reply-submitted';
      readonly on: Day;
      readonly reviewRound: number;
      readonly digest: string;
    }
  | ({ readonly kind: 'reply-signed'; readonly on: Day; readonly note: string } & ReviewAct)
  | ({ readonly kind: 'reply-returned'; readonly on: Day; readonly reasons: readonly string[] } & ReviewAct)
  | { readonly kind: 'reply-recalled'; readonly on: Day }
  | {
      readonly kind: 'reply-approved';
      readonly on: Day;
      readonly number: string;
      readonly row: ResultRow | null;
    }
  | {
      readonly kind: 'delivered';
      readonly on: Day;
      readonly way: DeliveryWay;
      readonly postedOn: Day | null;
      readonly trackingNo: string;
      readonly signedOn: Day | null;
    }
  | { readonly kind: 'signing-recorded'; readonly on: Day; readonly signedOn: Day }
  | { readonly kind: 'withdrawn'; readonly on: Day; readonly note: string; readonly byApplicant: boolean }
  | {
      readonly kind: 'closed';
      readonly on: Day;
      readonly outcome: Extract<ReplyOutcome, 'correction-lapsed' | 'fee-unpaid'>;
      readonly note: string;
    }
  | {
      readonly kind: 'archived';
      readonly on: Day;
      readonly paperId: string;
      readonly digest: string;
      readonly keepUntil: Day;
    }
  | { readonly kind: 'retention-kept'; readonly on: Day; readonly until: Day; readonly reason: string }
  | {
      readonly kind: 'destroyed';
      readonly on: Day;
      readonly reason: string;
      /** How many papers went with it, and the digest of the archived file. */
      readonly papers: number;
      readonly digest: string;
    }
  | { readonly kind: 'classified'; readonly on: Day; readonly subjectClass: string }
  | {
      readonly kind: 'same-noted';
      readonly on: Day;
      /** 登记号 of the other case and the key of its matter. */
      readonly number: string;
      readonly key: string;
    }
  | {
      readonly kind: 'dispute-added';
      readonly on: Day;
      readonly id: string;
      readonly dispute: DisputeView['kind'];
      readonly filedOn: Day;
      readonly organ: string;
      readonly caseNo: string;
      readonly note: string;
    }
  | {
      readonly kind: 'dispute-decided';
      readonly on: Day;
      readonly disputeId: string;
      readonly result: 'upheld' | 'corrected' | 'other';
      readonly decidedOn: Day;
      readonly note: string;
    }
  | {
      readonly kind: 'rehandled';
      readonly on: Day;
      readonly disputeId: string;
      readonly countsAsNew: boolean;
      readonly note: string;
    }
  | {
      readonly kind: 'publication-proposed';
      readonly on: Day;
      readonly documentId: string;
      readonly title: string;
    }
  | {
      readonly kind: 'paper-filed';
      readonly on: Day;
      readonly paperId: string;
      readonly paperKind: string;
      readonly title: string;
      readonly digest: string;
    };

export type HappeningKind = Happening['kind'];

/** Who did it; nobody for the applicant and for the clock. */
export interface Doer {
  readonly staffId: string;
  readonly name: string;
  readonly unitId: string;
}

/** A happening as recorded. `no` counts from 1 without gap; `at` is the instant of recording, ISO 8601. */
export type CaseEvent = Happening & { readonly no: number; readonly by: Doer | null; readonly at: string };

/** The event of the law's clock that a happening is, if it is one. */
export function lawEventOf(event: Happening): RequestEvent | undefined {
  const { on } = event;
  switch (event.kind) {
    case 'submitted':
      return { type: 'submitted', on, via: event.via };
    case 'receipt-confirmed':
    case 'fee-paid':
    case 'reasons-given':
    case 'withdrawn':
      return { type: event.kind, on };
    case 'reasons-asked':
      return { type: 'reasons-requested', on };
    case 'correction-requested':
      return { type: event.kind, on, correctBy: event.correctBy };
    case 'corrected':
      return event.goodReason === ''
        ? { type: 'corrected', on }
        : { type: 'corrected', on, goodReason: event.goodReason };
    case 'consulted': {
      const { party, receivedOn } = event;
      return { type: `${event.asked}-consulted`, on, party, ...(receivedOn === null ? {} : { receivedOn }) };
    }
    case 'answered':
      return { type: `${event.asked}-answered`, on, party: event.party, agrees: event.agrees };
    case 'delayed':
      return { type: 'delayed', on, until: event.until };
    case 'extension-approved':
      return { type: 'extended', on, workingDays: event.workingDays, approvedBy: event.approvedBy };
    case 'fee-notified':
      return event.receivedOn === null
        ? { type: 'fee-notified', on }
        : { type: 'fee-notified', on, receivedOn: event.receivedOn };
    case 'delivered': {
      const { way: delivery, postedOn, signedOn } = event;
      return {
        type: 'replied',
        on,
        delivery,
        ...(postedOn === null ? {} : { postedOn }),
        ...(signedOn === null ? {} : { signedOn }),
      };
    }
    case 'rehandled':
      // The order to handle anew starts a period of its own, counted like a request handed in on that day.
      return { type: 'submitted', on, via: 'in-person' };
    default:
      return undefined;
  }
}
