import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// The zone of every test run, as in vitest.config.ts.
process.env.TZ = 'Pacific/Kiritimati';

/** The test of every table and sentence first: it meets most mutants, and a run ends with the first failure. */
class SentencesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => (moduleId.endsWith('sentences.test.ts') ? 0 : 1);
    return [...files].sort((a, b) => rank(a) - rank(b) || (a.moduleId < b.moduleId ? -1 : 1));
  }
}

/**
 * What stryker.config.json runs against each mutant: the tests of the law but two. One reads the sources as text and
 * would see the mutation switches; the other lives through ten thousand histories, which is too slow to repeat for
 * every mutant. The score is therefore what the remaining tests kill by themselves.
 */
export default defineConfig({
  test: {
    include: ['src/law/**/*.test.ts'],
    exclude: ['src/law/instruments.test.ts', 'src/law/request-clock/model.test.ts'],
    sequence: { sequencer: SentencesFirst },
  },
});
