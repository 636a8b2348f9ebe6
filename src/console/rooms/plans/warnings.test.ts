import { describe, expect, it } from 'vitest';
import { leafOfWarning, passageOfWarning } from './warnings.ts';

const leaves = [
  { id: '2.2.1', text: '公开重大决策草案。' },
  { id: '2.2.10', text: '公开执行情况。' },
];
const text = '一、任务\n1.公开重大决策草案。\n10.公开执行情况。';
const warned = (where: string, leaf?: string) => ({
  where,
  message: '请核对。',
  ...(leaf === undefined ? {} : { leaf }),
});

describe('a warning of the plan reader', () => {
  it.each([
    [warned('2.2.1 公开重大决策草案', '2.2.1'), '2.2.1', '公开重大决策草案。'],
    [warned('2.2.10 公开执行情况'), '2.2.10', '公开执行情况。'],
    [warned('第 3 行'), undefined, '10.公开执行情况。'],
    [warned('第 99 行'), undefined, ''],
    [warned('全文'), undefined, ''],
    [warned('9 已删除的任务', '9'), undefined, ''],
  ])('%j leads to its leaf and its words', (warning, leaf, passage) => {
    expect(leafOfWarning(warning, leaves)).toBe(leaf);
    expect(passageOfWarning(warning, leaves, text)).toBe(passage);
  });
});
