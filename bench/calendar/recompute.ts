/**
 * How long the import of a holiday notice takes when 100 000 duties are open: the product's own service on an embedded
 * PostgreSQL that commits durably. Measured whole: reading the notice, computing every open duty anew, writing the
 * changed ones, the record of each date that moved, the messages to the units, commit.
 *
 *   node --import ./tools/load-tsx.mjs bench/calendar/recompute.ts [duties]
 *
 * Two notices: the yearly one of 2027, which makes provisional dates final, and a later change to it. Beside the time
 * by the clock stands the processor time of this process and of the database (Linux): they work in turn, so their sum
 * is what the clock would show on a machine that does nothing else.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noticeBody } from '../../src/contexts/calendar/contract.ts';
import type { Actor } from '../../src/contexts/organisation/contract.ts';
import { newPlanBody, planLeaf } from '../../src/contexts/plan/contract.ts';
import { explainDueDate } from '../../src/contexts/plan/rules/due-dates.ts';
import { explanationView } from '../../src/contexts/plan/rules/explanation-view.ts';
import { insertDuties } from '../../src/contexts/plan/store/duties.ts';
import { addDays, dayOf } from '../../src/law/day.ts';
import { compose, type Product } from '../../src/main/compose.ts';
import { loadPack } from '../../src/main/pack/load.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { openServerData } from '../../src/platform/data-folder.ts';
import { quietPack } from '../../tests/acceptance/quiet-pack.ts';

const duties = Number(process.argv[2] ?? 100_000);
const goalSeconds = 30;
const packed = 5000;

const notices = [
  {
    year: 2027,
    title: '关于2027年部分节假日安排的通知（演示）',
    source: 'bench',
    text: '一、元旦：1月1日至3日放假，共3天。二、春节：2月5日至11日放假调休，共7天。1月31日、2月14日上班。三、清明节：4月3日至5日放假，共3天。',
  },
  {
    year: 2027,
    title: '关于调整2027年春节假期安排的通知（演示）',
    source: 'bench',
    text: '春节：2月12日、2月15日放假。',
    changesEarlier: true,
  },
];

function say(words: string): void {
  process.stderr.write(`${words}\n`);
}

/** A plan of one leaf that events make due; `owners` take turns. */
async function makePlan(product: Product, owners: readonly string[]): Promise<string> {
  const grants = { 'plan.import': 'every-unit', 'plan.confirm': 'every-unit', 'plan.read': 'every-unit' };
  const { rows } = await product.data.pool.query('select id, name, unit_id from staff limit 1');
  const actor = {
    staffId: rows[0].id,
    name: rows[0].name,
    unitId: rows[0].unit_id,
    roles: [],
    grants,
    actsFor: [],
    requestId: 'bench',
  } as unknown as Actor;
  const leaf = planLeaf.parse({
    id: '2.1',
    path: ['重点工作', '重点工作信息'],
    title: '重点工作信息',
    lead: ['办公室'],
    owners: [owners[0]],
    cadence: 'on-event',
    deadline: { kind: 'working-days', days: 20, from: 'formed-or-changed' },
    setBy: 'law',
    elements: [{ name: '内容', form: 'text' }],
  });
  const body = newPlanBody.parse({
    year: 2026,
    title: '2026年政务公开工作实施方案（演示）',
    startsOn: '2026-01-01',
    leaves: [leaf],
  });
  const id = await product.plan.createDraft(actor, body);
  const confirmed = await product.plan.confirmPlan(actor, id);
  if (!confirmed.ok) throw new Error(confirmed.reasons.map(each => each.message).join());
  return id;
}

/** Open duties of events in the three months from 1 December 2026 on. */
async function fill(product: Product, planId: string, owners: readonly string[]): Promise<void> {
  const calendar = product.calendar.current();
  for (let from = 0; from < duties; from += packed) {
    const rows = Array.from({ length: Math.min(packed, duties - from) }, (_, at) => {
      const no = from + at;
      const on = addDays(dayOf('2026-12-01'), no % 90);
      const rule = { kind: 'working-days', days: 20, from: 'formed-or-changed' } as const;
      const words = `第${no}号文件印发`;
      const explanation = explainDueDate({ rule, setBy: 'law', on, words, year: 2026 }, calendar);
      return {
        planId,
        leafId: '2.1',
        unitId: owners[no % owners.length]!,
        period: `event:${on}:${no}`,
        triggerWords: words,
        triggerOn: on,
        required: [1],
        explanation: explanationView(explanation, calendar),
        at: product.clock.now(),
      };
    });
    await insertDuties(product.kysely, rows);
    say(`${from + rows.length}/${duties} duties stored`);
  }
}

/** Seconds of processor time that our process and the database's servers for us have used; undefined off Linux. */
async function processorSeconds(product: Product): Promise<number | undefined> {
  const { user, system } = process.cpuUsage();
  const { rows } = await product.data.pool.query(
    'select pid from pg_stat_activity where datname = current_database()',
  );
  let ticks = 0;
  for (const { pid } of rows) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
    if (stat === undefined) return undefined;
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    ticks += Number(fields[11]) + Number(fields[12]);
  }
  return (user + system) / 1e6 + ticks / 100;
}

async function importNotice(product: Product, given: (typeof notices)[number]) {
  const usedBefore = await processorSeconds(product);
  const began = performance.now();
  const shown = (name: string) => (done: number, all: number) =>
    say(`${name} ${done}/${all} after ${((performance.now() - began) / 1000).toFixed(1)} s`);
  const outcome = await product.calendar.importNotice(null, noticeBody.parse(given), shown('computed'));
  const seconds = (performance.now() - began) / 1000;
  const usedAfter = await processorSeconds(product);
  if (!outcome.ok) throw new Error(outcome.reasons.map(each => each.message).join('\n'));
  const recorded = await product.data.pool.query('select count(*) from moved_deadline where notice_id = $1', [
    outcome.value.notice.id,
  ]);
  if (Number(recorded.rows[0].count) !== outcome.value.moved) throw new Error('a moved date is not recorded');
  const used = usedBefore === undefined || usedAfter === undefined ? undefined : usedAfter - usedBefore;
  return {
    duties,
    moved: outcome.value.moved,
    seconds: Number(seconds.toFixed(2)),
    ...(used === undefined ? {} : { processorSeconds: Number(used.toFixed(2)) }),
  };
}

const folder = await mkdtemp(join(tmpdir(), 'gongkai-recompute-'));
const env = { GONGKAI_DATA: folder, GONGKAI_TODAY: '2026-12-01' };
const pack = await quietPack();
const data = await openServerData(env);
try {
  const product = await compose({
    data,
    pack: await loadPack(pack.folder),
    clock: systemClock(env),
    demo: true,
    logOrigin: 'bench.invalid/log',
  });
  await product.organisation.createDemoAccounts();
  const owners = (await product.organisation.units())
    .filter(unit => unit.kind === 'section')
    .map(unit => unit.id);
  await fill(product, await makePlan(product, owners), owners);
  for (const notice of notices) {
    const measured = await importNotice(product, notice);
    const line = {
      bench: 'calendar-recompute',
      ...measured,
      goalSeconds,
      met: measured.seconds <= goalSeconds,
    };
    process.stdout.write(`${JSON.stringify(line)}\n`);
  }
} finally {
  await data.close();
  await rm(folder, { recursive: true, force: true });
  await pack.remove();
}
