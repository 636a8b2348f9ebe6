import { describe, expect, it } from 'vitest';
import type { Fault } from './page-faults.ts';
import { foldFaults, indicatorsOf, type KeptFinding, standingFindings } from './site-findings.ts';

const fault = (rule: Fault['rule'], subject: string, page = subject): Fault => ({
  ...{ rule, subject, page },
  words: `${subject}。`,
});

describe('the findings of a check', () => {
  it('fold a fault of every page into one, the home page first among its samples', () => {
    const pages = ['/news/2019/06/1.html', '/', '/news/', '/a/', '/b/', '/c/', '/news/'];
    const faults = [
      fault('image-alt-missing', 'x'),
      ...pages.map(page => fault('footer-missing', 'ICP备案号', page)),
    ];
    expect(
      foldFaults(faults).map(({ rule, pages, samples }) => [rule, pages, samples[0], samples.length]),
    ).toEqual([
      ['footer-missing', 6, '/', 5],
      ['image-alt-missing', 1, 'x', 1],
    ]);
  });

  const before: KeptFinding[] = ['/still', '/mended', '/not-looked'].map(subject => ({
    ...foldFaults([fault('dead-link', subject, `${subject}/page`)])[0]!,
    sinceMs: 1,
    isCarried: false,
  }));
  const found = foldFaults([fault('dead-link', '/still', '/still/page'), fault('dead-link', '/new')]);
  const looked = new Set(['/still/page', '/mended/page', '/new']);
  const look = { looked, looksOutside: true, nowMs: 9 };
  const shown = (isComplete: boolean) =>
    standingFindings(found, before, { ...look, isComplete }).map(
      each => `${each.subject} ${each.sinceMs} ${each.isCarried}`,
    );

  it('keep what a broken-off check did not get to look at, and let go what it saw mended', () => {
    expect(shown(false).sort()).toEqual(['/new 9 false', '/not-looked 1 true', '/still 1 false']);
  });

  it('of a whole check are what it found, each since it was first seen', () => {
    expect(shown(true).sort()).toEqual(['/new 9 false', '/still 1 false']);
  });
});

describe('国办秘函〔2019〕19号: 单项否决', () => {
  const column = (path: string, staleAfterDays: number | null) => ({
    ...{ id: path, name: path, path, staleAfterDays },
    types: [],
  });
  const recent = Array.from({ length: 5 }, (_, at) => column(`/recent${at}/`, 14));
  const yearly = Array.from({ length: 10 }, (_, at) => column(`/yearly${at}/`, 366));
  const columnsOf = (faults: Fault[]) =>
    indicatorsOf(foldFaults(faults), [...recent, ...yearly]).find(each => each.name === '栏目不更新')?.result;
  const stale = (columns: readonly { path: string }[]) =>
    columns.map(each => fault('column-stale', each.path));

  it.each([
    ['four columns of two weeks', stale(recent.slice(1)), 'clear'],
    ['five of them', stale(recent), 'hit'],
    ['nine others', stale(yearly.slice(1)), 'clear'],
    ['ten others', stale(yearly), 'hit'],
    ['four and nine together', [...stale(recent.slice(1)), ...stale(yearly.slice(1))], 'clear'],
    ['five empty ones', recent.map(each => fault('column-empty', each.path)), 'hit'],
    ['a site that is down', [fault('site-unreachable', '/')], 'not-checked'],
  ] as const)('栏目不更新: %s', (_, faults, result) => {
    expect(columnsOf([...faults])).toBe(result);
  });
});
