import type { Citation, Mark } from '../citation.ts';
import type { Day } from '../day.ts';
import type { LawDefaults } from '../marked-defaults.ts';
import type { Calendar } from '../working-days.ts';

/** What can happen to a request for information, as far as its clock is concerned (条例 arts 29–39). */

export type Channel = 'in-person' | 'signed-mail' | 'plain-mail' | 'internet' | 'fax';

/** How a reply was delivered. A private courier may not carry an organ's documents (邮政法 art 55). */
export type Delivery = 'direct' | 'entrusted' | 'post' | 'electronic' | 'courier';

export type RequestEvent =
  /** `on`: handed in, signed for, or arrived. */
  | { readonly type: 'submitted'; readonly on: Day; readonly via: Channel }
  | { readonly type: 'receipt-confirmed'; readonly on: Day }
  /** `correctBy`: the reasonable period the notice sets. */
  | { readonly type: 'correction-requested'; readonly on: Day; readonly correctBy: Day }
  /** `goodReason`: why a correction after `correctBy` is still accepted. */
  | { readonly type: 'corrected'; readonly on: Day; readonly goodReason?: string }
  | Consulted<'third-party-consulted'>
  | Answered<'third-party-answered'>
  | Consulted<'organ-consulted'>
  | Answered<'organ-answered'>
  | { readonly type: 'reasons-requested'; readonly on: Day }
  | { readonly type: 'reasons-given'; readonly on: Day }
  /** The reasonable delayed period of art 35: the new last day. */
  | { readonly type: 'delayed'; readonly on: Day; readonly until: Day }
  | {
      readonly type: 'extended';
      readonly on: Day;
      readonly workingDays: number;
      readonly approvedBy?: string;
    }
  /** `receivedOn`: the applicant got the notice; `on` if absent. */
  | { readonly type: 'fee-notified'; readonly on: Day; readonly receivedOn?: Day }
  | { readonly type: 'fee-paid'; readonly on: Day }
  | Replied
  | { readonly type: 'withdrawn'; readonly on: Day };

interface Consulted<T extends string> {
  readonly type: T;
  /** The letter was sent. */
  readonly on: Day;
  /** Who was asked; pairs the answer where several were. */
  readonly party?: string;
  /** The 15 working days run from here; `on` if absent. */
  readonly receivedOn?: Day;
}

interface Answered<T extends string> {
  readonly type: T;
  readonly on: Day;
  readonly party?: string;
  readonly agrees?: boolean;
}

interface Replied {
  readonly type: 'replied';
  readonly on: Day;
  readonly delivery?: Delivery;
  /** Handed to the post (交邮之日). */
  readonly postedOn?: Day;
  /** Signed for (签收之日). */
  readonly signedOn?: Day;
}

export type RequestEventType = RequestEvent['type'];
export type EventOf<T extends RequestEventType> = Extract<RequestEvent, { readonly type: T }>;

/** Things that happen by lapse of time; they appear as steps, never as events in the file. */
export type LapseType = 'correction-lapsed' | 'third-party-silent' | 'organ-silent' | 'payment-lapsed';

export type RequestState =
  | 'awaiting-confirmation'
  | 'running'
  | 'consulting'
  | 'awaiting-correction'
  | 'awaiting-payment'
  | 'replied'
  | 'deemed-abandoned'
  | 'withdrawn';

export interface ClockStep {
  readonly event: RequestEventType | LapseType;
  readonly on: Day;
  /** What the event did to the period, in Chinese, with its article. */
  readonly effect: string;
  /** The last day for the reply after this step; null while none runs. */
  readonly dueOn: Day | null;
  readonly basis: readonly Citation[];
  readonly mark?: Mark;
}

export interface ClockRules {
  readonly calendar: Calendar;
  /** The day the question is asked: later events are left out, lapses up to it are drawn. */
  readonly asOf?: Day;
  /** True where the register must hold who approved an extension (条例 art 33); files from outside may not say. */
  readonly approverRequired?: boolean;
  readonly defaults?: LawDefaults;
}

export interface RequestClock {
  /** The legal day of receipt (条例 art 31); null until it is confirmed. */
  readonly receivedOn: Day | null;
  /** Last day for the reply; null while no period runs. An open consultation counts as silent to its end. */
  readonly dueOn: Day | null;
  readonly state: RequestState;
  readonly provisional: boolean;
  readonly steps: readonly ClockStep[];
  /** Working days left of the period on `asOf` (else on the last event's day); negative when late, null when closed. */
  readonly remainingWorkingDays: number | null;
  /** True if the period ended before `asOf` without a reply, or the reply came later than the period. */
  readonly late: boolean;
  /** While consulting: the last day for the reply if every answer came on `asOf`. */
  readonly dueOnIfAnswered: Day | null;
  /** Last day for the correction or the payment the file is waiting for. */
  readonly waitingUntil: Day | null;
  readonly calendar: string;
}
