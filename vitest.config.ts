import { defineConfig } from 'vitest/config';

// Every test runs as if the machine stood at UTC+14: a civil date computed through the process's zone shows at once.
process.env.TZ = 'Pacific/Kiritimati';

const databaseTests = '{src,tests,tools}/**/*.db.test.{ts,tsx}';
const productTests = 'tests/acceptance/**/*.test.ts';

/**
 * Three projects by what a test needs: nothing; a database; the whole product, started. Files of one project share the
 * modules of their process: no module of ours keeps a state that one test could leave to another, and loading them
 * anew for every file took a third of the run.
 */
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    pool: 'forks',
    // One more than cores: a test of the product waits for other processes and the disk.
    maxWorkers: 3,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          isolate: false,
          include: ['{src,tests,tools}/**/*.test.{ts,tsx}'],
          exclude: [databaseTests, productTests, 'tests/journeys/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'database',
          isolate: false,
          include: [databaseTests],
          exclude: [productTests],
          globalSetup: ['tests/support/global-setup.ts'],
        },
      },
      {
        extends: true,
        test: { name: 'product', include: [productTests], testTimeout: 120_000, hookTimeout: 120_000 },
      },
    ],
  },
});
