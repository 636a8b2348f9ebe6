import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CountedCell, caseResultsOf, table3Of } from '../../law/annual-report-tables.ts';
import { dayOf } from '../../law/day.ts';
import { seedYears } from '../../law/published-calendar.ts';
import { calendarFrom } from '../../law/working-days.ts';
import { AppError } from '../../platform/app-error.ts';
import type { Command } from '../command.ts';
import { keepCalendar } from '../kept-calendar.ts';
import annualReport from './annual-report.ts';
import clock from './clock.ts';
import fee from './fee.ts';
import workday from './workday.ts';

const folder = mkdtempSync(join(tmpdir(), 'gongkai-law-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Run {
  readonly exitCode: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever was printed
  readonly value: any;
  readonly words: string | undefined;
}

async function run(command: Command, line: string, stdin = '', env: NodeJS.ProcessEnv = {}): Promise<Run> {
  const printed: [unknown, string | undefined][] = [];
  const exitCode = await command.run({
    args: line.split(' ').filter(word => word !== ''),
    json: true,
    // Without a data folder of its own a test would find the one of whoever runs it.
    env: { GONGKAI_DATA: join(folder, 'none'), ...env },
    readStdin: async () => stdin,
    print: (value, words) => printed.push([value, words]),
    note: () => undefined,
  });
  expect(printed).toHaveLength(1);
  return { exitCode, value: printed[0]![0], words: printed[0]![1] };
}

async function faultOf(command: Command, line: string, stdin = ''): Promise<AppError> {
  const fault = await run(command, line, stdin).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(fault).toBeInstanceOf(AppError);
  return fault as AppError;
}

function history(...events: object[]): string {
  return JSON.stringify({ events });
}

const submitted = { type: 'submitted', on: '2026-03-02', via: 'in-person' };

describe('《民法典》第二百零一条：./gongkai workday', () => {
  it('adds working days', async () => {
    const { value, exitCode, words } = await run(workday, 'add 2026-09-20 20');
    expect(value).toEqual({
      due: '2026-10-23',
      provisional: false,
      calendar: '2004–2026（chinese-days 1.5.7）',
    });
    expect([exitCode, words]).toEqual([0, '2026年10月23日；工作日历 2004–2026（chinese-days 1.5.7）']);
    expect(await run(workday, 'add 2026-11-20 40')).toMatchObject({
      value: { due: '2027-01-18', provisional: true },
      words: '2027年1月18日（暂定：跨入尚未公布节假日安排的年份）；工作日历 2004–2026（chinese-days 1.5.7）',
    });
  });

  it('counts working days in (A, B]', async () => {
    expect((await run(workday, 'between 2025-12-31 2026-12-31')).value).toMatchObject({
      workdays: 248,
      provisional: false,
    });
    expect((await run(workday, 'between 2026-03-02 2026-03-02')).value.workdays).toBe(0);
    expect((await run(workday, 'between 2026-12-31 2027-01-04')).value).toMatchObject({
      workdays: 1,
      provisional: true,
    });
  });

  it.each([
    'add 2026-02-30 5',
    'add 2026-02-28 -1',
    'add 2026-02-28 1.5',
    'add 2026-02-28 100001',
    'add 2026-02-28',
    'add',
    'add 2026-02-28 5 6',
    'between 2026-03-02 2026-03-01',
    'between 2026-03-02',
    'subtract 2026-03-02 5',
    '',
  ])('refuses “workday %s” as bad input', async line => {
    const fault = await faultOf(workday, line);
    expect(fault.code).toBe('bad-input');
    expect(fault.problems.length).toBeGreaterThan(0);
  });
});

describe('《政府信息公开条例》第三十三条：./gongkai clock request', () => {
  it('prints the clock with its steps and citations', async () => {
    const { value, words } = await run(clock, 'request', history(submitted), { GONGKAI_TODAY: '2026-03-10' });
    expect(value).toMatchObject({
      receivedOn: '2026-03-02',
      dueOn: '2026-03-30',
      state: 'running',
      provisional: false,
      remainingWorkingDays: 14,
      late: false,
    });
    expect(value.steps).toEqual([
      {
        event: 'submitted',
        on: '2026-03-02',
        effect: expect.stringContaining('提交之日为收到申请之日'),
        dueOn: '2026-03-30',
        basis: [
          {
            instrument: '政府信息公开条例',
            article: 31,
            item: 1,
            words: '《政府信息公开条例》第三十一条第（一）项',
          },
          {
            instrument: '政府信息公开条例',
            article: 33,
            paragraph: 2,
            words: '《政府信息公开条例》第三十三条第二款',
          },
        ],
      },
    ]);
    expect(words).toContain('答复期限 2026-03-30');
  });

  it('reads every kind of event', async () => {
    const { value } = await run(
      clock,
      'request',
      history(
        { ...submitted, via: 'internet' },
        { type: 'receipt-confirmed', on: '2026-03-03' },
        { type: 'correction-requested', on: '2026-03-04', correctBy: '2026-03-20' },
        { type: 'corrected', on: '2026-03-10' },
        { type: 'third-party-consulted', on: '2026-03-11', party: '甲', receivedOn: '2026-03-12' },
        { type: 'organ-consulted', on: '2026-03-12' },
        { type: 'third-party-answered', on: '2026-03-16', party: '甲', agrees: true },
        { type: 'organ-answered', on: '2026-03-17' },
        { type: 'reasons-requested', on: '2026-03-18' },
        { type: 'reasons-given', on: '2026-03-19' },
        { type: 'delayed', on: '2026-03-19', until: '2026-05-20' },
        { type: 'extended', on: '2026-03-20', workingDays: 5, approvedBy: '负责人' },
        { type: 'fee-notified', on: '2026-03-23', receivedOn: '2026-03-24' },
        { type: 'fee-paid', on: '2026-03-30' },
        { type: 'replied', on: '2026-04-20', delivery: 'post', postedOn: '2026-04-21' },
      ),
    );
    expect(value).toMatchObject({ state: 'replied', late: false, dueOn: '2026-04-28' });
    expect(value.steps).toHaveLength(15);
  });

  it('sees lapses up to today, and the file as of any earlier day', async () => {
    const events = [submitted, { type: 'correction-requested', on: '2026-03-04', correctBy: '2026-03-20' }];
    const text = history(...events);
    const states = async (today: string) =>
      (await run(clock, 'request', text, { GONGKAI_TODAY: today })).value.state;
    expect([await states('2026-03-20'), await states('2026-03-21'), await states('2026-01-01')]).toEqual([
      'awaiting-correction',
      'deemed-abandoned',
      'awaiting-correction',
    ]);
    const asOf = await run(clock, 'request', JSON.stringify({ events, asOf: '2026-03-03' }));
    expect(asOf.value).toMatchObject({ state: 'running', remainingWorkingDays: 19 });
    expect((await run(clock, 'request', text)).value.state).toBe('deemed-abandoned');
  });

  it('refuses an impossible history with every reason and its article', async () => {
    const fault = await faultOf(
      clock,
      'request',
      history(
        submitted,
        { type: 'extended', on: '2026-04-01', workingDays: 21 },
        { type: 'corrected', on: '2026-04-02' },
        { type: 'replied', on: '2026-03-30' },
      ),
    );
    expect(fault.code).toBe('refused');
    expect(fault.problems.map(({ where }) => where)).toEqual([
      'events[1]',
      'events[1]',
      'events[2]',
      'events[3]',
    ]);
    expect(fault.problems[1]?.message).toContain('《政府信息公开条例》第三十三条第二款');
  });

  it.each([
    ['no JSON', '{', 'bad-json', ''],
    ['no events', '{"events":[]}', 'bad-input', 'events'],
    ['an unknown event', history({ type: 'lost', on: '2026-03-02' }), 'bad-input', 'events[0].type'],
    ['an unknown channel', history({ ...submitted, via: 'pigeon' }), 'bad-input', 'events[0].via'],
    ['a date that does not exist', history({ ...submitted, on: '2026-02-30' }), 'bad-input', 'events[0].on'],
    ['a missing date', history(submitted, { type: 'replied' }), 'bad-input', 'events[1].on'],
    ['a misspelt field', history({ ...submitted, vai: 'fax' }), 'bad-input', 'events[0]'],
    [
      'a missing field',
      history(submitted, { type: 'extended', on: '2026-03-03' }),
      'bad-input',
      'events[1].workingDays',
    ],
    ['a list', '[]', 'bad-input', 'stdin'],
  ])('refuses %s as bad input', async (_name, stdin, code, where) => {
    const fault = await faultOf(clock, 'request', stdin);
    expect([fault.code, fault.problems[0]?.where ?? '']).toEqual([code, where]);
  });
});

describe('国办发〔2018〕118号：./gongkai clock enforcement and proactive', () => {
  it.each([
    ['--kind penalty --decided 2026-03-02 --revoked 2026-04-30', '2026-03-11', '2026-05-08'],
    ['--kind licence --decided 2026-03-02', '2026-03-11', null],
    ['--decided 2026-03-02 --kind other', '2026-03-30', null],
  ])('%s', async (line, publishBy, withdrawBy) => {
    const { value, exitCode } = await run(clock, `enforcement ${line}`);
    expect(value).toMatchObject({ publishBy, withdrawBy });
    expect(value.basis[0]).toEqual({ instrument: '国办发〔2018〕118号', words: '国办发〔2018〕118号' });
    expect(exitCode).toBe(0);
  });

  it('says who set the limit of taking down', async () => {
    const setBy = async (kind: string) =>
      (await run(clock, `enforcement --kind ${kind} --decided 2026-03-02 --revoked 2026-03-03`)).value
        .withdraw.limit.setBy;
    expect([await setBy('penalty'), await setBy('other')]).toEqual(['law', 'local']);
  });

  it.each([
    'enforcement --kind fine --decided 2026-03-02',
    'enforcement --kind penalty',
    'enforcement --kind penalty --decided 2026-02-30',
    'enforcement --kind penalty --decided',
    'enforcement --kind penalty --kind other --decided 2026-03-02',
    'enforcement --kind penalty --decided 2026-03-02 --until 2026-03-05',
    'enforcement --kind penalty --decided 2026-03-02 more',
    'proactive --kind general',
    'proactive --kind general --from 2026-03-02 more',
    'request more',
    'other',
    '',
  ])('refuses “clock %s” as bad input', async line => {
    expect((await faultOf(clock, line)).code).toBe('bad-input');
  });

  it('refuses a revocation before the decision', async () => {
    const fault = await faultOf(
      clock,
      'enforcement --kind penalty --decided 2026-03-02 --revoked 2026-03-01',
    );
    expect(fault.code).toBe('refused');
  });

  it('explains proactive deadlines', async () => {
    const { value, words } = await run(clock, 'proactive --kind grass-roots-item --from 2026-03-02');
    expect(value).toMatchObject({ dueOn: '2026-03-16', limit: { workingDays: 10, setBy: 'law' } });
    expect(words).toContain('2026年3月16日届满');
  });
});

describe('《部分节假日安排的通知》：commands compute with the calendar of the data folder, and name it', () => {
  const kept = join(folder, 'kept');
  const holidays = ['2027-01-01', '2027-01-02', '2027-01-03'].map(dayOf);
  const notices = [{ title: '国务院办公厅关于2027年部分节假日安排的通知', source: '测试' }];
  const year = { year: 2027, holidays, makeUpDays: [dayOf('2027-01-09')], notices };
  const calendar = '2004–2027（第28版）';

  beforeAll(async () => {
    mkdirSync(kept);
    await keepCalendar(kept, calendarFrom(calendar, [...seedYears, year]));
  });

  it.each([
    ['workday', workday, 'add 2026-11-20 40', '', { due: '2027-01-15' }],
    ['workday', workday, 'between 2026-12-31 2027-01-11', '', { workdays: 7 }],
    ['clock', clock, 'request', history({ ...submitted, on: '2026-12-11' }), { dueOn: '2027-01-09' }],
    [
      'clock',
      clock,
      'enforcement --kind penalty --decided 2026-12-30 --revoked 2027-01-07',
      '',
      { publishBy: '2027-01-09', withdrawBy: '2027-01-11' },
    ],
    ['clock', clock, 'proactive --kind general --from 2026-12-11', '', { dueOn: '2027-01-09' }],
  ])('./gongkai %s (case %#)', async (_name, command, line, stdin, expected) => {
    const env = { GONGKAI_DATA: kept, GONGKAI_TODAY: '2026-12-11' };
    const { value, words } = await run(command, line, stdin, env);
    expect(value).toMatchObject({ ...expected, calendar, provisional: false });
    expect(words).toContain(`工作日历 ${calendar}`);
    const without = await run(command, line, stdin, { GONGKAI_TODAY: '2026-12-11' });
    expect(without.value).toMatchObject({ calendar: '2004–2026（chinese-days 1.5.7）', provisional: true });
    expect(without.value).not.toMatchObject(expected);
  });
});

describe('《政府信息公开信息处理费管理办法》第三条：./gongkai fee', () => {
  it('prints the total and the tiers', async () => {
    expect((await run(fee, 'by-case 51')).value).toMatchObject({ totalYuan: 7400 });
    const { value, words } = await run(fee, 'by-page 31');
    expect(value).toEqual({
      totalYuan: 10,
      tiers: [
        { from: 1, to: 30, priceYuan: 0, count: 30, subtotalYuan: 0 },
        { from: 31, to: 100, priceYuan: 10, count: 1, subtotalYuan: 10 },
      ],
    });
    expect(words).toBe('10元');
  });

  it.each(['by-case', 'by-case -1', 'by-case x', 'by-case 5 by-page 5', 'by-weight 5', 'toString 5', ''])(
    'refuses “fee %s” as bad input',
    async line => {
      expect((await faultOf(fee, line)).code).toBe('bad-input');
    },
  );
});

describe('国办公开办函〔2021〕30号：./gongkai annual-report check', () => {
  const none = caseResultsOf({ upheld: 0, corrected: 0, other: 0, pending: 0 });
  const documents = { made: 0, repealed: 0, inForce: 0 };
  const cells: CountedCell[] = [
    { row: 'r1', column: 'c1', count: 3 },
    { row: 'r3_1', column: 'c1', count: 3 },
  ];
  const good = {
    year: 2025,
    t2: {
      rules: documents,
      normativeDocuments: documents,
      licences: 4,
      penalties: 0,
      coercion: 0,
      chargesWan: 0.5,
    },
    t3: table3Of(cells),
    t4: { reconsideration: none, directLitigation: none, litigationAfterReconsideration: none },
  };

  function file(name: string, value: unknown): string {
    const path = join(folder, name);
    writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
    return path;
  }

  it('passes a good report', async () => {
    const { value, exitCode } = await run(annualReport, `check ${file('good.json', good)}`);
    expect([value, exitCode]).toEqual([{ ok: true, broken: [], warnings: [] }, 0]);
  });

  it('names every broken identity with its cells, and fails', async () => {
    const broken = { ...good, t3: { ...good.t3, r4: { ...good.t3.r4, c1: 1 } } };
    const { value, exitCode, words } = await run(annualReport, `check ${file('broken.json', broken)}`);
    expect(exitCode).toBe(1);
    expect(
      value.broken.map(({ identity, cells }: { identity: string; cells: string[] }) => [identity, cells[0]]),
    ).toEqual([
      ['I1', 't3.r1.c1'],
      ['I3', 't3.r4.c1'],
    ]);
    expect(words).toContain('有2处勾稽关系不成立');
  });

  it('compares with the year before', async () => {
    const previous = { ...good, year: 2024, t3: table3Of([{ row: 'r4', column: 'c1', count: 1 }]) };
    const line = `check ${file('good.json', good)} --previous ${file('2024.json', previous)}`;
    const { value } = await run(annualReport, line);
    expect(value.broken.map(({ identity }: { identity: string }) => identity)).toEqual(['I4', 'I4']);
  });

  it('names every cell that is missing or no number', async () => {
    const { t3, ...rest } = good;
    const { r4, ...fewer } = t3;
    const path = file('holes.json', { ...rest, t3: { ...fewer, r1: { ...t3.r1, c2: '/' } }, more: 1 });
    const fault = await faultOf(annualReport, `check ${path}`);
    expect(fault.code).toBe('bad-input');
    expect(fault.problems.map(({ where }) => where)).toEqual(expect.arrayContaining(['t3.r1.c2', 't3.r4']));
    expect(r4.c1).toBe(0);
  });

  it('refuses files that are not there or no JSON, and asks for a file', async () => {
    expect((await faultOf(annualReport, `check ${join(folder, 'none.json')}`)).code).toBe('not-found');
    expect((await faultOf(annualReport, `check ${file('text.json', '第一部分')}`)).code).toBe('bad-json');
    expect((await faultOf(annualReport, 'check')).code).toBe('bad-input');
    expect((await faultOf(annualReport, 'check a b')).code).toBe('bad-input');
    expect((await faultOf(annualReport, 'print')).code).toBe('bad-input');
    expect((await faultOf(annualReport, '2025 --format pdf')).code).toBe('bad-input');
    expect((await faultOf(annualReport, '2025 --format docx')).code).toBe('bad-input');
  });
});
