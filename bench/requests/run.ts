/**
 * The register of requests with N cases of 8 events each (default 100 000) on the embedded PostgreSQL: p50 and p95 of
 * a register page with three filters, of one case, and of what the annual report counts.
 *
 *   node --import ./tools/load-tsx.mjs bench/requests/run.ts [N]
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import {
  type ApplicantKind,
  applicantKinds,
  type RequestQuery,
  requestQuery,
} from '../../src/contexts/requests/contract.ts';
import { bench, seedUnits } from '../../src/contexts/requests/requests.fixture.ts';
import type { CaseEvent, Happening } from '../../src/contexts/requests/rules/events.ts';
import { foldCase } from '../../src/contexts/requests/rules/fold.ts';
import { countedOf, derivedOf } from '../../src/contexts/requests/service/perform.ts';
import { addDays, type Day, dayOf } from '../../src/law/day.ts';
import { publishedCalendar } from '../../src/law/published-calendar.ts';
import { openDatabase } from '../../src/platform/database/database.ts';
import { startEmbeddedServer } from '../../src/platform/database/embedded-server.ts';
import { migrate } from '../../src/platform/database/migrate.ts';
import { fixedClock } from '../../tests/support/fixed-clock.ts';
import { quantile } from '../quantiles.ts';

const count = Number(process.argv[2] ?? 100_000);
const perBatch = 2000;
const runs = 60;
const today = dayOf('2026-11-23');

/** The same numbers in every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
const random = randomFrom(20_190_515);
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;

const matters = '社会救助 养老服务 殡葬管理 儿童福利 社会组织 区划地名 婚姻登记 慈善事业'.split(' ');
const units = ['office', 'relief', 'leaders'];
const staffId = randomUUID();

/** Eight events: most cases are answered, the newest are still open. */
function lifeOf(no: number): CaseEvent[] {
  const on = addDays(dayOf('2021-01-04'), Math.floor((no / count) * 2149));
  const after = (days: number): Day => addDays(on, days);
  const unit = pick(units);
  const wish = {
    subject: `${pick(matters)}第${no % 5000}号事项有关文件`,
    documentNo: '',
    description: '',
    carrier: 'electronic',
    supply: 'online',
    needsHelp: '',
  } as const;
  const content = {
    outcome: 'disclosed',
    ground: null,
    says: { article: '《政府信息公开条例》第三十六条', information: '随信提供。'.repeat(40) },
    publicInterest: '',
    supplied: [],
    relief: { route: 'either', words: '如对本答复不服，可以依法申请行政复议。'.repeat(3), basis: [] },
  } as const;
  const story: Happening[] = [
    {
      kind: 'submitted',
      on,
      via: 'in-person',
      oral: false,
      matter: 'information',
      applicantKind: pick<ApplicantKind>(applicantKinds),
      wish,
      unitId: 'office',
    },
    { kind: 'registered', on, number: `测公申〔${on.slice(0, 4)}〕${no + 1}号` },
    { kind: 'assigned', on: after(1), toUnitId: unit, dueOn: after(9), note: '' },
    { kind: 'searched', on: after(2), where: '档案', words: '事项', finding: '已经找到' },
    { kind: 'reply-drafted', on: after(3), reply: content },
    { kind: 'reply-submitted', on: after(4), reviewRound: 1, digest: '0'.repeat(64) },
    { kind: 'reply-approved', on: after(5), number: `测公复〔${on.slice(0, 4)}〕${no + 1}号`, row: 'r3_1' },
    { kind: 'delivered', on: after(6), way: 'electronic', postedOn: null, trackingNo: '', signedOn: null },
  ];
  const at = `${on}T01:00:00.000Z`;
  return story
    .filter(each => each.on <= today)
    .map(
      (each, i) => ({ ...each, no: i + 1, at, by: { staffId, name: '经办人', unitId: unit } }) as CaseEvent,
    );
}

const folder = await mkdtemp(join(tmpdir(), 'gongkai-bench-'));
const server = await startEmbeddedServer(join(folder, 'pg'));
const db = openDatabase(server.connection, { prepare: true });

