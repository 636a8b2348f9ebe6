import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dutiesOf } from '../../contexts/plan/rules/duties-due.ts';
import { dayOf } from '../../law/day.ts';
import { publishedCalendar } from '../../law/published-calendar.ts';
import { isSocialCreditCode } from '../../law/social-credit-code.ts';
import { AppError } from '../../platform/app-error.ts';
import packCommand from '../commands/pack.ts';
import { loadPack, readPack } from './load.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const bijie = join(root, 'packs', 'bijie-civil-affairs');
const starter = join(root, 'src', 'main', 'pack', 'starter');

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pack-'));
});
afterAll(() => rm(folder, { recursive: true }));

let copies = 0;
/** A copy of the starter pack with one text replaced in one file. */
async function broken(file: string, from: string | RegExp, to: string): Promise<string> {
  copies += 1;
  const copy = join(folder, `pack-${copies}`);
  await cp(starter, copy, { recursive: true });
  const text = await readFile(join(copy, file), 'utf8');
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`nothing to replace in ${file}`);
  await writeFile(join(copy, file), changed);
  return copy;
}

async function lineOf(file: string, text: string, copy: string): Promise<number> {
  const lines = (await readFile(join(copy, file), 'utf8')).split('\n');
  return lines.findIndex(line => line.includes(text)) + 1;
}

describe('The pack of the Bijie bureau', () => {
  it('is whole: 46 leaves, 499 elements, eight counties and two management areas', async () => {
    const { pack, problems } = await readPack(bijie);
    expect(problems).toEqual([]);
    const leaves = pack!.plans[0]!.leaves;
    expect([leaves.length, leaves.flatMap(leaf => leaf.elements).length]).toEqual([46, 499]);
    const counties = pack!.organisation.units.filter(unit => unit.kind === 'county');
    expect(counties.map(unit => unit.isStatutoryRegion)).toEqual([...Array(8).fill(true), false, false]);
  });

  it('resolves every name of the plan to its units', async () => {
    const { warnings } = await readPack(bijie);
    expect(warnings.filter(each => each.where.startsWith('plan-'))).toEqual([]);
  });

  it('invents no identifier of the site and marks its credit code as synthetic', async () => {
    const pack = await loadPack(bijie);
    expect([pack.site.idCode, pack.site.icp, pack.site.police]).toEqual(['', '', '']);
    const { creditCode } = pack.organisation.units[0]!;
    expect(isSocialCreditCode(creditCode ?? '')).toBe(true);
    expect(await readFile(join(bijie, 'organisation.yaml'), 'utf8')).toContain('[unverified]');
  });

  it('gives every leaf a column, and every step of the review a role that may sign it', async () => {
    const pack = await loadPack(bijie);
    for (const leaf of pack.plans[0]!.leaves) {
      const served = pack.catalogue.columns.find(column => column.leaves.includes(leaf.id));
      expect([leaf.id, served?.id]).toEqual([leaf.id, leaf.column]);
    }
    const signers = pack.review.steps.map(step =>
      Object.values(pack.organisation.roles).filter(role => Object.hasOwn(role.grants, step.command)),
    );
    expect(signers.map(roles => roles.length)).toEqual([1, 1, 1, 1, 1]);
    expect(signers.flat().every(role => role.secondFactor)).toBe(true);
  });

  it('carries the dates the plan itself sets (plan 3.2.2, 3.5.2, 5.3)', async () => {
    const { plans, organisation } = await loadPack(bijie);
    const plan = plans[0]!;
    const counties = organisation.units.filter(unit => unit.kind === 'county').map(unit => unit.id);
    const due = dutiesOf(
      {
        year: 2019,
        startsOn: dayOf(plan.issuedOn),
        endsOn: dayOf('2019-12-31'),
        leaves: plan.leaves.map(leaf => ({
          ...leaf,
          countiesLead: leaf.lead.some(name => name.includes('各县')),
        })),
        counties,
      },
      publishedCalendar,
    );
    const dates = (leaf: string, unit: string) =>
      due
        .filter(duty => duty.leafId === leaf && duty.unitId === unit)
        .map(duty => [duty.period, duty.explanation.dueOn]);
    expect(dates('5.3', 'county-weining')).toEqual([['2019', '2019-06-10']]);
    expect(due.filter(duty => duty.leafId === '5.3')).toHaveLength(10);
    expect(dates('3.2.2', 'finance').slice(0, 2)).toEqual([
      ['2019', '2019-12-31'],
      ['2019-05', '2019-07-01'],
    ]);
    expect(dates('3.5.2', 'left-behind-children').map(([period]) => period)).toEqual([
      '2019-Q2',
      '2019-Q3',
      '2019-Q4',
    ]);
  });
});

