import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { checkAnnualReport } from './annual-report-tables/identities.ts';
import {
  caseColumns,
  caseGroups,
  columns,
  cornerText,
  resultRows,
  rows,
  table2Blocks,
  table3Of,
} from './annual-report-tables.ts';
import { type Citation, citationWords, markWords } from './citation.ts';
import { dayOf } from './day.ts';
import {
  checkCommentPeriod,
  checkHearingMaterial,
  checkLegalityReview,
  decisionStages,
  earliestCommentClosing,
} from './decision-procedure.ts';
import { enforcementDeadlines } from './enforcement-publicity.ts';
import { refusalGrounds } from './grounds-for-refusal.ts';
import { parseHolidayNotice, withNotice } from './holiday-notice.ts';
import { formatIndexNumber, readIndexNumberPattern } from './index-number.ts';
import { explainLimit } from './local-limit.ts';
import { lawDefaults } from './marked-defaults.ts';
import { personalNumberWords } from './masking.ts';
import { opinionLimits } from './opinion-response.ts';
import { postingPeriod, postingRules } from './posting-period.ts';
import {
  proactiveDeadline,
  proactiveRules,
  yearlyReportDeadline,
  yearlyReports,
} from './proactive-deadline.ts';
import { publishedCalendar as calendar, seedYears } from './published-calendar.ts';
import { type ReliefQuestion, reliefNotice } from './relief-notice.ts';
import { checkReply, replyContentWords, replyKinds } from './reply-kinds.ts';
import { allowedPhases, phaseRefusals } from './request-clock/phases.ts';
import { type ClockRules, type RequestEvent, requestClock } from './request-clock.ts';
import { holderKinds } from './social-credit-code.ts';
import { addPublishedWorkdays } from './working-days.ts';

/**
 * Every table of the law and every sentence it says, beside its article, in a file a lawyer can read from top to end:
 * src/law/sentences.yaml. A changed word shows there; `vitest run src/law/sentences.test.ts -u` writes it anew.
 */

const d = dayOf;

/** Citations in words, so that the page can be read; everything else as it is. */
function readable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== 'object' || value === null) return value;
  if ('instrument' in value) return citationWords(value as Citation);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, readable(each)]));
}

/** Runs of one history: what each step or each refusal says. */
function history(events: readonly RequestEvent[], rules: Partial<ClockRules> = {}): unknown {
  const answer = requestClock(events, { calendar, ...rules });
  if (!answer.ok) return answer.reasons;
  const { calendar: _version, ...clock } = answer.clock;
  return clock;
}

const submitted = (via: 'in-person' | 'signed-mail' | 'plain-mail' | 'internet' | 'fax'): RequestEvent => ({
  type: 'submitted',
  on: d('2026-03-02'),
  via,
});
const start = submitted('in-person');
const on = (type: string, day: string, more: object = {}): RequestEvent =>
  ({ type, on: d(day), ...more }) as RequestEvent;
const correction = on('correction-requested', '2026-03-04', { correctBy: d('2026-03-20') });
const thirdParty = on('third-party-consulted', '2026-03-04');
const fee = on('fee-notified', '2026-03-06');

