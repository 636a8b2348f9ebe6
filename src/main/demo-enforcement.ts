import { type DecisionContent, decisionContent } from '../contexts/enforcement/contract.ts';
import type { Enforcement } from '../contexts/enforcement/service.ts';
import type { Actor, CommandName } from '../contexts/organisation/contract.ts';
import { socialCreditCheckCharacter } from '../law/social-credit-code.ts';
import { instantOf, type StoryClock, type StorySteps } from './demo-story.ts';

/** A few enforcement decisions: in time and late, one only recorded, one revoked and not taken down yet. None is real. */

export interface EnforcementStory {
  readonly enforcement: Enforcement;
  /** The bureau, which reports to the credit sites. */
  readonly organ?: string | undefined;
  readonly clock: StoryClock;
  readonly steps: StorySteps;
  whoMay(command: CommandName, unitId: string): Actor;
  done<T>(
    result: { ok: true; value: T } | { ok: false; reasons: readonly { message: string }[] },
    what: string,
  ): T;
  /** Submits the item, has it signed by the whole chain and releases it. */
  release(way: {
    readonly id: string;
    readonly act: string;
    readonly drafter: Actor;
    readonly unitId: string;
  }): Promise<void>;
}

interface Told {
  /** Beijing time of the recording. */
  readonly at: string;
  readonly isReleased: boolean;
  /** Day and reason on which it was revoked after it was public. */
  readonly revoked?: { readonly at: string; readonly on: string; readonly reason: string };
  readonly content: Partial<DecisionContent> & Pick<DecisionContent, 'kind' | 'documentNo' | 'decidedOn'>;
}

/** A code of the right form with its check character, of a division that is none. */
function codeOf(no: number): string {
  const stem = `51599999ENF${String(no).padStart(6, '0')}`;
  return stem + socialCreditCheckCharacter(stem);
}

const licence = (no: number, act: string, decidedOn: string, at: string): Told => ({
  at,
  isReleased: true,
  content: {
    kind: 'licence',
    documentNo: `演民许〔2019〕${no}号`,
    title: `社会团体${act}登记决定书（演示）`,
    matter: '社会团体成立、变更、注销登记',
    partyName: `演示第${no}志愿服务协会`,
    creditCode: codeOf(no),
    basis: '《社会团体登记管理条例》',
    conclusion: `准予${act}登记（演示）。`,
    licenceType: 'registration',
    certificateName: '社会团体法人登记证书',
    certificateNo: `演社证字第${no}号`,
    representative: '演示代表',
    validFrom: decidedOn,
    decidedOn,
  },
});

const penalty = (no: number, decidedOn: string, at: string, rest: Partial<Told> = {}): Told => ({
  at,
  isReleased: true,
  ...rest,
  content: {
    kind: 'penalty',
    documentNo: `演民罚〔2019〕${no}号`,
    title: '行政处罚决定书（演示）',
    matter: '对社会团体违反登记管理规定行为的处罚',
    partyName: `演示第${no + 20}行业协会`,
    creditCode: codeOf(no + 20),
    representative: '演示代表',
    violation: '未按照规定接受监督检查',
    facts: '未按照规定接受监督检查（演示）。',
    basis: '《社会团体登记管理条例》',
    conclusion: '警告（演示）。',
    categories: ['warning'],
    weight: 'light',
    decidedOn,
  },
});

const told: readonly Told[] = [
  licence(1, '成立', '2019-05-08', '2019-05-10 09:00'),
  licence(2, '变更', '2019-05-20', '2019-05-22 09:00'),
  // Released after its seventh working day.
  penalty(1, '2019-04-08', '2019-05-23 09:00'),
  penalty(2, '2019-05-24', '2019-05-27 09:00', {
    revoked: { at: '2019-06-17 09:00', on: '2019-06-17', reason: '复议机关决定撤销（演示）。' },
  }),
  // Its day of publication is near, and nobody has proposed it.
  penalty(3, '2019-06-14', '2019-06-18 09:00', { isReleased: false }),
];