describe('The letters of a pack', () => {
  it('are the shipped ones where the pack has no letters.yaml', async () => {
    const copy = join(folder, 'without-letters');
    await cp(starter, copy, { recursive: true });
    await rm(join(copy, 'letters.yaml'));
    const [own, without] = [await loadPack(starter), await loadPack(copy)];
    expect(without.letters).toEqual(own.letters);
    expect(without.letters.letters.refusal.title).toBe('政府信息公开申请答复书');
  });

  it('are the shipped ones for the kinds that the pack does not name', async () => {
    const [pack, shipped] = [await loadPack(bijie), await loadPack(starter)];
    expect(pack.letters.letters['fee-notice']).toEqual(shipped.letters.letters['fee-notice']);
    expect(pack.letters.letters.receipt).not.toEqual(shipped.letters.letters.receipt);
    expect(pack.letters.letterhead).toEqual({ mark: '毕节市民政局', printedBy: '毕节市民政局办公室' });
    expect(shipped.letters.letterhead).toEqual({ mark: '{organ}', printedBy: '{organ}' });
  });
});

describe('The tables of the check before publication', () => {
  it('are empty where the pack has none, but for the sites of governments', async () => {
    const copy = join(folder, 'without-gate');
    await cp(starter, copy, { recursive: true });
    await rm(join(copy, 'gate.yaml'));
    const { gate } = await loadPack(copy);
    expect(gate).toMatchObject({ wording: [], leaders: [], linkHosts: ['gov.cn'] });
    expect((await loadPack(bijie)).gate.wording.length).toBeGreaterThan(10);
  });
});

describe('./gongkai pack init', () => {
  const io = (args: string[], out: unknown[]) => ({
    args,
    json: true,
    env: {},
    readStdin: async () => '',
    print: (value: unknown) => void out.push(value),
    note: () => {},
  });

  it('makes a pack that has no problem at once', async () => {
    const target = join(folder, 'new-pack');
    const out: unknown[] = [];
    expect(await packCommand.run(io(['init', target], out))).toBe(0);
    expect(await packCommand.run(io(['check', target], out))).toBe(0);
    expect(out[1]).toMatchObject({ ok: true, problems: [], counts: { units: 7, leaves: 6 } });
    const pack = await loadPack(target);
    expect([pack.id, pack.plans.length, pack.demo]).toEqual(['new-pack', 1, undefined]);
  });

  it('never writes over what is there', async () => {
    const target = join(folder, 'full');
    await cp(starter, target, { recursive: true });
    await expect(packCommand.run(io(['init', target], []))).rejects.toMatchObject({ code: 'bad-input' });
  });

  it('a failed check ends with code 1 and prints the problems', async () => {
    const copy = await broken('review.yaml', 'command: item.sign-secrecy', 'command: item.sign-nothing');
    const out: unknown[] = [];
    expect(await packCommand.run(io(['check', copy], out))).toBe(1);
    expect(out[0]).toMatchObject({ ok: false });
  });
});

