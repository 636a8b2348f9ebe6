import { describe, expect, it } from 'vitest';
import {
  chineseNumber,
  citationsWords,
  citationWords,
  cite,
  citePart,
  markWords,
  sameCitation,
} from './citation.ts';

describe('citations in Chinese', () => {
  it.each([
    [cite('政府信息公开条例', 33, 2), '《政府信息公开条例》第三十三条第二款'],
    [cite('政府信息公开条例', 20, undefined, 15), '《政府信息公开条例》第二十条第（十五）项'],
    [cite('民法典', 1039), '《民法典》第一千零三十九条'],
    [cite('政府信息公开条例'), '《政府信息公开条例》'],
    [cite('国办发〔2018〕118号'), '国办发〔2018〕118号'],
    [cite('民发〔2021〕57号', 19), '民发〔2021〕57号第十九条'],
    [cite('GB 11643-1999'), 'GB 11643-1999'],
    [cite('本机关规定'), '本机关规定'],
    [citePart('国办发〔2016〕80号', '一（一）'), '国办发〔2016〕80号一（一）'],
  ])('%j reads %s', (citation, words) => {
    expect(citationWords(citation)).toBe(words);
  });

  it.each([
    [0, '零'],
    [7, '七'],
    [10, '十'],
    [11, '十一'],
    [20, '二十'],
    [99, '九十九'],
    [100, '一百'],
    [101, '一百零一'],
    [110, '一百一十'],
    [201, '二百零一'],
    [1000, '一千'],
    [1010, '一千零一十'],
    [1200, '一千二百'],
    [9999, '九千九百九十九'],
  ])('%i is %s', (value, words) => {
    expect(chineseNumber(value)).toBe(words);
  });

  it.each([-1, 1.5, 10_000, Number.NaN])('%d is not an article', value => {
    expect(() => chineseNumber(value)).toThrow(RangeError);
  });

  it('joins and compares', () => {
    const [a, b] = [cite('民法典', 201), cite('民法典', 203)];
    expect(citationsWords([a, b])).toBe('《民法典》第二百零一条、《民法典》第二百零三条');
    expect(sameCitation(a, cite('民法典', 201))).toBe(true);
    expect(sameCitation(a, b)).toBe(false);
  });

  it('has words for every mark', () => {
    expect(markWords.unverified).toContain('核对');
    expect(markWords.inference).toContain('推断');
  });
});
