import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { testDatabase } from '../../../tests/support/database.ts';
import { dayOf } from '../../law/day.ts';
import { settableClock } from '../enforcement/enforcement.fixture.ts';
import { actorWith, codes, done, signAll } from '../publications/items.fixture.ts';
import { officer, projectsBench, purchase, purchaseLife, supplierCode } from './projects.fixture.ts';

const database = await testDatabase();
const clock = settableClock('2019-04-08T09:00:00+08:00');
const { projects, items, end } = await projectsBench(database, clock);
afterAll(end);

async function signed(itemId: string): Promise<void> {
  const drafter = actorWith({ 'item.read': 'every-unit', 'item.submit': 'every-unit' });
  done(await items.publications.submit(drafter, itemId));
  const { digest } = await items.publications.getItem(drafter, itemId);
  const early = await items.publications.release(items.people.publisher, itemId, { digest });
  expect(early.ok).toBe(false);
  await signAll(items, itemId, digest);
  done(await items.publications.release(items.people.publisher, itemId, { digest }));
}

async function out(projectId: string, stage: string, day: string): Promise<string> {
  clock.set(`${day}T09:00:00+08:00`);
  const { id } = done(await projects.recordStage(officer, projectId, purchaseLife[stage]!));
  const { itemId } = done(await projects.propose(officer, id, { meets: [] }));
  await signed(itemId);
  return itemId;
}

const head = {
  uri: 'https://example.invalid/x',
  publisher: '某市民政局',
  policy: 'https://example.invalid/p',
};
const packaged = async (id: string | null) =>
  (await projects.open.contracting(head, path => `https://example.invalid${path}`, id)) as Package | null;

/** The parts of the release schema 1.1 that are required, its formats and its closed lists of codes. */
const reference = z.strictObject({ id: z.string().min(1), name: z.string() });
const value = z.strictObject({ amount: z.number(), currency: z.literal('CNY') });
const instant = z.iso.datetime({ offset: true });
const document = z.strictObject({
  id: z.string().min(1),
  documentType: z.string().optional(),
  title: z.string(),
  url: z.url(),
  datePublished: instant,
  language: z.string(),
});
const release = z.strictObject({
  ocid: z.string().regex(/^ocds-[a-z0-9]{6}-.+/),
  id: z.string().regex(/^[^#/]+$/),
  date: instant,
  tag: z
    .array(
      z.enum([
        ...(['planning', 'tender', 'tenderUpdate', 'award', 'contract', 'contractAmendment'] as const),
        ...(['implementation', 'implementationUpdate'] as const),
      ]),
    )
    .min(1),
  initiationType: z.literal('tender'),
  language: z.literal('zh'),
  parties: z.array(
    reference.extend({
      identifier: z.strictObject({ scheme: z.string(), id: z.string(), legalName: z.string() }).optional(),
      roles: z.array(z.enum(['buyer', 'procuringEntity', 'supplier'])),
    }),
  ),
  buyer: reference,
  planning: z
    .strictObject({
      rationale: z.string(),
      budget: z.strictObject({
        ...{ description: z.string(), amount: value, project: z.string(), projectID: z.string() },
      }),
      documents: z.array(document),
    })
    .optional(),
  tender: z
    .strictObject({
      id: z.string(),
      title: z.string(),
      description: z.string(),
      status: z.enum(['planned', 'active', 'cancelled', 'unsuccessful', 'complete', 'withdrawn']),
      procurementMethod: z.enum(['open', 'selective', 'limited', 'direct']).optional(),
      procurementMethodDetails: z.string(),
      value,
      procuringEntity: reference,
      documents: z.array(document),
    })
    .partial({
      description: true,
      status: true,
      procurementMethodDetails: true,
      value: true,
      procuringEntity: true,
    })
    .optional(),
  awards: z
    .array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        status: z.enum(['pending', 'active', 'cancelled', 'unsuccessful']),
        date: instant,
        value,
        suppliers: z.array(reference),
        documents: z.array(document),
      }),
    )
    .optional(),
  contracts: z
    .array(
      z.strictObject({
        id: z.string(),
        awardID: z.string(),
        title: z.string().optional(),
        status: z.enum(['pending', 'active', 'cancelled', 'terminated']).optional(),
        dateSigned: instant.optional(),
        value: value.optional(),
        documents: z.array(document).optional(),
        amendments: z
          .array(z.strictObject({ id: z.string(), date: instant, rationale: z.string() }))
          .optional(),
        implementation: z
          .strictObject({
            transactions: z.array(z.strictObject({ id: z.string(), date: instant, value })).optional(),
            milestones: z.array(
              z.strictObject({
                id: z.string(),
                title: z.string(),
                description: z.string(),
                status: z.enum(['scheduled', 'met', 'notMet', 'partiallyMet']).optional(),
                dateMet: instant.optional(),
              }),
            ),
            documents: z.array(document),
          })
          .optional(),
      }),
    )
    .optional(),
});
const releasePackage = z.strictObject({
  uri: z.url(),
  version: z.literal('1.1'),
  publishedDate: instant,
  publisher: z.strictObject({ name: z.string() }),
  publicationPolicy: z.url(),
  extensions: z.array(z.url()),
  releases: z.array(release),
});
type Package = z.infer<typeof releasePackage>;

