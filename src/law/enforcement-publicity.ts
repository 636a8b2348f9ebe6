import { type Citation, cite } from './citation.ts';
import type { Day } from './day.ts';
import type { Explanation, Limit } from './explanation.ts';
import { explainLimit, type LocalLimit } from './local-limit.ts';
import { type ProactiveKind, proactiveDeadline } from './proactive-deadline.ts';
import { type Decision, reason, refuse } from './refusal.ts';
import type { Calendar } from './working-days.ts';

export type EnforcementKind = 'licence' | 'penalty' | 'other';

const publicationKinds: Readonly<Record<EnforcementKind, ProactiveKind>> = {
  licence: 'licence',
  penalty: 'penalty',
  other: 'other-enforcement',
};

/** Why the three working days bind: by statute for penalties, by local rule for every other decision. */
const withdrawalLimits: Readonly<Record<EnforcementKind, Limit>> = {
  penalty: { workingDays: 3, setBy: 'law', basis: [cite('行政处罚法', 48, 2), cite('行政处罚法', 85)] },
  licence: { workingDays: 3, setBy: 'local', basis: withdrawalOfOthers() },
  other: { workingDays: 3, setBy: 'local', basis: withdrawalOfOthers() },
};

function withdrawalOfOthers(): readonly Citation[] {
  return [cite('国办发〔2018〕118号'), cite('本机关规定')];
}

export interface EnforcementQuestion {
  readonly kind: EnforcementKind;
  readonly decidedOn: Day;
  /** The day the decision was changed, revoked, found unlawful or void, or ordered to be made anew. */
  readonly revokedOn?: Day;
  readonly calendar: Calendar;
  /** Stricter limits of the pack for publication. */
  readonly local?: readonly LocalLimit[];
  /** Stricter limits of the pack for taking down. */
  readonly localWithdrawal?: readonly LocalLimit[];
}

export interface EnforcementDeadlines {
  readonly publish: Explanation;
  readonly withdraw?: Explanation;
}

/**
 * By when a decision must be published and, once revoked, taken down with a public reason. The limit of taking down is
 * statutory for penalties (行政处罚法 arts 48, 85) and local for the rest: `limit.setBy` says which.
 * Refused if the decision was revoked before it was made.
 */
export function enforcementDeadlines(question: EnforcementQuestion): Decision<EnforcementDeadlines> {
  const { kind, decidedOn, revokedOn, calendar, local, localWithdrawal } = question;
  const publish = proactiveDeadline({
    kind: publicationKinds[kind],
    on: decidedOn,
    calendar,
    ...(local === undefined ? {} : { local }),
  });
  if (revokedOn === undefined) return { ok: true, publish };
  if (revokedOn < decidedOn) {
    const message = '撤销或者变更的日期早于决定作出的日期，请核对两个日期。';
    return refuse([reason('revoked-before-decided', message, cite('行政处罚法', 48, 2))]);
  }
  const trigger = { on: revokedOn, words: '决定被依法变更、撤销、确认违法或者确认无效之日' };
  return {
    ok: true,
    publish,
    withdraw: explainLimit(calendar, trigger, withdrawalLimits[kind], localWithdrawal),
  };
}
