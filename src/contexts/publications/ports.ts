import type { Transaction } from 'kysely';
import type { Day } from '../../law/day.ts';
import type { Reason } from '../../law/refusal.ts';
import type { Calendar } from '../../law/working-days.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database, Queries } from '../../platform/database/database.ts';
import type { Schema } from '../../platform/database/schema.ts';
import type { Actor, CataloguePack, PublicationEvent, ReviewPack } from './contract.ts';

/** What the publications need from outside; `main` wires it. */

export type Trx = Transaction<Schema>;

/** One line of the audit trail. */
export interface AuditEntry {
  readonly at: Date;
  /** Null: the clock's own act, e.g. a scheduled release. */
  readonly actor: Actor | null;
  readonly command: string;
  readonly subjectKind: 'item';
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

/** An item about to go public or to be taken down, as further conditions see it. */
export interface ConditionSubject {
  readonly documentId: string;
  readonly versionNo: number;
  readonly kind: string;
  readonly title: string;
  readonly documentNo: string;
  readonly ownerUnitId: string;
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
  /** Text drawn from stored files, by digest; null where none could be drawn, absent where the file is unknown. */
  readonly attachments: { texts(digests: readonly string[]): Promise<ReadonlyMap<string, string | null>> };
  calendar(): Calendar;
  readonly pack: { readonly review: ReviewPack; readonly catalogue: CataloguePack };
  /** Stands as issuer and source until the drafter writes another. */
  readonly organName: string;
  /** The code in front of the index numbers of a unit's items: its own, or the bureau's. */
  creditCodeOf(unitId: string): string | null;
  /**
   * Further conditions of release and withdrawal, asked in the transaction: the door through which a policy and its
   * interpretation are bound to leave together.
   */
  readonly conditions?: {
    release?(trx: Trx, subject: ConditionSubject): Promise<readonly Reason[]>;
    withdrawal?(trx: Trx, subject: ConditionSubject): Promise<readonly Reason[]>;
  };
}

/** The civil day of the clock as the law's value. */
export function todayOf(clock: Clock): Day {
  return clock.today() as Day;
}
