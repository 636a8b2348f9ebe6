import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Around, gongkai, type Ran } from './command.ts';
import type { Json } from './officer.ts';
import { mistypedResidentId, residentId, workbook } from './sample-files.ts';

/** The contracts of `./gongkai` that others build on: keys, exit codes, errors on standard error. */

const samples = fileURLToPath(new URL('../samples/plans/', import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gongkai-commands-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function fileOf(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const run = (args: string, around?: Around): Promise<Ran> => gongkai(`${args} --json`.split(' '), around);

/** What went well: exit code 0, nothing but the value on standard output. */
async function done(args: string, around?: Around): Promise<Json> {
  const ran = await run(args, around);
  expect([ran.code, ran.stderr]).toEqual([0, ranNotes(ran)]);
  expect(ran.stdout.trim().split('\n')).toHaveLength(1);
  return ran.json();
}

/** Progress is allowed on standard error, an error is not. */
function ranNotes(ran: Ran): string {
  return ran.stderr.includes('"error"') ? '' : ran.stderr;
}

async function expectFault(args: string, code: string, exitCode: number, around?: Around): Promise<Json> {
  const ran = await run(args, around);
  const error = ran.error();
  expect([ran.code, error.code], ran.stderr).toEqual([exitCode, code]);
  expect(Object.keys(error)).toEqual(expect.arrayContaining(['code', 'message', 'advice']));
  expect(error.message).toMatch(/[一-鿿]/);
  expect(error.advice).toMatch(/[一-鿿]/);
  expect(ran.stdout).toBe('');
  return error;
}

describe('workday', () => {
  it('adds working days over the holidays of the notices (国办发明电〔2018〕15号: 1–4 May 2019, 28 April made up)', async () => {
    const added = await done('workday add 2019-04-26 1');
    expect(Object.keys(added)).toEqual(expect.arrayContaining(['due', 'provisional', 'calendar']));
    expect(added).toMatchObject({ due: '2019-04-28', provisional: false });
    expect(added.calendar.length).toBeGreaterThan(0);
    expect((await done('workday add 2019-04-30 1')).due).toBe('2019-05-05');
  });

  it('counts working days in (A, B]', async () => {
    expect(await done('workday between 2019-04-26 2019-05-06')).toMatchObject({ workdays: 5 });
    expect(await done('workday between 2019-06-03 2019-06-03')).toMatchObject({ workdays: 0 });
  });

  it('says provisional where the notice of the year is not out', async () => {
    expect(await done('workday add 2045-12-01 30')).toMatchObject({ provisional: true });
  });

  it('refuses a day that does not exist, a count that is none, days in the wrong order', async () => {
    await expectFault('workday add 2019-02-29 1', 'bad-input', 2);
    await expectFault('workday add 2019-06-03 many', 'bad-input', 2);
    await expectFault('workday between 2019-06-04 2019-06-03', 'bad-input', 2);
    await expectFault('workday', 'bad-input', 2);
  });
});

describe('clock request (政府信息公开条例 arts 31, 33)', () => {
  const clock = (events: readonly object[]) => done('clock request', { stdin: JSON.stringify({ events }) });

  it('gives receipt, due date, state and every step with its basis', async () => {
    const answer = await clock([{ type: 'submitted', on: '2019-06-03', via: 'in-person' }]);
    expect(Object.keys(answer)).toEqual(
      expect.arrayContaining(['receivedOn', 'dueOn', 'state', 'provisional', 'steps']),
    );
    expect(answer).toMatchObject({ receivedOn: '2019-06-03', dueOn: '2019-07-02', provisional: false });
    expect(answer.steps.length).toBeGreaterThan(0);
    for (const step of answer.steps) {
      expect(Object.keys(step)).toEqual(expect.arrayContaining(['event', 'on', 'effect', 'dueOn', 'basis']));
      expect(step.basis.length).toBeGreaterThan(0);
    }
  });

  it('counts a request over the internet from the day it is confirmed, and twenty working days more when extended', async () => {
    const answer = await clock([
      { type: 'submitted', on: '2019-06-03', via: 'internet' },
      { type: 'receipt-confirmed', on: '2019-06-05' },
      { type: 'extended', on: '2019-06-20', workingDays: 20, approvedBy: '公开机构负责人' },
    ]);
    expect(answer).toMatchObject({ receivedOn: '2019-06-05', dueOn: '2019-08-01' });
  });

  it('refuses a history that the law does not allow with exit code 1, and one that can not be read with 2', async () => {
    const twice = {
      stdin: JSON.stringify({
        events: [
          { type: 'submitted', on: '2019-06-03', via: 'in-person' },
          { type: 'extended', on: '2019-06-10', workingDays: 20, approvedBy: '某人' },
          { type: 'extended', on: '2019-06-12', workingDays: 20, approvedBy: '某人' },
        ],
      }),
    };
    await expectFault('clock request', 'refused', 1, twice);
    await expectFault('clock request', 'bad-json', 2, { stdin: '{' });
    await expectFault('clock request', 'bad-input', 2, {
      stdin: '{"events":[{"type":"guessed","on":"2019-06-03"}]}',
    });
  });
});

describe('clock enforcement (国办发〔2018〕118号)', () => {
  it('gives the days to publish and to take down', async () => {
    const licence = await done('clock enforcement --kind licence --decided 2019-06-03');
    expect(Object.keys(licence)).toEqual(expect.arrayContaining(['publishBy', 'withdrawBy', 'basis']));
    expect(licence).toMatchObject({ publishBy: '2019-06-13', withdrawBy: null });
    expect((await done('clock enforcement --kind other --decided 2019-06-03')).publishBy).toBe('2019-07-02');
    const revoked = await done('clock enforcement --kind penalty --decided 2019-06-03 --revoked 2019-08-01');
    expect(revoked.withdrawBy).toMatch(/^2019-08-\d\d$/);
    await expectFault('clock enforcement --kind secret --decided 2019-06-03', 'bad-input', 2);
  });
});

describe('fee (国办函〔2020〕109号)', () => {
  it.each([
    ['by-case 10', 0],
    ['by-case 11', 100],
    ['by-case 30', 2000],
    ['by-case 31', 2200],
    ['by-page 30', 0],
    ['by-page 31', 10],
    ['by-page 100', 700],
    ['by-page 101', 720],
    ['by-page 201', 2740],
  ])('%s costs %i yuan', async (words, yuan) => {
    const fee = await done(`fee ${words}`);
    expect(fee.totalYuan).toBe(yuan);
    expect(Array.isArray(fee.tiers)).toBe(true);
  });

  it('refuses what is no count', async () => {
    await expectFault('fee by-case -1', 'bad-input', 2);
    await expectFault('fee by-weight 3', 'bad-input', 2);
  });
});

describe('plan parse', () => {
  const leafKeys = [
    'id',
    'path',
    'title',
    'responsibilityLabel',
    'lead',
    'cooperating',
    'limits',
    'channels',
    'elements',
  ];

  it.each([
    'outline.txt',
    'outline-gb18030.txt',
    'outline.html',
    'outline.docx',
    'task-table.html',
    'task-table.docx',
    'task-table.xlsx',
  ])('reads %s into leaves with their units', async name => {
    const plan = await done(`plan parse ${join(samples, name)}`);
    expect(Object.keys(plan)).toEqual(expect.arrayContaining(['title', 'documents', 'leaves', 'warnings']));
    expect(plan.leaves.length).toBeGreaterThan(3);
    for (const leaf of plan.leaves) expect(Object.keys(leaf)).toEqual(expect.arrayContaining(leafKeys));
    expect(plan.leaves.some((leaf: Json) => leaf.lead.length > 0)).toBe(true);
    expect(plan.leaves.every((leaf: Json) => /^\d+(\.\d+)*$/.test(leaf.id))).toBe(true);
  });

  it('finds the same in every encoding and form of one outline', async () => {
    const ids = async (name: string) =>
      (await done(`plan parse ${join(samples, name)}`)).leaves.map((leaf: Json) => [
        leaf.id,
        leaf.title,
        leaf.lead,
      ]);
    const text = await ids('outline.txt');
    for (const name of ['outline-gb18030.txt', 'outline.html', 'outline.docx'])
      expect(await ids(name)).toEqual(text);
  });

  it('refuses a file that is not there', async () => {
    await expectFault(`plan parse ${join(folder, 'nowhere.txt')}`, 'bad-input', 2);
    await expectFault('plan parse', 'bad-input', 2);
  });
});

describe('check', () => {
  it('blocks a resident identity number, masked, with exit code 1', async () => {
    const ran = await run(`check ${await fileOf('a.txt', `联系人身份证号${residentId()}。`)}`);
    expect(ran.code).toBe(1);
    const { verdict, findings } = ran.json();
    expect(verdict).toBe('block');
    expect(Object.keys(findings[0])).toEqual(
      expect.arrayContaining(['rule', 'severity', 'where', 'excerpt', 'advice', 'basis']),
    );
    expect(ran.stdout).not.toContain(residentId());
  });

  it('lets a number pass whose check digit is wrong, and looks into workbooks', async () => {
    const fine = await done(`check ${await fileOf('b.txt', `项目编号${mistypedResidentId()}。`)}`);
    expect(fine).toMatchObject({ verdict: expect.stringMatching(/^(pass|warn)$/) });
    const sheet = await run(`check ${await fileOf('c.xlsx', await workbook([['证件', residentId()]]))}`);
    expect([sheet.code, sheet.json().verdict]).toEqual([1, 'block']);
  });

  it('refuses to call a file clean that it can not read', async () => {
    await expectFault(
      `check ${await fileOf('d.docx', 'PK\u0003\u0004 no archive at all')}`,
      'unreadable-file',
      2,
    );
    await expectFault('check', 'bad-input', 2);
  });
});

describe('pack', () => {
  it('makes a pack a stranger can grow, which its own check accepts', async () => {
    const made = await done(`pack init ${join(folder, 'mine')}`);
    expect(made.files).toEqual((await readdir(join(folder, 'mine'))).sort());
    const checked = await done(`pack check ${join(folder, 'mine')}`);
    expect(checked).toMatchObject({ ok: true, problems: [] });
    await expectFault(`pack init ${join(folder, 'mine')}`, 'bad-input', 2);
  });

  it('accepts the shipped pack with its 46 leaves and 499 elements', async () => {
    const checked = await done(
      `pack check ${fileURLToPath(new URL('../../packs/bijie-civil-affairs', import.meta.url))}`,
    );
    expect(checked).toMatchObject({ ok: true, counts: { leaves: 46, elements: 499 } });
  });
});

const caseColumns = { upheld: 0, corrected: 0, other: 0, pending: 0, total: 0 };

/** A year in which nothing happened: every identity holds. */
async function emptyReport(): Promise<Json> {
  const { columns, rows } = await import('../../src/law/annual-report-tables.ts');
  const row = Object.fromEntries(columns.map(({ key }) => [key, 0]));
  const documents = { made: 0, repealed: 0, inForce: 0 };
  return {
    year: 2019,
    t2: {
      rules: documents,
      normativeDocuments: documents,
      licences: 0,
      penalties: 0,
      coercion: 0,
      chargesWan: 0,
    },
    t3: Object.fromEntries(rows.map(({ key }) => [key, row])),
    t4: {
      reconsideration: caseColumns,
      directLitigation: caseColumns,
      litigationAfterReconsideration: caseColumns,
    },
  };
}

describe('annual-report check (国办公开办函〔2021〕30号)', () => {
  it('accepts a report whose identities hold, and names the cells of one whose do not', async () => {
    const report = await emptyReport();
    expect(
      await done(`annual-report check ${await fileOf('report.json', JSON.stringify(report))}`),
    ).toMatchObject({ ok: true, broken: [] });
    const wrong = { ...report, t3: { ...report.t3, r1: { ...report.t3.r1, c1: 3 } } };
    const ran = await run(`annual-report check ${await fileOf('wrong.json', JSON.stringify(wrong))}`);
    expect(ran.code).toBe(1);
    const { ok, broken } = ran.json();
    expect(ok).toBe(false);
    for (const each of broken)
      expect(Object.keys(each)).toEqual(expect.arrayContaining(['identity', 'cells', 'message']));
    expect(broken.flatMap((each: Json) => each.cells)).toContain('t3.r1.c1');
  });

  it('refuses a table with a cell left empty', async () => {
    const report = await emptyReport();
    delete report.t2.licences;
    const error = await expectFault(
      `annual-report check ${await fileOf('gap.json', JSON.stringify(report))}`,
      'bad-input',
      2,
    );
    expect(JSON.stringify(error.problems)).toContain('t2.licences');
  });
});

describe('commands on a data folder, without a server', () => {
  const env = () => ({ GONGKAI_DATA: join(folder, 'data'), GONGKAI_DEMO: '0' });

  it('user add makes the first account, with the password from standard input', {
    timeout: 60_000,
  }, async () => {
    const args = [
      'user',
      'add',
      'first',
      '--name',
      '张演示',
      '--unit',
      'office',
      '--role',
      'auditor',
      '--json',
    ];
    const ran = await gongkai(args, { env: env(), stdin: 'Probe-4711-xyz\n' });
    expect([ran.code, ran.stderr]).toEqual([0, '']);
    expect(ran.json()).toEqual({
      id: expect.any(String),
      username: 'first',
      roles: ['auditor'],
      secondFactor: true,
    });
    const again = await gongkai(args, { env: env(), stdin: 'Probe-4711-xyz\n' });
    expect([again.code, again.error().code]).toEqual([1, 'refused']);
    const weak = await gongkai(['user', 'add', 'second', ...args.slice(3)], { env: env(), stdin: 'short\n' });
    expect([weak.code, weak.error().code]).toEqual([2, 'bad-input']);
    expect(weak.stderr).not.toContain('short');
  });

  it('log verify answers size, root, checked and problems', { timeout: 60_000 }, async () => {
    const verified = await done('log verify', { env: env() });
    expect(Object.keys(verified).sort()).toEqual(['checked', 'problems', 'root', 'size']);
    expect(verified.problems).toEqual([]);
  });

  it('calendar import takes a notice as the State Council’s office words it', {
    timeout: 60_000,
  }, async () => {
    const text = `国务院办公厅关于2044年部分节假日安排的通知\n国办发明电〔2043〕1号\n\n一、元旦：1月1日（周五）放假，与周末连休。\n`;
    const imported = await done(`calendar import ${await fileOf('notice.txt', text)}`, { env: env() });
    expect(imported).toMatchObject({
      notice: { year: 2044, holidays: expect.arrayContaining(['2044-01-01']) },
      moved: 0,
    });
    // What only computes reads it from the folder; anywhere else it says that it computes with the release's own.
    const line = 'workday add 2043-12-31 1';
    expect(await done(line, { env: env() })).toMatchObject({
      due: '2044-01-04',
      provisional: false,
      calendar: expect.stringMatching(/^2004–2044（第\d+版）$/),
    });
    expect(await done(line, { env: { GONGKAI_DATA: join(folder, 'elsewhere') } })).toMatchObject({
      provisional: true,
      calendar: expect.stringContaining('chinese-days'),
    });
    const nonsense = await fileOf('nonsense.txt', '今天天气很好。\n');
    await expectFault(`calendar import ${nonsense}`, 'bad-input', 2, { env: env() });
  });
});

describe('every command', () => {
  it('that is unknown is refused in Chinese with exit code 2', async () => {
    await expectFault('frobnicate', 'unknown-command', 2);
  });

  it('stands in the help', async () => {
    const { code, stdout } = await gongkai(['help']);
    expect(code).toBe(0);
    const named = [...stdout.matchAll(/\.\/gongkai ([a-z-]+)/g)].map(found => found[1]);
    const source = await readFile(
      fileURLToPath(new URL('../../src/main/command-line.ts', import.meta.url)),
      'utf8',
    );
    const known = [...source.matchAll(/import\('\.\/commands\/([a-z-]+)\.ts'\)/g)].map(found => found[1]);
    expect(known.length).toBeGreaterThan(8);
    expect([...new Set(named)].sort()).toEqual(known.sort());
  });
});
