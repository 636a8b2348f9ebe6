import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pointOf } from '../../contexts/registers/contract.ts';
import { loadPack, readPack } from './load.ts';

const starter = fileURLToPath(new URL('starter/', import.meta.url));
const bijie = fileURLToPath(new URL('../../../packs/bijie-civil-affairs/', import.meta.url));

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pack-registers-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function problemsWith(name: string, from: string, to: string) {
  const copy = join(folder, name);
  await cp(starter, copy, { recursive: true });
  const file = join(copy, 'registers.yaml');
  const text = await readFile(file, 'utf8');
  expect(text).toContain(from);
  await writeFile(file, text.replace(from, to));
  return (await readPack(copy)).problems;
}

describe('registers.yaml', () => {
  it('of the starter pack holds one small register that serves an element of its plan', async () => {
    const { registers, plans } = await loadPack(starter);
    const [register, ...rest] = registers.registers;
    expect([register?.id, rest.length]).toEqual(['service-points', 0]);
    const [{ leaf, elements }] = register!.serves as [{ leaf: string; elements: number[] }];
    const served = plans[0]!.leaves.find(({ id }) => id === leaf)!.elements[elements[0]! - 1];
    expect(served?.name).toBe('社会救助服务点的位置和电话');
  });

  it('of the Bijie bureau knows where each of its ten places lies', async () => {
    const { registers, organisation } = await loadPack(bijie);
    const places = organisation.units.filter(({ kind }) => kind === 'county');
    const known = new Map(registers.landmarks.map(({ name, at }) => [name, pointOf(at)]));
    expect(places.filter(({ name, shortName = name }) => known.get(shortName) == null)).toEqual([]);
    expect(
      registers.registers.filter(({ fields }) => !fields.some(({ kind }) => kind === 'location')),
    ).toEqual([]);
  });

  it.each([
    [
      'two-locations',
      '      - { id: hours, name: 受理时间, kind: text }\n',
      '      - { id: hours, name: 受理位置, kind: location }\n',
      /有两个经纬度\(location\)字段/,
    ],
    ['bad-landmark', 'landmarks: []', 'landmarks: [{ name: 东溪县城, at: 东经105度 }]', /请写经度和纬度/],
    ['no-choices', 'choices: [乡镇（街道）窗口, 村（社区）代办点]', 'choices: []', /必须写明/],
    ['no-leaf', 'leaf: "3.2"', 'leaf: "9.9"', /没有这些要素/],
    ['inner-name', 'name: 名称, kind: text, required: true', 'name: 名称, kind: text', /应当必填/],
  ])('says where it is wrong, and what to do: %s', async (name, from, to, message) => {
    const problems = await problemsWith(name, from, to);
    expect(problems).toEqual([
      { where: expect.stringMatching(/^registers\.yaml:\d+/), message: expect.stringMatching(message) },
    ]);
  });
});
