import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPack } from './load.ts';

const bijie = fileURLToPath(new URL('../../../packs/bijie-civil-affairs/', import.meta.url));

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pack-columns-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('what a pack sends somewhere has a place to go', () => {
  it.each([
    [
      'enforcement.yaml',
      'mattersColumn: enforcement-matters',
      'mattersColumn: nowhere',
      /nowhere.*catalogue/,
    ],
    ['enforcement.yaml', 'unit: welfare', 'unit: nobody', /nobody.*organisation/],
    ['requests.yaml', 'proposalColumn: notices', 'proposalColumn: nowhere', /nowhere.*catalogue/],
    ['requests.yaml', 'columnId: affairs-funeral', 'columnId: nowhere', /nowhere.*catalogue/],
  ])('%s: %s', async (file, from, to, message) => {
    const copy = await mkdtemp(join(folder, 'copy-'));
    await cp(bijie, copy, { recursive: true });
    const text = await readFile(join(copy, file), 'utf8');
    expect(text).toContain(from);
    await writeFile(join(copy, file), text.replace(from, to));
    const { problems } = await readPack(copy);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ message: expect.stringMatching(message) });
    expect(problems[0]?.where).toContain(`${file}:`);
  });
});