async function fill(): Promise<string[]> {
  const ids: string[] = [];
  const on = { calendar: publishedCalendar, today, classes: [] };
  for (let from = 0; from < count; from += perBatch) {
    const made = Array.from({ length: Math.min(perBatch, count - from) }, (_, i) => {
      const events = lifeOf(from + i);
      const id = randomUUID();
      return { id, events, folded: foldCase(events) };
    });
    const rows = made.map(({ id, folded }) => ({
      ...derivedOf(id, folded, on, new Date(0)),
      code: id,
      at: undefined,
    }));
    await sql`insert into request (id, tracking_code, secret_digest, number, matter, subject, document_no, via,
        applicant_kind, matter_key, subject_class, class_by, revision, round, stage, state, lapses_on, lapsed_state,
        submitted_on, received_on, due_on, provisional, unit_id, officer_id, officer_name, outcome, ground, report_row,
        closed_on, created_at, changed_at)
      select id, code, '', number, matter, subject, "documentNo", via, "applicantKind", "matterKey", "subjectClass",
        "classBy", revision, round, stage, state, "lapsesOn", "lapsedState", "submittedOn", "receivedOn", "dueOn",
        provisional, "unitId", "officerId", "officerName", outcome, ground, "reportRow", "closedOn", now(), now()
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given(id uuid, code text, number text, matter text,
        subject text, "documentNo" text, via text, "applicantKind" text, "matterKey" text, "subjectClass" text,
        "classBy" text, revision integer, round integer, stage text,
        state text, "lapsesOn" date, "lapsedState" text, "submittedOn" date, "receivedOn" date, "dueOn" date,
        provisional boolean, "unitId" text, "officerId" uuid, "officerName" text, outcome text, ground text,
        "reportRow" text, "closedOn" date)`.execute(db.kysely);
    const events = made.flatMap(({ id, events: told }) =>
      told.map(({ no, kind, on: day, at, by, ...body }) => ({
        id,
        no,
        kind,
        day,
        at,
        body,
        unit: by?.unitId,
      })),
    );
    await sql`insert into request_event (request_id, no, kind, happened_on, body, staff_id, staff_name, unit_id, recorded_at)
      select id, no, kind, day, body, ${staffId}::uuid, '经办人', unit, at
      from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as given(id uuid, no integer, kind text, day date,
        body jsonb, unit text, at timestamptz)`.execute(db.kysely);
    const counted = made.flatMap(({ id, folded }) => countedOf(folded, on).map(each => ({ id, ...each })));
    await sql`insert into request_counted
      select id, round, "applicantKind", "receivedOn", "closedOn", "reportRow", "countsAsReceived"
      from jsonb_to_recordset(${JSON.stringify(counted)}::jsonb) as given(id uuid, round integer, "applicantKind" text,
        "receivedOn" date, "closedOn" date, "reportRow" text, "countsAsReceived" boolean)`.execute(db.kysely);
    await sql`insert into request_person (request_id, sealed, masked_name, identity_digest, name_digest)
      select id, ''::bytea, '演*', 'i' || (row_number() over ())::text || ${`${from % 40_000}`}, 'n' || id::text
      from unnest(${made.map(each => each.id)}::uuid[]) as id`.execute(db.kysely);
    ids.push(...made.map(each => each.id));
  }
  await sql`vacuum analyze`.execute(db.kysely);
  return ids;
}

async function measure(
  name: string,
  goalMs: number,
  work: () => Promise<unknown>,
  times = runs,
): Promise<void> {
  for (let i = 0; i < 3; i += 1) await work();
  const took: number[] = [];
  for (let i = 0; i < times; i += 1) {
    const begun = performance.now();
    await work();
    took.push(performance.now() - begun);
  }
  const [p50, p95] = [quantile(took, 0.5), quantile(took, 0.95)];
  const verdict = p95 <= goalMs ? 'reached' : 'missed';
  process.stdout.write(`| ${name} | ${p50.toFixed(1)} | ${p95.toFixed(1)} | ${goalMs} | ${verdict} |\n`);
}

try {
  await migrate(db.pool);
  await seedUnits(db);
  const begun = performance.now();
  const ids = await fill();
  const filled = ((performance.now() - begun) / 1000).toFixed(0);
  const { requests, people } = await bench(db, fixedClock(`${today}T09:00:00+08:00`));
  process.stdout.write(
    `${count} cases, 8 events each, ${cpus().length} cores, load ${loadavg()[0]!.toFixed(1)}; filled in ${filled} s\n\n` +
      '| what | p50 ms | p95 ms | goal ms | |\n|---|---|---|---|---|\n',
  );
  const page = (over: Partial<RequestQuery>) =>
    requests.list(people.clerk, { ...requestQuery.parse({}), ...over } as RequestQuery);
  await measure('page: unit, applicant, year', 150, () =>
    page({ unit: pick(units), applicant: pick(applicantKinds), year: 2021 + Math.floor(random() * 6) }),
  );
  await measure('page: stage, state, unit', 150, () =>
    page({ stage: 'reply', state: 'replied', unit: pick(units) }),
  );
  await measure('page: late, unit, via', 150, () =>
    page({ due: 'late', unit: pick(units), via: 'in-person' }),
  );
  await measure('page: words, year, outcome', 150, () =>
    page({ q: `第${Math.floor(random() * 5000)}号`, year: 2024, outcome: 'disclosed' }),
  );
  await measure('page: cell t3.r3_1.c1 of a year', 150, () => page({ cell: 't3.r3_1.c1', year: 2025 }));
  await measure('page 40, no filter', 150, () => page({ page: 40 }));
  await measure('one case', 50, () => requests.view(people.clerk, pick(ids)));
  await measure('the third table’s cases of a year', 5000, () => requests.countedRequests(2025), 10);
  await measure('load by section and day', 500, () => requests.load(people.clerk), 10);
} finally {
  await db.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
