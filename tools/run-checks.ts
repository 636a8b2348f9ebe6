/**
 * `npm test` (everything) and `npm run check` (what needs no run of the product). One line a step, failures below it,
 * whole outputs in .cache/test-logs. The last line is always `N passed, N failed`.
 */
import { machine } from './checks/machine.ts';
import { staticChecks } from './checks/static-checks.ts';
import { fail, type Outcome, type Step } from './checks/step.ts';
import { suites } from './checks/suites.ts';

interface Performed {
  readonly outcome: Outcome;
  /** Its line, and its failures below it. */
  readonly words: string;
}

async function perform(step: Step): Promise<Performed> {
  const began = performance.now();
  const outcome = await step.run().catch(error => fail(String(error instanceof Error ? error.stack : error)));
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const { passed, failed, remarks } = outcome;
  const count = passed + failed > 1 ? `  ${passed} passed, ${failed} failed` : '';
  const line = `${failed === 0 ? '✓' : '✗'} ${step.name}${count}  (${seconds} s)\n`;
  return { outcome, words: [line, ...remarks.map(remark => `    ${remark}\n`)].join('') };
}

/** Steps of one thread each, two at a time; told in their order. */
function sideBySide(steps: readonly Step[]): Promise<Performed>[] {
  const answers = steps.map(() => Promise.withResolvers<Performed>());
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let no = next++; no < steps.length; no = next++) answers[no]!.resolve(await perform(steps[no]!));
  };
  void Promise.all([worker(), worker()]);
  return answers.map(answer => answer.promise);
}

async function main(mode: string | undefined): Promise<number> {
  let passed = 0;
  let failed = 0;
  const tell = ({ outcome, words }: Performed): void => {
    process.stdout.write(words);
    passed += outcome.passed;
    failed += outcome.failed;
  };
  for (const performed of sideBySide(staticChecks())) tell(await performed);
  // Each of these uses the whole machine.
  if (mode === 'test') for (const step of [machine, ...suites()]) tell(await perform(step));
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv[2]);
