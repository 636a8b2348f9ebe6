import type { ReplyOutcome } from '../law/reply-kinds.ts';
import {
  answered,
  article,
  type DemoRequest,
  organisation,
  person,
  reasons,
  type Says,
  step,
  wish,
} from './demo-request-cases.ts';

/** The cases of the demonstration: every outcome in both years, and one open case in each stage. */

/** Cases that a year closes, one for each way a request can end. */
function closedCases(year: number, sections: readonly string[]): DemoRequest[] {
  const day = (monthDay: string) => `${year}-${monthDay}`;
  const key = (name: string) => `${year}-${name}`;
  const section = sections[0] ?? '';
  const quick = { reply: day('03-18'), sent: day('03-20') };
  const outcome = (
    name: ReplyOutcome,
    subject: string,
    says: Says,
    over: Parameters<typeof answered>[4] = {},
  ): DemoRequest =>
    answered(
      key(name),
      day('03-04'),
      quick,
      { outcome: name, says: { ...says } },
      { wish: wish(subject), ...over },
    );
  return [
    // Carried over from the year before.
    answered(
      key('carried-over'),
      `${year - 1}-12-20`,
      { reply: day('01-10'), sent: day('01-11') },
      { outcome: 'disclosed', says: { information: '随答复书提供年度统计表。' } },
      { applicant: person(1), wish: wish('上年度临时救助资金发放情况'), via: 'signed-mail' },
    ),
    answered(
      key('disclosed'),
      day('03-04'),
      quick,
      { outcome: 'disclosed', says: { information: '随答复书提供统计表。' } },
      {
        wish: wish('农村低保标准制定依据'),
        before: [
          step(day('03-05'), 'assign', { unitId: section, dueOn: day('03-15'), note: '' }),
          step(day('03-12'), 'finish-assignment', { finding: '可以公开，已整理成表。' }),
        ],
        after: [step(day('03-25'), 'archive')],
      },
    ),
    outcome(
      'already-published',
      '养老机构备案名单',
      { 'how-to-get': '登录本机关网站“政府信息公开”专栏查阅、下载。' },
      { applicant: organisation('business', 1) },
    ),
    partlyDisclosed(year, section),
    answered(
      key('refused'),
      day('03-04'),
      quick,
      {
        outcome: 'refused',
        ground: 'third-party',
        says: reasons('涉及受助人员个人隐私，第三方不同意公开。'),
      },
      {
        applicant: person(3),
        wish: wish('某受助家庭的审核材料', { supply: 'post', carrier: 'paper' }),
        before: [
          step(day('03-06'), 'consult', {
            kind: 'third-party',
            party: '演示第三方甲',
            information: '受助家庭的审核材料',
            on: day('03-06'),
          }),
          step(day('03-14'), 'record-answer', { on: day('03-14'), agrees: false, note: '' }),
        ],
      },
    ),
    answered(
      key('special-query'),
      day('03-04'),
      quick,
      {
        outcome: 'refused',
        ground: 'special-query',
        says: { 'special-law': '《社会组织登记管理档案查询规定（演示）》' },
      },
      { applicant: organisation('legal-service', 2), wish: wish('某社会组织登记档案') },
    ),
    outcome(
      'not-existing',
      '2001年以前的救济台账',
      { 'search-made': '检索了档案室目录和公文系统，没有检索到。' },
      {
        applicant: person(4),
        before: [
          step(day('03-10'), 'record-search', {
            where: '档案室目录、公文系统',
            words: '救济 台账',
            finding: '没有检索到相关信息。',
          }),
        ],
      },
    ),
    outcome(
      'not-responsible',
      '中小学学区划分',
      { reasons: '不属于民政部门职责。', 'responsible-organ': '演示市教育局，电话00000000（演示）' },
      { applicant: person(5) },
    ),
    outcome('needs-creation', '近十年各乡镇救助对象构成分析', reasons('没有现成信息，需要汇总、加工。'), {
      applicant: organisation('research-institute', 3),
    }),
    outcome('unclear-after-correction', '有关材料', reasons('补正后仍无法确定所指的政府信息。'), {
      applicant: person(6),
      before: [
        step(day('03-06'), 'request-correction', {
          on: day('03-06'),
          matters: '请写明所需政府信息的名称或者文号',
          guidance: '可以参照本机关政府信息公开目录填写',
          correctBy: day('03-20'),
        }),
        step(day('03-11'), 'correct', { on: day('03-11'), subject: '有关文件（演示）' }),
      ],
    }),
    outcome(
      'complaint-in-disguise',
      '要求处理某养老院服务问题',
      { reasons: '属于投诉举报，不作为政府信息公开申请处理。', 'how-to-get': '请向本局养老服务科反映。' },
      { applicant: person(7) },
    ),
    outcome(
      'repeated',
      '农村低保标准制定依据',
      { 'earlier-reply': '本机关已就相同内容作出答复，不再重复处理。' },
      { applicant: person(0) },
    ),
    outcome(
      'publication-asked-for',
      '市政府公报合订本',
      {},
      { applicant: organisation('public-benefit', 4) },
    ),
    outcome('excessive', '逐日考勤记录等二十项', reasons('申请频次明显超过合理范围，所述理由不合理。'), {
      applicant: person(8),
      before: [
        step(day('03-06'), 'ask-reasons', {
          on: day('03-06'),
          note: '一个月内提出三十余件申请，请说明理由。',
        }),
        step(day('03-12'), 'record-reasons', { on: day('03-12'), note: '申请人称希望了解全部情况。' }),
      ],
    }),
    outcome('confirm-or-reissue', '请确认2017年复印件是否真实', reasons('属于要求确认已获取的信息。'), {
      applicant: person(9),
    }),
    lapsed(year),
    withdrawn(year),
    ownRecord(year),
    late(year),
    disputed(year),
  ];
}

