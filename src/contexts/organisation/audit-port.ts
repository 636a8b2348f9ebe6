import type { Transaction } from 'kysely';
import type { Schema } from '../../platform/database/schema.ts';
import type { Actor } from './contract.ts';

/** One line of the audit trail. */
export interface AuditEntry {
  readonly at: Date;
  /** Absent for what nobody signed in does: a failed sign-in, a start of the system. */
  readonly actor: Actor | null;
  readonly command: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly outcome: 'done' | 'refused';
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Writes the line in the transaction of the act, so that neither stands without the other. */
export type RecordAudit = (trx: Transaction<Schema>, entry: AuditEntry) => Promise<void>;
