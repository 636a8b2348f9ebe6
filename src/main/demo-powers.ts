import type { Actor, CommandName } from '../contexts/organisation/contract.ts';
import type { Flow, RecordBody } from '../contexts/powers/contract.ts';
import type { Powers } from '../contexts/powers/service.ts';
import { instantOf, type StoryClock, type StorySteps } from './demo-story.ts';

/** One list of licences with three entries and one service guide, compiled, reviewed and released. All of it synthetic. */

export interface PowerStory {
  readonly powers: Powers;
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

const note = '演示数据：内容为虚构，仅用于展示系统功能。';
const told = '2019-05-20 10:00';

const flow: Flow = [
  { id: 's1', kind: 'step', words: '提交申请材料', who: '申请人', days: null, next: null, no: null },
  {
    id: 's2',
    kind: 'decision',
    words: '材料是否齐全、符合形式',
    who: '受理窗口',
    days: 1,
    next: 's4',
    no: 's3',
  },
  {
    id: 's3',
    kind: 'step',
    words: '一次性告知需要补正的内容',
    who: '受理窗口',
    days: 1,
    next: 's1',
    no: null,
  },
  { id: 's4', kind: 'step', words: '受理并出具受理通知书', who: '受理窗口', days: 1, next: null, no: null },
  {
    id: 's5',
    kind: 'decision',
    words: '审查是否符合法定条件',
    who: '承办科室',
    days: 12,
    next: 's7',
    no: 's6',
  },
  {
    id: 's6',
    kind: 'end',
    words: '作出不予许可决定并说明理由',
    who: '局领导',
    days: 3,
    next: null,
    no: null,
  },
  { id: 's7', kind: 'end', words: '作出准予许可决定并送达', who: '局领导', days: 3, next: null, no: null },
];

const licences = [
  ['DEMO-XK-001', '社会团体成立、变更、注销登记（演示）', '社会团体登记管理条例', '第六条、第九条'],
  [
    'DEMO-XK-002',
    '民办非企业单位成立、变更、注销登记（演示）',
    '民办非企业单位登记管理暂行条例',
    '第五条、第八条',
  ],
  ['DEMO-XK-003', '公开募捐资格审批（演示）', '中华人民共和国慈善法', '第二十二条'],
] as const;

function licence([code, name, instrument, article]: (typeof licences)[number], unitId: string): RecordBody {
  const content = {
    basis: [{ instrument, article }],
    duties: [
      '受理：公示应当提交的材料，一次性告知补正内容。',
      '审查：对申请材料进行审查。',
      '决定：作出准予或者不予许可的决定。',
      '送达：制作并送达决定，依法公开。',
      '监管：开展事后检查。',
    ],
    dutiesBasis: [{ instrument: '中华人民共和国行政许可法', article: '第三十条、第三十二条、第三十八条' }],
    accountability: [
      '对符合法定条件的申请不予受理、不予许可的。',
      '对不符合法定条件的申请准予许可的。',
      '不依法履行监督职责的。',
    ],
    organ: '民管科（办）',
    flow,
    supervision: '监督电话：0000-0000000（演示）。地址：演示路1号政务服务中心。',
  };
  return { sort: 'licence', code, name, unitId, content };
}

function guide(unitId: string): RecordBody {
  const content = {
    basis: [{ instrument: '社会团体登记管理条例', article: '第九条至第十二条' }],
    conditions: [
      '有规定数量的会员。',
      '有规范的名称和相应的组织机构。',
      '有固定的住所。',
      '有与其业务活动相适应的专职工作人员。',
    ],
    materials: [
      { name: '登记申请书', form: '原件', copies: 1, note: '窗口可领取样表' },
      { name: '章程草案', form: '原件', copies: 2, note: '' },
      { name: '住所使用权证明', form: '复印件', copies: 1, note: '核对原件' },
    ],
    place: '演示路1号政务服务中心二楼',
    window: '民政综合窗口（演示8号窗口）',
    hours: '工作日9:00—12:00，14:00—17:00',
    phone: '0000-0000000',
    flow,
    legalDays: 60,
    promisedDays: 20,
    fee: '不收费',
    result: '《社会团体法人登记证书》，窗口领取或者邮寄送达。样本见办理窗口。',
    online: '可以在政务服务网提交申请和查询进度（演示）',
    oneStop: '网上预审、现场办结',
    complaint: '监督投诉电话：0000-0000000（演示）。',
  };
  return { sort: 'guide', code: 'DEMO-ZN-001', name: '社会团体成立登记（演示）', unitId, content };
}

async function record(story: PowerStory, body: RecordBody): Promise<string> {
  const officer = story.whoMay('power.edit', body.unitId);
  return story.steps.once(
    `power:${body.code}`,
    async () => story.done(await story.powers.create(officer, body), body.name).id,
  );
}

/** Proposing again writes the same draft anew: what was cut off between the two finds its way. */
async function publish(story: PowerStory, subject: string, unitId: string): Promise<void> {
  const { powers, clock } = story;
  const officer = story.whoMay('power.propose', unitId);
  const { editions } = await powers.view(officer, subject);
  const itemId =
    editions[0]?.itemId ??
    story.done(await powers.propose(officer, subject, { note, meets: [] }), subject).itemId;
  clock.tick(3600);
  await story.release({ id: itemId, act: `power:${subject.split(':')[0]}`, drafter: officer, unitId });
}

/** The scenes of the lists that the pack places. */
export function powerScenes(
  story: PowerStory,
  places: {
    readonly licence?: { readonly owner?: string | undefined } | undefined;
    readonly guide?: object | undefined;
  },
): { readonly at: Date; readonly tell: () => Promise<void> }[] {
  const owner = places.licence?.owner;
  const at = instantOf(told);
  const tell = async () => {
    if (!story.clock.set(at)) return;
    if (owner !== undefined) {
      for (const each of licences) await record(story, licence(each, owner));
      await publish(story, 'licence', owner);
    }
    if (places.guide !== undefined && owner !== undefined)
      await publish(story, `guide:${await record(story, guide(owner))}`, owner);
  };
  return [{ at, tell }];
}
