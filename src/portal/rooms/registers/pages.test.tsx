import { describe, expect, it } from 'vitest';
import { type ReleasedRegister, registersPack } from '../../../contexts/registers/contract.ts';
import { registerFoundPage } from '../../asked-pages.tsx';
import { registerRooms } from '../../framing.ts';
import { makePortal } from '../../pages.tsx';
import type { PortalReads } from '../../reads.ts';
import type { Site } from '../../view.ts';
import { registerPages } from './pages.tsx';
import type { PublicRegister, RegisterReads } from './reads.ts';

const statuses = ['正常', '注销'];
const types = ['社会团体', '基金会'];
const regions = Array.from({ length: 10 }, (_, at) => ({ code: `5205${at + 10}`, name: `演示${at + 1}县` }));
const choice = { kind: 'choice', filterable: true } as const;
const { registers } = registersPack.parse({
  registers: [
    {
      ...{ id: 'organisations', title: '社会组织名录', description: '演示名录。', noun: '社会组织' },
      ...{ serves: [{ leaf: '3.7', elements: [5] }], column: 'notices', owner: 'office', source: '演示' },
      cadence: { workingDays: 20, basis: '演示依据', setBy: 'default' },
      fields: [
        { id: 'name', name: '名称', kind: 'text', required: true },
        { id: 'type', name: '类型', choices: types, ...choice },
        { id: 'status', name: '状态', choices: statuses, ...choice },
        { id: 'address', name: '地址', kind: 'place' },
        { id: 'location', name: '经纬度', kind: 'location' },
      ],
    },
  ],
});

/** Every tenth is not located. */
function room(count: number): PublicRegister {
  const { cadence: _, ...register } = registers[0]!;
  const released: ReleasedRegister = {
    format: 'gongkai-register/1',
    register: { ...register, cadence: '每20个工作日更新一次' },
    ...{ regions, organ: '某市民政局', ownerUnit: '办公室', edition: 1, compiledOn: '2019-06-03' },
    ...{ previousDigest: null, changes: null, note: '' },
    entries: Array.from({ length: count }, (__, at) => ({
      ...{ no: at + 1, region: regions[at % 10]!.code, events: [], updatedOn: '2019-06-03' },
      values: {
        name: `演示第${at + 1}号志愿服务协会`,
        type: types[Math.floor(at / 10) % 2]!,
        status: statuses[at % 7 === 0 ? 1 : 0]!,
        address: `演示路${at % 900}号`,
        ...(at % 10 === 9
          ? {}
          : {
              location: `${(105 + ((at * 7919) % 997) / 997).toFixed(3)},${(27 + ((at * 104_729) % 991) / 991).toFixed(3)}`,
            }),
      },
    })),
  };
  return {
    ...{ released, digest: `test-${count}`, columnId: 'notices', documentId: 'x', path: '/x.html' },
    ...{ indexNo: 'x', checked: null, releasedAt: '2019-06-03T01:00:00.000Z', attachments: [] },
  };
}

const site = {
  ...{ name: '演示', bureau: '演示', basePath: '', origin: '', parentSite: null },
  assets: { style: '/a.css', script: '/a.js' },
} as unknown as Site;

const rooms: RegisterReads = {
  all: async () => [room(20_000)],
  columnIds: [],
  landmarks: [{ name: '七星关区', longitude: 105.28, latitude: 27.3 }],
};
const portal = makePortal(site, [], { registers: rooms } as unknown as PortalReads);

const marksIn = (html: string) => [...html.matchAll(/<circle [^>]*r="8"/g)].length;

describe('issue 6: the public register of 20 000 organisations', () => {
  it('answers words and three filters at once, with the map, in less than 200 KB', async () => {
    const query = { q: '志愿', region: regions[3]!.code, 'f-type': '社会团体', 'f-status': '正常' };
    const html = (await registerFoundPage(portal, 'organisations', query))!;
    const due = room(20_000).released.entries.filter(
      ({ region, values }) =>
        region === query.region && values['type'] === '社会团体' && values['status'] === '正常',
    ).length;
    expect(due).toBeGreaterThan(800);
    expect(html).toContain(`符合条件的社会组织：${due}`);
    expect([marksIn(html), html.includes('<th scope="col">图上</th>')]).toEqual([20, true]);
    const all = (await registerFoundPage(portal, 'organisations', {}))!;
    // 18 of the 20 on the page are located; the others of 18 000 are a few dots.
    expect([marksIn(all), all.includes('圆点是其余各页的17982个')]).toEqual([18, true]);
    for (const page of [html, all]) expect(Buffer.byteLength(page)).toBeLessThan(200 * 1024);
    expect(all).not.toMatch(/<(?:script|image|iframe)[^>]*(?:src|href)="https?:/);
  });

  it('says so where nothing is found, and draws no empty sketch', async () => {
    const html = (await registerFoundPage(portal, 'organisations', { q: '没有这样的词' }))!;
    expect(html).toContain('没有符合条件的社会组织');
    expect(html).not.toContain('found-map');
  });

  it('shows where an entry stands, in a sketch and in words, and says nothing where that is not known', async () => {
    const pageOf = async (no: number) =>
      String(
        (await registerPages(registerRooms(portal, rooms), `/registers/organisations/${no}.html`))?.body,
      );
    const located = await pageOf(1);
    expect(located).toContain('东经105.000°，北纬27.000°，在七星关区标注点西南约43公里。');
    expect(located).toMatch(/<svg[^>]*role="img"[^>]*aria-labelledby="entry-map-title entry-map-about"/);
    expect(Buffer.byteLength(located)).toBeLessThan(200 * 1024);
    expect(await pageOf(10)).not.toContain('entry-map');
  });
});