describe('A pack with an error names file, line and remedy', () => {
  it.each<[string, string, string | RegExp, string, string, RegExp]>([
    [
      'broken YAML',
      'organisation.yaml',
      'units:\n',
      'units:\n  - id: "x\n',
      'organisation.yaml',
      /不是有效的YAML/,
    ],
    ['an unknown key', 'site.yaml', 'domain: ""', "domian: 'x'", 'site.yaml', /不认识的名称：domian/],
    ['a wrong type', 'plan-2026.yaml', 'year: 2026', 'year: 今年', 'plan-2026.yaml', /应为数字/],
    [
      'a word that is none of the choices',
      'plan-2026.yaml',
      'cadence: quarterly',
      'cadence: weekly',
      'plan-2026.yaml',
      /只能是：.*quarterly/,
    ],
    ['a missing entry', 'review.yaml', '    name: 保密审查\n', '', 'review.yaml', /缺少这一项/],
    [
      'an unknown permission',
      'organisation.yaml',
      'item.sign-secrecy: every-unit',
      'item.sign-anything: every-unit',
      'organisation.yaml',
      /检查拼写/,
    ],
    [
      'an unknown parent',
      'organisation.yaml',
      'aliases: [救助科]\n    parent: bureau',
      'aliases: [救助科]\n    parent: nowhere',
      'organisation.yaml',
      /nowhere/,
    ],
    [
      'a circle of units',
      'organisation.yaml',
      'aliases: [市民政局, 局机关]',
      'aliases: [市民政局, 局机关]\n    parent: office',
      'organisation.yaml',
      /环/,
    ],
    [
      'a wrong credit code',
      'organisation.yaml',
      '11520500000000000F',
      '11520500000000000A',
      'organisation.yaml',
      /统一社会信用代码/,
    ],
    ['an id twice', 'organisation.yaml', 'id: county-west', 'id: county-east', 'organisation.yaml', /重复/],
    [
      'an owner that does not exist',
      'plan-2026.yaml',
      'owners: [assistance]',
      'owners: [nobody]',
      'plan-2026.yaml',
      /责任单位“nobody”不在/,
    ],
    [
      'a leaf twice',
      'plan-2026.yaml',
      'id: "4.1"',
      'id: "3.2"',
      'plan-2026.yaml',
      /条目编号“3.2”与plan-2026.yaml:\d+重复/,
    ],
    [
      'a column that does not exist',
      'plan-2026.yaml',
      'column: guide',
      'column: nowhere',
      'plan-2026.yaml',
      /栏目“nowhere”不在/,
    ],
    [
      'a day that does not exist',
      'plan-2026.yaml',
      'issuedOn: 2026-03-02',
      'issuedOn: 2026-02-30',
      'plan-2026.yaml',
      /不是存在的日期/,
    ],
    [
      'a leaf the plan does not know',
      'catalogue.yaml',
      'leaves: ["3.2"]',
      "leaves: ['9.9']",
      'catalogue.yaml',
      /没有条目“9.9”/,
    ],
    [
      'two columns at one address',
      'catalogue.yaml',
      'segment: gzdt',
      'segment: tzgg',
      'catalogue.yaml',
      /栏目地址/,
    ],
    [
      'a circle of columns',
      'catalogue.yaml',
      '  - id: openness\n',
      '  - id: openness\n    parent: guide\n',
      'catalogue.yaml',
      /成了一个圈/,
    ],
    [
      'an item article 20 does not have',
      'catalogue.yaml',
      'article20: [7]',
      'article20: [16]',
      'catalogue.yaml',
      /共十五项/,
    ],
    [
      'a step nobody may sign',
      'organisation.yaml',
      '      item.sign-filing: every-unit\n',
      '',
      'review.yaml',
      /无人能签/,
    ],
    [
      'a channel of an unknown unit',
      'channels.yaml',
      'unit: office',
      'unit: nowhere',
      'channels.yaml',
      /机构“nowhere”不存在/,
    ],
    [
      'a placeholder that the letter does not have',
      'letters.yaml',
      '{correctBy}前（含当日）',
      '{correctUntil}前（含当日）',
      'letters.yaml',
      /占位符\{correctUntil\}不能用于这种文书/,
    ],
    [
      'a letterhead for an office that does not exist',
      'letters.yaml',
      'letterhead:\n',
      'offices:\n  nowhere: { mark: 某局 }\nletterhead:\n',
      'letters.yaml',
      /没有机构“nowhere”/,
    ],
    [
      'a letterhead with a placeholder of letters',
      'letters.yaml',
      'mark: "{organ}"',
      'mark: "{number}"',
      'letters.yaml',
      /占位符\{number\}不能用于这种文书.*\{organ\}/,
    ],
    [
      'a reply without relief notice',
      'letters.yaml',
      '    closing: &reply-closing\n      - "{relief}"\n',
      '    closing: &reply-closing\n      - 特此答复。\n',
      'letters.yaml',
      /必须写明救济途径/,
    ],
    [
      'a wording that is wrong and right at once',
      'gate.yaml',
      'right: 党史学习教育',
      'right: 党史教育',
      'gate.yaml',
      /正确写法与错误写法相同/,
    ],
    ['a word in two tables', 'gate.yaml', 'term: 残废人', 'term: 帐号', 'gate.yaml', /词语“帐号”与.*重复/],
    ['an address for a host', 'gate.yaml', '[gov.cn]', '["https://gov.cn/"]', 'gate.yaml', /只写域名/],
    ['an invented site code', 'site.yaml', 'idCode: ""', "idCode: '123'", 'site.yaml', /网站标识码/],
  ])('%s', async (_, file, from, to, where, words) => {
    const copy = await broken(file, from, to);
    const { pack, problems } = await readPack(copy);
    expect(pack).toBeUndefined();
    const hit = problems.find(each => words.test(each.message));
    expect(hit?.where, JSON.stringify(problems)).toMatch(new RegExp(`^${where}:\\d+$`));
  });

  it('points at the line itself', async () => {
    const copy = await broken('plan-2026.yaml', 'owners: [assistance]', 'owners: [nobody]');
    const { problems } = await readPack(copy);
    const line = await lineOf('plan-2026.yaml', 'owners: [nobody]', copy);
    expect(problems.map(each => each.where)).toEqual([`plan-2026.yaml:${line}`]);
  });

  it('says everything that is wrong, in all files, at once', async () => {
    const copy = await broken('plan-2026.yaml', 'owners: [assistance]', 'owners: [nobody]');
    await appendFile(join(copy, 'site.yaml'), 'unknown: 1\n');
    await rm(join(copy, 'channels.yaml'));
    await expect(loadPack(copy)).rejects.toSatisfy((error: unknown) => {
      if (!(error instanceof AppError)) return false;
      expect(error.code).toBe('pack-invalid');
      const files = error.problems.map(each => each.where.split(':')[0]);
      expect(files.sort()).toEqual(['channels.yaml', 'plan-2026.yaml', 'site.yaml']);
      return true;
    });
  });

  it('a file in another encoding than UTF-8', async () => {
    const copy = await broken('site.yaml', 'unused', 'unused').catch(() => join(folder, `pack-${copies}`));
    await writeFile(join(copy, 'site.yaml'), Buffer.from([0x6e, 0x3a, 0x20, 0xb1, 0xcf]));
    const { problems } = await readPack(copy);
    expect(problems).toEqual([{ where: 'site.yaml', message: expect.stringContaining('UTF-8') }]);
  });

  it('a folder that is not there', async () => {
    await expect(readPack(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'pack-invalid' });
  });

  it('names that nobody answers to are a warning, not an error', async () => {
    const copy = await broken('plan-2026.yaml', 'lead: [社会救助科]', 'lead: [外星人科]');
    const { pack, warnings } = await readPack(copy);
    expect(pack).toBeDefined();
    expect(warnings.map(each => each.message).join()).toContain('外星人科');
  });
});
