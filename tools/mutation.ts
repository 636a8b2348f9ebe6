/**
 * Mutation testing of the law: `npm run mutation [FILE…]`, FILE such as `working-days` or `request-clock/moves`. Changes
 * each file of src/law in every small way Stryker knows and runs the tests of the law on every change; then writes the
 * table and the survivors into docs/mutation.md. Without names all files are run, which takes about an hour on a quiet
 * machine; with `--page` none is, and the page is written anew from the results that are kept.
 *
 * One run per file, not one for all: the calendar is under nearly every test, and switches for its changes in each of
 * the other files' runs make those several times slower without changing any result.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const lawFolder = join(root, 'src', 'law');
const reports = join(root, '.cache', 'mutation-reports');
const written = join(root, '.cache', 'mutation-report.json');
const page = join(root, 'docs', 'mutation.md');

interface Place {
  readonly line: number;
  readonly column: number;
}

interface Mutant {
  readonly status:
    | 'Killed'
    | 'Timeout'
    | 'Survived'
    | 'NoCoverage'
    | 'RuntimeError'
    | 'CompileError'
    | 'Ignored';
  readonly replacement: string;
  readonly location: { readonly start: Place; readonly end: Place };
}

interface Report {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>>;
}

/** The files that are mutated: every one with rules in it. Tables of data and lists of articles have tests of their own. */
export function mutatedFiles(): string[] {
  const aside = /\.(test|fixture)\.ts$|^published-years|^instruments|^request-clock\/events/;
  return readdirSync(lawFolder, { recursive: true, encoding: 'utf8' })
    .map(path => path.replaceAll('\\', '/'))
    .filter(path => path.endsWith('.ts') && !aside.test(path))
    .sort();
}

function reportOf(file: string): string {
  return join(reports, `${file.replaceAll('/', '--')}.json`);
}

function runOn(file: string): void {
  rmSync(written, { force: true });
  const began = Date.now();
  const stryker = join(root, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');
  const run = spawnSync(process.execPath, [stryker, 'run', '--mutate', `src/law/${file}`], {
    cwd: root,
    encoding: 'utf8',
  });
  // It fails below its threshold too; what counts is that it came to a report.
  if (!existsSync(written)) throw new Error(`${file}：没有得到结果。\n${run.stdout}${run.stderr}`);
  renameSync(written, reportOf(file));
  process.stderr.write(`${rowOf(file)} ${Math.round((Date.now() - began) / 1000)} s\n`);
}

function mutantsOf(file: string): { source: string; mutants: readonly Mutant[] } {
  const report = JSON.parse(readFileSync(reportOf(file), 'utf8')) as Report;
  return report.files[`src/law/${file}`] ?? { source: '', mutants: [] };
}

interface Count {
  readonly killed: number;
  readonly timeout: number;
  readonly survived: number;
  readonly uncovered: number;
  readonly failed: number;
}

function countOf(mutants: readonly Mutant[]): Count {
  const of = (...statuses: Mutant['status'][]) =>
    mutants.filter(each => statuses.includes(each.status)).length;
  return {
    killed: of('Killed'),
    timeout: of('Timeout'),
    survived: of('Survived'),
    uncovered: of('NoCoverage'),
    failed: of('RuntimeError', 'CompileError'),
  };
}

/** Killed of all that could be: changes with which nothing starts are left out. */
function scoreOf({ killed, timeout, survived, uncovered }: Count): number {
  return (100 * (killed + timeout)) / (killed + timeout + survived + uncovered);
}

function row(name: string, count: Count): string {
  const { killed, timeout, survived, uncovered, failed } = count;
  return `| ${name} | ${killed} | ${timeout} | ${survived} | ${uncovered} | ${failed} | ${scoreOf(count).toFixed(1)} % |`;
}

function rowOf(file: string): string {
  return row(`\`${file}\``, countOf(mutantsOf(file).mutants));
}

function table(files: readonly string[]): string {
  const all = countOf(files.flatMap(file => mutantsOf(file).mutants));
  return [
    '| File | Killed | Timed out | Survived | Not reached | Could not start | Score |',
    '|---|---|---|---|---|---|---|',
    ...files.map(rowOf),
    row('**all**', all),
  ].join('\n');
}

/** The text a mutant replaces. */
function replaced(source: string, { start, end }: Mutant['location']): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const last = lines.length - 1;
  const cut = lines.map((line, i) =>
    line.slice(i === 0 ? start.column - 1 : 0, i === last ? end.column - 1 : undefined),
  );
  return cut.join('\n');
}

/** One line of code in a table cell. */
function cell(code: string): string {
  const line = code.replace(/\s+/g, ' ').trim();
  const short = line.length > 90 ? `${line.slice(0, 87)}…` : line;
  return `\`\`${short.replaceAll('|', '\\|').replace(/^`|`$/g, ' ` ')}\`\``;
}

function survivors(files: readonly string[]): string {
  const rows = files.flatMap(file => {
    const { source, mutants } = mutantsOf(file);
    return mutants
      .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
      .map(each => `| \`${file}\` | ${cell(replaced(source, each.location))} | ${cell(each.replacement)} |`);
  });
  return ['| File | Code | Survived as |', '|---|---|---|', ...rows].join('\n');
}

function between(text: string, name: string, content: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [text.indexOf(open), text.indexOf(close)];
  if (from < 0 || to < from) throw new Error(`docs/mutation.md 中缺少 ${open} 与 ${close}。`);
  return `${text.slice(0, from + open.length)}\n${content}\n${text.slice(to)}`;
}

/** Writes what the kept results add up to into the page; returns the table. */
function writePage(files: readonly string[]): string {
  const done = files.filter(file => existsSync(reportOf(file)));
  const text = between(readFileSync(page, 'utf8'), 'table', table(done));
  writeFileSync(page, between(text, 'survivors', survivors(done)));
  return table(done);
}

function main(names: readonly string[]): void {
  const files = mutatedFiles();
  const asked = names.filter(name => name !== '--page');
  const chosen = files.filter(file => asked.includes(file.replace(/\.ts$/, '')));
  if (chosen.length < asked.length) throw new Error(`没有这样的文件。可选：${files.join(' ')}`);
  mkdirSync(reports, { recursive: true });
  for (const file of names.length === 0 ? files : chosen) runOn(file);
  process.stdout.write(`${writePage(files)}\n`);
}

if (import.meta.main) main(process.argv.slice(2));
