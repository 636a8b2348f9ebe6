import type { Actor, CommandName } from '../contexts/organisation/contract.ts';
import type { PowersPack } from '../contexts/powers/contract/pack.ts';
import { type Flow, type RecordBody, type Sort, sorts, tableOf } from '../contexts/powers/contract.ts';
import type { Powers } from '../contexts/powers/service.ts';
import { instantOf, type StoryClock, type StorySteps, sideBySide } from './demo-story.ts';

/** Power lists and service guides, compiled, reviewed and released. All of it synthetic. */

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
    readonly pause?: number;
    readonly before?: Promise<unknown>;
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

/** Of the guides, the act that they follow. */
const instruments: Readonly<Record<string, string>> = {
  '3.5.1': '城市生活无着的流浪乞讨人员救助管理办法',
  '3.5.3': '国务院办公厅关于加强孤儿保障工作的意见',
  '3.5.4': '殡葬管理条例',
  '3.6.2': '国务院关于全面建立困难残疾人生活补贴和重度残疾人护理补贴制度的意见',
};

/** Every field filled with words that say they are made up. */
function sampleContent(sort: Sort): RecordBody['content'] {
  const material = { name: '申请书（演示）', form: '原件', copies: 1, note: '' };
  return Object.fromEntries(
    tableOf(sort).fields.map(({ id, name, shape, choices }) => {
      const words = `${name}：演示内容，为虚构。`;
      const values = {
        ...{ line: words, passage: words, lines: [words], flow, materials: [material], days: 20 },
        basis: [{ instrument: '演示依据', article: '第一条' }],
        choice: choices?.[0] ?? '',
      };
      return [id, values[shape]];
    }),
  );
}

async function record(story: PowerStory, body: RecordBody): Promise<string> {
  const officer = story.whoMay('power.edit', body.unitId);
  return story.steps.once(
    `power:${body.code}`,
    async () => story.done(await story.powers.create(officer, body), body.name).id,
  );
}

interface Drafted {
  readonly itemId: string;
  readonly act: string;
  readonly unitId: string;
}

/** One entry of each other list, and the guides that the pack asks for; drafted. */
async function draftMore(story: PowerStory, { lists, guides }: PowersPack): Promise<Drafted[]> {
  const drafted: Drafted[] = [];
  for (const sort of sorts) {
    const owner = lists[sort]?.owner;
    if (sort === 'licence' || sort === 'guide' || owner === undefined) continue;
    const [code, name] = [`DEMO-${sort.toUpperCase()}-001`, `演示${tableOf(sort).name}事项（演示）`];
    await record(story, { sort, code, name, unitId: owner, content: sampleContent(sort) });
    drafted.push(await draftItem(story, sort, owner));
  }
  for (const { code, name, unit, leaf } of lists.guide === undefined ? [] : guides) {
    const { sort, content } = guide(unit);
    const basis = [{ instrument: instruments[leaf] ?? '社会救助暂行办法', article: '演示，条款从略' }];
    const conditions = ['符合当地公布的申请条件（演示）。', '如实申报并提交所列材料。'];
    const own = { ...content, basis, conditions, result: '书面告知审核确认结果，补助按月发放（演示）。' };
    const body = { sort, code, name: `${name}（演示）`, unitId: unit, content: own };
    drafted.push(await draftItem(story, `guide:${await record(story, body)}`, unit, `power:guide-${code}`));
  }
  return drafted;
}

/** Proposing again writes the same draft anew: what was cut off between the two finds its way. */
async function draftItem(
  story: PowerStory,
  subject: string,
  unitId: string,
  act = `power:${subject.split(':')[0]}`,
): Promise<Drafted> {
  const { powers } = story;
  const officer = story.whoMay('power.propose', unitId);
  const { editions } = await powers.view(officer, subject);
  const itemId =
    editions[0]?.itemId ??
    story.done(await powers.propose(officer, subject, { note, meets: [] }), subject).itemId;
  return { itemId, act, unitId };
}

/** The scenes of the lists that the pack places. */
export function powerScenes(
  story: PowerStory,
  pack: PowersPack,
): { readonly at: Date; readonly tell: () => Promise<void> }[] {
  const places = pack.lists;
  const owner = places.licence?.owner;
  const at = instantOf(told);
  const tell = async () => {
    if (!story.clock.set(at)) return;
    const drafted: Drafted[] = [];
    if (owner !== undefined) {
      for (const each of licences) await record(story, licence(each, owner));
      drafted.push(await draftItem(story, 'licence', owner));
    }
    if (places.guide !== undefined && owner !== undefined)
      drafted.push(await draftItem(story, `guide:${await record(story, guide(owner))}`, owner));
    drafted.push(...(await draftMore(story, pack)));
    story.clock.tick(3600);
    await sideBySide(drafted, ({ itemId, act, unitId }, _, before) => {
      const drafter = story.whoMay('power.propose', unitId);
      return story.release({ id: itemId, act, drafter, unitId, pause: 120, before });
    });
  };
  return [{ at, tell }];
}
