import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPlan, sourceOfText } from './read-plan.ts';

const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];
const names = [
  '办公室',
  '财务科',
  '人教科',
  '信息中心',
  '各直属单位',
  '民管科(办)',
  '局机关各科室',
  '各县、区(管委会)民政局(社会事务局)',
  '社会福利和慈善事业促进科',
  '市社会救助局',
];
const titles = [
  '公开预算信息',
  '加强政策解读',
  '回应社会关切',
  '公开低保信息',
  '推进决策公开',
  '公开养老服务信息',
];

interface Item {
  readonly title: string;
  readonly lead: readonly string[];
  readonly cooperating: readonly string[];
}

/** How one outline is typed: every choice is a slip or habit met in real plans. */
interface Habit {
  readonly wide: boolean;
  readonly open: boolean;
  readonly close: boolean;
  readonly between: string;
  readonly unitBreak: string;
  readonly helper: string;
  readonly dot: string;
  readonly indent: string;
  readonly spaced: boolean;
  readonly onOwnLine: boolean;
}

const units = fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 4 });
const item: fc.Arbitrary<Item> = fc
  .record({ title: fc.constantFrom(...titles), all: units, cut: fc.nat({ max: 3 }) })
  .map(({ title, all, cut }) => ({ title, lead: all.slice(0, cut + 1), cooperating: all.slice(cut + 1) }));
const outline = fc.array(
  fc.array(fc.array(item, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 3 }),
  {
    minLength: 1,
    maxLength: 4,
  },
);
const habit: fc.Arbitrary<Habit> = fc.record({
  wide: fc.boolean(),
  open: fc.boolean(),
  close: fc.boolean(),
  between: fc.constantFrom(';', ',', ' ', '；', '，'),
  unitBreak: fc.constantFrom('、', ',', ';', '，'),
  helper: fc.constantFrom(
    '配合单位',
    '配合单位(科室)',
    '配合单(科室)位',
    '配合科室',
    '协办单位',
    '配 合 单 位',
  ),
  dot: fc.constantFrom('.', '、', '．', '. '),
  indent: fc.constantFrom('', '    ', '\u3000\u3000', '\u00a0\u00a0'),
  spaced: fc.boolean(),
  onOwnLine: fc.boolean(),
});

function widen(text: string): string {
  return text.replace(/[(),:;]/g, sign => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
}

function bracket(of: Item, how: Habit): string {
  const lead = `${how.spaced ? '责 任 科 室' : '责任科室'}:${of.lead.join(how.unitBreak)}`;
  const help =
    of.cooperating.length === 0 ? '' : `${how.between}${how.helper}:${of.cooperating.join(how.unitBreak)}`;
  const text = `${how.open ? '(' : ''}${lead}${help}${how.close ? ')' : ''}`;
  return how.wide ? widen(text) : text;
}

function render(chapters: readonly (readonly (readonly Item[])[])[], how: Habit): string {
  const lines = ['云岭市民政局2024年政务公开工作实施方案', ''];
  chapters.forEach((sections, c) => {
    lines.push(`${how.indent}${numerals[c]}、章${numerals[c]}`);
    sections.forEach((items, s) => {
      const mark = `(${numerals[s]})`;
      lines.push(`${how.indent}${how.wide ? widen(mark) : mark}节${numerals[s]}。`);
      items.forEach((leaf, i) => {
        const head = `${how.indent}${i + 1}${how.dot}${leaf.title}。做好有关工作。`;
        if (how.onOwnLine) lines.push(head, bracket(leaf, how));
        else lines.push(`${head}${bracket(leaf, how)}`);
      });
    });
  });
  return lines.join('\n');
}

describe('an outline typed in any habit', () => {
  it('gives back the same items and units', () => {
    fc.assert(
      fc.property(outline, habit, (chapters, how) => {
        const expected = chapters.flatMap((sections, c) =>
          sections.flatMap((items, s) =>
            items.map((leaf, i) => ({
              id: `${c + 1}.${s + 1}.${i + 1}`,
              title: leaf.title,
              label: '责任科室',
              lead: leaf.lead,
              cooperating: leaf.cooperating,
            })),
          ),
        );
        const { leaves } = readPlan(sourceOfText(render(chapters, how)));
        const found = leaves.map(({ id, title, responsibilityLabel, lead, cooperating }) => ({
          id,
          title,
          label: responsibilityLabel,
          lead,
          cooperating,
        }));
        expect(found).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});
