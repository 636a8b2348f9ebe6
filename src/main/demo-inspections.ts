import type { InspectionsPack } from '../contexts/inspections/contract/pack.ts';
import type { ResultBody } from '../contexts/inspections/contract.ts';
import type { Inspections } from '../contexts/inspections/service.ts';
import { socialCreditCheckCharacter } from '../law/social-credit-code.ts';
import type { EnforcementStory } from './demo-enforcement.ts';
import { instantOf } from './demo-story.ts';

/** Three random inspections: one whole with its results, one announced and not yet drawn, one only planned. None is real. */

export interface InspectionStory extends Omit<EnforcementStory, 'enforcement'> {
  readonly inspections: Inspections;
}

function codeOf(no: number): string {
  const stem = `52599999XJC${String(no).padStart(6, '0')}`;
  return stem + socialCreditCheckCharacter(stem);
}

const objectNames = [
  '演示第一养老院',
  '演示第二养老院',
  '演示第三养老服务中心',
  '演示第四敬老院',
  '演示第五护理院',
];
const organisationNames = Array.from({ length: 12 }, (_, at) => `演示第${at + 1}公益服务中心`);

interface Told {
  readonly title: string;
  readonly item: string;
  readonly month: number;
  readonly share: number;
  /** Beijing times of each step; absent where the story stops before it. */
  readonly plannedAt: string;
  readonly committedAt?: string;
  readonly drawnAt?: string;
  readonly results?: { readonly at: string; readonly contents: readonly Partial<ResultBody>[] };
}

const told: readonly Told[] = [
  {
    title: '2019年养老机构随机抽查（演示）',
    ...{ item: 'SJ-02', month: 5, share: 40, plannedAt: '2019-04-02 09:00' },
    ...{ committedAt: '2019-05-06 09:00', drawnAt: '2019-05-10 09:00' },
    results: {
      at: '2019-05-24 15:00',
      contents: [
        { checkedOn: '2019-05-20', result: 'none-found' },
        {
          checkedOn: '2019-05-21',
          result: 'corrected',
          found: '消防通道堆放杂物（演示）。',
          handling: '责令当场改正，一个月内复查（演示）。',
          followUpBy: '2019-06-21',
        },
      ],
    },
  },
  {
    title: '2019年社会组织随机抽查（演示）',
    ...{ item: 'SJ-01', month: 6, share: 4, plannedAt: '2019-04-02 10:00', committedAt: '2019-06-12 09:00' },
  },
  {
    title: '2019年公墓随机抽查（演示）',
    ...{ item: 'SJ-03', month: 9, share: 50, plannedAt: '2019-04-02 11:00' },
  },
];

async function fillPools(story: InspectionStory, unitId: string): Promise<void> {
  const { inspections, steps, done } = story;
  const officer = story.whoMay('inspection.edit', unitId);
  const objects = [
    ...objectNames.map(name => ({ pool: 'care-homes', name })),
    ...organisationNames.map(name => ({ pool: 'social-organisations', name })),
  ];
  const ids: string[] = [];
  for (const [at, { pool, name }] of objects.entries())
    ids.push(
      await steps.once(`inspections:object:${at}`, async () => {
        const body = { pool, name, creditCode: codeOf(at), unitId, isActive: true };
        return done(await inspections.saveObject(officer, null, body), name).id;
      }),
    );
  for (const at of [1, 2, 3, 4])
    await steps.once(`inspections:inspector:${at}`, async () => {
      const avoidances = at === 1 ? [{ objectId: ids[0] ?? '', reason: 'served' as const }] : [];
      const body = { name: `演示检查员${at}`, certificate: `演示-${at}`, unitId, isActive: true, avoidances };
      return done(await inspections.saveInspector(officer, null, body), body.name).id;
    });
}

async function plan(story: InspectionStory, unitId: string, each: Told): Promise<string> {
  const { inspections, steps, done } = story;
  return steps.once(`inspections:${each.item}:plan`, async () => {
    const body = {
      ...{ title: each.title, year: 2019, month: each.month, itemCode: each.item, unitId },
      ...{ sharePercent: each.share, inspectorsPerObject: 2 },
    };
    return done(await inspections.plan(story.whoMay('inspection.edit', unitId), null, body), each.title).id;
  });
}

