import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PlanReading } from '../../contexts/plan/reading/plan-reading.ts';
import { AppError } from '../../platform/app-error.ts';
import command from './plan.ts';

const samples = join(import.meta.dirname, '..', '..', '..', 'tests', 'samples', 'plans');

async function run(...args: string[]): Promise<{ code: number; value: PlanReading; words: string }> {
  let printed: { value: PlanReading; words: string } | undefined;
  const code = await command.run({
    args,
    json: true,
    env: {},
    readStdin: async () => '',
    print: (value, words) => {
      printed = { value: value as PlanReading, words: words ?? '' };
    },
    note: () => undefined,
  });
  if (printed === undefined) throw new Error('nothing was printed');
  return { code, ...printed };
}

async function fault(...args: string[]): Promise<AppError> {
  return run(...args).then(
    () => Promise.reject(new Error('expected a fault')),
    (error: unknown) => (error instanceof AppError ? error : Promise.reject(error)),
  );
}

describe('plan parse', () => {
  it('prints title, documents, leaves and warnings', async () => {
    const { code, value, words } = await run('parse', join(samples, 'outline.docx'));
    expect(code).toBe(0);
    expect(Object.keys(value)).toEqual(expect.arrayContaining(['title', 'documents', 'leaves', 'warnings']));
    expect(Object.keys(value.leaves[0] ?? {})).toEqual(
      expect.arrayContaining([
        'id',
        'path',
        'title',
        'responsibilityLabel',
        'lead',
        'cooperating',
        'limits',
        'channels',
        'elements',
      ]),
    );
    expect(words).toContain('共 9 项');
    expect(words).toContain('3.2  社会救助');
  });

  it('says which file is missing', async () => {
    const error = await fault('parse', join(samples, 'no-such-file.docx'));
    expect([error.code, error.detail]).toEqual(['bad-input', expect.stringContaining('没有这个文件')]);
  });

  it('says that a folder is no file', async () => {
    expect((await fault('parse', samples)).detail).toContain('这是一个文件夹');
  });

  it.each([[[]], [['parse']], [['show', 'x']], [['parse', 'a', 'b']]])(
    'shows its usage for %j',
    async args => {
      expect((await fault(...args)).detail).toContain('plan parse FILE');
    },
  );
});
