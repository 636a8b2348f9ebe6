import { describe, expect, it } from 'vitest';
import { numeralValue, readMark } from './outline-marks.ts';

describe('numbers in front of headings and items (党政机关公文格式 7.3.3)', () => {
  it.each([
    ['一、总体要求', 'chinese', [1], '总体要求'],
    ['　　十二、保障措施', 'chinese', [12], '保障措施'],
    ['三，重点领域', 'chinese', [3], '重点领域'],
    ['二．主要任务', 'chinese', [2], '主要任务'],
    ['四 保障措施', 'chinese', [4], '保障措施'],
    ['(一)公开信息', 'chinese-in-brackets', [1], '公开信息'],
    ['（十一）、公开信息', 'chinese-in-brackets', [11], '公开信息'],
    ['㈡公开信息', 'chinese-in-brackets', [2], '公开信息'],
    ['1.公开信息', 'arabic', [1], '公开信息'],
    ['12、公开信息', 'arabic', [12], '公开信息'],
    ['３．公开信息', 'arabic', [3], '公开信息'],
    ['⒋公开信息', 'arabic', [4], '公开信息'],
    ['2.1.3 公开信息', 'dotted', [2, 1, 3], '公开信息'],
    ['(5)公开信息', 'arabic-in-brackets', [5], '公开信息'],
    ['⑹公开信息', 'arabic-in-brackets', [6], '公开信息'],
    ['7)公开信息', 'arabic-half-bracket', [7], '公开信息'],
    ['⑧公开信息', 'circled', [8], '公开信息'],
    ['第一部分 总体要求', 'part', [1], '总体要求'],
    ['第三章：公开', 'part', [3], '公开'],
  ])('%j is read', (line, kind, parts, rest) => {
    expect(readMark(line)).toMatchObject({ kind, parts, rest });
  });

  it.each([
    '2019年全局重点工作',
    '20个工作日内公开',
    '2.5万元以下',
    '3.1%增长',
    '一是加强领导',
    '1,234 人',
    '(以下简称条例)',
    '公开信息',
    '',
    '5.26',
  ])('%j carries no number', line => expect(readMark(line)).toBeUndefined());

  it.each([
    ['十', 10],
    ['二十三', 23],
    ['一百零二', 102],
    ['二〇', 20],
    ['46', 46],
  ])('%s is %d', (text, value) => {
    expect(numeralValue(text)).toBe(value);
  });

  it('does not make a number of what is none', () => {
    expect(numeralValue('甲')).toBeNaN();
    expect(numeralValue('')).toBeNaN();
  });
});
