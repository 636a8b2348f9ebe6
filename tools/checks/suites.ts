import { existsSync, globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  excerpt,
  fail,
  logFolder,
  nodeModule,
  type Outcome,
  type Ran,
  root,
  runLogged,
  type Step,
} from './step.ts';

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

function firstLines(text: string, count = 4): string {
  return text.trim().split('\n').slice(0, count).join('\n    ');
}

function readReport<T>(path: string, ran: Ran): T | Outcome {
  if (!existsSync(path)) return fail(...excerpt(ran));
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}

/** Reads the real plan, which stands beside the checkout in development and not on a user's machine. */
const readsBeside = 'src/contexts/plan/reading/samples.test.ts';

/** Tests that could not run because what they read is not on this machine: told loudly, and no failure. */
function excusedIn({ testResults }: VitestReport): number {
  if (existsSync(join(root, '..', 'shared', 'plan'))) return 0;
  const own = testResults.filter(file => file.name.endsWith(readsBeside));
  return own.flatMap(file => file.assertionResults).filter(test => test.status === 'skipped').length;
}

/** Counts the tests; a file that could not be read, a skipped test and an empty run count as failures too. */
function vitestOutcome(report: VitestReport, ran: Ran): Outcome {
  const remarks: string[] = [];
  let extra = 0;
  for (const file of report.testResults) {
    const failed = file.assertionResults.filter(test => test.status === 'failed');
    const place = file.name.startsWith(root) ? file.name.slice(root.length) : file.name;
    for (const test of failed) {
      remarks.push(`${place}: ${test.fullName}\n    ${firstLines(test.failureMessages.join('\n'))}`);
    }
    if (file.status === 'failed' && failed.length === 0) {
      extra += 1;
      remarks.push(`${place}: ${firstLines(file.message)}`);
    }
  }
  const excused = excusedIn(report);
  if (excused > 0) remarks.push(`!! ../shared is absent: ${excused} test on the real plan did not run`);
  const skipped = report.numPendingTests + report.numTodoTests - excused;
  if (skipped > 0) remarks.push(`${skipped} tests were skipped`);
  const nothing = report.numPassedTests + report.numFailedTests === 0;
  if (nothing) remarks.push('no test was run');
  const failed = report.numFailedTests + extra + skipped + (nothing ? 1 : 0);
  // An error outside every test (an unhandled rejection) shows in the exit code only.
  if (failed === 0 && ran.code !== 0)
    return { passed: report.numPassedTests, failed: 1, remarks: excerpt(ran) };
  return { passed: report.numPassedTests, failed, remarks };
}

function vitest(name: string, title: string, args: readonly string[], env: Record<string, string>): Step {
  return {
    name: title,
    async run() {
      const file = join(logFolder, `${name}.json`);
      rmSync(file, { force: true });
      const ran = await runLogged(
        name,
        nodeModule(
          'vitest/vitest.mjs',
          'run',
          '--reporter=default',
          '--reporter=json',
          `--outputFile.json=${file}`,
          ...args,
        ),
        env,
      );
      const report = readReport<VitestReport>(file, ran);
      return 'remarks' in report ? report : vitestOutcome(report, ran);
    },
  };
}

interface PlaywrightSuite {
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs?: readonly {
    readonly title: string;
    readonly file: string;
    readonly ok: boolean;
    readonly tests: readonly {
      readonly results: readonly { readonly error?: { readonly message?: string } }[];
    }[];
  }[];
}

interface PlaywrightReport extends PlaywrightSuite {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
  readonly errors: readonly { readonly message?: string }[];
}

function failedJourneys(suite: PlaywrightSuite): readonly string[] {
  const here = (suite.specs ?? [])
    .filter(spec => !spec.ok)
    .map(spec => {
      const errors = spec.tests.flatMap(test => test.results.map(result => result.error?.message ?? ''));
      return `${spec.file}: ${spec.title}\n    ${firstLines(errors.find(text => text !== '') ?? '', 6)}`;
    });
  return [...here, ...(suite.suites ?? []).flatMap(failedJourneys)];
}

/** A journey that needed a second attempt has failed: it would fail somebody one day. */
async function journeys(): Promise<Outcome> {
  const file = join(logFolder, 'journeys.json');
  rmSync(file, { force: true });
  const ran = await runLogged(
    'journeys',
    nodeModule('@playwright/test/cli.js', 'test', '--config', 'playwright.config.ts', '--reporter=json'),
    { PLAYWRIGHT_JSON_OUTPUT_NAME: file, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  );
  const report = readReport<PlaywrightReport>(file, ran);
  if ('remarks' in report) return report;
  const { expected, unexpected, flaky, skipped } = report.stats;
  const errors = report.errors.map(error => firstLines(error.message ?? ''));
  const failed = unexpected + flaky + skipped + errors.length;
  const remarks = [...failedJourneys(report), ...errors];
  if (skipped > 0) remarks.push(`${skipped} journeys were skipped`);
  if (expected + failed === 0) return fail('no journey was run');
  return { passed: expected, failed, remarks };
}

/** Everything that runs the product. */
export function suites(): readonly Step[] {
  const hasJourneys = globSync('tests/journeys/**/*.browser.test.ts', { cwd: root }).length > 0;
  return [
    vitest('tests', 'tests (embedded PostgreSQL 18)', [], { GONGKAI_TEST_ENGINE: 'embedded' }),
    vitest('tests-server15', 'database tests (PostgreSQL 15 server)', ['--project', 'database'], {
      GONGKAI_TEST_ENGINE: 'server15',
    }),
    ...(hasJourneys ? [{ name: 'journeys in the browser', run: journeys }] : []),
  ];
}
