import type { OpeningBalance } from '../../law/annual-report-tables/opening.ts';
import type { Day } from '../../law/day.ts';
import type { Reason } from '../../law/refusal.ts';
import type { Calendar } from '../../law/working-days.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database, Queries } from '../../platform/database/database.ts';
import type { Actor, CommandName, Permission } from '../organisation/contract.ts';
import type { RequestChannel } from './contract.ts';

/** What the reports need from outside; `main/report-ports.ts` wires it. */

/** A request as the register of requests tells it: no name, no content. */
export interface CountedRequest {
  readonly id: string;
  readonly applicantKind: string;
  /** Legal day of receipt. */
  readonly receivedOn: string;
  readonly closedOn: string | null;
  /** Leaf row of the third table; null while open. */
  readonly row: string | null;
  readonly countsAsReceived: boolean;
}

/** A request as the public statistics need it. */
export interface HandledRequest extends CountedRequest {
  readonly channel: RequestChannel;
  /** Answered within its time limit; null while open, or where no limit ran. */
  readonly onTime: boolean | null;
}

export interface CountedDispute {
  readonly kind: 'reconsideration' | 'direct-litigation' | 'litigation-after-reconsideration';
  readonly filedOn: string;
  readonly result: 'pending' | 'upheld' | 'corrected' | 'other';
  readonly decidedOn: string | null;
}

/** A normative document that is or was public. */
export interface NormativeDocument {
  readonly id: string;
  readonly title: string;
  readonly documentNo: string;
  /** 成文日期, else the day it was first released. */
  readonly madeOn: string;
  /** When it was repealed or ceased; null while in force. */
  readonly endedOn: string | null;
}

/** A licence, penalty or coercion that the organ decided, from the register of enforcement. */
export interface EnforcementDecision {
  readonly id: string;
  readonly kind: 'licence' | 'penalty' | 'coercion';
  readonly title: string;
  readonly documentNo: string;
  readonly decidedOn: string;
}

/** The item that a report was drafted into. */
export interface DraftedItem {
  readonly id: string;
  readonly stateWords: string;
  /** A draft, or returned to the drafter: its text may be written anew. */
  readonly isEditable: boolean;
  /** Discarded or withdrawn: a new one may be drafted. */
  readonly isEnded: boolean;
}

export interface ItemDraft {
  readonly title: string;
  readonly summary: string;
  readonly bodyHtml: string;
  readonly writtenOn: Day;
  readonly files: readonly { readonly name: string; readonly bytes: Buffer }[];
}

type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reasons: readonly Reason[] };

export interface ReportPorts {
  readonly database: Database;
  readonly clock: Clock;
  /** The organ that reports, and the unit that compiles its report (政府信息公开工作机构, 条例 art 4). */
  readonly organ: { readonly id: string; readonly name: string; readonly officeUnitId: string };
  recordAudit(
    trx: Queries,
    entry: {
      readonly at: Date;
      readonly actor: Actor;
      readonly command: CommandName;
      readonly subjectKind: 'annual-report';
      readonly subjectId: string;
      readonly outcome: 'done' | 'refused';
      readonly detail: Readonly<Record<string, unknown>>;
    },
  ): Promise<void>;
  may(actor: Actor, command: CommandName, unitId?: string): Permission;
  calendar(): Calendar;
  /** Every request received by 31 December of the year and not closed before its 1 January, and no other. */
  countedRequests(year: number): Promise<readonly CountedRequest[]>;
  /** Requests of before the register that were open when it was begun, as the office entered them; null: none. */
  openingBalance(): Promise<OpeningBalance | null>;
  /** Every dispute filed by 31 December of the year and not decided before its 1 January. */
  disputes(year: number): Promise<readonly CountedDispute[]>;
  /** As `countedRequests`, with how and how fast they were handled. */
  handledRequests(year: number): Promise<readonly HandledRequest[]>;
  /** Processing fees paid in the year, in yuan (政府信息公开信息处理费管理办法). */
  feesPaidIn(year: number): Promise<number>;
  normativeDocuments(): Promise<readonly NormativeDocument[]>;
  /** Every licence, penalty and coercion that the organ itself decided in the year, not its counties. */
  enforcementDecisions(year: number): Promise<readonly EnforcementDecision[]>;
  /** The item by its id; null where there is none that this person may see. */
  itemOf(actor: Actor, id: string): Promise<DraftedItem | null>;
  /** An unfinished item in the column of annual reports that bears this title. */
  openItemTitled(actor: Actor, title: string): Promise<string | null>;
  /** Drafts an item in the column of annual reports, or writes the open draft anew; it walks the review chain. */
  draftItem(actor: Actor, draft: ItemDraft, openItemId: string | null): Promise<Result<{ id: string }>>;
}
