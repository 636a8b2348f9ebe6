import { defineConfig } from 'vitest/config';

// The zone of every test run, as in vitest.config.ts.
process.env.TZ = 'Pacific/Kiritimati';

/** How stryker.config.json runs the tests of the law. */
export default defineConfig({ test: { include: ['tools/mutation-tests.ts'], testTimeout: 60_000 } });
