/**
 * How long the annual report of a year takes when the register holds 100 000 requests of that year (a tenth of them
 * carried over) and 500 disputes: the product's own service on an embedded PostgreSQL in a temporary folder. Measured
 * whole: reading the register of the year and of the year before, counting, checking every identity, drawing the format.
 *
 *   node --import ./tools/load-tsx.mjs bench/annual-report/run.ts [requests]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reportFormats } from '../../src/contexts/reports/contract.ts';
import { applicantKinds } from '../../src/contexts/requests/contract.ts';
import { resultRows } from '../../src/law/annual-report-tables.ts';
import { compose, type Product } from '../../src/main/compose.ts';
import { loadPack } from '../../src/main/pack/load.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { openServerData } from '../../src/platform/data-folder.ts';
import { quietPack } from '../../tests/acceptance/quiet-pack.ts';

const requests = Number(process.argv[2] ?? 100_000);
const disputes = Math.ceil(requests / 200);
const goalSeconds = 5;
const runs = 5;

/** Requests received from 22 November 2024 to 31 December 2025, closed 12 to 41 days later, every twentieth open. */
async function fillRegister({ data }: Product): Promise<void> {
  await data.pool.query(
    `insert into request (id, tracking_code, secret_digest, matter, subject, via, applicant_kind, revision, stage, state,
       submitted_on, received_on, due_on, unit_id, closed_on, report_row, created_at, changed_at)
     select gen_random_uuid(), 'bench-' || i, 'x', 'information', '演示申请' || i, 'internet', ($2::text[])[1 + i % $3], 1,
       'archived', 'replied', day, day, day + 30, (select id from unit order by id limit 1), closed,
       case when closed is null then null else ($4::text[])[1 + i % $5] end, now(), now()
     from (select i, day, case when i % 20 = 0 then null else day + 12 + i % 30 end as closed
       from generate_series(1, $1::integer) i, lateral (select date '2024-11-22' + i % 405 as day) d) rows`,
    [requests, [...applicantKinds], applicantKinds.length, [...resultRows], resultRows.length],
  );
  await data.pool.query(
    `insert into request_counted (request_id, round, applicant_kind, received_on, closed_on, report_row, counts_as_received)
     select id, 1, applicant_kind, received_on, closed_on, report_row, true from request`,
  );
  await data.pool.query(
    `insert into request_event (request_id, no, kind, happened_on, body, recorded_at)
     select id, 1, 'dispute-added', received_on + 60, jsonb_build_object('id', id, 'dispute', 'reconsideration',
       'filedOn', received_on + 60, 'organ', '演示机关', 'caseNo', '', 'note', ''), now()
     from request order by id limit $1`,
    [disputes],
  );
  await data.pool.query('analyze');
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

const pack = await quietPack();
const folder = await mkdtemp(join(tmpdir(), 'gongkai-bench-'));
const data = await openServerData({ GONGKAI_DATA: folder });
try {
  const clock = systemClock({ GONGKAI_TODAY: '2026-01-10' });
  const loaded = await loadPack(pack.folder);
  const product = await compose({ data, pack: loaded, clock, demo: false, logOrigin: 'bench.local/log' });
  await fillRegister(product);
  const { reports } = product;
  const { tables, check } = await reports.finished(2025, 'json');
  const { r1, r2, r3_7, r4 } = tables.t3;
  process.stderr.write(
    `received ${r1.c7}, carried over ${r2.c7}, closed ${r3_7.c7}, open ${r4.c7}; identities hold: ${check.ok}\n`,
  );
  const results: Record<string, { fastest: number; slowest: number }> = {};
  const measure = async (name: string, work: () => Promise<unknown>) => {
    const times: number[] = [];
    for (let run = 0; run < runs; run += 1) times.push(await timed(work));
    const seconds = (value: number) => Math.round(value) / 1000;
    results[name] = { fastest: seconds(Math.min(...times)), slowest: seconds(Math.max(...times)) };
  };
  for (const format of reportFormats) await measure(format, () => reports.finished(2025, format));
  await measure('statistics page of two years', () => reports.statistics(null));
  const reached = Object.values(results).every(({ slowest }) => slowest <= goalSeconds);
  process.stdout.write(`${JSON.stringify({ requests, goalSeconds, reached, seconds: results }, null, 2)}\n`);
} finally {
  await data.close();
  await rm(folder, { recursive: true, force: true });
  await pack.remove();
}