function partlyDisclosed(year: number, section: string): DemoRequest {
  const day = (monthDay: string) => `${year}-${monthDay}`;
  return answered(
    `${year}-partly-disclosed`,
    day('03-05'),
    { reply: day('04-09'), sent: day('04-10') },
    {
      outcome: 'partly-disclosed',
      ground: 'third-party',
      says: {
        information: '提供遮盖个人信息后的发放汇总表。',
        'reasons-for-withheld-part': '姓名、住址属于个人隐私。',
      },
    },
    {
      applicant: organisation('other-organisation', 5),
      via: 'internet',
      wish: wish('临时救助发放明细'),
      before: [
        step(day('03-06'), 'confirm-receipt', { on: day('03-06') }),
        step(day('03-07'), 'assign', { unitId: section, dueOn: day('03-20'), note: '' }),
        step(day('03-08'), 'consult', {
          kind: 'organ',
          party: '演示市财政局',
          information: '临时救助资金发放明细',
          on: day('03-08'),
        }),
        step(day('03-19'), 'record-answer', { on: day('03-19'), agrees: true, note: '' }),
        step(day('03-22'), 'ask-extension', { workingDays: 10, reason: '涉及多个科室，需要逐项核对。' }),
        step(day('03-25'), 'approve-extension'),
      ],
      after: [step(day('04-15'), 'archive')],
    },
  );
}

function lapsed(year: number): DemoRequest {
  const day = (monthDay: string) => `${year}-${monthDay}`;
  return {
    key: `${year}-correction-lapsed`,
    on: day('04-10'),
    via: 'signed-mail',
    applicant: person(2),
    wish: wish('材料一份'),
    steps: [
      step(day('04-12'), 'request-correction', {
        on: day('04-12'),
        matters: '请写明所需政府信息的名称、年度',
        guidance: '可以来电咨询',
        correctBy: day('04-26'),
      }),
      step(day('05-06'), 'close'),
    ],
  };
}

function withdrawn(year: number): DemoRequest {
  const day = (monthDay: string) => `${year}-${monthDay}`;
  return {
    key: `${year}-withdrawn`,
    on: day('04-10'),
    via: 'fax',
    applicant: person(3),
    wish: wish('殡葬服务收费标准'),
    steps: [
      step(day('04-11'), 'confirm-receipt', { on: day('04-11') }),
      step(day('04-15'), 'withdraw', { on: day('04-15'), note: '申请人已自行查到。' }),
    ],
  };
}

function ownRecord(year: number): DemoRequest {
  const day = (monthDay: string) => `${year}-${monthDay}`;
  return answered(
    `${year}-own-record`,
    day('04-10'),
    { reply: day('04-17'), sent: day('04-18') },
    {
      outcome: 'other',
      says: { form: 'corrected', record: '救助档案中的家庭人口数', outcome: '经核实已更正为四人。' },
    },
    { matter: 'own-record', applicant: person(4), wish: wish('更正本人救助档案中的家庭人口数') },
  );
}

