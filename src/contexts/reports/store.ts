import { sql } from 'kysely';
import type { Queries } from '../../platform/database/database.ts';

/** What people wrote into annual reports. All SQL of this context. */

export interface StoredEntry {
  readonly cell: string;
  readonly value: number;
  readonly source: string;
  readonly enteredByName: string;
  readonly enteredAt: string;
}

export interface StoredReport {
  readonly year: number;
  readonly revision: number;
  readonly overview: string;
  readonly problems: string;
  readonly other: string;
  readonly itemId: string | null;
  readonly changedByName: string | null;
  readonly changedAt: string | null;
  readonly entries: readonly StoredEntry[];
}

export function emptyReport(year: number): StoredReport {
  return {
    year,
    revision: 0,
    overview: '',
    problems: '',
    other: '',
    itemId: null,
    changedByName: null,
    changedAt: null,
    entries: [],
  };
}

interface ReportRow {
  readonly year: number;
  readonly revision: number;
  readonly overview: string;
  readonly problems: string;
  readonly other: string;
  readonly item_id: string | null;
  readonly changed_by_name: string;
  readonly changed_at: Date;
}

const reportColumns = [
  'year',
  'revision',
  'overview',
  'problems',
  'other',
  'item_id',
  'changed_by_name',
  'changed_at',
] as const;

function reportOf(row: ReportRow, entries: readonly StoredEntry[]): StoredReport {
  const { year, revision, overview, problems, other } = row;
  return {
    year,
    revision,
    overview,
    problems,
    other,
    itemId: row.item_id,
    changedByName: row.changed_by_name,
    changedAt: row.changed_at.toISOString(),
    entries,
  };
}

async function entriesOf(db: Queries, organId: string, year: number): Promise<StoredEntry[]> {
  const rows = await db
    .selectFrom('annual_report_entry')
    .select(['cell', 'value', 'source', 'entered_by_name', 'entered_at'])
    .where('organ_id', '=', organId)
    .where('year', '=', year)
    .orderBy('cell')
    .execute();
  return rows.map(row => ({
    cell: row.cell,
    value: Number(row.value),
    source: row.source,
    enteredByName: row.entered_by_name,
    enteredAt: row.entered_at.toISOString(),
  }));
}

/** What is written of a year; an empty report where nothing is. */
export async function loadReport(db: Queries, organId: string, year: number): Promise<StoredReport> {
  const row = await db
    .selectFrom('annual_report')
    .select(reportColumns)
    .where('organ_id', '=', organId)
    .where('year', '=', year)
    .executeTakeFirst();
  return row === undefined ? emptyReport(year) : reportOf(row, await entriesOf(db, organId, year));
}

/** As `loadReport`; nobody else changes the year until the transaction ends, also where it has no row yet. */
export async function lockReport(db: Queries, organId: string, year: number): Promise<StoredReport> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`annual-report ${organId} ${year}`}, 0))`.execute(
    db,
  );
  return loadReport(db, organId, year);
}

/** Every year that something is written of, the newest first, without entries. */
export async function listReports(db: Queries, organId: string): Promise<StoredReport[]> {
  const rows = await db
    .selectFrom('annual_report')
    .select(reportColumns)
    .where('organ_id', '=', organId)
    .orderBy('year', 'desc')
    .execute();
  return rows.map(row => reportOf(row, []));
}

export interface ReportWrite {
  readonly organId: string;
  readonly year: number;
  readonly overview: string;
  readonly problems: string;
  readonly other: string;
  readonly staffId: string;
  readonly staffName: string;
  readonly at: Date;
}

/** Writes the texts; the revision rises by one. */
export async function writeReport(db: Queries, write: ReportWrite): Promise<void> {
  const { organId, year, overview, problems, other, staffId, staffName, at } = write;
  const values = {
    overview,
    problems,
    other,
    changed_by: staffId,
    changed_by_name: staffName,
    changed_at: at,
  };
  await db
    .insertInto('annual_report')
    .values({ organ_id: organId, year, ...values })
    .onConflict(conflict =>
      conflict
        .columns(['organ_id', 'year'])
        .doUpdateSet({ ...values, revision: sql<number>`annual_report.revision + 1` }),
    )
    .execute();
}

export interface EntryWrite {
  readonly cell: string;
  /** Null takes the entry back. */
  readonly value: number | null;
  readonly source: string;
}

export async function writeEntry(
  db: Queries,
  { organId, year, staffId, staffName, at }: ReportWrite,
  { cell, value, source }: EntryWrite,
): Promise<void> {
  if (value === null) {
    await db
      .deleteFrom('annual_report_entry')
      .where('organ_id', '=', organId)
      .where('year', '=', year)
      .where('cell', '=', cell)
      .execute();
    return;
  }
  const values = {
    value: `${value}`,
    source,
    entered_by: staffId,
    entered_by_name: staffName,
    entered_at: at,
  };
  await db
    .insertInto('annual_report_entry')
    .values({ organ_id: organId, year, cell, ...values })
    .onConflict(conflict => conflict.columns(['organ_id', 'year', 'cell']).doUpdateSet(values))
    .execute();
}

/** Keeps which item the report was drafted into. */
export async function writeItem(db: Queries, organId: string, year: number, itemId: string): Promise<void> {
  await db
    .updateTable('annual_report')
    .set({ item_id: itemId })
    .where('organ_id', '=', organId)
    .where('year', '=', year)
    .execute();
}
