import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { powerCuts, writeKinds } from './power-cut.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gongkai-power-'));
});
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));

describe('a power cut under writes', () => {
  it('loses nothing that was acknowledged and leaves no release half done', {
    timeout: 300_000,
  }, async () => {
    const { acknowledged, problems } = await powerCuts(3, folder);
    expect(problems).toEqual([]);
    for (const kind of writeKinds) expect(acknowledged[kind] ?? 0, kind).toBeGreaterThan(0);
  });
});
