import { type Selectable, sql } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';
import type { SiteCheckTable } from '../../../platform/database/schema.ts';
import type { IndicatorView, SiteCheckState } from '../contract.ts';
import type { KeptFinding } from '../rules/site-findings.ts';
import { type SiteRuleId, siteRule } from '../rules/site-rules.ts';

/** Checks of our website and what they found: rows and SQL. */

export type StoredCheck = Omit<Selectable<SiteCheckTable>, 'state' | 'cause' | 'indicators'> & {
  readonly state: SiteCheckState;
  readonly cause: 'button' | 'daily';
  readonly indicators: IndicatorView[];
};

function checkOf(row: Selectable<SiteCheckTable>): StoredCheck {
  return row as unknown as StoredCheck;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The id of a new check; nothing while another waits or runs. */
export async function insertCheck(
  db: Queries,
  check: {
    readonly cause: 'button' | 'daily';
    readonly askedBy: string | null;
    readonly onDay: string;
    readonly at: Date;
  },
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    insert into site_check (cause, state, asked_by, on_day, created_at)
    values (${check.cause}, 'waiting', ${check.askedBy}::uuid, ${check.onDay}::date, ${check.at})
    on conflict do nothing returning id`.execute(db);
  return rows[0]?.id;
}

/** Takes the waiting check; nothing if there is none, or somebody else was first. */
export async function claimCheck(db: Queries, at: Date): Promise<StoredCheck | undefined> {
  const { rows } = await sql<Selectable<SiteCheckTable>>`
    update site_check set state = 'running', started_at = ${at}, beat_at = ${at}
    where state = 'waiting' returning *`.execute(db);
  return rows[0] === undefined ? undefined : checkOf(rows[0]);
}

/** Ends checks whose process died: nobody has moved them on since `before`. Answers how many. */
export async function endStandingChecks(db: Queries, before: Date, at: Date, words: string): Promise<number> {
  const { numAffectedRows } = await sql`
    update site_check set state = 'failed', failure = ${words}, finished_at = ${at}
    where state = 'running' and beat_at < ${before}`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** Moves a running check on; false if it no longer runs. */
export async function moveOn(
  db: Queries,
  id: string,
  progress: { readonly done: number; readonly known: number; readonly at: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update site_check set pages_done = ${progress.done}, pages_known = ${progress.known}, beat_at = ${progress.at}
    where id = ${id}::uuid and state = 'running'`.execute(db);
  return Number(numAffectedRows ?? 0) === 1;
}

/** False if it no longer ran: then nothing is written. */
export async function endCheck(
  db: Queries,
  id: string,
  end:
    | { readonly state: 'failed'; readonly failure: string; readonly at: Date }
    | {
        readonly state: 'done';
        readonly pages: number;
        readonly links: number;
        readonly isComplete: boolean;
        readonly indicators: readonly IndicatorView[];
        readonly at: Date;
      },
): Promise<boolean> {
  const values =
    end.state === 'failed'
      ? { failure: end.failure }
      : {
          pages_done: end.pages,
          pages_known: end.pages,
          links: end.links,
          is_complete: end.isComplete,
          indicators: JSON.stringify(end.indicators),
        };
  const { numUpdatedRows } = await db
    .updateTable('site_check')
    .set({ state: end.state, finished_at: end.at, beat_at: end.at, ...values })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .executeTakeFirst();
  return Number(numUpdatedRows) === 1;
}

/** Rows of one statement; each has eight values. */
const rowsAtOnce = 1000;

export async function insertFindings(
  db: Queries,
  checkId: string,
  findings: readonly KeptFinding[],
): Promise<void> {
  for (let at = 0; at < findings.length; at += rowsAtOnce) {
    const rows = findings.slice(at, at + rowsAtOnce).map(each => ({
      check_id: checkId,
      rule: each.rule,
      subject: each.subject,
      pages: each.pages,
      samples: JSON.stringify(each.samples),
      words: each.words,
      since_at: new Date(each.sinceMs),
      is_carried: each.isCarried,
    }));
    await db.insertInto('site_finding').values(rows).execute();
  }
}

/** Findings of a check, in no order; rules that are no longer known are left out. */
export async function findingsOf(db: Queries, checkId: string): Promise<KeptFinding[]> {
  const rows = await db.selectFrom('site_finding').selectAll().where('check_id', '=', checkId).execute();
  return rows.flatMap(row =>
    siteRule(row.rule) === undefined
      ? []
      : [
          {
            rule: row.rule as SiteRuleId,
            subject: row.subject,
            pages: row.pages,
            samples: row.samples as unknown as string[],
            words: row.words,
            sinceMs: row.since_at.getTime(),
            isCarried: row.is_carried,
          },
        ],
  );
}

/** How many findings each of these checks has. */
export async function findingCounts(db: Queries, ids: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ check_id: string; count: number }>`
    select check_id, count(*)::int as count from site_finding where check_id = any(${[...ids]}::uuid[])
    group by check_id`.execute(db);
  return new Map(rows.map(row => [row.check_id, row.count]));
}

export async function newestChecks(db: Queries, limit: number): Promise<StoredCheck[]> {
  const rows = await db
    .selectFrom('site_check')
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(checkOf);
}

/** The newest that came to its end. */
export async function newestDone(db: Queries): Promise<StoredCheck | undefined> {
  const row = await db
    .selectFrom('site_check')
    .selectAll()
    .where('state', '=', 'done')
    .orderBy('finished_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : checkOf(row);
}

export async function findCheck(db: Queries, id: string): Promise<StoredCheck | undefined> {
  if (!uuid.test(id)) return undefined;
  const row = await db.selectFrom('site_check').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : checkOf(row);
}

/** True if a check was begun for this day. */
export async function wasCheckedOn(db: Queries, day: string): Promise<boolean> {
  const row = await db
    .selectFrom('site_check')
    .select('id')
    .where('on_day', '=', day)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
