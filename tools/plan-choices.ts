import type { DeadlineRule, PlanLeaf } from '../src/contexts/plan/contract.ts';

/** What the 2019 plan leaves open, decided leaf by leaf; used once by tools/plan-pack.ts. */

type Cadence = PlanLeaf['cadence'];
type Start = Extract<DeadlineRule, { kind: 'working-days' }>['from'];

const workingDays = (days: number, from: Start = 'formed-or-changed'): DeadlineRule => ({
  kind: 'working-days',
  days,
  from,
});
const calendarDays = (days: number, from: Start): DeadlineRule => ({ kind: 'calendar-days', days, from });
const monthDay = (text: string): DeadlineRule => ({ kind: 'month-day', monthDay: text, yearOffset: 0 });
const hours = (count: number): DeadlineRule => ({ kind: 'hours', hours: count, from: 'event' });
const yearEnd: DeadlineRule = { kind: 'year-end' };
export const general = workingDays(20);

export interface Choice {
  readonly cadence: Cadence;
  readonly deadline: DeadlineRule;
  readonly setBy: PlanLeaf['setBy'];
  readonly basis: string;
  /** Ids of organisation.yaml. Where the plan names every unit, the section that coordinates. */
  readonly owners: readonly string[];
  /** Id of catalogue.yaml. */
  readonly column: string;
  /** Elements with a rhythm or limit of their own, by number from 1. */
  readonly own?: readonly { nos: readonly number[]; cadence?: Cadence; deadline?: DeadlineRule }[];
  /** Quarterly leaves: figures each quarter, cases and projects when they arise, everything else standing. */
  readonly figuresOnly?: true;
}

const art = '《政府信息公开条例》';
const powers = `${art}第二十条第（五）项、第二十六条；国办发〔2018〕118号`;
const quarterly = (owners: string[], column: string, extra: string): Choice => ({
  cadence: 'quarterly',
  deadline: workingDays(20, 'period-end'),
  setBy: 'law',
  basis: `${art}第二十条第（十一）项、第二十一条、第二十六条${extra};按季度汇总为默认`,
  owners,
  column,
  figuresOnly: true,
});
const power = (column: string, basis: string, own: Choice['own'] = []): Choice => ({
  cadence: 'standing',
  deadline: general,
  setBy: 'law',
  basis,
  owners: ['personnel'],
  column,
  own,
});
const interpretation = workingDays(3, 'document-issued');
const standing = (nos: readonly number[]) => ({ nos, cadence: 'standing', deadline: general }) as const;
const onEvent = (nos: readonly number[], deadline: DeadlineRule = general) =>
  ({ nos, cadence: 'on-event', deadline }) as const;

