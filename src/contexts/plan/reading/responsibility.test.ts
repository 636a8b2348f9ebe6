import { describe, expect, it } from 'vitest';
import { readResponsibility } from './responsibility.ts';
import { splitUnits } from './units.ts';

const counties = '各县、区(管委会)民政局(社会事务局)';
const all = [counties, '局机关各科室', '各直属单位'];

/** Text in front, the bracket, and what must be read out of it. */
const variants: [string, string, string | null, string[], string[]][] = [
  ['half width', `(责任单位:${counties},局机关各科室、各直属单位)`, '责任单位', all, []],
  [
    'full width',
    '（责任单位：各县、区（管委会）民政局（社会事务局），局机关各科室、各直属单位）',
    '责任单位',
    all,
    [],
  ],
  ['no opening bracket', `责任单位:${counties},局机关各科室、各直属单位)`, '责任单位', all, []],
  ['no closing bracket', `(责任单位:${counties},局机关各科室、各直属单位`, '责任单位', all, []],
  ['no bracket at all', '责任单位:办公室、财务科。', '责任单位', ['办公室', '财务科'], []],
  [
    'semicolon between the two',
    `(责任科室:人教科;配合单位(科室):${counties})`,
    '责任科室',
    ['人教科'],
    [counties],
  ],
  [
    'comma between the two',
    `(责任科室:人教科,配合单位(科室):${counties})`,
    '责任科室',
    ['人教科'],
    [counties],
  ],
  [
    'a space between the two',
    `(责任科室:财务科、福利科 配合单位(科室):各直属单位)`,
    '责任科室',
    ['财务科', '福利科'],
    ['各直属单位'],
  ],
  [
    'a bracket inside the word',
    '(责任科室:人教科;配合单(科室)位:各直属单位)',
    '责任科室',
    ['人教科'],
    ['各直属单位'],
  ],
  [
    'a bracket not closed inside',
    '(责任科室:人教科;配合单位(科室:各直属单位)',
    '责任科室',
    ['人教科'],
    ['各直属单位'],
  ],
  [
    'a unit with a bracket',
    '(责任科室:民管科(办);配合单位(科室):办公室)',
    '责任科室',
    ['民管科(办)'],
    ['办公室'],
  ],
  ['spaced letters', '( 责 任 单 位 : 办公室 ; 配 合 单 位 : 财务科 )', '责任单位', ['办公室'], ['财务科']],
  ['ideographic spaces', '(责任单位：　办公室　财务科)', '责任单位', ['办公室', '财务科'], []],
  ['lenticular brackets', '【牵头单位：办公室；配合单位：财务科】', '牵头单位', ['办公室'], ['财务科']],
  ['square brackets', '[责任部门:办公室]', '责任部门', ['办公室'], []],
  ['tortoise-shell brackets', '〔责任处室:办公室；协办处室:财务处〕', '责任处室', ['办公室'], ['财务处']],
  ['no colon', '(责任单位 办公室、财务科)', '责任单位', ['办公室', '财务科'], []],
  ['label with alternatives', '(责任科室(单位):办公室)', '责任科室', ['办公室'], []],
  ['short labels', '(牵头:办公室;配合:财务科、信息中心)', '牵头', ['办公室'], ['财务科', '信息中心']],
  ['full stop behind', '(责任单位:办公室。)', '责任单位', ['办公室'], []],
  ['verbs', '(办公室牵头,财务科、信息中心配合)', '牵头', ['办公室'], ['财务科', '信息中心']],
  ['verbs with 由', '(由办公室牵头，各科室按职责分工负责)', '牵头', ['办公室'], ['各科室']],
  ['one verb', '(局机关各科室、各直属单位负责)', '负责', ['局机关各科室', '各直属单位'], []],
  ['lead and responsible', '(牵头单位:办公室;责任单位:各科室)', '牵头单位', ['办公室'], ['各科室']],
];

describe('responsibility brackets in every way officials write them', () => {
  it.each(variants)('%s', (_, bracket, label, lead, cooperating) => {
    const found = readResponsibility(`1.公开信息。公开低保标准(含分县标准)等内容。${bracket}`);
    expect({ label: found.label, lead: found.lead, cooperating: found.cooperating }).toEqual({
      label,
      lead,
      cooperating,
    });
    expect(found.rest).toBe('1.公开信息。公开低保标准(含分县标准)等内容。');
  });

  it('tells that a bracket is missing', () => {
    expect(readResponsibility('责任单位:办公室)').unbalanced).toBe(true);
    expect(readResponsibility('(责任单位:办公室').unbalanced).toBe(true);
    expect(readResponsibility('(责任单位:办公室)').unbalanced).toBe(false);
  });

  it('tells that 牵头 and 责任 stand side by side', () => {
    expect(readResponsibility('(牵头单位:办公室;责任单位:各科室)').rolesUnclear).toBe(true);
  });

  it('reads a limit written inside the bracket', () => {
    const found = readResponsibility('公开预算。(责任单位:财务科;完成时限:6月30日前)');
    expect([found.lead, found.limits]).toEqual([['财务科'], ['6月30日前']]);
  });

  it('joins several brackets of one item and counts them', () => {
    const found = readResponsibility('公开甲(责任单位:办公室)。公开乙(责任单位:财务科)。');
    expect([found.lead, found.brackets, found.rest]).toEqual([['办公室', '财务科'], 2, '公开甲。公开乙。']);
  });

  it('leaves ordinary sentences and brackets alone', () => {
    const text =
      '压实责任单位的职责,责任单位、责任科室主要负责人是第一解读人(以下简称解读人)。公开养老院(民办、公办)情况。';
    expect(readResponsibility(text)).toMatchObject({ brackets: 0, lead: [], rest: text });
  });
});

describe('lists of units', () => {
  it.each([
    ['各县、区(管委会)民政局(社会事务局)', ['各县、区(管委会)民政局(社会事务局)']],
    ['各市、县(区)民政局,局机关', ['各市、县(区)民政局', '局机关']],
    ['各县（市、区）民政局；各直属单位', ['各县(市、区)民政局', '各直属单位']],
    ['各乡镇、街道社会事务办', ['各乡镇、街道社会事务办']],
    ['社会福利和慈善事业促进科', ['社会福利和慈善事业促进科']],
    ['办公室和财务科及各直属单位', ['办公室', '财务科', '各直属单位']],
    ['办公室\n财务科/人事科', ['办公室', '财务科', '人事科']],
    ['办公室、办公室', ['办公室']],
    ['各科室等', ['各科室']],
    ['无', []],
    ['', []],
  ])('%j', (list, units) => {
    expect(splitUnits(list)).toEqual(units);
  });
});