const histories = (): Readonly<Record<string, unknown>> => ({
  当面提交: history([start]),
  签收: history([submitted('signed-mail'), on('receipt-confirmed', '2026-03-03')]),
  平常信函: history([submitted('plain-mail'), on('receipt-confirmed', '2026-03-03')]),
  互联网: history([submitted('internet')]),
  传真: history([submitted('fax'), on('receipt-confirmed', '2026-03-03')]),
  再次确认: history([
    submitted('fax'),
    on('receipt-confirmed', '2026-03-03'),
    on('receipt-confirmed', '2026-03-04'),
  ]),
  补正: history([start, correction, on('corrected', '2026-03-18')]),
  逾期未补正: history([start, correction], { asOf: d('2026-03-21') }),
  逾期补正: history([start, correction, on('corrected', '2026-03-23')]),
  逾期补正有理由: history([start, correction, on('corrected', '2026-03-23', { goodReason: '住院治疗' })]),
  补正不合规定: history([
    start,
    correction,
    on('corrected', '2026-03-18'),
    on('correction-requested', '2026-03-19', { correctBy: d('2026-03-19') }),
  ]),
  征求第三方意见: history([
    start,
    on('third-party-consulted', '2026-03-04', { party: '甲公司', receivedOn: d('2026-03-06') }),
    on('third-party-consulted', '2026-03-05', { party: '乙公司' }),
    on('third-party-answered', '2026-03-11', { party: '乙公司', agrees: true }),
    on('third-party-answered', '2026-03-12', { party: '甲公司', agrees: false }),
  ]),
  第三方逾期后答复: history([start, thirdParty, on('third-party-answered', '2026-03-27')]),
  其他机关未答复: history([start, on('organ-consulted', '2026-03-04')], { asOf: d('2026-03-27') }),
  期限届满后征求意见: history([start, on('organ-consulted', '2026-03-31')]),
  征求意见不合规定: history([
    start,
    on('third-party-consulted', '2026-03-04', { receivedOn: d('2026-03-03') }),
    on('organ-answered', '2026-03-05'),
  ]),
  说明理由后延迟答复: history([
    start,
    on('reasons-requested', '2026-03-04'),
    on('reasons-given', '2026-03-09'),
    on('delayed', '2026-03-10', { until: d('2026-04-15') }),
  ]),
  延迟答复不合规定: history([
    start,
    on('reasons-given', '2026-03-03'),
    on('delayed', '2026-03-03', { until: d('2026-03-30') }),
    on('reasons-requested', '2026-03-04'),
    on('reasons-requested', '2026-03-05'),
  ]),
  延长: history([start, on('extended', '2026-03-16', { workingDays: 10, approvedBy: '王某' })]),
  延长未记同意人: history([start, on('extended', '2026-03-16', { workingDays: 10 })]),
  延长不合规定: history(
    [
      start,
      on('extended', '2026-03-16', { workingDays: 1, approvedBy: '王某' }),
      on('extended', '2026-04-01', { workingDays: 21, approvedBy: '  ' }),
    ],
    { approverRequired: true },
  ),
  收费: history([start, fee, on('fee-paid', '2026-03-16')]),
  收费后期限接续: history([start, fee, on('fee-paid', '2026-03-16')], {
    defaults: { ...lawDefaults, feeClock: { ...lawDefaults.feeClock, value: 'resumes' } },
  }),
  逾期未缴费: history([start, on('fee-notified', '2026-03-06', { receivedOn: d('2026-03-09') })], {
    asOf: d('2026-04-08'),
  }),
  收费不合规定: history([
    start,
    fee,
    on('fee-paid', '2026-03-16'),
    on('fee-notified', '2026-04-20', { receivedOn: d('2026-04-17') }),
  ]),
  当场答复: history([start, on('replied', '2026-03-02')]),
  直接送达: history([start, on('replied', '2026-03-25', { delivery: 'direct', signedOn: d('2026-03-27') })]),
  委托送达: history([
    start,
    on('replied', '2026-03-25', { delivery: 'entrusted', signedOn: d('2026-03-31') }),
  ]),
  邮寄送达: history([start, on('replied', '2026-03-25', { delivery: 'post', postedOn: d('2026-03-26') })]),
  电子送达: history([start, on('replied', '2026-03-31', { delivery: 'electronic' })]),
  快递送达: history([start, on('replied', '2026-03-25', { delivery: 'courier' })]),
  送达早于答复: history([
    start,
    on('replied', '2026-03-25', { delivery: 'post', postedOn: d('2026-03-24') }),
  ]),
  补正期间答复: history([start, correction, on('replied', '2026-03-06')]),
  撤回: history([start, on('withdrawn', '2026-03-06')]),
  再次提交: history([start, start]),
  日期不存在: history([start, { type: 'withdrawn', on: '2026-02-30' } as unknown as RequestEvent]),
  先后颠倒: history([start, on('withdrawn', '2026-03-01')]),
  没有事项: history([]),
});

