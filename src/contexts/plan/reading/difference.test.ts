import { describe, expect, it } from 'vitest';
import { type ComparableLeaf, diffPlans } from './difference.ts';
import { readPlan, sourceOfText } from './read-plan.ts';

const leaves = (text: string) => readPlan(sourceOfText(text)).leaves;
const old = leaves(
  '一、任务\n1.公开预算信息。公开预算。(责任科室:财务科)\n2.公开低保信息。每季度公开低保标准。(责任科室:救助科;配合单位:办公室)\n3.公开殡葬信息。公开殡葬政策。(责任科室:事务科)',
);

describe('this year’s plan beside last year’s', () => {
  it('the same plan in other punctuation is unchanged', () => {
    const same = leaves(
      '一、任务\n1、公开预算信息。公开预算。（责任科室：财务科）\n2、公开低保信息。每季度公开低保标准。（责任科室：救助科，配合单位：办公室）\n3、公开殡葬信息。公开殡葬政策。（责任科室：事务科）',
    ).map(({ text, ...leaf }) => leaf);
    const found = diffPlans<ComparableLeaf>(old, same);
    expect([found.added, found.removed, found.changed, found.unchanged.length]).toEqual([[], [], [], 3]);
  });

  it('tells what came, what went, and what changed in what stayed, also under a new number', () => {
    const next = leaves(
      '一、任务\n1.公开低保信息。每月公开低保标准。(责任科室:救助科、信息中心)\n2.公开部门预算信息。公开预算。(责任科室:财务科)\n3.建设政务新媒体。发布信息。(责任科室:办公室)',
    );
    const found = diffPlans(old, next);
    expect(found.added.map(leaf => leaf.title)).toEqual(['建设政务新媒体']);
    expect(found.removed.map(leaf => leaf.title)).toEqual(['公开殡葬信息']);
    const assistance = found.changed.find(({ before }) => before.id === '1.2');
    expect(assistance?.after.id).toBe('1.1');
    const changes = Object.fromEntries((assistance?.changes ?? []).map(change => [change.field, change]));
    expect(changes.lead).toEqual({ field: 'lead', removed: [], added: ['信息中心'] });
    expect(changes.cooperating).toEqual({ field: 'cooperating', removed: ['办公室'], added: [] });
    expect(changes.limits?.added[0]).toContain('monthly');
    expect(changes.id).toEqual({ field: 'id', removed: ['1.2'], added: ['1.1'] });
    expect(found.changed.map(({ before, after }) => `${before.title}→${after.title}`)).toContain(
      '公开预算信息→公开部门预算信息',
    );
  });

  it('pairs every item at most once, even where titles repeat', () => {
    const twice = leaves('一、甲\n(一)其他。文。\n二、乙\n(一)其他。文。');
    const found = diffPlans(twice, twice);
    expect([found.unchanged.length, found.changed.length, found.added.length, found.removed.length]).toEqual([
      2, 0, 0, 0,
    ]);
  });
});
