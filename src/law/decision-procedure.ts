/** Numbers and stages of major administrative decisions (重大行政决策程序暂行条例, State Council Order 713). */
import { type Citation, cite } from './citation.ts';
import { addDays, type Day, dayInChinese, daysBetween } from './day.ts';
import type { Explanation } from './explanation.ts';
import { explainLimit, type LocalLimit } from './local-limit.ts';
import { type Decision, type Reason, reason, refuse } from './refusal.ts';
import { type Calendar, workdaysBetween } from './working-days.ts';

function order713(article: number, paragraph?: number): Citation {
  return cite('重大行政决策程序暂行条例', article, paragraph);
}

export type DecisionStage =
  | 'initiation'
  | 'participation'
  | 'expert-review'
  | 'risk-assessment'
  | 'legality-review'
  | 'collective-decision'
  | 'publication'
  | 'archive'
  | 'execution'
  | 'evaluation'
  | 'adjustment';

/** The stages in order, with the articles that govern them. */
export const decisionStages: readonly {
  readonly stage: DecisionStage;
  readonly words: string;
  /** First and last article. */
  readonly articles: readonly [number, number];
}[] = [
  { stage: 'initiation', words: '决策启动', articles: [10, 13] },
  { stage: 'participation', words: '公众参与', articles: [14, 18] },
  { stage: 'expert-review', words: '专家论证', articles: [19, 21] },
  { stage: 'risk-assessment', words: '风险评估', articles: [22, 24] },
  { stage: 'legality-review', words: '合法性审查', articles: [25, 28] },
  { stage: 'collective-decision', words: '集体讨论决定', articles: [29, 31] },
  { stage: 'publication', words: '决策公布', articles: [32, 32] },
  { stage: 'archive', words: '归档', articles: [33, 33] },
  { stage: 'execution', words: '决策执行', articles: [34, 35] },
  { stage: 'evaluation', words: '决策后评估', articles: [36, 36] },
  { stage: 'adjustment', words: '决策调整', articles: [37, 37] },
];

/** Calendar days of public comment (art 15: 一般不少于30日). */
export const commentDays = 30;
/** Calendar days before a hearing by which its material must be with the participants (art 16). */
export const hearingMaterialDays = 7;
/** Working days for the legality review (art 26: 一般不少于7个工作日). */
export const legalityReviewWorkdays = 7;

export interface CommentPeriod {
  readonly openedOn: Day;
  readonly closesOn: Day;
  /** Said in the notice; needed if the period is shorter than 30 days. */
  readonly reasonForShortening?: string;
  /** A local floor for a shortened period, in calendar days; the national text sets none. */
  readonly localFloorDays?: number;
}

/** The first day on which comments may close without a stated reason; a day off moves on (民法典 art 203). */
export function earliestCommentClosing(
  openedOn: Day,
  calendar: Calendar,
  local?: readonly LocalLimit[],
): Explanation {
  const trigger = { on: openedOn, words: '公开征求意见开始之日' };
  return explainLimit(
    calendar,
    trigger,
    { calendarDays: commentDays, setBy: 'law', basis: [order713(15, 2)] },
    local,
  );
}

function floorReason(period: CommentPeriod, days: number): Reason[] {
  if (period.localFloorDays === undefined || days >= period.localFloorDays) return [];
  const message = `缩短后的期限为${days}日，少于本地规定的最短${period.localFloorDays}日，请延后截止日期。`;
  return [reason('comment-period-below-local-floor', message, cite('本机关规定'))];
}

/** A comment period is good if it lasts 30 days, or says in the notice why it is shorter (art 15). */
export function checkCommentPeriod(period: CommentPeriod): Decision<{ days: number; shortened: boolean }> {
  const { openedOn, closesOn, reasonForShortening = '' } = period;
  const days = daysBetween(openedOn, closesOn);
  const shortened = days < commentDays;
  if (days < 1) {
    return refuse([reason('closes-before-opening', '截止日期应当晚于开始征求意见之日。', order713(15, 2))]);
  }
  const reasons = floorReason(period, days);
  if (shortened && reasonForShortening.trim() === '') {
    const message = `公开征求意见的期限一般不少于30日（最早于${dayInChinese(addDays(openedOn, commentDays))}截止），现为${days}日；因情况紧急等原因需要缩短的，应当在公告中说明理由。`;
    reasons.push(reason('shortening-needs-reason', message, order713(15, 2)));
  }
  return reasons.length > 0 ? refuse(reasons) : { ok: true, days, shortened };
}

/** The last day on which hearing material may reach the participants: seven days before the hearing (art 16). */
export function hearingMaterialDueOn(hearingOn: Day): Day {
  return addDays(hearingOn, -hearingMaterialDays);
}

/** Refused if the material reached participants fewer than seven days before the hearing (art 16). */
export function checkHearingMaterial(deliveredOn: Day, hearingOn: Day): Decision<{ dueOn: Day }> {
  const dueOn = hearingMaterialDueOn(hearingOn);
  if (deliveredOn <= dueOn) return { ok: true, dueOn };
  const message = `听证材料应当在召开听证会7日前（${dayInChinese(dueOn)}前）送达听证参加人，请推迟听证会。`;
  return refuse([reason('hearing-material-late', message, order713(16))]);
}

/** Refused if the legality review is given fewer than seven working days (art 26). */
export function checkLegalityReview(
  sentOn: Day,
  returnBy: Day,
  calendar: Calendar,
): Decision<{ workingDays: number }> {
  const workingDays = workdaysBetween(calendar, sentOn, returnBy);
  if (workingDays >= legalityReviewWorkdays) return { ok: true, workingDays };
  const message = `合法性审查的时间一般不少于7个工作日，现为${workingDays}个工作日，请延后反馈日期。`;
  return refuse([reason('legality-review-too-short', message, order713(26))]);
}