const relief: Omit<ReliefQuestion, 'subject' | 'on'> = {
  reconsiderationOrgan: '云岭市人民政府',
  court: '云岭市中级人民法院',
  upperDepartment: '省民政厅',
};
const reliefs = () =>
  (
    [
      'refused',
      'partly-disclosed',
      'disclosed',
      'already-published',
      'no-reply',
      'disclosure-against-third-party',
    ] as const
  )
    .flatMap(subject =>
      ['2019-06-03', '2023-12-31', '2024-01-01', '2026-03-02'].map(day => [subject, day] as const),
    )
    .map(([subject, day]) => ({
      subject,
      on: day,
      ...reliefNotice({ ...relief, subject, on: d(day), onlineReconsideration: 'https://example.gov.cn/' }),
    }));

const makeReport = () => {
  const t3 = table3Of([
    { row: 'r1', column: 'c1', count: 5 },
    { row: 'r2', column: 'c1', count: 1 },
    { row: 'r3_1', column: 'c1', count: 4 },
    { row: 'r4', column: 'c1', count: 1 },
  ]);
  const cases = { upheld: 1, corrected: 0, other: 0, pending: 0, total: 2 };
  const documents = { made: 1, repealed: 0, inForce: 9 };
  return {
    year: 2026,
    t2: {
      rules: documents,
      normativeDocuments: documents,
      licences: -1,
      penalties: 1.5,
      coercion: 0,
      chargesWan: -0.5,
    },
    t3: { ...t3, r3_2: { ...t3.r3_2, c1: 1 } },
    t4: { reconsideration: cases, directLitigation: cases, litigationAfterReconsideration: cases },
    overview: '本年新收申请7件，上年结转2件，结转下年度3件，行政复议5件，行政诉讼9件。',
  };
};

const wrongNotice =
  '关于2027年部分节假日安排的通知\n一、元旦：1月1日至3日放假，共4天。1月4日上班。\n二、春节：2月5日至1日放假。2月30日上班。\n三、清明节：1月1日放假。2028年4月5日放假。\n四、劳动节：另行通知放假。';

