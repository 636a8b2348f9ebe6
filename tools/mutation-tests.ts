import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * All tests of the law as one file, for stryker.config.json: a worker and a module graph per mutant instead of one per
 * test file make a run several times faster. The test of every table and sentence comes first, because it meets most
 * mutants and a run ends with its first failure.
 *
 * Two are left out. One reads the sources as text and would see the mutation switches; the other lives through ten
 * thousand histories, which is too slow to repeat for every mutant. The score is what the others kill by themselves.
 */
const left = ['instruments.test.ts', 'model.test.ts'];
const folder = join(import.meta.dirname, '..', 'src', 'law');

const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.test.ts') && !left.some(each => name.endsWith(each)))
  .sort((a, b) => Number(b.startsWith('sentences')) - Number(a.startsWith('sentences')) || (a < b ? -1 : 1));

for (const name of files) await import(/* @vite-ignore */ join(folder, name));
