import { beforeAll, describe, expect, it } from 'vitest';
import { readQuery } from './query-words.ts';
import { openSounder, type Sounder } from './sounds.ts';
import { variantsOf } from './synonyms.ts';
import { alike, lettersOf, spelledIn } from './titles.ts';
import { openSegmenter, type Segmenter } from './words.ts';

const titles = [
  '2019年城乡低保标准',
  '2019年第二季度低保数据',
  '临时救助工作规程',
  '保障房分配办法',
  '惠民殡葬补助办法',
];
let sounder: Sounder;
let segmenter: Segmenter;
beforeAll(async () => {
  [sounder, segmenter] = await Promise.all([openSounder(), openSegmenter()]);
});

describe('letters in a question', () => {
  it.each([
    ['dibao', ['低保']],
    ['di bao', ['低保']],
    ["DI'BAO", ['低保']],
    ['bzf', ['保障房']],
    ['lsjz', ['临时救助']],
    ['linshijiuzhu', ['临时救助']],
    ['xyzq', []],
  ])('%s may mean %j', (question, phrases) => {
    expect(spelledIn(lettersOf(question)!, titles.flatMap(sounder))).toEqual(phrases);
  });

  it.each(['a', 'gb/t 9704', '2019', '低保', '.*', 'a'.repeat(60)])('are not read in %s', question => {
    expect(lettersOf(question)).toBeUndefined();
  });
});

describe('a question that finds nothing', () => {
  it.each([
    ['地保', '低保'],
    ['宾葬', '殡葬'],
    ['临时求助', '临时救助'],
    ['临时救住', '临时救助'],
  ])('%s was meant as %s', (question, meant) => {
    expect(alike(sounder(question)[0]!, titles.flatMap(sounder))[0]).toBe(meant);
  });
});

describe('synonyms of the pack', () => {
  const groups = [['低保', '最低生活保障']];

  it('say a run in other words, in both directions, and leave other runs alone', () => {
    expect(variantsOf('低保标准', groups).map(each => each.text)).toEqual(['最低生活保障标准']);
    expect(variantsOf('最低生活保障', groups).map(each => each.text)).toEqual(['低保']);
    expect(variantsOf('殡葬', groups)).toEqual([]);
  });

  it('are told to the reader, and not used within quotes', () => {
    expect(readQuery('低保', segmenter, groups).synonyms).toEqual([
      { word: '低保', others: ['最低生活保障'] },
    ]);
    expect(readQuery('“低保”', segmenter, groups).synonyms).toEqual([]);
    expect(readQuery('“低保”', segmenter, groups).query).not.toContain('最低');
  });

  it('do not mind characters that nobody sees', () => {
    expect(readQuery('低\u200b保', segmenter, groups)).toEqual(readQuery('低保', segmenter, groups));
  });
});