/** Made inside the tests: what runs while a file is read can not be told from a table by mutation testing. */
function makePage(): Readonly<Record<string, unknown>> {
  const report = makeReport();
  const notice = parseHolidayNotice('国庆节：10月9日放假。', 2026);
  return {
    依申请公开: { histories: histories(), allowedPhases, phaseRefusals },
    默认值: lawDefaults,
    标记: markWords,
    主动公开: {
      proactiveRules,
      examples: Object.keys(proactiveRules).map(kind =>
        proactiveDeadline({ kind: kind as 'general', on: d('2026-12-07'), calendar }),
      ),
      yearlyReports,
      yearly: Object.keys(yearlyReports).map(kind =>
        yearlyReportDeadline(kind as 'department-report', 2025, calendar),
      ),
      limits: explainLimit(
        calendar,
        { on: d('2026-09-20'), words: '制定之日' },
        { calendarDays: 12, setBy: 'law', basis: [{ instrument: '预算法', article: 14 }] },
        [
          { span: { workingDays: 5 }, setBy: 'plan', words: '2026年要点' },
          { span: { workingDays: 20 }, setBy: 'local' },
          { span: { fixedDay: d('2026-12-31') }, setBy: 'plan' },
        ],
      ),
      fixed: explainLimit(
        calendar,
        { on: d('2026-09-20'), words: '制定之日' },
        { fixedDay: d('2026-10-31'), setBy: 'default', basis: [] },
      ),
    },
    行政执法公示: (['licence', 'penalty', 'other'] as const).map(kind =>
      enforcementDeadlines({ kind, decidedOn: d('2026-03-02'), revokedOn: d('2026-03-12'), calendar }),
    ),
    撤销早于作出: enforcementDeadlines({
      kind: 'penalty',
      decidedOn: d('2026-03-02'),
      revokedOn: d('2026-03-01'),
      calendar,
    }),
    重大行政决策: {
      decisionStages,
      earliest: earliestCommentClosing(d('2026-09-01'), calendar),
      short: checkCommentPeriod({ openedOn: d('2026-03-02'), closesOn: d('2026-03-07'), localFloorDays: 7 }),
      reversed: checkCommentPeriod({ openedOn: d('2026-03-02'), closesOn: d('2026-03-02') }),
      hearing: checkHearingMaterial(d('2026-03-02'), d('2026-03-08')),
      review: checkLegalityReview(d('2026-03-02'), d('2026-03-09'), calendar),
    },
    答复: {
      replyKinds,
      replyContentWords,
      refusalGrounds,
      empty: Object.keys(replyKinds).map(outcome => checkReply({ outcome: outcome as 'other', says: {} })),
      query: checkReply({ outcome: 'refused', ground: 'special-query', says: { article: ' ' } }),
    },
    救济: {
      reliefs: reliefs(),
      gaps: reliefNotice({
        subject: 'refused',
        on: d('2026-03-02'),
        reconsiderationOrgan: ' ',
        court: ' ',
        deliveredOnline: true,
        onlineReconsideration: ' ',
      }),
    },
    舆情回应: opinionLimits,
    救助公示: {
      postingRules,
      examples: Object.keys(postingRules).map(programme =>
        postingPeriod(programme as 'minimum-allowance', d('2026-02-08'), calendar),
      ),
    },
    年度报告: {
      columns,
      rows,
      resultRows,
      cornerText,
      caseGroups,
      caseColumns,
      table2Blocks,
      broken: checkAnnualReport(report, { ...report, year: 2025, t3: { ...report.t3, r4: report.t3.r1 } }),
    },
    编号: {
      holderKinds,
      personalNumberWords,
      patterns: ['{year}-{seq}', '{uscc}/{yyyy:4}', '}{seq}{seq:3}-{yyyy}{yyyymm}'].map(
        readIndexNumberPattern,
      ),
      formatted: (() => {
        const read = readIndexNumberPattern('{uscc}{organisation}-{yyyy}-{seq:2}');
        return read.ok ? formatIndexNumber(read.pattern, { on: d('2026-03-02'), serial: 100 }) : read;
      })(),
    },
    节假日通知: {
      wrong: parseHolidayNotice(wrongNotice, 2026),
      none: parseHolidayNotice('劳动节：放假安排另行通知。', 2026),
      contradicts: notice.ok
        ? withNotice(calendar, {
            notice: notice.notice,
            source: { title: '通知', source: '测试' },
            version: 'v',
            changesEarlier: false,
          })
        : notice,
      later: seedYears.filter(each => each.notices.length > 1).flatMap(each => each.notices),
      unpublished: addPublishedWorkdays(calendar, d('2026-12-28'), 20),
    },
  };
}

describe('《政府信息公开条例》 and its neighbours: every table and every sentence', () => {
  it('is as it was read and agreed upon', async () => {
    const text = stringify(readable(makePage()), { lineWidth: 0, aliasDuplicateObjects: false });
    await expect(text).toMatchFileSnapshot(join(import.meta.dirname, 'sentences.yaml'));
  });

  it('leaves no sentence empty', () => {
    const empty: string[] = [];
    const walk = (value: unknown, path: string): void => {
      if (typeof value === 'object' && value !== null)
        for (const [key, each] of Object.entries(value)) walk(each, `${path}.${key}`);
      if (value === '' && !/\.parent$/.test(path)) empty.push(path);
    };
    walk(makePage(), '');
    expect(empty).toEqual([]);
  });
});