function late(year: number): DemoRequest {
  const day = (monthDay: string) => `${year}-${monthDay}`;
  return answered(
    `${year}-late`,
    day('04-10'),
    { reply: day('05-20'), sent: day('05-21') },
    { outcome: 'disclosed', says: { information: '随答复书提供。' } },
    { applicant: person(5), wish: wish('养老服务补贴政策文件') },
  );
}

function disputed(year: number): DemoRequest {
  const day = (monthDay: string) => `${year}-${monthDay}`;
  return answered(
    `${year}-disputed`,
    day('03-04'),
    { reply: day('03-18'), sent: day('03-20') },
    { outcome: 'refused', ground: 'process-information', says: reasons('属于讨论记录，可以不予公开。') },
    {
      applicant: person(6),
      wish: wish('局务会讨论记录'),
      after: [
        step(day('04-10'), 'add-dispute', {
          kind: 'reconsideration',
          filedOn: day('04-09'),
          organ: '演示市人民政府',
        }),
        step(day('06-10'), 'decide-dispute', { result: 'upheld', decidedOn: day('06-09') }),
      ],
    },
  );
}

/** Cases that wait on a day in late November, one in each stage. */
function openCases(year: number, sections: readonly string[]): DemoRequest[] {
  const day = (monthDay: string) => `${year}-${monthDay}`;
  const section = sections[1] ?? sections[0] ?? '';
  const open = (
    key: string,
    over: Partial<DemoRequest> & Pick<DemoRequest, 'wish' | 'steps'>,
  ): DemoRequest => ({
    key: `${year}-${key}`,
    on: day('11-12'),
    via: 'in-person',
    applicant: person(7),
    ...over,
  });
  const disclosed = {
    outcome: 'disclosed',
    says: { article: article('disclosed'), information: '随答复书提供。' },
  } as const;
  return [
    open('unconfirmed', { via: 'internet', on: day('11-18'), wish: wish('婚姻登记统计数据'), steps: [] }),
    open('new', { wish: wish('村级公益性公墓建设计划'), on: day('11-19'), steps: [] }),
    open('correcting', {
      wish: wish('文件一份'),
      steps: [
        step(day('11-16'), 'request-correction', {
          on: day('11-16'),
          matters: '请写明文件的名称或者文号',
          guidance: '可以参照目录填写',
          correctBy: day('11-30'),
        }),
      ],
    }),
    open('consulting', {
      wish: wish('养老机构运营补贴明细'),
      applicant: organisation('business', 6),
      steps: [
        step(day('11-16'), 'consult', {
          kind: 'third-party',
          party: '演示养老机构甲',
          information: '运营补贴发放明细',
          on: day('11-16'),
        }),
      ],
    }),
    open('handling', {
      on: day('11-02'),
      wish: wish('村级公益性公墓建设计划'),
      applicant: person(8),
      steps: [
        step(day('11-03'), 'assign', { unitId: section, dueOn: day('11-20'), note: '请核对项目清单。' }),
        step(day('11-23'), 'ask-extension', { workingDays: 10, reason: '需要与县区核对项目清单。' }),
      ],
    }),
    open('late-open', { on: day('10-12'), wish: wish('社会组织年检结果'), applicant: person(9), steps: [] }),
    open('in-review', {
      on: day('11-05'),
      wish: wish('孤儿基本生活保障标准'),
      reply: disclosed,
      stopsBefore: 'approval',
      steps: [step(day('11-17'), 'reply')],
    }),
    open('approved', {
      on: day('11-05'),
      wish: wish('流浪乞讨人员救助站联系方式'),
      reply: disclosed,
      steps: [step(day('11-18'), 'reply')],
    }),
  ];
}

/**
 * In the order of their first day. `sections`: units that cases may be assigned to; `present`: the year whose cases are
 * still open.
 */
export function demoRequests(sections: readonly string[], present: number): DemoRequest[] {
  const cases = [
    ...[2019, 2026].flatMap(year => closedCases(year, sections)),
    ...openCases(present, sections),
  ];
  return cases.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}