describe('政府采购法实施条例 articles 43 and 50: the whole life of one procurement', () => {
  it('goes out stage by stage, each after five signatures, in time or late, and into the contracting data', async () => {
    const { id } = done(await projects.create(officer, purchase()));
    expect(await packaged(id)).toBeNull();
    expect(await projects.open.one(id)).toBeNull();
    await out(id, 'plan', '2019-04-08');
    await out(id, 'tender', '2019-04-08');
    await out(id, 'award', '2019-05-05');
    clock.set('2019-05-30T09:00:00+08:00');
    const overdue = await projects.get(officer, id);
    expect(overdue.due).toMatchObject([
      { stage: 'contract', isLate: true, explanation: { dueOn: '2019-05-29' } },
    ]);
    expect((await projects.open.one(id))!.life).toMatchObject([
      ...[{ state: 'done' }, { state: 'done' }, { state: 'done', isLatePublished: false }],
      { stage: 'contract', state: 'late', due: { dueOn: '2019-05-29' } },
      ...[{ state: 'open' }, { state: 'open' }],
    ]);
    const contract = await out(id, 'contract', '2019-06-04');
    await out(id, 'payment', '2019-06-04');
    await out(id, 'acceptance', '2019-06-05');
    const view = await projects.get(officer, id);
    expect(view.stages.map(({ publish }) => publish.standing)).toEqual([
      ...['met', 'met', 'met', 'met-late', 'met', 'met'],
    ]);
    expect(view).toMatchObject({ due: [], paidYuan: 200_000, plannedYuan: 500_000 });
    const data = releasePackage.parse(await packaged(id));
    expect(data.releases.map(({ tag }) => tag[0])).toEqual([
      ...['planning', 'tender', 'award', 'contract', 'implementationUpdate', 'implementationUpdate'],
    ]);
    expect(new Set(data.releases.map(each => each.id)).size).toBe(6);
    expect(data.releases[2]!.awards![0]).toMatchObject({
      value: { amount: 485_000 },
      suppliers: [{ id: `CN-USCC-${supplierCode}` }],
    });
    expect(data.releases[4]!.contracts![0]).toMatchObject({
      ...{ id: 'HT-2019-01', awardID: data.releases[2]!.awards![0]!.id },
      implementation: { transactions: [{ value: { amount: 200_000 } }] },
    });
    // What a public stage says is not changed behind the signatures.
    const shown = view.stages[3]!;
    const edit = { revision: shown.revision, content: shown.content };
    expect(codes(await projects.changeStage(officer, shown.id, edit))).toEqual(['still-public']);

    const withdrawal = { kind: 'published-in-error' as const, reason: '合同文本有误', replacedBy: null };
    done(await items.publications.withdraw(items.people.publisher, contract, withdrawal));
    expect((await packaged(id))!.releases.map(({ tag }) => tag[0])).not.toContain('contract');
    expect((await projects.get(officer, id)).stages[3]).toMatchObject({
      ...{ state: 'withdrawn', withdrawnReason: '合同文本有误' },
    });
    done(await projects.changeStage(officer, shown.id, edit));
    const again = done(await projects.propose(officer, shown.id, { meets: [] }));
    expect(again.itemId).not.toBe(contract);
  });
});

describe('Bad input, strangers and two officers at once', () => {
  it('keeps nothing that is wrong, and names what is due', async () => {
    clock.set('2019-06-03T09:00:00+08:00');
    const { id } = done(await projects.create(officer, purchase({ code: 'CG-2019-02' })));
    expect(codes(await projects.create(officer, purchase({ code: 'CG-2019-02' })))).toEqual(['code-taken']);
    const refused = await projects.recordStage(officer, id, purchaseLife['contract']!);
    expect(codes(refused)).toEqual(['too-early']);
    expect((await projects.get(officer, id)).stages).toEqual([]);
    done(await projects.recordStage(officer, id, purchaseLife['tender']!));
    expect((await projects.due(dayOf('2019-06-03'))).map(each => each.projectId)).toContain(id);
    const row = (await projects.list(officer, { q: 'CG-2019-02', page: 1, size: 5 })).rows[0];
    expect(row).toMatchObject({ recorded: 1, shown: 0, late: 1, lastStage: '采购公告' });
  });

  it('of two who record or propose at once one is told', async () => {
    const { id } = done(await projects.create(officer, purchase({ code: 'CG-2019-03' })));
    const record = () => projects.recordStage(officer, id, purchaseLife['tender']!);
    const results = await Promise.all([record(), record()]);
    expect(results.map(each => each.ok).sort()).toEqual([false, true]);
    const [stage] = (await projects.get(officer, id)).stages;
    const propose = () => projects.propose(officer, stage!.id, { meets: [] });
    const both = await Promise.allSettled([propose(), propose()]);
    expect(both.map(each => each.status).sort()).toEqual(['fulfilled', 'rejected']);
    const stranger = actorWith(
      { 'item.read': 'every-unit', 'project.edit': 'own-unit' },
      { unitId: 'finance' },
    );
    await expect(projects.recordStage(stranger, id, purchaseLife['award']!)).rejects.toMatchObject({
      code: 'not-allowed',
    });
  });
});
