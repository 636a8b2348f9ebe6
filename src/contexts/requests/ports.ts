import type { Transaction } from 'kysely';
import type { Day } from '../../law/day.ts';
import type { RefusalGround } from '../../law/grounds-for-refusal.ts';
import type { Decision, Reason } from '../../law/refusal.ts';
import type { ReplyOutcome } from '../../law/reply-kinds.ts';
import type { Calendar } from '../../law/working-days.ts';
import type { BlobStore } from '../../platform/blob-store.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database, Queries } from '../../platform/database/database.ts';
import type { Schema } from '../../platform/database/schema.ts';
import type { SealedBox } from '../../platform/sealed-box.ts';
import type { RedactionOrder, RedactionReport } from '../files/contract/redaction.ts';
import type { Actor, CommandName } from '../organisation/contract.ts';
import type { RequestsPack } from './contract.ts';

/** What the requests need from outside; `main` wires it. */

export type Trx = Transaction<Schema>;

/** One line of the audit trail. Never personal data of the applicant. */
export interface AuditEntry {
  readonly at: Date;
  /** Null: the applicant by code and secret, or the clock. */
  readonly actor: Actor | null;
  readonly command: string;
  readonly subjectKind: 'request';
  /** The id of a case, or `opening`. */
  readonly subjectId: string;
  readonly outcome: 'done' | 'refused';
  readonly detail: Readonly<Record<string, unknown>>;
}

/** A letter to be written; the values by the names of notices/letters. */
export interface LetterOrder {
  readonly kind: string;
  readonly form: string;
  /** The unit in whose hands the case is: its letterhead. */
  readonly unitId: string;
  readonly number: string;
  readonly addressee: string;
  readonly addresseeIs: 'person' | 'organisation';
  readonly signedOn: Day;
  readonly attachments: readonly string[];
  readonly fill: Readonly<Record<string, string | number | readonly string[]>>;
}

export interface WrittenLetter {
  readonly title: string;
  readonly docx: Uint8Array;
  readonly pdf: Uint8Array;
}

/** A message to staff; `command` names who it concerns, for cases of `unitId`. */
export interface StaffMessage {
  readonly command: CommandName;
  readonly unitId: string;
  /** Everybody who may, not only the unit's own people. */
  readonly everybody?: boolean;
  readonly kind: string;
  readonly title: string;
  readonly body: string;
  readonly link: string;
}

export interface RequestPorts {
  readonly database: Database;
  readonly clock: Clock;
  readonly pack: RequestsPack;
  calendar(): Calendar;
  /** Random UUIDs. */
  newId(): string;
  /** Bytes from a secure source. */
  randomBytes(size: number): Uint8Array;
  /** Seals what names the applicant. */
  readonly box: SealedBox;
  /** A keyed digest (HMAC): finds equal values again and tells nothing without the key. */
  keyedDigest(text: string): string;
  /** Where sealed papers lie. */
  readonly blobs: BlobStore;
  /** Type by content of an upload and its clean name; faults `wrong-type`, `unreadable-file`. */
  recognise(bytes: Uint8Array, name: string): Promise<{ readonly name: string; readonly mediaType: string }>;
  /** The text in a file of an accepted type; null where none can be read. */
  textOf(bytes: Uint8Array, mediaType: string): Promise<string | null>;
  /**
   * A copy without personal data and without what the order names, with the report on it. Faults as those of files:
   * `unreadable-file` also where the copy did not pass its proof.
   */
  redact(
    file: { readonly bytes: Uint8Array; readonly name: string; readonly mediaType: string },
    order: RedactionOrder,
  ): Promise<{
    readonly bytes: Uint8Array;
    readonly name: string;
    readonly report: Omit<RedactionReport, 'from'>;
  }>;
  /** The gate on a text that goes out: what should have been covered, in words with the excerpt masked. */
  check(text: string): readonly string[];
  recordAudit(trx: Queries, entry: AuditEntry): Promise<void>;
  unitNames(): Promise<ReadonlyMap<string, string>>;
  /** Absent, or answering null: no letter is written, the events stand alone. */
  readonly letter?: (order: LetterOrder) => Promise<Decision<{ readonly letter: WrittenLetter }> | null>;
  /** The letter that carries an outcome; nothing for one that has none. */
  readonly letterFor?: (
    outcome: ReplyOutcome,
    ground: RefusalGround | null,
  ) => { readonly kind: string; readonly form: string } | undefined;
  /** Drafts an item for proactive publication (条例 art 44) in the name of the actor. */
  readonly draftItem?: (
    actor: Actor,
    draft: {
      readonly columnId: string;
      readonly title: string;
      readonly unitId: string;
      /** What was supplied to the applicants; it becomes the item's attachments. */
      readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
    },
  ) => Promise<
    { readonly ok: true; readonly id: string } | { readonly ok: false; readonly reasons: readonly Reason[] }
  >;
  tell(trx: Trx, message: StaffMessage): Promise<void>;
  /** True the first time a cause is named. */
  remindOnce(
    trx: Trx,
    cause: { readonly caseId: string; readonly kind: string; readonly dueOn: string },
    messages: readonly StaffMessage[],
  ): Promise<boolean>;
}

export function todayOf(clock: Clock): Day {
  return clock.today() as Day;
}
