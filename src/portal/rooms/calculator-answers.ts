import { cite } from '../../law/citation.ts';
import { addDays, type Day, dayInChinese } from '../../law/day.ts';
import {
  type CommentPeriod,
  checkCommentPeriod,
  earliestCommentClosing,
  hearingMaterialDays,
  hearingMaterialDueOn,
  legalityReviewWorkdays,
} from '../../law/decision-procedure.ts';
import { type EnforcementKind, enforcementDeadlines } from '../../law/enforcement-publicity.ts';
import { type Explanation, limitWords } from '../../law/explanation.ts';
import { type ProactiveKind, proactiveDeadline } from '../../law/proactive-deadline.ts';
import { feeByCase, feeByPage, mostFeeUnits } from '../../law/processing-fee.ts';
import { addWorkdays, type Calendar, isWorkday } from '../../law/working-days.ts';
import {
  type CalculatorAnswer,
  type CalculatorKind,
  type CalculatorQuestion,
  calculatorFields,
  calculatorKinds,
  type Dated,
  type Drawing,
  Fields,
} from './calculator-question.ts';
import { requestAnswer } from './calculator-request.ts';

/** The calculator's questions handed to the law, its answers in one shape for the page to draw. */

/** What is published proactively, by the rule that sets its limit. Enforcement has its own form. */
export const proactiveChoices = {
  general: '主动公开的政府信息（一般规定）',
  'grass-roots-item': '基层政务公开标准目录事项',
  'grass-roots-update': '基层政务公开标准目录事项的定期更新',
  budget: '部门预算、决算',
  interpretation: '政策解读',
} as const satisfies Partial<Record<ProactiveKind, string>>;

export const enforcementChoices: Readonly<Record<EnforcementKind, string>> = {
  licence: '行政许可决定',
  penalty: '行政处罚决定',
  other: '其他行政执法决定',
};

export const feeChoices = { 'by-case': '按件计收', 'by-page': '按量计收' } as const;

/** Most working days one question may count. */
export const mostWorkdays = 500;

function drawn(calendar: Calendar, start: Day, dueOn: Day, calendarDays?: number): Drawing {
  const counted = new Map<Day, number>();
  const last = calendarDays === undefined ? dueOn : addDays(start, calendarDays);
  for (let day = addDays(start, 1); day <= last; day = addDays(day, 1))
    if (calendarDays !== undefined || isWorkday(calendar, day)) counted.set(day, counted.size + 1);
  return { first: start, start, dueOn, counted, paused: new Set() };
}

function datedOf(title: string, calendar: Calendar, start: Day, explanation: Explanation): Dated {
  const { dueOn, provisional, limit, steps } = explanation;
  const calendarDays = 'calendarDays' in limit ? limit.calendarDays : undefined;
  return {
    title,
    dueOn,
    provisional,
    calendar: explanation.calendar,
    limitWords: limitWords(limit),
    steps,
    drawing: drawn(calendar, start, dueOn, calendarDays),
  };
}

function proactiveAnswer(fields: Fields, calendar: Calendar): CalculatorAnswer {
  const on = fields.neededDay('on', '起算日期', cite('政府信息公开条例', 26));
  const rule = fields.text('rule') || 'general';
  if (!Object.hasOwn(proactiveChoices, rule)) fields.refuse('no-such-rule', '请选择公开事项的种类。');
  if (fields.problems.length > 0 || on === undefined) return { reasons: fields.problems };
  const explanation = proactiveDeadline({ kind: rule as keyof typeof proactiveChoices, on, calendar });
  return { dated: [datedOf('公开到期日', calendar, on, explanation)] };
}

function enforcementAnswer(fields: Fields, calendar: Calendar): CalculatorAnswer {
  const decision = fields.text('decision') || 'licence';
  const decidedOn = fields.neededDay('decided', '决定作出日期', cite('国办发〔2018〕118号'));
  const revokedOn = fields.day('revoked', '变更或者撤销日期');
  if (!Object.hasOwn(enforcementChoices, decision))
    fields.refuse('no-such-decision', '请选择行政执法决定的种类。');
  if (fields.problems.length > 0 || decidedOn === undefined) return { reasons: fields.problems };
  const kind = decision as EnforcementKind;
  const answer = enforcementDeadlines({
    kind,
    decidedOn,
    calendar,
    ...(revokedOn === undefined ? {} : { revokedOn }),
  });
  if (!answer.ok) return answer;
  const publish = datedOf('公示到期日', calendar, decidedOn, answer.publish);
  if (answer.withdraw === undefined || revokedOn === undefined) return { dated: [publish] };
  return { dated: [publish, datedOf('撤下并公开说明理由的到期日', calendar, revokedOn, answer.withdraw)] };
}

function hearingDated(calendar: Calendar, hearingOn: Day): Dated {
  const dueOn = hearingMaterialDueOn(hearingOn);
  const basis = [cite('重大行政决策程序暂行条例', 16)];
  const words = `听证会于${dayInChinese(hearingOn)}召开，材料应当在召开${hearingMaterialDays}日前送达听证参加人。`;
  return {
    title: '听证材料送达到期日',
    dueOn,
    provisional: false,
    calendar: calendar.version,
    steps: [{ on: hearingOn, words, basis }],
  };
}