/** Who decided stands in `setBy` and `basis`. */
export const choices: Readonly<Record<string, Choice>> = {
  '2.1.1': {
    cadence: 'on-event',
    deadline: general,
    setBy: 'law',
    basis: `${art}第十九条、第二十三条、第二十六条`,
    owners: ['info-centre'],
    column: 'news',
  },
  '2.1.2': {
    cadence: 'on-event',
    deadline: interpretation,
    setBy: 'plan',
    basis: '方案二（一）、四（四）:解读与文件同步；最迟3个工作日为其他地方的做法，全国性规定未核对',
    owners: ['info-centre'],
    column: 'policy-documents',
  },
  '2.1.3': {
    cadence: 'on-event',
    deadline: hours(48),
    setBy: 'law',
    basis: `国办发〔2016〕61号、国办发〔2016〕80号；${art}第六条`,
    owners: ['office'],
    column: 'interaction-response',
    own: [{ nos: [11], deadline: hours(24) }, standing([4, 5, 7, 9, 12, 13, 14, 15])],
  },
  '2.1.4': {
    cadence: 'on-event',
    deadline: interpretation,
    setBy: 'default',
    basis: '方案二（一）只规定形式；时限比照政策解读',
    owners: ['info-centre'],
    column: 'policy-interpretation',
  },
  '2.2.1': {
    cadence: 'on-event',
    deadline: general,
    setBy: 'law',
    basis:
      '《重大行政决策程序暂行条例》第十四条至第十八条、第三十二条（公开征求意见一般不少于30日；听证材料提前7日送达），部门参照执行',
    owners: ['office'],
    column: 'decisions-drafts',
  },
  '2.2.2': {
    cadence: 'quarterly',
    deadline: workingDays(20, 'period-end'),
    setBy: 'default',
    basis: `${art}第十九条、第二十六条；按季度汇总为默认`,
    owners: ['office'],
    column: 'decisions-execution',
  },
  '2.2.3': {
    cadence: 'on-event',
    deadline: workingDays(20, 'decision'),
    setBy: 'plan',
    basis: '方案二（二）；国办发〔2018〕118号；《行政处罚法》第三十九条、第四十八条；《行政许可法》第四十条',
    owners: ['personnel'],
    column: 'enforcement',
    own: [
      standing([1, 2, 3, 4, 5]),
      { nos: [10, 11], deadline: workingDays(7, 'decision') },
      { nos: [12, 13, 14], deadline: workingDays(3, 'decision') },
    ],
  },
  '2.3.1': {
    cadence: 'on-event',
    deadline: general,
    setBy: 'law',
    basis: `${art}第二十条第（十一）项、第二十六条`,
    owners: ['assistance'],
    column: 'poverty',
  },
  '2.3.2': {
    cadence: 'on-event',
    deadline: general,
    setBy: 'default',
    basis: `${art}第二十六条；国发〔2019〕5号；检查结束后20个工作日为通行做法，原文未核对`,
    owners: ['personnel'],
    column: 'enforcement-inspection',
    own: [standing([7, 8, 9, 13, 14]), { nos: [10, 11, 12], deadline: workingDays(20, 'check-ended') }],
  },
  '2.3.3': {
    cadence: 'standing',
    deadline: general,
    setBy: 'law',
    basis: `${art}第二十条第（十一）项、第二十一条、第二十六条`,
    owners: ['info-centre'],
    column: 'poverty',
  },
  '2.3.4': {
    cadence: 'annual',
    deadline: calendarDays(20, 'approved-by-finance'),
    setBy: 'law',
    basis: `《预算法》第十四条；${art}第二十条第（七）项`,
    owners: ['finance'],
    column: 'area-funds',
  },
  '2.4.1': {
    cadence: 'standing',
    deadline: general,
    setBy: 'law',
    basis: '国办秘函〔2019〕19号；国办发〔2017〕47号；国办公开办函〔2019〕61号',
    owners: ['info-centre'],
    column: 'platforms',
  },
  '2.4.2': {
    cadence: 'standing',
    deadline: general,
    setBy: 'law',
    basis: '国办秘函〔2019〕19号（账号至少每两周更新，互动功能可用）',
    owners: ['info-centre'],
    column: 'platforms',
  },
  '2.4.3': {
    cadence: 'on-event',
    deadline: workingDays(5, 'document-issued'),
    setBy: 'default',
    basis: `${art}第二十条第（一）项、第二十三条；方案未规定时限，5个工作日为默认`,
    owners: ['office'],
    column: 'policy-gazette',
    own: [standing([1])],
  },
  '2.4.4': {
    cadence: 'standing',
    deadline: general,
    setBy: 'law',
    basis: `${art}第二十条第（五）项、第二十六条；《行政许可法》第三十条`,
    owners: ['office'],
    column: 'services',
  },
  '3.1.1': power('powers-licences', `${powers};《行政许可法》第五条、第三十条`),
  '3.1.2': power(
    'powers-penalties',
    `${art}第二十条第（六）项、第二十六条；《行政处罚法》第三十九条；国办发〔2018〕118号`,
  ),
  '3.1.3': power('powers-coercion', `${art}第二十条第（六）项、第二十六条；国办发〔2018〕118号`, [
    onEvent([10, 11], workingDays(20, 'decision')),
  ]),
  '3.1.4': power('powers-confirmation', `${art}第二十条第（五）项、第二十六条`),
  '3.1.5': power('powers-inspection', `${art}第二十六条；国办发〔2018〕118号；国发〔2019〕5号`, [
    onEvent([10], workingDays(20, 'check-ended')),
  ]),
  '3.1.6': power('powers-rewards', `${art}第二十条第（五）项、第二十六条`),
  '3.2.1': {
    cadence: 'annual',
    deadline: calendarDays(20, 'approved-by-finance'),
    setBy: 'law',
    basis: `《预算法》第十四条；${art}第二十条第（七）项`,
    owners: ['finance'],
    column: 'funds-budget',
    own: [{ nos: [3, 4], cadence: 'on-event' }],
  },
  '3.2.2': {
    cadence: 'annual',
    deadline: calendarDays(20, 'approved-by-finance'),
    setBy: 'plan',
    basis: `方案三（二）2（公务接待按月）；《预算法》第十四条；${art}第二十六条`,
    owners: ['finance', 'party-building'],
    column: 'funds-three-expenses',
    own: [{ nos: [3], cadence: 'monthly', deadline: workingDays(20, 'period-end') }],
  },
  '3.2.3': {
    cadence: 'annual',
    deadline: monthDay('06-30'),
    setBy: 'default',
    basis: `《彩票公益金管理办法》(6月30日前公告上一年度使用情况的规定约束省级以上，本级比照);${art}第二十六条`,
    owners: ['finance', 'welfare'],
    column: 'funds-lottery',
    own: [onEvent([4, 5, 6, 7, 8, 9, 10])],
  },
  '3.3': {
    cadence: 'on-event',
    deadline: general,
    setBy: 'law',
    basis: `《政府采购法实施条例》第四十三条、第四十五条、第五十条（结果和合同2个工作日）;${art}第二十条第（九）项、第（十）项、第二十六条`,
    owners: ['finance'],
    column: 'area-procurement',
    own: [{ nos: [7, 8], deadline: workingDays(2) }],
  },
  '3.4.1': quarterly(
    ['assistance'],
    'assistance-allowance',
    ';《社会救助暂行办法》第十条、第十一条、第六十二条',
  ),
  '3.4.2': quarterly(['assistance'], 'assistance-destitute', ';《社会救助暂行办法》第十五条、第六十二条'),
  '3.4.3': quarterly(
    ['assistance'],
    'assistance-temporary',
    ';《社会救助暂行办法》第四十八条、第四十九条、第六十二条',
  ),
  '3.5.1': quarterly(['social-affairs'], 'affairs-rescue', ';《社会救助暂行办法》第六十二条'),
  '3.5.2': {
    cadence: 'quarterly',
    deadline: workingDays(20, 'period-end'),
    setBy: 'plan',
    basis: `方案三（五）2（按季度）;${art}第二十六条；《个人信息保护法》第二十八条、第三十一条（未成年人只公开总量）`,
    owners: ['left-behind-children'],
    column: 'affairs-children-care',
    own: [onEvent([2, 3])],
  },
  '3.5.3': quarterly(
    ['left-behind-children'],
    'affairs-child-welfare',
    ';《个人信息保护法》第二十八条、第三十一条（未成年人只公开总量）',
  ),
  '3.5.4': {
    cadence: 'standing',
    deadline: general,
    setBy: 'law',
    basis: `${art}第二十条第（十一）项、第二十一条、第二十六条`,
    owners: ['social-affairs'],
    column: 'affairs-funeral',
    own: [{ nos: [13], cadence: 'annual', deadline: yearEnd }],
  },
  '3.6.1': {
    cadence: 'standing',
    deadline: general,
    setBy: 'law',
    basis: `${art}第二十条第（三）项、第（四）项、第（十一）项、第二十六条；县级事项另见民办函〔2019〕52号`,
    owners: ['welfare'],
    column: 'elderly-services',
  },
  '3.6.2': quarterly(
    ['welfare'],
    'elderly-disability',
    ';《个人信息保护法》第二十八条（残疾信息属敏感个人信息，只公开总量）',
  ),
  '3.7': {
    cadence: 'on-event',
    deadline: general,
    setBy: 'law',
    basis: `方案二（二）（登记决定属行政许可，7个工作日）;${art}第二十六条；《慈善法》第七十五条、第七十六条`,
    owners: ['social-organisations'],
    column: 'area-social-organisations',
    own: [
      standing([1, 2, 5, 6, 7, 8, 13, 16, 17, 27, 28]),
      { nos: [21, 22, 23], deadline: workingDays(7, 'decision') },
      { nos: [24, 25], deadline: workingDays(20, 'check-ended') },
    ],
  },
  '3.8': {
    cadence: 'quarterly',
    deadline: workingDays(20, 'period-end'),
    setBy: 'law',
    basis: `《村民委员会组织法》第三十条（村务至少每季度公布一次）;${art}第二十六条`,
    owners: ['grassroots'],
    column: 'area-grassroots',
    own: [standing([1, 2, 3, 5, 6, 7, 9, 18, 19]), onEvent([11, 12, 13, 14, 15, 16, 17, 21, 22, 23])],
  },
  '3.9': {
    cadence: 'on-event',
    deadline: general,
    setBy: 'law',
    basis: `${art}第二十条第（二）项、第（十四）项、第二十六条；《党政领导干部选拔任用工作条例》（任前公示不少于5个工作日，现行文本未核对）`,
    owners: ['personnel'],
    column: 'area-personnel',
    own: [standing([3])],
  },
  '3.10': {
    cadence: 'on-event',
    deadline: general,
    setBy: 'law',
    basis: `${art}第五条、第十三条至第十六条、第二十六条`,
    owners: ['info-centre'],
    column: 'area-others',
  },
  '4.1': {
    cadence: 'standing',
    deadline: general,
    setBy: 'plan',
    basis: `方案四（一）;${art}第二十三条至第二十五条`,
    owners: ['info-centre'],
    column: 'rules',
  },
  '4.2': {
    cadence: 'on-event',
    deadline: workingDays(5, 'posted'),
    setBy: 'default',
    basis: `方案四（二）;${art}第十七条；《保守国家秘密法实施条例》第四十二条；证明材料5个工作日送达为默认`,
    owners: ['info-centre'],
    column: 'rules',
  },
  '4.3': {
    cadence: 'on-event',
    deadline: workingDays(20, 'received'),
    setBy: 'law',
    basis: `${art}第二十七条至第四十五条（自收到申请之日起20个工作日内答复）`,
    owners: ['info-centre'],
    column: 'rules',
    own: [standing([1, 2, 3])],
  },
  '4.4': {
    cadence: 'on-event',
    deadline: interpretation,
    setBy: 'plan',
    basis: '方案四（四）:解读与文件同步；最迟3个工作日为其他地方的做法，全国性规定未核对',
    owners: ['info-centre'],
    column: 'rules',
    own: [standing([1])],
  },
  '4.5': {
    cadence: 'on-event',
    deadline: hours(5),
    setBy: 'law',
    basis:
      '国办发〔2016〕80号(5小时内发布权威信息)、国办发〔2016〕61号(24小时内新闻发布会);《突发事件应对法》第七条',
    owners: ['office'],
    column: 'rules',
  },
  '5.1': {
    cadence: 'annual',
    deadline: yearEnd,
    setBy: 'plan',
    basis: '方案五（一）:主要负责人每年至少听取一次汇报',
    owners: ['info-centre'],
    column: 'statutory-records',
  },
  '5.2': {
    cadence: 'annual',
    deadline: yearEnd,
    setBy: 'default',
    basis: `${art}第十二条、第四十八条、第五十三条；次数和时限为默认`,
    owners: ['info-centre'],
    column: 'guide',
    own: [standing([3, 4, 5])],
  },
  '5.3': {
    cadence: 'annual',
    deadline: monthDay('06-10'),
    setBy: 'plan',
    basis: '方案五（三）:6月10日前制定具体实施方案',
    owners: [],
    column: 'statutory-records',
  },
};
