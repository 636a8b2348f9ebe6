/** Writes docs/law.md: article → function → tests → status. Run: node tools/law-page.ts */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chineseNumber, citationWords, cite, type InstrumentName } from '../src/law/citation.ts';
import type { ArticleEntry, Instrument } from '../src/law/instruments/instrument.ts';
import { instruments, supportingFiles } from '../src/law/instruments.ts';
import { lawDefaults } from '../src/law/marked-defaults.ts';
import { proactiveRules } from '../src/law/proactive-deadline.ts';
import { replyKinds } from '../src/law/reply-kinds.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const lawFolder = join(root, 'src', 'law');

/** A file of src/law: its path inside the folder, with forward slashes, and its text. */
export interface LawFile {
  readonly path: string;
  readonly text: string;
}

export function lawFiles(): LawFile[] {
  return readdirSync(lawFolder, { recursive: true, encoding: 'utf8' })
    .map(path => path.replaceAll('\\', '/'))
    .filter(path => path.endsWith('.ts'))
    .sort()
    .map(path => ({ path, text: readFileSync(join(lawFolder, path), 'utf8') }));
}

/** Values that a file of the law exports, types left out. */
export function exportsOf({ text }: LawFile): string[] {
  const names = [...text.matchAll(/^export (?:function|const) (\w+)/gm)].map(match => match[1]!);
  return [...new Set(names)];
}

interface Sources {
  /** Which file exports a name. */
  readonly homes: ReadonlyMap<string, string>;
  readonly tests: readonly (LawFile & { readonly titles: string })[];
}

function readSources(): Sources {
  const files = lawFiles();
  const homes = new Map<string, string>();
  for (const file of files.filter(({ path }) => !path.endsWith('.test.ts'))) {
    for (const name of exportsOf(file)) homes.set(name, file.path);
  }
  const tests = files
    .filter(({ path }) => path.endsWith('.test.ts'))
    .map(file => ({
      ...file,
      titles: [...file.text.matchAll(/describe\(\s*'([^']+)'/g)].map(match => match[1]).join('\n'),
    }));
  return { homes, tests };
}

/** Test files whose describe names the article, else those that use its functions. */
export function testsOf(name: InstrumentName, entry: ArticleEntry, { tests }: Sources): string[] {
  const words = citationWords(cite(name, entry.article));
  const named = tests.filter(({ titles }) => titles.includes(words));
  const functions = entry.implementedBy ?? [];
  const using = tests.filter(({ text }) => functions.some(each => new RegExp(`\\b${each}\\b`).test(text)));
  return (named.length > 0 ? named : using).map(({ path }) => path);
}

function articleWords({ article, until }: ArticleEntry): string {
  if (article === undefined) return 'whole text';
  const first = `第${chineseNumber(article)}条`;
  return until === undefined ? first : `${first}–第${chineseNumber(until)}条`;
}

function link(path: string): string {
  return `[${path}](../src/law/${path})`;
}

function entryLine(instrument: Instrument, entry: ArticleEntry, sources: Sources): string {
  const functions = (entry.implementedBy ?? []).map(
    name => `[\`${name}\`](../src/law/${sources.homes.get(name) ?? 'instruments.ts'})`,
  );
  const isDone = functions.length > 0;
  const tests = isDone ? testsOf(instrument.name, entry, sources).map(link) : [];
  const mark = entry.mark === undefined ? '' : ` · **${entry.mark}**`;
  const status = isDone ? `implemented${mark}` : `not implemented: ${entry.notImplemented}${mark}`;
  return `| ${articleWords(entry)} | ${entry.says} | ${functions.join(', ')} | ${tests.join(', ')} | ${status} |`;
}

function instrumentSection(instrument: Instrument, sources: Sources): string {
  const since = instrument.since === undefined ? '' : `\n\nIn force since ${instrument.since}.`;
  const lines = instrument.articles.map(entry => entryLine(instrument, entry, sources));
  return `## ${instrument.title}${since}

| Article | Says | Functions | Tests | Status |
|---|---|---|---|---|
${lines.join('\n')}`;
}

function markedLines(): string[] {
  const defaults = Object.entries(lawDefaults).map(
    ([key, { mark, value, words }]) => `| \`lawDefaults.${key}\` = \`${value}\` | ${words} | ${mark} |`,
  );
  const limits = Object.entries(proactiveRules)
    .filter(([, { mark }]) => mark !== undefined)
    .map(([kind, { mark, trigger }]) => `| \`proactiveRules.${kind}\` | ${trigger} | ${mark} |`);
  const rows = Object.entries(replyKinds)
    .filter(([, { rowMark }]) => rowMark !== undefined)
    .map(
      ([outcome, { rowMark, words, row }]) =>
        `| \`replyKinds.${outcome}\` → \`${row}\` | ${words} | ${rowMark} |`,
    );
  return [...defaults, ...limits, ...rows];
}

/** The whole page. */
export function renderLawPage(): string {
  const sources = readSources();
  const supporting = Object.entries(supportingFiles).map(([path, why]) => `| ${link(path)} | ${why} |`);
  return `# The law, article by article

Generated by \`tools/law-page.ts\` from [src/law/instruments.ts](../src/law/instruments.ts); do not edit. A test fails
when this page is stale, when an export of \`src/law\` carries no article, or when an article is neither carried out nor
explained.

**unverified**: the rule was not read word for word in the text. **inference**: it was deduced from the text. Both are
configurable defaults; the mark travels with every answer that rests on them.

## Rules that carry a mark

| Rule | Says | Mark |
|---|---|---|
${markedLines().join('\n')}

${instruments.map(instrument => instrumentSection(instrument, sources)).join('\n\n')}

## Supporting files

| File | Why it carries no article |
|---|---|
${supporting.join('\n')}
`;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeFileSync(join(root, 'docs', 'law.md'), renderLawPage());
}
