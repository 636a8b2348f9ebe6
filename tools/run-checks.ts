/**
 * `npm test` (everything) and `npm run check` (what needs no run of the product). One line a step, failures below it,
 * whole outputs in .cache/test-logs. The last line is always `N passed, N failed`.
 */
import { machine } from './checks/machine.ts';
import { staticChecks } from './checks/static-checks.ts';
import { fail, type Outcome, type Step } from './checks/step.ts';
import { suites } from './checks/suites.ts';

async function perform(step: Step): Promise<Outcome> {
  const began = performance.now();
  const outcome = await step.run().catch(error => fail(String(error instanceof Error ? error.stack : error)));
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const count =
    outcome.passed + outcome.failed > 1 ? `  ${outcome.passed} passed, ${outcome.failed} failed` : '';
  process.stdout.write(`${outcome.failed === 0 ? '✓' : '✗'} ${step.name}${count}  (${seconds} s)\n`);
  for (const remark of outcome.remarks) process.stdout.write(`    ${remark}\n`);
  return outcome;
}

async function main(mode: string | undefined): Promise<number> {
  const steps = mode === 'test' ? [...staticChecks(), machine, ...suites()] : staticChecks();
  let passed = 0;
  let failed = 0;
  for (const step of steps) {
    const outcome = await perform(step);
    passed += outcome.passed;
    failed += outcome.failed;
  }
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv[2]);
