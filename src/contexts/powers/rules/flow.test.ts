import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Flow } from '../contract.ts';
import { flowSvg } from '../rendering/flow-svg.ts';
import { flowFaults, flowWords } from './flow.ts';
import { type Box, layoutOf, type Point } from './flow-layout.ts';
import { sampleFlow, step } from './powers.fixture.ts';

/** Procedures of every shape, also with loops and steps that lead far ahead. */
const flows: fc.Arbitrary<Flow> = fc.integer({ min: 1, max: 14 }).chain(count =>
  fc.tuple(
    ...Array.from({ length: count }, (_, at) =>
      fc
        .record({
          kind: fc.constantFrom('step' as const, 'step' as const, 'decision' as const, 'end' as const),
          words: fc.integer({ min: 1, max: 60 }).map(length => '办'.repeat(length)),
          to: fc.option(fc.integer({ min: 0, max: count - 1 })),
          no: fc.integer({ min: 0, max: count - 1 }),
          days: fc.option(fc.integer({ min: 0, max: 60 })),
        })
        .map(({ kind, words, to, no, days }) =>
          step(`s${at}`, {
            kind,
            words,
            days,
            next: to === null || kind === 'end' ? null : `s${to}`,
            no: kind === 'decision' ? `s${no}` : null,
          }),
        ),
    ),
  ),
);

function meet(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function runsThrough(box: Box, from: Point, to: Point): boolean {
  const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)];
  const [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y)];
  return left < box.x + box.width && right > box.x && top < box.y + box.height && bottom > box.y;
}

describe('The layout of a flow chart', () => {
  it('lets no box overlap another, no line run through a box, and nothing lie outside', () => {
    fc.assert(
      fc.property(flows, flow => {
        const { boxes, lines, width, height } = layoutOf(flow);
        expect(boxes).toHaveLength(flow.length);
        for (const [at, box] of boxes.entries()) {
          for (const other of boxes.slice(at + 1)) expect(meet(box, other)).toBe(false);
          expect(box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height).toBe(
            true,
          );
        }
        for (const { points } of lines)
          for (let at = 1; at < points.length; at += 1) {
            const [from, to] = [points[at - 1]!, points[at]!];
            expect(from.x === to.x || from.y === to.y).toBe(true);
            expect(boxes.filter(box => runsThrough(box, from, to))).toEqual([]);
            expect(to.x >= 0 && to.x <= width && to.y >= 0 && to.y <= height).toBe(true);
          }
      }),
      { numRuns: 150 },
    );
  });

  it('starts and ends each line on the edge of the boxes that it joins', () => {
    const { boxes, lines } = layoutOf(sampleFlow);
    const box = (id: string) => boxes.find(each => each.id === id)!;
    expect(lines).toHaveLength(6);
    for (const { from, to, points } of lines) {
      expect(points[0]!.y).toBe(box(from).y + box(from).height);
      expect(points.at(-1)!.y).toBe(box(to).y);
    }
  });

  it('is the same for the same description, and keeps the letters of every step', () => {
    expect(flowSvg(sampleFlow, '流程图', 'A-1')).toBe(
      flowSvg(structuredClone(sampleFlow) as Flow, '流程图', 'A-1'),
    );
    for (const { words, lines } of layoutOf(sampleFlow).boxes.map((box, at) => ({
      words: sampleFlow[at]!.words,
      lines: box.lines,
    })))
      expect(lines.join('').startsWith(words)).toBe(true);
  });

  it('escapes what is written into it', () => {
    const svg = flowSvg([step('a', { words: '<script>&"' })], '<b>', 'A"><x');
    expect(svg).not.toMatch(/<script|<b>|"><x/);
    expect(svg).toContain('&lt;script&gt;&amp;');
  });
});

describe('The words of a flow chart', () => {
  it('say every step in order, who, how long and where it leads', () => {
    expect(flowWords(sampleFlow)).toEqual([
      '申请人提交材料（申请人）',
      '判断：材料是否齐全（承办人，1个工作日）——是，转第4步；否，转第3步',
      '一次性告知补正（承办人，1个工作日）——转第1步',
      '审查并提出意见（承办人，10个工作日）',
      '作出决定（局领导，5个工作日）',
      '送达决定书（承办人，2个工作日）——流程结束',
    ]);
  });

  it('have one line for each step, whatever the procedure', () => {
    fc.assert(
      fc.property(flows, flow => {
        const words = flowWords(flow);
        expect(words).toHaveLength(flow.length);
        for (const [at, each] of flow.entries()) expect(words[at]).toContain(each.words);
      }),
      { numRuns: 50 },
    );
  });
});

describe('What is wrong with a procedure', () => {
  it.each<[string, Flow, string]>([
    ['no step', [], '至少写一个步骤'],
    ['an id twice', [step('a'), step('a')], '重复'],
    ['a step that is not there', [step('a', { next: 'x' })], '不存在'],
    ['a decision without no', [step('a', { kind: 'decision' }), step('b')], '“否”时转到哪一步'],
    ['a step with no', [step('a', { no: 'b' }), step('b')], '不是判断'],
    ['a step that nothing leads to', [step('a', { kind: 'end' }), step('b')], '没有任何步骤通向它'],
    ['a circle without an end', [step('a'), step('b', { next: 'a' })], '到不了结束'],
  ])('%s is told', (_, flow, words) => {
    expect(flowFaults(flow).join('')).toContain(words);
  });

  it('is nothing with a whole one', () => {
    expect(flowFaults(sampleFlow)).toEqual([]);
  });
});
