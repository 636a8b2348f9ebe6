import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { contentSchema, sorts, tableOf } from '../contract.ts';
import { elementsOf, gapsOf } from './gaps.ts';
import { fullContent } from './powers.fixture.ts';

interface Leaf {
  readonly id: string;
  readonly elements: readonly { readonly name: string }[];
}

const plan = parse(
  readFileSync(new URL('../../../../packs/bijie-civil-affairs/plan-2019.yaml', import.meta.url), 'utf8'),
) as { leaves: readonly Leaf[] };

/** The plan's own remarks in brackets are not part of a name. */
const plain = (name: string) => name.replace(/[(（].*[)）]$/, '');

function elementNames(leafId: string): string[] {
  return plan.leaves.find(leaf => leaf.id === leafId)!.elements.map(element => plain(element.name));
}

describe('The table of fields and the plan of 2019, leaves 3.1.1–3.1.6, 2.4.4, 2.3.2', () => {
  it.each(sorts)('every field of %s that carries an element bears its name and number', sort => {
    const { leaf, fields } = tableOf(sort);
    const names = elementNames(leaf);
    const carried = fields.filter(field => field.element !== null);
    expect(carried.map(field => [field.element, field.name])).toEqual(
      carried.map(field => [field.element, names[field.element! - 1]]),
    );
  });

  it.each(sorts.slice(0, 6))('of %s no element of the leaf is left without a field', sort => {
    const { leaf, fields, listElements, title } = tableOf(sort);
    const numbers = [...listElements, ...fields.flatMap(field => field.element ?? [])];
    expect(numbers.sort((a, b) => a - b)).toEqual(elementNames(leaf).map((_, at) => at + 1));
    expect(elementNames(leaf)[0]).toBe(title);
  });

  it.each(sorts)('a %s that says everything lacks nothing and carries every element of its table', sort => {
    const entry = { sort, code: 'A-1', name: '事项', content: fullContent(sort) };
    expect(contentSchema(sort).safeParse(entry.content).error).toBeUndefined();
    expect(gapsOf(entry)).toEqual([]);
    const { fields, listElements } = tableOf(sort);
    const all = [...listElements, ...fields.flatMap(field => field.element ?? [])].sort((a, b) => a - b);
    expect(elementsOf(sort, [entry])).toEqual(all);
  });

  it.each(sorts)('of an empty %s each required field is named', sort => {
    const missing = gapsOf({ sort, code: 'A-1', name: '事项', content: {} }).map(gap => gap.field);
    const asked = tableOf(sort).fields.filter(field => field.required && field.onlyWhere === undefined);
    expect(missing).toEqual(asked.map(field => field.id));
  });

  it('the three stages of a penalty stand under one heading: before, during, after', () => {
    const stages = tableOf('penalty').fields.filter(field => field.group === '处罚三阶段公开');
    expect(stages.map(field => field.id)).toEqual(['before', 'during', 'after']);
  });
});

describe('What an entry lacks', () => {
  const guide = (over: Parameters<typeof fullContent>[1]) =>
    gapsOf({ sort: 'guide', code: 'A-1', name: '事项', content: fullContent('guide', over) });

  it.each([
    [{ promisedDays: 21 }, '长于法定办理时限（20个工作日）'],
    [{ phone: '13800000000' }, '手机号码'],
    [{ phone: '无' }, '不完整'],
    [{ basis: [{ instrument: '某条例', article: '' }] }, '没有写明条款'],
    [{ materials: [{ name: '申请书', form: '', copies: 1, note: '' }] }, '原件还是复印件'],
    [{ oneStop: '随便' }, '请重新选择'],
    [{ flow: [] }, '缺少“办事流程”'],
  ])('%j is told', (over, words) => {
    expect(guide(over).map(gap => gap.message)).toEqual([expect.stringContaining(words)]);
  });

  it('0 working days is on the spot, not missing', () => {
    expect(guide({ legalDays: 0, promisedDays: 0 })).toEqual([]);
  });

  it('an entry among the awards that is no award is not asked how it is awarded', () => {
    const content = { ...fullContent('award'), category: '其他行政权力', measure: '', standard: '' };
    expect(gapsOf({ sort: 'award', code: 'A-1', name: '事项', content })).toEqual([]);
  });
});
