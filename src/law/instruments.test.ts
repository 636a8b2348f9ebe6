import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exportsOf, lawFiles, renderLawPage } from '../../tools/law-page.ts';
import { mutatedFiles } from '../../tools/mutation.ts';
import type { InstrumentName } from './citation.ts';
import { articlesOf, instruments, supportingFiles } from './instruments.ts';

const files = lawFiles().filter(({ path }) => !/\.(test|fixture)\.ts$/.test(path));
const entries = instruments.flatMap(({ name, articles }) => articles.map(entry => ({ name, ...entry })));

/** Short names for `cite` that files of the law give themselves. */
const shortNames: Readonly<Record<string, InstrumentName>> = {
  regulation: '政府信息公开条例',
  article: '政府信息公开条例',
  order713: '重大行政决策程序暂行条例',
};

/** Every place the code cites: `[instrument, article or nothing]`. */
function citedPlaces(text: string): [string, number | undefined][] {
  const number = (digits: string | undefined) => (digits === undefined ? undefined : Number(digits));
  const full = [...text.matchAll(/\bcite\('([^']+)'(?:,\s*(\d+))?/g)].map(
    (match): [string, number | undefined] => [match[1]!, number(match[2])],
  );
  const short = [...text.matchAll(/(?<![\w.])(regulation|article|order713)\((\d+)/g)].map(
    (match): [string, number | undefined] => [shortNames[match[1]!]!, Number(match[2])],
  );
  return [...full, ...short];
}

function isListed(name: string, article: number | undefined): boolean {
  const own = entries.filter(entry => entry.name === name);
  if (article === undefined) return own.length > 0;
  return own.some(entry => articlesOf(entry).includes(article));
}

describe('the table of articles and the code', () => {
  it('lists every article that the code cites', () => {
    const cited = files.flatMap(({ path, text }) =>
      citedPlaces(text).map(([name, article]) => ({ path, name, article })),
    );
    expect(cited.length).toBeGreaterThan(80);
    expect(cited.filter(({ name, article }) => !isListed(name, article))).toEqual([]);
  });

  it('has code or a reason for every article, and not both', () => {
    const neither = entries.filter(
      ({ implementedBy, notImplemented }) => (implementedBy?.length ?? 0) > 0 === (notImplemented ?? '') > '',
    );
    expect(neither).toEqual([]);
  });

  it('speaks of every export, or of the file that supports others', () => {
    const named = new Set(entries.flatMap(({ implementedBy }) => implementedBy ?? []));
    const uncited = files
      .filter(({ path }) => supportingFiles[path] === undefined)
      .flatMap(file => exportsOf(file).map(name => `${file.path} ${name}`))
      .filter(each => !named.has(each.split(' ')[1]!));
    expect(uncited).toEqual([]);
  });

  it('names only exports and files that exist, and each article once', () => {
    const exported = files.flatMap(exportsOf);
    expect(new Set(exported).size).toBe(exported.length);
    const unknown = entries
      .flatMap(({ implementedBy }) => implementedBy ?? [])
      .filter(name => !exported.includes(name));
    expect(unknown).toEqual([]);
    expect(Object.keys(supportingFiles).filter(path => !files.some(file => file.path === path))).toEqual([]);
    for (const { articles } of instruments) {
      const numbers = articles.flatMap(articlesOf);
      expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    }
  });

  it('covers all 56 articles of the regulation and all 44 of the order on decisions', () => {
    const numbersOf = (name: InstrumentName) =>
      instruments.find(instrument => instrument.name === name)?.articles.flatMap(articlesOf);
    expect(numbersOf('政府信息公开条例')).toEqual(Array.from({ length: 56 }, (_, i) => i + 1));
    expect(numbersOf('重大行政决策程序暂行条例')).toEqual(Array.from({ length: 44 }, (_, i) => i + 1));
  });

  it('imports nothing from outside the law', () => {
    const outside = files.flatMap(({ path, text }) =>
      [...text.matchAll(/from '([^']+)'/g)]
        .map(match => match[1]!)
        .filter(
          target =>
            !target.startsWith('.') ||
            (path.includes('/') ? target.startsWith('../../') : target.startsWith('..')),
        )
        .map(target => `${path} → ${target}`),
    );
    expect(outside).toEqual([]);
  });
});

describe('docs/law.md', () => {
  const page = renderLawPage();

  it('is what the table says now; else run: node tools/law-page.ts', () => {
    expect(readFileSync(new URL('../../docs/law.md', import.meta.url), 'utf8')).toBe(page);
  });

  it('names a test for every article that is carried out', () => {
    const untested = page
      .split('\n')
      .filter(line => / \| implemented/.test(line) && / \| {2}\| implemented/.test(line));
    expect(untested).toEqual([]);
  });

  it('carries the marks', () => {
    expect(page).toContain('`lawDefaults.feeClock` = `restarts`');
    expect(page).toContain('| `proactiveRules.budget` |');
    expect(page).toContain('implemented · **unverified**');
  });
});

describe('docs/mutation.md', () => {
  const page = readFileSync(new URL('../../docs/mutation.md', import.meta.url), 'utf8');

  it('has the score of every file with rules in it, and of all; else run: npm run mutation', () => {
    const rows = [...page.matchAll(/^\| `([^`]+)` \|(?: \d+ \|){5} [\d.]+ % \|$/gm)].map(match => match[1]);
    expect(rows).toEqual(mutatedFiles());
    const all = /^\| \*\*all\*\* .* ([\d.]+) % \|$/m.exec(page)?.[1];
    expect(Number(all)).toBeGreaterThanOrEqual(85);
  });
});
