import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DrawLists, ReleasedDraw } from '../../contexts/inspections/contract.ts';
import { commitmentOf, draw, listsDigest } from '../../contexts/inspections/rules/draw.ts';
import command from './draw.ts';

const lists: DrawLists = {
  objects: ['a', 'b', 'c', 'd', 'e'].map(id => ({ id, name: `养老院${id}`, code: '', unit: '某科' })),
  inspectors: ['x', 'y', 'z'].map(id => ({ id, name: `检查员${id}`, certificate: id, unit: '某科' })),
  avoidances: [{ objectId: 'a', inspectorId: 'x' }],
};
const terms = { objects: 2, inspectorsPerObject: 2 };
const seed = '7'.repeat(64);
const digest = listsDigest(lists);
const announced = {
  task: {
    ...{ id: 'task', title: '养老机构抽查', year: 2019, organ: '某局' },
    item: {
      ...{ code: 'A', category: '检查', name: '服务', poolName: '养老机构', weight: 'key' as const },
      ...{ sharePercent: 40, frequency: '每年一次', methods: ['on-site' as const], basis: '办法' },
    },
  },
  ...{ terms, lists, listsDigest: digest, commitment: commitmentOf('task', digest, terms, seed) },
  committedOn: '2019-05-06',
};
const result = draw('task', lists, terms, seed);
const right: ReleasedDraw = {
  format: 'gongkai-inspection-draw/1',
  ...{ ...announced, seed, drawnOn: '2019-05-10', announcementPath: '/a.html' },
  picked: [...result.picked],
  passedOver: [...result.passedOver],
};
const other = lists.objects.find(each => !right.picked.some(one => one.objectId === each.id))!;
const tampered = { ...right, picked: [{ ...right.picked[0]!, objectId: other.id }, right.picked[1]!] };

const folder = mkdtempSync(join(tmpdir(), 'gongkai-draw-'));
const portal = createServer((request, response) => {
  const pages: Record<string, object> = {
    '/x/task/draw.json': right,
    '/x/task/announcement.json': { ...announced, format: 'gongkai-inspection-announcement/1' },
  };
  const page = pages[request.url ?? ''];
  response.statusCode = page === undefined ? 404 : 200;
  response.end(JSON.stringify(page ?? {}));
});
let base: string;

beforeAll(async () => {
  portal.listen(0, '127.0.0.1');
  await once(portal, 'listening');
  const address = portal.address();
  base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  writeFileSync(join(folder, 'draw.json'), JSON.stringify(right));
  writeFileSync(join(folder, 'tampered.json'), JSON.stringify(tampered));
  writeFileSync(join(folder, 'other.json'), '{"format":"other"}');
});
afterAll(() => {
  portal.close();
  rmSync(folder, { recursive: true });
});

async function run(...args: string[]) {
  const printed: { value: Record<string, unknown>; words: string }[] = [];
  const code = await command.run({
    ...{ args, json: false, env: {}, readStdin: async () => '', note: () => undefined },
    print: (value, words) => printed.push({ value: value as Record<string, unknown>, words: words ?? '' }),
  });
  return { code, ...printed[0]! };
}

describe('./gongkai draw verify', () => {
  it('repeats a published draw from a file or from the portal, there with its announcement', async () => {
    const file = await run('verify', join(folder, 'draw.json'));
    expect(file).toMatchObject({
      code: 0,
      value: { isRight: true, comparedWithAnnouncement: false, drawn: 2 },
    });
    const page = await run('verify', `${base}/x/task/draw.json`);
    expect(page).toMatchObject({ code: 0, value: { isRight: true, comparedWithAnnouncement: true } });
    expect(page.words).toContain('名单和种子与事先的公告一致');
  });

  it('names what differs in a draw that was tampered with', async () => {
    const { code, words } = await run('verify', join(folder, 'tampered.json'));
    expect(code).toBe(1);
    expect(words).toContain(`不应抽中：${other.name}`);
    expect(words).toContain('应抽中而没有列出');
  });

  it.each([
    [['verify'], '用法'],
    [['verify', 'nowhere.json'], '读不到抽取结果“nowhere.json”'],
    [['verify', join(folder, 'other.json')], '不是抽取结果的数据文件'],
    [
      ['verify', join(folder, 'draw.json'), '--announcement', join(folder, 'other.json')],
      '不是抽查公告的数据文件',
    ],
  ])('says what is wrong with %j', async (args, words) => {
    await expect(run(...args)).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining(words),
    });
  });
});
