import type { Content, Flow, FlowStep, Sort } from '../contract.ts';
import { tableOf } from '../contract.ts';

/** Synthetic entries that lack nothing. For tests. */

export function step(id: string, over: Partial<FlowStep> = {}): FlowStep {
  return { id, kind: 'step', words: `步骤${id}`, who: '承办人', days: 1, next: null, no: null, ...over };
}

export const sampleFlow: Flow = [
  step('apply', { words: '申请人提交材料', who: '申请人', days: null }),
  step('check', { kind: 'decision', words: '材料是否齐全', no: 'fix', next: 'review' }),
  step('fix', { words: '一次性告知补正', next: 'apply' }),
  step('review', { words: '审查并提出意见', days: 10 }),
  step('decide', { words: '作出决定', who: '局领导', days: 5 }),
  step('done', { kind: 'end', words: '送达决定书', days: 2 }),
];

export function fullContent(sort: Sort, over: Content = {}): Content {
  const values = tableOf(sort).fields.map(field => {
    const value = {
      line: '0000-0000001',
      passage: `${field.name}的内容`,
      lines: [`${field.name}一`, `${field.name}二`],
      basis: [{ instrument: '某某管理条例', article: '第三条第一款' }],
      flow: sampleFlow,
      materials: [{ name: '申请书', form: '原件', copies: 1, note: '' }],
      days: 20,
      choice: field.choices?.[0] ?? '',
    }[field.shape];
    return [field.id, value] as const;
  });
  return { ...Object.fromEntries(values), ...over };
}
