/**
 * Where a person may turn against an act on a request, and how the letter must say it. The day of the act is decisive:
 * since 2024-01-01 a refusal under arts 14–16 must go to reconsideration first (行政复议法 art 23).
 */
import { type Citation, cite, type Mark } from './citation.ts';
import { type Day, dayOf } from './day.ts';
import { isUnderArticles14To16, type RefusalGround } from './grounds-for-refusal.ts';
import { type Decision, type Reason, reason, refuse } from './refusal.ts';
import type { ReplyOutcome } from './reply-kinds.ts';

/** What the relief is against: an outcome, silence, or a procedural letter. */
export type ReliefSubject =
  | ReplyOutcome
  | 'no-reply'
  | 'disclosure-against-third-party'
  | 'correction-notice'
  | 'extension-notice'
  | 'fee-notice';

/** first: reconsideration, then court; either: the person chooses; none: no separate remedy against this step. */
export type ReliefRoute = 'reconsideration-first' | 'either' | 'none';

export interface ReliefRule {
  readonly route: ReliefRoute;
  readonly basis: readonly Citation[];
  readonly mark?: Mark;
}

/** The day the revised 行政复议法 came into force. */
export const reconsiderationFirstSince = dayOf('2024-01-01');

const judicial2025 = dayOf('2025-06-01');

const procedural: ReliefRule = { route: 'none', basis: [cite('国办函〔2021〕132号')] };

const proceduralSubjects: Readonly<Partial<Record<ReliefSubject, ReliefRule>>> = {
  'correction-notice': procedural,
  'extension-notice': procedural,
  'fee-notice': procedural,
};

/** Items of 法释〔2025〕8号 art 1 that open the court to each kind of act; where none was read, the article as a whole. */
const judicialItems: Readonly<Partial<Record<ReliefSubject, Citation>>> = {
  'no-reply': cite('法释〔2025〕8号', 2, 2),
  disclosed: cite('法释〔2025〕8号', 1, undefined, 3),
  'already-published': cite('法释〔2025〕8号', 1, undefined, 3),
  'disclosure-against-third-party': cite('法释〔2025〕8号', 1, undefined, 4),
};

function either(subject: ReliefSubject, on: Day, mark?: Mark): ReliefRule {
  const general = [cite('行政复议法', 20), cite('行政诉讼法', 46, 1)];
  const special = judicialItems[subject] ?? cite('法释〔2025〕8号', 1, undefined, 1);
  const basis = on >= judicial2025 ? [...general, special] : general;
  return { route: 'either', basis, ...(mark === undefined ? {} : { mark }) };
}

function first(mark?: Mark): ReliefRule {
  const basis = [cite('行政复议法', 23), cite('行政复议法', 24), cite('行政诉讼法', 45)];
  return { route: 'reconsideration-first', basis, ...(mark === undefined ? {} : { mark }) };
}

/**
 * The route that is open, by subject, ground and the day of the act. `refused` and `partly-disclosed` need the ground;
 * without one they are treated as grounds under arts 14–16.
 */
export function reliefRoute(subject: ReliefSubject, on: Day, ground?: RefusalGround): ReliefRule {
  const fixed = proceduralSubjects[subject];
  if (fixed !== undefined) return fixed;
  const withholds = subject === 'refused' || subject === 'partly-disclosed';
  if (!withholds || on < reconsiderationFirstSince) return either(subject, on);
  // A special query stands under 不予公开 in the annual table but is not based on arts 14–16.
  if (ground !== undefined && !isUnderArticles14To16(ground)) return either(subject, on, 'inference');
  return first(subject === 'partly-disclosed' ? 'inference' : undefined);
}

export interface ReliefQuestion {
  readonly subject: ReliefSubject;
  readonly ground?: RefusalGround;
  /** The day of the act: the decisive day. */
  readonly on: Day;
  /** The people's government that hears the reconsideration, by name. */
  readonly reconsiderationOrgan: string;
  /** Before 2024 the upper department could hear it as well. */
  readonly upperDepartment?: string;
  /** The court, by name. */
  readonly court: string;
  /** True if the reply goes out over the internet. */
  readonly deliveredOnline?: boolean;
  /** Where a reconsideration can be filed online; must be told if the act was delivered online (复议法 art 22). */
  readonly onlineReconsideration?: string;
}

export interface ReliefNotice extends ReliefRule {
  /** The sentences for the letter; empty where no remedy is told. */
  readonly words: string;
}

/** The notice's own words. */
function noticeWords(question: ReliefQuestion, route: ReliefRoute): string {
  const { on, reconsiderationOrgan, upperDepartment, court, onlineReconsideration } = question;
  const old = on < reconsiderationFirstSince && upperDepartment !== undefined;
  const organ = old ? `${reconsiderationOrgan}或者${upperDepartment}` : reconsiderationOrgan;
  const online =
    onlineReconsideration === undefined ? '' : `也可以通过互联网提交行政复议申请：${onlineReconsideration}。`;
  if (route === 'none') return '';
  if (question.subject === 'no-reply')
    return `可以依法向${organ}申请行政复议，或者向${court}提起行政诉讼。${online}`;
  if (route === 'either') {
    return `如对本答复不服，可以自收到本答复之日起60日内向${organ}申请行政复议，或者自收到本答复之日起6个月内向${court}提起行政诉讼。${online}`;
  }
  const part = question.subject === 'partly-disclosed' ? '不予公开的部分' : '本答复';
  return `如对${part}不服，应当自收到本答复之日起60日内先向${organ}申请行政复议；对行政复议决定不服的，可以自收到行政复议决定书之日起15日内向${court}提起行政诉讼。${online}`;
}

function gaps(question: ReliefQuestion, route: ReliefRoute): Reason[] {
  if (route === 'none') return [];
  const reasons: Reason[] = [];
  if (question.reconsiderationOrgan.trim() === '') {
    reasons.push(
      reason('missing-reconsideration-organ', '请填写行政复议机关的名称。', cite('行政复议法', 24)),
    );
  }
  if (question.court.trim() === '') {
    reasons.push(reason('missing-court', '请填写有管辖权的人民法院的名称。', cite('行政诉讼法', 46, 1)));
  }
  const online = question.deliveredOnline && question.on >= reconsiderationFirstSince;
  if (online && (question.onlineReconsideration ?? '').trim() === '') {
    const message = '通过互联网送达的，应当同时告知提交行政复议申请的互联网渠道。';
    reasons.push(reason('missing-online-reconsideration', message, cite('行政复议法', 22, 2)));
  }
  return reasons;
}

/** The relief notice of a letter; refused with everything that is missing. */
export function reliefNotice(question: ReliefQuestion): Decision<{ notice: ReliefNotice }> {
  const rule = reliefRoute(question.subject, question.on, question.ground);
  const reasons = gaps(question, rule.route);
  if (reasons.length > 0) return refuse(reasons);
  return { ok: true, notice: { ...rule, words: noticeWords(question, rule.route) } };
}
