import { defineConfig } from 'vitest/config';

// The zone of every test run, as in vitest.config.ts.
process.env.TZ = 'Pacific/Kiritimati';

/**
 * What stryker.config.json runs against each mutant: the tests of the law but two. One reads the sources as text and
 * would see the mutation switches; the other lives through ten thousand histories, which is too slow to repeat for
 * every mutant. The score is therefore what the remaining tests kill by themselves.
 */
export default defineConfig({
  test: {
    include: ['src/law/**/*.test.ts'],
    exclude: ['src/law/instruments.test.ts', 'src/law/request-clock/model.test.ts'],
  },
});
