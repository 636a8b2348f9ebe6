import { defineConfig } from 'vitest/config';

// Every test runs as if the machine stood at UTC+14: a civil date computed through the process's zone shows at once.
process.env.TZ = 'Pacific/Kiritimati';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'tests/**/*.test.ts', 'tools/**/*.test.ts'],
    exclude: ['tests/journeys/**', 'node_modules/**'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
