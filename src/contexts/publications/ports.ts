import type { Transaction } from 'kysely';
import type { Day } from '../../law/day.ts';
import type { Calendar } from '../../law/working-days.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database, Queries } from '../../platform/database/database.ts';
import type { Schema } from '../../platform/database/schema.ts';
import type { GatePack } from './contract/gate-pack.ts';
import type {
  Actor,
  AttachmentView,
  CataloguePack,
  PublicationEvent,
  ReviewPack,
  Verdict,
} from './contract.ts';
import type { GateInput } from './rules/gate/gate.ts';

/** What the publications need from outside; `main` wires it. */

export type Trx = Transaction<Schema>;

/** One line of the audit trail. */
export interface AuditEntry {
  readonly at: Date;
  /** Null: the clock's own act, e.g. a scheduled release. */
  readonly actor: Actor | null;
  readonly command: string;
  readonly subjectKind: 'item' | 'clean-up' | 'gazette-note' | 'import';
  readonly subjectId: string;
  readonly outcome: 'done' | 'refused';
  readonly detail: Readonly<Record<string, unknown>>;
}

/** What the publications want to know of a duty that an item claims to meet. */
export interface MetDuty {
  readonly title: string;
  readonly personalData: 'none' | 'mask' | 'do-not-post';
}

export interface LogLine {
  readonly entryId: string;
  readonly kind: string;
  readonly recordedAt: string;
  readonly leafIndex: number | null;
}

/** What the gate is asked about: the item as it stands, its attachments by their digests. */
export interface ExaminedItem extends Omit<GateInput, 'attachments'> {
  readonly attachments: readonly { readonly name: string; readonly fileDigest: string }[];
}

export interface PublicationPorts {
  readonly database: Database;
  readonly clock: Clock;
  /** Random UUIDs. */
  newId(): string;
  recordAudit(trx: Queries, entry: AuditEntry): Promise<void>;
  /** Everything that follows from an event, in the same transaction; a failure undoes the act. */
  react(trx: Trx, event: PublicationEvent): Promise<void>;
  /** Names by id; ids that are unknown are absent. */
  unitNames(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  staffNames(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  duties(ids: readonly string[]): Promise<ReadonlyMap<string, MetDuty>>;
  logEntries(documentId: string): Promise<readonly LogLine[]>;
  /** Reads the attachments and judges the whole; away from the thread that serves pages where there is another. */
  examine(input: ExaminedItem): Promise<Verdict>;
  /** Addresses that the check of our website found dead; absent: nobody checks. */
  deadLinks?(): Promise<readonly string[]>;
  /** Reads attachments so that a later `examine` finds them read; it may take long and must not happen in a transaction. */
  readAhead?(attachments: ExaminedItem['attachments']): Promise<void>;
  /** Before a bulk import and after it: the others may make ready for many writes. */
  writeInBulk?(isOn: boolean): Promise<void>;
  calendar(): Calendar;
  /** Takes a file beside an old article into the file store. Faults: `too-large`, `wrong-type`, `unreadable-file`. */
  takeFile?(path: string, name: string, actor: Actor): Promise<AttachmentView>;
  readonly pack: {
    readonly review: ReviewPack;
    readonly catalogue: CataloguePack;
    /** Ids of the carriers beside the portal. */
    readonly channelIds?: readonly string[];
    /** gate.yaml: what the bureau's own people add to the check before publication. */
    readonly gate?: GatePack;
  };
  /** Absolute address of a public page; the path alone unless told. */
  publicAddress?(path: string): string;
  /** Stands as issuer and source until the drafter writes another. */
  readonly organName: string;
  /** The code in front of the index numbers of a unit's items: its own, or the bureau's. */
  creditCodeOf(unitId: string): string | null;
}

/** The civil day of the clock as the law's value. */
export function todayOf(clock: Clock): Day {
  return clock.today() as Day;
}
