import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { fixedClock, testDatabase } from '../../../../tests/support/database.ts';
import { actorWith, codes, done, seedUnits } from '../../publications/items.fixture.ts';
import { datasetsPack } from '../contract/pack.ts';
import { type EditionView, editionQuery, publishedEdition } from '../contract.ts';
import { counties, datasetBench } from './datasets.fixture.ts';

const db = await testDatabase();
await seedUnits(db);
const clock = fixedClock('2019-07-05T09:00:00+08:00');

const pack = datasetsPack.parse({
  sets: [
    {
      ...{
        id: 'aid',
        title: '救助情况',
        description: '各地救助人数和资金。',
        leaf: '3.4.1',
        column: 'statutory',
      },
      ...{
        owner: 'finance',
        periodicity: 'quarter',
        regions: true,
        definition: '季末数。',
        source: '各县填报',
      },
      classes: [
        { id: 'urban', name: '城市' },
        { id: 'rural', name: '农村' },
      ],
      measures: [
        {
          id: 'persons',
          name: '救助人数',
          unit: '人',
          rule: 'sum',
          countsPersons: true,
          serves: [{ element: 1, figures: ['人数'] }],
        },
        {
          id: 'spent',
          name: '支出资金',
          unit: '万元',
          rule: 'sum',
          serves: [{ element: 2, figures: ['资金'] }],
        },
      ],
    },
  ],
});
const { datasets, on, kept, told, section, officer, letOut } = datasetBench(db, clock, pack);

async function fill(id: string, at: number, over: Record<string, number | null> = {}): Promise<void> {
  const view = await datasets.get(officer(at), id);
  const { part, revision } = view.parts[0]!;
  const cells = ['urban', 'rural'].flatMap(kind =>
    ['persons', 'spent'].map(measure => ({
      region: part,
      class: kind,
      measure,
      value: over[`${kind} ${measure}`] ?? 20 + at,
    })),
  );
  done(await datasets.save(officer(at), id, { part, revision, cells }));
}

/** An edition that ten counties have filled, with one small count in the first. */
async function whole(period: string): Promise<string> {
  const { id } = done(await datasets.open(section, 'aid', period));
  for (const at of counties.keys()) {
    await fill(id, at, at === 0 ? { 'urban persons': 2 } : {});
    done(await datasets.submit(officer(at), id, counties[at]!.code));
  }
  return id;
}

async function released(period: string): Promise<{ id: string; itemId: string }> {
  const id = await whole(period);
  done(await datasets.consolidate(section, id));
  const { itemId } = done(await datasets.propose(section, id, {}));
  await letOut(itemId);
  return { id, itemId };
}

const total = (view: EditionView) => view.rows.find(row => row.region === null && row.class === null)!;

