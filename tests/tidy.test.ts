import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faults } from '../src/platform/app-error.ts';

/** A rule without a check is a wish: the conventions of docs/architecture.md that no linter knows. */

const root = join(import.meta.dirname, '..');
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter(name => name !== '');
const code = files.filter(name => /^(src|tools|tests|bench)\/.*\.(ts|tsx|mjs)$/.test(name));
const read = (name: string): string => readFileSync(join(root, name), 'utf8');

function offenders(names: readonly string[], wrong: (name: string) => boolean): string[] {
  return names.filter(wrong);
}

describe('the conventions of the house', () => {
  it('has found the source tree', () => {
    expect(code.length).toBeGreaterThan(100);
  });

  it('keeps every file within one sitting (400 lines; a table of cases may have 600)', () => {
    const generated = /published-years|database\/schema\.ts$/;
    const long = code.filter(name => /^src\//.test(name) && !generated.test(name));
    const limit = (name: string): number => (name.includes('.test.') ? 601 : 401);
    expect(offenders(long, name => read(name).split('\n').length > limit(name))).toEqual([]);
  });

  it('uses no shelf names such as utils, helpers, types, index, manager', () => {
    const shelf = /(^|\/)(utils?|helpers?|types?|index|managers?|data|info|misc|common)(\.test)?\.tsx?$/;
    expect(offenders(code, name => shelf.test(name))).toEqual([]);
  });

  it('names files in kebab-case', () => {
    const last = (name: string): string => name.split('/').at(-1)!;
    expect(offenders(code, name => !/^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(last(name)))).toEqual([]);
  });

  it('leaves no test out and no work for later', () => {
    const mark = /\b(it|test|describe)\.(only|skip|todo)\b|\b(TODO|FIXME|HACK)\b/;
    const self = 'tests/tidy.test.ts';
    expect(offenders(code, name => name !== self && mark.test(read(name)))).toEqual([]);
  });

  it('knows no Date in law and in rules', () => {
    const pure = code.filter(
      name => /^src\/(law\/|contexts\/[a-z]+\/rules)/.test(name) && !/\.(test|fixture)\./.test(name),
    );
    expect(pure.length).toBeGreaterThan(20);
    expect(offenders(pure, name => /\bnew Date\b|\bDate\.now\b/.test(read(name)))).toEqual([]);
  });

  it('reads the time only where the clock is made', () => {
    const readers = code.filter(name => /^src\/(contexts|portal)\//.test(name) && !name.includes('.test.'));
    expect(offenders(readers, name => /\bDate\.now\(\)|\bnew Date\(\)/.test(read(name)))).toEqual([]);
  });

  it('keeps SQL in stores', () => {
    const services = code.filter(name => /^src\/contexts\/[a-z]+\/(rules|routes|contract)/.test(name));
    const speaksSql = /\b(selectFrom|insertInto|updateTable|deleteFrom)\(|\bsql`/;
    expect(offenders(services, name => !name.includes('.test.') && speaksSql.test(read(name)))).toEqual([]);
  });

  it('writes links on the portal through the one that checks their scheme', () => {
    const rooms = code.filter(
      name => /^src\/portal\/.*\.tsx$/.test(name) && !/(link|layout)\.tsx$/.test(name),
    );
    expect(rooms.length).toBeGreaterThan(5);
    expect(offenders(rooms, name => /<a[\s>]/.test(read(name)))).toEqual([]);
  });

  it('names no download address and no machine path in the lockfile', () => {
    expect(read('package-lock.json')).not.toMatch(/"resolved": *"https?:|"resolved": *"file:/);
  });
});

describe('docs/errors.md', () => {
  it('lists exactly the codes of the one table', () => {
    const documented = [...read('docs/errors.md').matchAll(/^\| `([a-z-]+)` \|/gm)].map(found => found[1]);
    expect(documented).toEqual([...Object.keys(faults), 'bug']);
  });
});

describe('Chinese on screen', () => {
  /** Tables that compare texts, and patterns, must hold half-width marks. */
  const patterns =
    /\/(reading|gate|masking|document-number|holiday-notice|unit-names|words)\b|[a-z]+\/(starter|samples)\//;

  it('uses full-width punctuation between Chinese words', () => {
    const screens = code.filter(
      name => /^src\/.*\.tsx?$/.test(name) && !/\.(test|fixture)\./.test(name) && !patterns.test(name),
    );
    expect(screens.length).toBeGreaterThan(100);
    const halfWidth = /[\u4e00-\u9fff”》][,;:?!](?=[\u4e00-\u9fff“《])|[\u4e00-\u9fff”》]\([\u4e00-\u9fff]/;
    const found = screens.flatMap(name =>
      read(name)
        .split('\n')
        .flatMap((line, at) =>
          halfWidth.test(line) ? [`${name}:${at + 1} ${line.trim().slice(0, 60)}`] : [],
        ),
    );
    expect(found).toEqual([]);
  });
});
