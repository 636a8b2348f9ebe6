import type { Transaction } from 'kysely';
import type { Calendar } from '../../law/working-days.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database/database.ts';
import type { Schema } from '../../platform/database/schema.ts';
import type { Actor, CommandName, Permission, Unit } from '../organisation/contract.ts';

/** What the plan context needs of its surroundings; `main` wires it. */

export type Trx = Transaction<Schema>;

export interface AuditLine {
  readonly at: Date;
  /** Null: the product itself (loading a pack, a sweep). */
  readonly actor: Actor | null;
  readonly command: string;
  readonly subjectKind: 'plan' | 'duty' | 'item';
  readonly subjectId: string;
  readonly outcome: 'done' | 'refused';
  readonly detail: Readonly<Record<string, unknown>>;
}

export type PlanUnit = Pick<Unit, 'id' | 'kind' | 'name' | 'shortName'>;

/** A message to the people of a unit who prove duties. */
export interface UnitMessage {
  readonly unitId: string;
  readonly kind: string;
  readonly title: string;
  readonly body: string;
  readonly link: string;
}

/** A message to certain people. */
export interface StaffMessage extends Omit<UnitMessage, 'unitId'> {
  readonly staffIds: readonly string[];
}

/** An item as evidence of its publication elsewhere concerns it. */
export interface ProvableItem {
  readonly unitId: string;
  /** A version of it is on the portal. */
  readonly isLive: boolean;
}

/** A column of the catalogue with the leaves of the bureau's own plan that it serves. */
export interface CatalogueColumn {
  readonly id: string;
  readonly name: string;
  readonly leaves: readonly { readonly id: string; readonly title: string }[];
}

/** One cause of a reminder; the same cause is reminded of once, however often the sweep runs. */
export interface ReminderCause {
  readonly caseKind: 'duty';
  readonly caseId: string;
  readonly kind: string;
  readonly dueOn: string;
  readonly at: Date;
}

export interface MovedDuty {
  readonly dutyId: string;
  readonly unitId: string;
  readonly title: string;
  readonly dueBefore: string;
  readonly dueAfter: string;
}

/** A duty that has just become met (or, after a withdrawal, open again): what the public log tells of it. */
export interface SettledDuty {
  readonly dutyId: string;
  readonly leafId: string;
  readonly title: string;
  readonly unitId: string;
  readonly period: string;
  readonly periodWords: string;
  readonly dueOn: string;
  readonly metOn: string;
}

export interface PlanPorts {
  readonly database: Database;
  readonly clock: Clock;
  calendar(): Calendar | Promise<Calendar>;
  recordAudit(trx: Trx, line: AuditLine): Promise<void>;
  /** A proof that is no release has met a duty: a public act of its own. */
  dutyMet(trx: Trx, duty: SettledDuty): Promise<void>;
  /** May the actor carry out the command on a thing of this unit? */
  may(actor: Actor, command: CommandName, ownerUnitId?: string): Permission;
  /** Active units in the order of the pack. */
  units(): readonly PlanUnit[] | Promise<readonly PlanUnit[]>;
  /** Names as plans write them, to unit ids. */
  resolveUnits(names: readonly string[]): {
    readonly units: readonly string[];
    readonly unknown: readonly string[];
  };
  /** Column id → name of its key area, null for a column outside the key areas. */
  readonly columns: ReadonlyMap<string, string | null>;
  /** The catalogue, for proposing where a leaf's items go. */
  readonly catalogue: readonly CatalogueColumn[];
  /** True the first time a cause is named; recorded in the same transaction. */
  remindOnce(trx: Trx, cause: ReminderCause): Promise<boolean>;
  tell(trx: Trx, message: UnitMessage): Promise<void>;
  tellStaff(trx: Trx, message: StaffMessage): Promise<void>;
  /** An item that the actor may read; throws `not-found` or `not-allowed` otherwise. */
  itemOf(actor: Actor, documentId: string): Promise<ProvableItem>;
  /** Has a file of this digest been uploaded? */
  hasFile(digest: string): Promise<boolean>;
  /** Addresses of live public pages by document id. */
  pathsOf(documentIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  staffNames(staffIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Earlier due dates of a duty that a holiday notice moved. */
  movedDeadlines(
    dutyId: string,
  ): Promise<readonly { dueBefore: string; dueAfter: string; movedAt: string }[]>;
  /** site.yaml: the list of what is due and absent is public. */
  readonly lateListIsPublic: boolean;
}
