import { describe, expect, it } from 'vitest';
import { fixedClock, testDatabase } from '../../../../tests/support/database.ts';
import { codes, done, seedUnits } from '../../publications/items.fixture.ts';
import { datasetsPack } from '../contract/pack.ts';
import { publishedEdition } from '../contract.ts';
import { datasetBench } from './datasets.fixture.ts';

const db = await testDatabase();
await seedUnits(db);
const clock = fixedClock('2019-07-05T09:00:00+08:00');

const pack = datasetsPack.parse({
  yearlyJump: { share: 0.25, setBy: 'default' },
  sets: [
    {
      ...{
        id: 'accounts',
        title: '预算和决算',
        description: '部门收支。',
        leaf: '3.2.1',
        column: 'statutory',
      },
      ...{ owner: 'finance', periodicity: 'year', definition: '全年数。', source: '决算报表' },
      classes: [
        { id: 'staff', name: '人员支出' },
        { id: 'projects', name: '项目支出' },
      ],
      measures: [{ id: 'final', name: '决算数', unit: '万元', rule: 'sum' }],
    },
  ],
});
const { datasets, on, kept, section, letOut } = datasetBench(db, clock, pack);

async function filled(period: string, [staff, projects]: readonly [number, number]): Promise<string> {
  const { id } = done(await datasets.open(section, 'accounts', period));
  const cell = (kind: string, value: number) => ({ region: null, class: kind, measure: 'final', value });
  const cells = [cell('staff', staff), cell('projects', projects)];
  done(await datasets.save(section, id, { part: 'owner', revision: 0, cells }));
  return id;
}

async function out(id: string): Promise<string> {
  done(await datasets.consolidate(section, id));
  const { itemId } = done(await datasets.propose(section, id, {}));
  await letOut(itemId);
  return itemId;
}

describe('a yearly table of money', () => {
  it('goes out only with a reason for each line beyond the share of the pack, and tells it to the public', async () => {
    const first = await filled('2017', [100, 50]);
    expect((await datasets.get(section, first)).findings).toEqual([]);
    await out(first);
    const id = await filled('2018', [104, 100]);
    const view = await datasets.get(section, id);
    const jumps = view.findings.filter(({ code }) => code === 'jump');
    expect(jumps.map(({ where }) => where)).toEqual(['项目支出　决算数', '决算数']);
    expect(view.rows.map(({ before }) => before['final'])).toEqual([150, 100, 50]);
    expect(codes(await datasets.submit(section, id, 'owner'))).toEqual(['findings-left']);
    expect(codes(await datasets.consolidate(section, id))).toEqual(['findings-left']);
    const [line, total] = jumps;
    const say = (found: typeof line, words: string) =>
      datasets.explain(section, id, { code: 'jump', cell: found!.cell!, words });
    expect(codes(await say(line, '由13912345678负责。'))).toEqual(['person-named']);
    done(await say(line, '新增养老项目。'));
    expect(codes(await datasets.consolidate(section, id))).toEqual(['findings-left']);
    done(await say(total, '项目支出增加。'));
    const itemId = await out(id);
    const released = await datasets.get(section, id);
    const data = publishedEdition.parse(JSON.parse(kept.get(released.dataDigest!)!.toString()));
    expect(data.changes).toEqual({
      against: '2017',
      share: 0.25,
      reasons: [
        { region: null, class: 'projects', measure: 'final', words: '新增养老项目。' },
        { region: null, class: null, measure: 'final', words: '项目支出增加。' },
      ],
    });
    expect(data.notes).toEqual([]);
    const { bodyHtml } = await on.publications.getItem(section, itemId);
    expect(bodyHtml).toContain('<li>全市　项目支出　决算数：新增养老项目。</li>');
    expect(released.notes).toContain('全市　合计　决算数：项目支出增加。');
  });

  it('drops the reason of a figure that was put right since', async () => {
    const id = await filled('2019', [104, 160]);
    const [jump] = (await datasets.get(section, id)).findings;
    done(await datasets.explain(section, id, { code: 'jump', cell: jump!.cell!, words: '误填。' }));
    const { parts } = await datasets.get(section, id);
    const cell = { region: null, class: 'projects', measure: 'final', value: 101 };
    done(await datasets.save(section, id, { part: 'owner', revision: parts[0]!.revision, cells: [cell] }));
    await out(id);
    const { dataDigest } = await datasets.get(section, id);
    const data = publishedEdition.parse(JSON.parse(kept.get(dataDigest!)!.toString()));
    expect(data.changes?.reasons).toEqual([]);
    expect(JSON.stringify(data)).not.toContain('误填');
  });
});