describe('ten counties fill, the section consolidates', () => {
  it('shows a county its own rows only, and takes nothing of it in the rows of others', async () => {
    const { id } = done(await datasets.open(section, 'aid', '2019Q1'));
    expect(told.filter(each => each.startsWith('county-'))).toHaveLength(10);
    expect(codes(await datasets.open(section, 'aid', '2019Q1'))).toEqual(['period-opened']);
    expect(codes(await datasets.open(section, 'aid', '2019Q4'))).toEqual(['period-ahead']);
    await expect(datasets.open(section, 'aid', '2019-05')).rejects.toMatchObject({ code: 'bad-input' });
    const view = await datasets.get(officer(3), id);
    expect(new Set(view.rows.map(row => row.region))).toEqual(new Set([counties[3]!.code]));
    expect(view.permissions['dataset.consolidate']!.allowed).toBe(false);
    const cell = { region: counties[4]!.code, class: 'urban', measure: 'persons', value: 1 };
    const save = (part: string) => datasets.save(officer(3), id, { part, revision: 0, cells: [cell] });
    await expect(save(counties[4]!.code)).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(save(counties[3]!.code)).rejects.toMatchObject({ code: 'bad-input' });
    await expect(
      datasets.get(actorWith({ 'dataset.fill': 'own-unit' }, { unitId: 'relief' }), id),
    ).rejects.toMatchObject({
      code: 'not-allowed',
    });
  });

  it('keeps what is saved in part, tells the second of two writers, and stores no person', async () => {
    const { id } = done(await datasets.open(section, 'aid', '2018Q4'));
    const part = counties[0]!.code;
    const cell = { region: part, class: 'urban', measure: 'persons', value: 7 };
    done(await datasets.save(officer(0), id, { part, revision: 0, cells: [cell] }));
    await expect(
      datasets.save(officer(0), id, { part, revision: 0, cells: [{ ...cell, value: 8 }] }),
    ).rejects.toMatchObject({
      code: 'edited-meanwhile',
    });
    const person = {
      part,
      revision: 1,
      cells: [
        { ...cell, value: 9 },
        { ...cell, class: 'rural', value: '王小明' },
      ],
    };
    await expect(datasets.save(officer(0), id, person)).rejects.toMatchObject({ code: 'bad-input' });
    const view = await datasets.get(officer(0), id);
    expect(view.parts[0]).toMatchObject({ filled: 1, cells: 4, revision: 1, changedByName: '经办人0' });
    expect(view.rows.find(row => row.class === 'urban')!.values['persons']).toBe(7);
    expect(codes(await datasets.submit(officer(0), id, part))).toEqual(['findings-left']);
    const missing = view.findings.filter(each => each.code === 'cell-missing');
    expect(missing).toHaveLength(3);
    for (const { code, cell: at } of missing)
      done(await datasets.explain(officer(0), id, { code, cell: at!, words: '台账缺失。' }));
    const named = { code: 'cell-missing' as const, cell: missing[0]!.cell!, words: '问 13912345678。' };
    expect(codes(await datasets.explain(officer(0), id, named))).toEqual(['person-named']);
    done(await datasets.submit(officer(0), id, part));
    expect(codes(await datasets.save(officer(0), id, { part, revision: 2, cells: [cell] }))).toEqual([
      'part-submitted',
    ]);
    done(await datasets.returnPart(section, id, part, '请补全。'));
    expect((await datasets.get(officer(0), id)).parts[0]).toMatchObject({
      state: 'open',
      returnReason: '请补全。',
    });
  });

  it('consolidates only when every part is in', async () => {
    const { id } = done(await datasets.open(section, 'aid', '2018Q3'));
    await fill(id, 0);
    done(await datasets.submit(officer(0), id, counties[0]!.code));
    const refusal = await datasets.consolidate(section, id);
    expect(codes(refusal)).toEqual(['part-open']);
    expect(
      (await datasets.get(section, id)).permissions['dataset.consolidate']!.reasons.map(each => each.code),
    ).toContain('part-open');
    await expect(datasets.consolidate(officer(0), id)).rejects.toMatchObject({ code: 'not-allowed' });
  });

  it('imports a county table by preview, and writes nothing before it is saved', async () => {
    const { id } = done(await datasets.open(section, 'aid', '2018Q2'));
    const lines = [
      '地区,类别,救助人数（人）,支出资金（万元）',
      '第5县,城市,12,3.5',
      '第5县,农村,十二,4',
      '第6县,城市,1,1',
    ];
    const preview = await datasets.previewImport(officer(5), id, '表.csv', Buffer.from(lines.join('\n')));
    expect(preview.problems.map(each => [each.cell, each.code])).toEqual([
      ['C3', 'not-a-number'],
      ['C4', 'not-yours'],
    ]);
    expect((await datasets.get(officer(5), id)).parts[0]!.filled).toBe(0);
    const [part] = preview.parts;
    done(await datasets.save(officer(5), id, part!));
    expect((await datasets.get(officer(5), id)).parts[0]!.filled).toBe(3);
    const template = await datasets.template(officer(5), id, 'csv');
    expect(Buffer.from(template.bytes).toString()).toContain('第5县,城市,12,3.5');
  });
});

