import { sql } from 'kysely';
import { AppError } from '../../../platform/app-error.ts';
import type { Queries } from '../../../platform/database/database.ts';
import type { CaseEvent, Doer, Happening } from '../rules/events.ts';

/** Cases and their events. The row of a case is folded from its events in the transaction that adds them. */

export interface CaseRow {
  readonly id: string;
  readonly trackingCode: string;
  readonly isDemo: boolean;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** An id that is none names nothing. Fault: `not-found`. */
export function checkId(id: string): void {
  if (!uuid.test(id)) throw new AppError('not-found');
}

const caseColumns = sql`id, tracking_code as "trackingCode", is_demo as "isDemo"`;

/** Holds the case until the transaction ends; whoever comes second waits here. */
export async function lockCase(trx: Queries, id: string): Promise<CaseRow | undefined> {
  const { rows } = await sql<CaseRow>`
    select ${caseColumns} from request where id = ${id}::uuid for update`.execute(trx);
  return rows[0];
}

export async function findCase(db: Queries, id: string): Promise<CaseRow | undefined> {
  const { rows } = await sql<CaseRow>`select ${caseColumns} from request where id = ${id}::uuid`.execute(db);
  return rows[0];
}

interface EventRow {
  readonly request_id: string;
  readonly no: number;
  readonly kind: string;
  readonly happened_on: string;
  readonly body: Record<string, unknown>;
  readonly staff_id: string | null;
  readonly staff_name: string | null;
  readonly unit_id: string | null;
  readonly recorded_at: Date;
}

function eventOf(row: EventRow): CaseEvent {
  const by: Doer | null =
    row.staff_id === null
      ? null
      : { staffId: row.staff_id, name: row.staff_name ?? '', unitId: row.unit_id ?? '' };
  const recorded = { no: row.no, by, at: row.recorded_at.toISOString() };
  return { ...row.body, kind: row.kind, on: row.happened_on, ...recorded } as CaseEvent;
}

const eventColumns = sql`request_id, no, kind, happened_on, body, staff_id, staff_name, unit_id, recorded_at`;

/** The events of a case in their order. */
export async function eventsOf(db: Queries, id: string): Promise<CaseEvent[]> {
  const { rows } = await sql<EventRow>`
    select ${eventColumns} from request_event where request_id = ${id}::uuid order by no`.execute(db);
  return rows.map(eventOf);
}

/** The events of several cases, by case. */
export async function eventsOfCases(db: Queries, ids: readonly string[]): Promise<Map<string, CaseEvent[]>> {
  const found = new Map<string, CaseEvent[]>(ids.map(id => [id, []]));
  if (ids.length === 0) return found;
  const { rows } = await sql<EventRow>`
    select ${eventColumns} from request_event where request_id = any(${[...ids]}::uuid[])
    order by request_id, no`.execute(db);
  for (const row of rows) found.get(row.request_id)?.push(eventOf(row));
  return found;
}

export async function insertEvents(trx: Queries, id: string, events: readonly CaseEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(({ no, kind, on, at, by, ...body }) => ({
    no,
    kind,
    happened_on: on,
    body,
    staff_id: by?.staffId ?? null,
    staff_name: by?.name ?? null,
    unit_id: by?.unitId ?? null,
    recorded_at: at,
  }));
  await sql`
    insert into request_event (request_id, no, kind, happened_on, body, staff_id, staff_name, unit_id, recorded_at)
    select ${id}::uuid, no, kind, happened_on, body, staff_id, staff_name, unit_id, recorded_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given(no integer, kind text, happened_on date,
      body jsonb, staff_id uuid, staff_name text, unit_id text, recorded_at timestamptz)`.execute(trx);
}

/** Happenings as events that follow those there are. */
export function numbered(
  happenings: readonly Happening[],
  after: number,
  by: Doer | null,
  at: Date,
): CaseEvent[] {
  return happenings.map((happening, i) => ({
    ...happening,
    no: after + i + 1,
    by,
    at: at.toISOString(),
  }));
}

/** What is kept beside the events for lists. */
export interface DerivedRow {
  readonly id: string;
  readonly trackingCode: string;
  readonly secretDigest: string;
  readonly number: string | null;
  readonly matter: string;
  readonly subject: string;
  readonly documentNo: string;
  readonly via: string;
  readonly applicantKind: string;
  readonly revision: number;
  readonly round: number;
  readonly stage: string;
  readonly state: string;
  readonly lapsesOn: string | null;
  readonly lapsedState: string | null;
  readonly submittedOn: string;
  readonly receivedOn: string | null;
  readonly dueOn: string | null;
  readonly provisional: boolean;
  readonly unitId: string;
  readonly officerId: string | null;
  readonly officerName: string | null;
  readonly outcome: string | null;
  readonly ground: string | null;
  readonly reportRow: string | null;
  readonly closedOn: string | null;
  readonly matterKey: string;
  readonly subjectClass: string;
  readonly classBy: string;
  readonly keepUntil: string | null;
  readonly destroyedOn: string | null;
  readonly isDemo: boolean;
  readonly at: Date;
}

function columnsOf(row: Omit<DerivedRow, 'id' | 'trackingCode' | 'secretDigest' | 'isDemo' | 'at'>) {
  return {
    number: row.number,
    matter: row.matter,
    subject: row.subject,
    document_no: row.documentNo,
    via: row.via,
    applicant_kind: row.applicantKind,
    revision: row.revision,
    round: row.round,
    stage: row.stage,
    state: row.state,
    lapses_on: row.lapsesOn,
    lapsed_state: row.lapsedState,
    submitted_on: row.submittedOn,
    received_on: row.receivedOn,
    due_on: row.dueOn,
    provisional: row.provisional,
    unit_id: row.unitId,
    officer_id: row.officerId,
    officer_name: row.officerName,
    outcome: row.outcome,
    ground: row.ground,
    report_row: row.reportRow,
    closed_on: row.closedOn,
    matter_key: row.matterKey,
    subject_class: row.subjectClass,
    class_by: row.classBy,
    keep_until: row.keepUntil,
    destroyed_on: row.destroyedOn,
  };
}

export async function insertCase(trx: Queries, row: DerivedRow): Promise<void> {
  await trx
    .insertInto('request')
    .values({
      ...columnsOf(row),
      id: row.id,
      tracking_code: row.trackingCode,
      secret_digest: row.secretDigest,
      is_demo: row.isDemo,
      created_at: row.at,
      changed_at: row.at,
    })
    .execute();
}

export type DerivedChange = Omit<DerivedRow, 'trackingCode' | 'secretDigest' | 'isDemo'>;

export async function updateCase(trx: Queries, row: DerivedChange): Promise<void> {
  await trx
    .updateTable('request')
    .set({ ...columnsOf(row), changed_at: row.at })
    .where('id', '=', row.id)
    .execute();
}

/** The next number of a row of numbers, without gap: it is held until the transaction ends. */
export async function nextSerial(trx: Queries, scope: string): Promise<number> {
  const { rows } = await sql<{ last_no: number }>`
    insert into request_number_counter (scope, last_no) values (${scope}, 1)
    on conflict (scope) do update set last_no = request_number_counter.last_no + 1
    returning last_no`.execute(trx);
  return rows[0]!.last_no;
}

/** What answers to a tracking code, whether or not the code is known. */
export async function findByCode(
  db: Queries,
  trackingCode: string,
): Promise<{ id: string; secretDigest: string } | undefined> {
  const { rows } = await sql<{ id: string; secretDigest: string }>`
    select id, secret_digest as "secretDigest" from request where tracking_code = ${trackingCode}`.execute(
    db,
  );
  return rows[0];
}

/**
 * The case that a letter has become already, known by its number and day or by its place in the mailbox. Waits for
 * another transaction that is just making it one.
 */
export async function caseOfLetter(
  trx: Queries,
  letter: { readonly no: string; readonly on: string; readonly letterId?: string | undefined },
): Promise<{ number: string | null; submittedOn: string } | undefined> {
  const { no, on, letterId = '' } = letter;
  // In one order, whatever the letter is called: two who enter the same one never wait for each other.
  for (const name of [`request-letter:${no}`, ...(letterId === '' ? [] : [`request-letter-id:${letterId}`])])
    await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(trx);
  const { rows } = await sql<{ number: string | null; submittedOn: string }>`
    select r.number, r.submitted_on as "submittedOn" from request_event e join request r on r.id = e.request_id
    where e.kind = 'submitted' and e.body ? 'letter'
      and ((e.body -> 'letter' ->> 'no' = ${no} and e.body -> 'letter' ->> 'on' = ${on})
        or (${letterId} <> '' and e.body ->> 'letterId' = ${letterId}))
    limit 1`.execute(trx);
  return rows[0];
}

export async function secretDigestOf(db: Queries, id: string): Promise<string> {
  const { rows } = await sql<{ secretDigest: string }>`
    select secret_digest as "secretDigest" from request where id = ${id}::uuid`.execute(db);
  return rows[0]?.secretDigest ?? '';
}

/** Open cases, held in this order until the transaction ends, a part at a time. */
export async function lockOpenCases(
  trx: Queries,
  after: string | null,
  limit: number,
): Promise<(CaseRow & { subject: string; unitId: string; dueOn: string | null })[]> {
  const { rows } = await sql<CaseRow & { subject: string; unitId: string; dueOn: string | null }>`
    select ${caseColumns}, subject, unit_id as "unitId", due_on as "dueOn" from request
    where closed_on is null and (${after}::uuid is null or id > ${after}::uuid)
    order by id limit ${limit} for update`.execute(trx);
  return rows;
}
