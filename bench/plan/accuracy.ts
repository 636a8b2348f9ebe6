/**
 * Measures the plan reader against what a person made of the same plan.
 *
 *     npm exec -- node bench/plan/accuracy.ts [--json]
 *
 * Compares with `../shared/plan/obligations.json` if it is there; otherwise says so and measures on the sample plans.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { likeness } from '../../src/contexts/plan/reading/difference.ts';
import type { PlanLeaf } from '../../src/contexts/plan/reading/plan-reading.ts';
import { readPlan } from '../../src/contexts/plan/reading/read-plan.ts';
import { readOfficeFile } from '../../src/platform/office-text/read-office-file.ts';
import { sampleAnswers } from '../../tests/samples/plans/sample-plan.ts';
import { outlineText } from '../../tools/sample-plans.ts';

const root = join(import.meta.dirname, '..', '..');
const plan = join(root, '..', 'shared', 'plan');

/** A leaf as a person wrote it down. */
interface Expected {
  readonly id: string;
  readonly lead: readonly string[];
  readonly cooperating: readonly string[];
  readonly explicitLimits: readonly { readonly limit: string }[];
  readonly channels?: readonly string[];
  readonly elements?: readonly { readonly name: string }[];
}

export interface Score {
  readonly what: string;
  readonly expected: number;
  readonly found: number;
  readonly precision: number;
  readonly recall: number;
  readonly missed: readonly string[];
  readonly extra: readonly string[];
}

function score(what: string, expected: readonly string[], found: readonly string[]): Score {
  const wanted = new Set(expected);
  const got = new Set(found);
  const hits = [...wanted].filter(key => got.has(key)).length;
  return {
    what,
    expected: wanted.size,
    found: got.size,
    precision: got.size === 0 ? 1 : hits / got.size,
    recall: wanted.size === 0 ? 1 : hits / wanted.size,
    missed: [...wanted].filter(key => !got.has(key)),
    extra: [...got].filter(key => !wanted.has(key)),
  };
}

/** Names of elements are a person's wording: an element counts as found if a name at least half like it was proposed. */
function elementScore(expected: readonly Expected[], leaves: readonly PlanLeaf[]): Score {
  let found = 0;
  let hits = 0;
  const missed: string[] = [];
  for (const leaf of expected) {
    const names = leaves.find(other => other.id === leaf.id)?.elements.map(element => element.name) ?? [];
    found += names.length;
    for (const { name } of leaf.elements ?? []) {
      const close = names.some(
        other => likeness(name, other) >= 0.5 || other.includes(name) || name.includes(other),
      );
      if (close) hits++;
      else missed.push(`${leaf.id} ${name}`);
    }
  }
  const total = expected.reduce((sum, leaf) => sum + (leaf.elements?.length ?? 0), 0);
  const precision = found === 0 ? 1 : Math.min(1, hits / found);
  return {
    what: 'elements (alike)',
    expected: total,
    found,
    precision,
    recall: total === 0 ? 1 : hits / total,
    missed,
    extra: [],
  };
}

/** Precision and recall of leaves, units, limits and channels; every pair of leaf and value counts once. */
export function scores(expected: readonly Expected[], leaves: readonly PlanLeaf[]): Score[] {
  const keys = <T extends { id: string }>(
    list: readonly T[],
    values: (leaf: T) => readonly string[],
  ): string[] => list.flatMap(leaf => values(leaf).map(value => `${leaf.id} ${value}`));
  return [
    score(
      'leaves',
      expected.map(leaf => leaf.id),
      leaves.map(leaf => leaf.id),
    ),
    score(
      'lead units',
      keys(expected, leaf => leaf.lead),
      keys(leaves, leaf => leaf.lead),
    ),
    score(
      'cooperating units',
      keys(expected, leaf => leaf.cooperating),
      keys(leaves, leaf => leaf.cooperating),
    ),
    score(
      'explicit limits',
      keys(expected, leaf => leaf.explicitLimits.map(limit => limit.limit)),
      keys(leaves, leaf => leaf.limits.map(limit => limit.limit)),
    ),
    score(
      'channels',
      keys(expected, leaf => leaf.channels ?? []),
      keys(leaves, leaf => leaf.channels),
    ),
    elementScore(expected, leaves),
  ];
}

export interface BenchPlan {
  readonly file: string;
  readonly text: string;
  readonly expected: readonly Expected[];
}

/** The real plan with its answers, or, said loudly, the synthetic sample. */
export function benchPlan(): BenchPlan {
  const real = existsSync(join(plan, 'obligations.json'));
  if (!real) console.warn('!! ../shared/plan is ABSENT: these figures are for the synthetic samples only.');
  if (!real) return { file: 'outline.txt', text: outlineText(), expected: sampleAnswers() as Expected[] };
  const answers = readFileSync(join(plan, 'obligations.json'), 'utf8');
  const text = readFileSync(join(plan, 'plan-2019.txt'), 'utf8');
  return { file: 'plan-2019.txt', text, expected: JSON.parse(answers) as Expected[] };
}

async function main(): Promise<void> {
  const { file, text, expected } = benchPlan();
  const started = performance.now();
  const reading = readPlan(await readOfficeFile(Buffer.from(text), file));
  const milliseconds = performance.now() - started;
  const rows = scores(expected, reading.leaves);
  if (process.argv.includes('--json')) {
    process.stdout.write(`${JSON.stringify({ file, milliseconds, scores: rows })}\n`);
    return;
  }
  process.stdout.write(
    `${file}: ${reading.leaves.length} leaves, ${reading.warnings.length} warnings, ${milliseconds.toFixed(0)} ms\n\n`,
  );
  process.stdout.write(`${'what'.padEnd(20)}expected   found  precision  recall\n`);
  for (const row of rows) {
    const figures = [row.expected, row.found].map(count => String(count).padStart(8)).join('');
    const shares = [row.precision, row.recall].map(share => share.toFixed(3).padStart(10)).join('');
    process.stdout.write(`${row.what.padEnd(20)}${figures}${shares}\n`);
    for (const key of row.missed.slice(0, 12)) process.stdout.write(`    missed ${key}\n`);
    for (const key of row.extra.slice(0, 12)) process.stdout.write(`    extra  ${key}\n`);
  }
}

if (import.meta.main) await main();