describe('ADR 19: an edition goes out as an item', () => {
  it('is released with the digest of its data.json, small counts hidden; what changes after drafting is not it', async () => {
    const id = await whole('2017Q4');
    done(await datasets.consolidate(section, id));
    const first = done(await datasets.propose(section, id, {}));
    expect((await datasets.get(section, id)).state).toBe('proposed');
    done(await datasets.reopen(section, id, '第一县数字有误。'));
    done(await datasets.returnPart(section, id, counties[1]!.code, '请核对。'));
    await fill(id, 1, { 'rural spent': 30 });
    done(await datasets.submit(officer(1), id, counties[1]!.code));
    done(await datasets.consolidate(section, id));
    const again = done(await datasets.propose(section, id, {}));
    expect(again.itemId).toBe(first.itemId);
    await letOut(again.itemId);
    const view = await datasets.get(section, id);
    expect(view).toMatchObject({ state: 'released', path: again.path, itemId: again.itemId });
    const data = publishedEdition.parse(JSON.parse(kept.get(view.dataDigest!)!.toString()));
    expect(data).toMatchObject({ period: '2017Q4', revision: 1, compiledOn: '2019-07-05' });
    const small = data.rows.find(row => row.region === counties[0]!.code && row.class === 'urban')!;
    expect(small).toMatchObject({ values: { persons: null, spent: null }, suppressed: ['persons', 'spent'] });
    expect(data.rows[0]!.values['persons']).toBe(total(view).values['persons']);
    expect(data.notes[0]).toContain('1个单元格不公开');
    const item = await on.publications.getItem(section, again.itemId);
    expect(item.kind).toBe('statistics');
    expect(item.metadata.statisticalDefinition).toContain('季末数');
    expect(item.bodyHtml).toContain('scope="col"');
    expect(item.attachments.map(each => each.name)).toEqual([
      'data.json',
      '救助情况2017Q4.csv',
      '救助情况2017Q4.xlsx',
    ]);
    expect((await datasets.released()).map(each => each.dataDigest)).toContain(view.dataDigest);
    expect(codes(await datasets.propose(section, id, {}))).toEqual(['edition-state']);
  });

  it('finds the draft again that a failure between item and link has left', async () => {
    const id = await whole('2015Q4');
    done(await datasets.consolidate(section, id));
    await sql`create function no_link() returns trigger language plpgsql as $$begin raise 'power cut'; end$$`.execute(
      db.kysely,
    );
    await sql`create trigger no_link before update on dataset_edition for each row execute function no_link()`.execute(
      db.kysely,
    );
    await expect(datasets.propose(section, id, {})).rejects.toThrow('power cut');
    await sql`drop trigger no_link on dataset_edition`.execute(db.kysely);
    const drafts = async () =>
      (await on.publications.listItems(section, { q: '2015', page: 1, size: 20 })).items.filter(
        each => each.state === 'draft',
      );
    const [orphan] = await drafts();
    const { itemId } = done(await datasets.propose(section, id, {}));
    expect((await drafts()).map(each => each.id)).toEqual([orphan!.id]);
    expect(itemId).toBe(orphan!.id);
  });

  it('is corrected by an edition of its own with a reason; the first stays until then and in the history after', async () => {
    const { id, itemId } = await released('2017Q3');
    const corrected = done(await datasets.revise(section, id, '第二县漏报。'));
    expect(codes(await datasets.revise(section, id, '再更正。'))).toEqual(['revision-under-way']);
    expect((await datasets.get(section, id)).state).toBe('released');
    done(await datasets.returnPart(section, corrected.id, counties[2]!.code, '请补报。'));
    await fill(corrected.id, 2, { 'urban persons': 40 });
    done(await datasets.submit(officer(2), corrected.id, counties[2]!.code));
    done(await datasets.consolidate(section, corrected.id));
    const drafted = done(await datasets.propose(section, corrected.id, {}));
    expect(drafted.itemId).toBe(itemId);
    await letOut(drafted.itemId);
    expect((await datasets.get(section, id)).state).toBe('superseded');
    const view = await datasets.get(section, corrected.id);
    expect(view).toMatchObject({ state: 'released', revision: 2, revisionReason: '第二县漏报。' });
    expect(view.history.map(each => [each.revision, each.state])).toEqual([
      [2, 'released'],
      [1, 'superseded'],
    ]);
    const data = publishedEdition.parse(JSON.parse(kept.get(view.dataDigest!)!.toString()));
    expect(data).toMatchObject({ revision: 2, revisionReason: '第二县漏报。' });
    const { rows } = await datasets.list(
      section,
      editionQuery.parse({ period: '2017Q3', state: 'released' }),
    );
    expect(rows.map(each => each.id)).toEqual([corrected.id]);
  });

  it('is withdrawn with its item, and may be put right as a new item', async () => {
    const { id, itemId } = await released('2017Q2');
    const before = (await datasets.released()).length;
    const withdrawal = {
      kind: 'published-in-error' as const,
      reason: '数字口径有误，予以撤下。',
      replacedBy: null,
    };
    done(await on.publications.withdraw(on.people.publisher, itemId, withdrawal));
    const view = await datasets.get(section, id);
    expect(view).toMatchObject({ state: 'withdrawn', withdrawnReason: '数字口径有误，予以撤下。' });
    expect(await datasets.released()).toHaveLength(before - 1);
    const corrected = done(await datasets.revise(section, id, '口径更正。'));
    done(await datasets.consolidate(section, corrected.id));
    expect(done(await datasets.propose(section, corrected.id, {})).itemId).not.toBe(itemId);
  });
});
