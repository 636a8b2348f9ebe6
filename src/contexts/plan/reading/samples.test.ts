import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  sampleAnswers,
  sampleRows,
  sampleTitle,
  tableTitle,
} from '../../../../tests/samples/plans/sample-plan.ts';
import {
  outlineDocx,
  outlineHtml,
  outlineText,
  tableDocx,
  tableHtml,
  tableXlsx,
} from '../../../../tools/sample-plans.ts';
import { readOfficeFile } from '../../../platform/office-text/read-office-file.ts';
import type { PlanLeaf, PlanReading } from './plan-reading.ts';
import { readPlan } from './read-plan.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const shared = join(root, '..', 'shared', 'plan');

async function readFile(path: string): Promise<PlanReading> {
  return readPlan(await readOfficeFile(readFileSync(path), path));
}

const sample = (name: string): Promise<PlanReading> =>
  readFile(join(root, 'tests', 'samples', 'plans', name));

interface Answer {
  readonly id: string;
  readonly title: string;
  readonly path: readonly string[];
  readonly responsibilityLabel: string | null;
  readonly lead: readonly string[];
  readonly cooperating: readonly string[];
  readonly explicitLimits: readonly { readonly limit: string }[];
  readonly channels: readonly string[];
}

function inShort(leaf: PlanLeaf): object {
  const { id, title, path, responsibilityLabel, lead, cooperating, channels } = leaf;
  const explicitLimits = leaf.limits.map(({ limit }) => ({ limit }));
  return { id, title, path, responsibilityLabel, lead, cooperating, explicitLimits, channels };
}

describe('one outline in every shape officials send it', () => {
  it.each(['outline.txt', 'outline-gb18030.txt', 'outline.html', 'outline.docx'])(
    '%s gives the items, units, limits and channels that were written',
    async name => {
      const reading = await sample(name);
      expect(reading.title).toBe(sampleTitle);
      expect(reading.leaves.map(inShort)).toEqual(sampleAnswers());
      expect(reading.documents.map(document => document.number)).toEqual(['云府办发〔2024〕12号']);
      expect(reading.citedByName).toEqual(['中华人民共和国政府信息公开条例']);
    },
  );

  it('every leaf points at the lines it was read from', async () => {
    const path = join(root, 'tests', 'samples', 'plans', 'outline.html');
    const source = await readOfficeFile(readFileSync(path), path);
    for (const leaf of readPlan(source).leaves) {
      const shown = source.lines.slice(leaf.lines.from - 1, leaf.lines.to).join('\n');
      expect(shown).toContain(leaf.title);
      expect(shown).toContain(leaf.text.split('\n').at(-1));
    }
  });

  it('says that GB18030 was guessed', async () => {
    expect((await sample('outline-gb18030.txt')).warnings[0]).toMatchObject({
      code: 'encoding-guessed',
      where: '全文',
    });
  });

  it('reads nothing out of scripts, menus and related pages', async () => {
    const text = JSON.stringify(await sample('outline.html'));
    expect(text).not.toMatch(/脚本科|工作总结|年度报告|网站标识码/);
  });
});

describe('one task table in every shape', () => {
  it.each(['task-table.html', 'task-table.docx', 'task-table.xlsx'])('%s gives its rows', async name => {
    const reading = await sample(name);
    expect(reading.title).toBe(tableTitle);
    expect(reading.warnings).toEqual([]);
    const found = reading.leaves.map(({ id, path, lead, cooperating, limits }) => {
      return { id, path, lead, cooperating, limits: limits.map(limit => limit.limit) };
    });
    expect(found).toEqual(
      sampleRows.map(({ number, category, task, lead, cooperating, limits }) => {
        return { id: number, path: [category, task], lead, cooperating, limits };
      }),
    );
  });
});

describe('the committed samples', () => {
  const made: [string, () => string | Promise<Buffer>][] = [
    ['outline.txt', outlineText],
    ['outline.html', outlineHtml],
    ['outline.docx', outlineDocx],
    ['task-table.html', tableHtml],
    ['task-table.docx', tableDocx],
    ['task-table.xlsx', tableXlsx],
  ];
  it.each(made)('%s is what tools/sample-plans.ts makes', async (name, make) => {
    const fresh = await readOfficeFile(Buffer.from(await make()), name);
    const committed = await readOfficeFile(readFileSync(join(root, 'tests', 'samples', 'plans', name)), name);
    expect(committed).toEqual(fresh);
  });
});

const real = existsSync(join(shared, 'plan-2019.txt'));
if (!real) console.warn('!! ../shared/plan/plan-2019.txt is ABSENT: the test on the real plan is skipped.');

describe('the plan of 2019', () => {
  it.skipIf(!real)('gives all 46 leaves with the units and limits a person wrote down', async () => {
    const reading = await readFile(join(shared, 'plan-2019.txt'));
    const answers = JSON.parse(readFileSync(join(shared, 'obligations.json'), 'utf8')) as Answer[];
    const units = (leaf: Pick<Answer, 'id' | 'responsibilityLabel' | 'lead' | 'cooperating'>): unknown[] => [
      leaf.id,
      leaf.responsibilityLabel,
      leaf.lead,
      leaf.cooperating,
    ];
    expect(reading.leaves).toHaveLength(46);
    expect(reading.leaves.map(units)).toEqual(answers.map(units));
    expect(reading.documents.map(document => document.number)).toEqual([
      '国办发〔2019〕14号',
      '黔府办函〔2019〕68号',
      '毕府办函〔2019〕33号',
    ]);
    const wanted = answers.flatMap(leaf => leaf.explicitLimits.map(({ limit }) => `${leaf.id} ${limit}`));
    const found = new Set(
      reading.leaves.flatMap(leaf => leaf.limits.map(({ limit }) => `${leaf.id} ${limit}`)),
    );
    expect(wanted.filter(key => found.has(key)).length / wanted.length).toBeGreaterThanOrEqual(0.9);
    expect([...found].filter(key => wanted.includes(key)).length / found.size).toBeGreaterThanOrEqual(0.9);
  });
});