async function tell(story: EnforcementStory, unitId: string, each: Told): Promise<void> {
  const { enforcement, clock, steps, done } = story;
  const { documentNo } = each.content;
  const officer = story.whoMay('enforcement.edit', unitId);
  const act = `enforcement:${documentNo}`;
  const content = decisionContent.parse({ unitId, partyKind: 'organisation', ...each.content });
  const id = await steps.once(
    `${act}:record`,
    async () => done(await enforcement.create(officer, content), documentNo).id,
  );
  if (!each.isReleased) return;
  clock.tick(600);
  const drafter = story.whoMay('enforcement.propose', unitId);
  const itemId = await steps.once(
    `${act}:propose`,
    async () => done(await enforcement.propose(drafter, id, { meets: [] }), documentNo).itemId,
  );
  clock.tick(3600);
  await story.release({ id: itemId, act, drafter, unitId });
}

async function revoke(story: EnforcementStory, unitId: string, each: Told): Promise<void> {
  const { enforcement, steps, done } = story;
  const { revoked, content } = each;
  if (revoked === undefined) return;
  const officer = story.whoMay('enforcement.edit', unitId);
  await steps.once(`enforcement:${content.documentNo}:revoke`, async () => {
    const found = await enforcement.list(officer, { q: content.documentNo, page: 1, size: 1 });
    const id = found.rows[0]?.id ?? '';
    const { revision } = await enforcement.get(officer, id);
    const { on, reason } = revoked;
    const outcome = { revision, outcome: 'revoked' as const, on, reason };
    done(await enforcement.registerOutcome(officer, id, outcome), content.documentNo);
    return id;
  });
}

/** The standing list of matters goes out before the first decision. */
async function tellMatters(
  { enforcement, clock, steps, done, whoMay, release }: EnforcementStory,
  unitId: string,
) {
  const drafter = whoMay('enforcement.propose', unitId);
  const id = await steps.once(
    'enforcement:matters:propose',
    async () => done(await enforcement.proposeMatters(drafter, { meets: [] }), '事项清单').itemId,
  );
  clock.tick(3600);
  await release({ id, act: 'enforcement:matters', drafter, unitId });
}

/** The licences of May go to the credit site, which takes one and refuses the other. */
async function tellExchange({ enforcement, steps, done, whoMay }: EnforcementStory, organ: string) {
  const reporter = whoMay('enforcement.exchange', organ);
  await steps.once(
    'enforcement:exchange:make',
    async () => done(await enforcement.makeBatch(reporter, { kind: 'licence', organ }), '报送').id,
  );
}

async function tellReceipt({ enforcement, clock, steps, done, whoMay }: EnforcementStory, organ: string) {
  const reporter = whoMay('enforcement.exchange', organ);
  await steps.once('enforcement:exchange:receipt', async () => {
    const { batches } = await enforcement.exchange(reporter, { kind: 'licence', organ });
    const id = batches[0]?.id ?? '';
    const rejected = [{ documentNo: '演民许〔2019〕2号', words: '统一社会信用代码在库中不存在（演示）' }];
    done(
      await enforcement.registerReceipt(reporter, id, { on: clock.today(), number: '演示-001', rejected }),
      '回执',
    );
    return id;
  });
}

/** The scenes of the decisions of a unit; none where there is no such unit. */
export function enforcementScenes(
  story: EnforcementStory,
  unitId: string | undefined,
): { readonly at: Date; readonly tell: () => Promise<void> }[] {
  if (unitId === undefined) return [];
  const scene = (at: string, run: () => Promise<void>) => ({
    at: instantOf(at),
    tell: async () => {
      if (story.clock.set(instantOf(at))) await run();
    },
  });
  const organ = story.organ;
  const around = [
    scene('2019-04-03 09:00', () => tellMatters(story, unitId)),
    ...(organ === undefined
      ? []
      : [
          scene('2019-05-28 15:00', () => tellExchange(story, organ)),
          scene('2019-05-30 10:00', () => tellReceipt(story, organ)),
        ]),
  ];
  const decisions = told.flatMap(each => [
    scene(each.at, () => tell(story, unitId, each)),
    ...(each.revoked === undefined ? [] : [scene(each.revoked.at, () => revoke(story, unitId, each))]),
  ]);
  return [...around, ...decisions];
}
