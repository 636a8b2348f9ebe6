import { cite } from '../../../law/citation.ts';
import type { Day } from '../../../law/day.ts';
import { enforcementDeadlines } from '../../../law/enforcement-publicity.ts';
import type { Explanation } from '../../../law/explanation.ts';
import { type Decision, type Reason, reason, refuse } from '../../../law/refusal.ts';
import type { Calendar } from '../../../law/working-days.ts';
import {
  type DecisionContent,
  type DecisionKind,
  type DecisionState,
  kindWords,
  type Outcome,
  outcomeWords,
} from '../contract.ts';

/** What may be done with a decision, and when it must be. */

export interface Standing {
  readonly state: DecisionState;
  readonly outcome: Outcome | null;
  /** Its item stands before the reviewers. */
  readonly isUnderReview: boolean;
}

const answer = (reasons: readonly Reason[]): Decision<object> =>
  reasons.length > 0 ? refuse(reasons) : { ok: true };

const underReview = () => reason('under-review', '公示稿正在审查中。请先在信息页撤回送审，再修改。');

export function decideChange({ state, outcome, isUnderReview }: Standing): Decision<object> {
  const reasons: Reason[] = [];
  if (state === 'public')
    reasons.push(
      reason(
        'still-public',
        '决定正在公示，不能直接修改。内容有误的，请先在信息页撤下并写明理由，再修改后重新公示。',
        cite('国办发〔2018〕118号'),
      ),
    );
  if (isUnderReview) reasons.push(underReview());
  if (outcome !== null)
    reasons.push(reason('has-outcome', `决定已登记为“${outcomeWords[outcome]}”，不再修改。`));
  return answer(reasons);
}

export function decideOutcome({ outcome }: Pick<Standing, 'outcome'>): Decision<object> {
  return outcome === null
    ? { ok: true }
    : refuse([reason('has-outcome', `决定已登记为“${outcomeWords[outcome]}”，不能重复登记。`)]);
}

/** The day of an outcome lies between the decision and today. */
export function outcomeFaults(decidedOn: string, on: string, today: string): Reason[] {
  const basis = cite('行政处罚法', 48, 2);
  if (on < decidedOn)
    return [
      {
        ...reason('before-decision', '该日期早于决定作出的日期，请核对两个日期。', basis),
        where: 'on',
      },
    ];
  if (on > today) return [{ ...reason('in-future', '该日期晚于今天，请核对。', basis), where: 'on' }];
  return [];
}

export interface Proposal extends Standing {
  readonly kind: DecisionKind;
  readonly hasColumn: boolean;
  readonly withheld: readonly Reason[];
  readonly faults: readonly Reason[];
}

/** May the decision go to review? Refused with everything that stands against it. */
export function decidePropose(given: Proposal): Decision<object> {
  const { state, outcome, isUnderReview, kind, hasColumn, withheld, faults } = given;
  const reasons: Reason[] = [];
  if (!hasColumn)
    reasons.push(
      reason('no-column', `机构包 enforcement.yaml 没有写明“${kindWords[kind]}”的栏目，请系统管理员补充。`),
    );
  if (isUnderReview) reasons.push(underReview());
  if (state === 'public') reasons.push(reason('already-public', '决定正在公示，无须重新提出。'));
  if (outcome !== null)
    reasons.push(
      reason(
        'has-outcome',
        `决定已${outcomeWords[outcome]}，不再公示。`,
        cite('行政处罚法', 48, 2),
        cite('国办发〔2018〕118号'),
      ),
    );
  return answer([...reasons, ...withheld, ...faults]);
}

export interface Deadlines {
  readonly publish: Explanation;
  readonly withdraw: Explanation | null;
}

/** By when it must be out, and by when down again. */
export function deadlinesOf(
  content: Pick<DecisionContent, 'kind' | 'decidedOn'>,
  outcomeOn: string | null,
  calendar: Calendar,
): Deadlines | null {
  const { kind, decidedOn } = content;
  const found = enforcementDeadlines({
    kind: kind === 'licence' || kind === 'penalty' ? kind : 'other',
    decidedOn: decidedOn as Day,
    calendar,
    ...(outcomeOn === null ? {} : { revokedOn: outcomeOn as Day }),
  });
  return found.ok ? { publish: found.publish, withdraw: found.withdraw ?? null } : null;
}

export type ClockStanding = 'running' | 'late' | 'met' | 'met-late';

export function clockStanding(dueOn: string, metOn: string | null, today: string): ClockStanding {
  if (metOn !== null) return metOn <= dueOn ? 'met' : 'met-late';
  return today <= dueOn ? 'running' : 'late';
}