function shortenedDated(calendar: Calendar, period: CommentPeriod, days: number): Dated {
  const { openedOn, closesOn, reasonForShortening = '' } = period;
  const words = `公开征求意见的期限为${days}日，不足30日；应当在公告中说明缩短的理由（${reasonForShortening.trim()}）。`;
  return {
    title: '缩短后的截止日',
    dueOn: closesOn,
    provisional: false,
    calendar: calendar.version,
    steps: [{ on: openedOn, words, basis: [cite('重大行政决策程序暂行条例', 15, 2)] }],
    drawing: drawn(calendar, openedOn, closesOn, days),
  };
}

function reviewDated(calendar: Calendar, sentOn: Day): Dated {
  const { due, provisional } = addWorkdays(calendar, sentOn, legalityReviewWorkdays);
  const basis = [cite('重大行政决策程序暂行条例', 26)];
  return {
    title: '合法性审查最早反馈日',
    dueOn: due,
    provisional,
    calendar: calendar.version,
    limitWords: `一般不少于${legalityReviewWorkdays}个工作日`,
    steps: [
      { on: sentOn, words: '送请合法性审查，当日不计入，自次日起计算。', basis: [cite('民法典', 201, 1)] },
      { on: due, words: `第${legalityReviewWorkdays}个工作日，要求反馈的日期不应早于这一日。`, basis },
    ],
    drawing: drawn(calendar, sentOn, due),
  };
}

function decisionAnswer(fields: Fields, calendar: Calendar): CalculatorAnswer {
  const openedOn = fields.neededDay('opened', '开始征求意见日期', cite('重大行政决策程序暂行条例', 15, 2));
  const closesOn = fields.day('closes', '拟定截止日期');
  const hearingOn = fields.day('hearing', '听证会日期');
  const reviewOn = fields.day('review', '送请审查日期');
  if (fields.problems.length > 0 || openedOn === undefined) return { reasons: fields.problems };
  const dated = [
    datedOf('公开征求意见最早截止日', calendar, openedOn, earliestCommentClosing(openedOn, calendar)),
  ];
  if (closesOn !== undefined) {
    const period = { openedOn, closesOn, reasonForShortening: fields.text('shortening') };
    const check = checkCommentPeriod(period);
    if (!check.ok) return check;
    if (check.shortened) dated.push(shortenedDated(calendar, period, check.days));
  }
  if (hearingOn !== undefined) dated.push(hearingDated(calendar, hearingOn));
  if (reviewOn !== undefined) dated.push(reviewDated(calendar, reviewOn));
  return { dated };
}

function feeAnswer(fields: Fields): CalculatorAnswer {
  const method = fields.text('method') || 'by-case';
  if (!Object.hasOwn(feeChoices, method)) fields.refuse('no-such-method', '请选择计收方式。');
  const count = fields.count('count', '件数或者页数', [0, mostFeeUnits]);
  if (fields.problems.length > 0 || count === undefined) return { reasons: fields.problems };
  const rule = '政府信息公开信息处理费管理办法';
  return method === 'by-page'
    ? { fee: feeByPage(count), unit: '页', basis: [cite(rule, 5)] }
    : { fee: feeByCase(count), unit: '件', basis: [cite(rule, 4)] };
}

function workdaysAnswer(fields: Fields, calendar: Calendar): CalculatorAnswer {
  const on = fields.neededDay('on', '起算日期', cite('民法典', 201, 1));
  const days = fields.count('days', '工作日天数', [1, mostWorkdays]);
  if (fields.problems.length > 0 || on === undefined || days === undefined)
    return { reasons: fields.problems };
  const { due, provisional } = addWorkdays(calendar, on, days);
  const basis = [cite('民法典', 201, 1), cite('部分节假日安排的通知')];
  const steps = [
    { on, words: '起算之日，当日不计入，自次日起计算。', basis },
    { on: due, words: `第${days}个工作日。`, basis: [] },
  ];
  const drawing = drawn(calendar, on, due);
  return {
    dated: [{ title: '到期日', dueOn: due, provisional, calendar: calendar.version, steps, drawing }],
  };
}

const answers: Readonly<Record<CalculatorKind, (fields: Fields, calendar: Calendar) => CalculatorAnswer>> = {
  request: requestAnswer,
  proactive: proactiveAnswer,
  enforcement: enforcementAnswer,
  decision: decisionAnswer,
  fee: feeAnswer,
  'working-days': workdaysAnswer,
};

/** The kind a question names: its own word, or a rule of proactive publicity named directly (`?kind=budget`). */
export function kindOf({ kind = '' }: CalculatorQuestion): CalculatorKind | undefined {
  if (Object.hasOwn(calculatorKinds, kind)) return kind as CalculatorKind;
  return Object.hasOwn(proactiveChoices, kind) ? 'proactive' : undefined;
}

/** The answer to a question; undefined while nothing but the kind has been filled in. */
export function answerOf(calendar: Calendar, question: CalculatorQuestion): CalculatorAnswer | undefined {
  const kind = kindOf(question);
  const isAsked = kind !== undefined && calculatorFields[kind].some(name => (question[name] ?? '') !== '');
  if (!isAsked) return undefined;
  const isRule = Object.hasOwn(proactiveChoices, question['kind'] ?? '');
  const asked = isRule ? { ...question, rule: question['kind'] } : question;
  return answers[kind](new Fields(asked, calendar), calendar);
}