/** Proposes a part and has it signed and released. */
async function publish(
  story: InspectionStory,
  unitId: string,
  each: Told,
  part: 'announcement' | 'draw' | 'results',
): Promise<void> {
  const { inspections, clock, steps, done } = story;
  const id = await plan(story, unitId, each);
  const act = `inspections:${each.item}:${part}`;
  const drafter = story.whoMay('inspection.propose', unitId);
  clock.tick(600);
  const itemId = await steps.once(
    `${act}:propose`,
    async () => done(await inspections.propose(drafter, id, { part, meets: [] }), each.title).itemId,
  );
  clock.tick(1800);
  await story.release({ id: itemId, act, drafter, unitId });
}

/** The list and the plan of the year go out together once it is planned. */
async function publishPlan(story: InspectionStory, unitId: string): Promise<void> {
  const { inspections, clock, steps, done } = story;
  const drafter = story.whoMay('inspection.propose', unitId);
  clock.tick(600);
  const id = await steps.once(
    'inspections:plan:propose',
    async () => done(await inspections.proposePlan(drafter, 2019, { meets: [] }), '抽查计划').itemId,
  );
  clock.tick(1800);
  await story.release({ id, act: 'inspections:plan', drafter, unitId });
}

async function step(
  story: InspectionStory,
  unitId: string,
  each: Told,
  act: 'commit' | 'drawNow',
): Promise<void> {
  const { inspections, steps, done } = story;
  const id = await plan(story, unitId, each);
  await steps.once(`inspections:${each.item}:${act}`, async () => {
    const officer = story.whoMay('inspection.draw', unitId);
    const { publicSource } = await inspections.get(officer, id);
    // An invented number: the demonstration refers to no real draw of a lottery.
    const number = publicSource === null ? {} : { publicNumber: '01 02 03 04 05 06 07', publicIssue: '演示' };
    const made = await (act === 'commit'
      ? inspections.commit(officer, id)
      : inspections.drawNow(officer, id, number));
    done(made, each.title);
    return id;
  });
  await publish(story, unitId, each, act === 'commit' ? 'announcement' : 'draw');
}

async function report(story: InspectionStory, unitId: string, each: Told): Promise<void> {
  const { inspections, steps, done } = story;
  const id = await plan(story, unitId, each);
  const officer = story.whoMay('inspection.record', unitId);
  const { objects } = await inspections.get(officer, id);
  for (const [at, given] of (each.results?.contents ?? []).entries()) {
    const object = objects[at];
    if (object === undefined) continue;
    await steps.once(`inspections:${each.item}:result:${at}`, async () => {
      const content: ResultBody = {
        ...{
          checkedOn: '',
          result: 'none-found',
          found: '',
          handling: '',
          followUpBy: null,
          followedUpOn: null,
        },
        ...given,
      };
      done(await inspections.recordResult(officer, id, object.objectId, content), each.title);
      return id;
    });
  }
  await publish(story, unitId, each, 'results');
}

/** The scenes of random inspection; none where the pack has no such items or nobody answers for them. */
export function inspectionScenes(
  story: InspectionStory,
  pack: InspectionsPack,
): { readonly at: Date; readonly tell: () => Promise<void> }[] {
  const scene = (at: string | undefined, run: () => Promise<void>) =>
    at === undefined
      ? []
      : [
          {
            at: instantOf(at),
            tell: async () => {
              if (story.clock.set(instantOf(at))) await run();
            },
          },
        ];
  return told.flatMap(each => {
    const unitId = pack.items.find(({ code }) => code === each.item)?.owner;
    if (unitId === undefined) return [];
    return [
      ...(each === told[0] ? scene('2019-04-02 08:30', () => fillPools(story, unitId)) : []),
      ...scene(each.plannedAt, async () => void (await plan(story, unitId, each))),
      ...(each === told.at(-1) ? scene('2019-04-02 15:00', () => publishPlan(story, unitId)) : []),
      ...scene(each.committedAt, () => step(story, unitId, each, 'commit')),
      ...scene(each.drawnAt, () => step(story, unitId, each, 'drawNow')),
      ...scene(each.results?.at, () => report(story, unitId, each)),
    ];
  });
}
