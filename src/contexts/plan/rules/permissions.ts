import { cite } from '../../../law/citation.ts';
import { type Reason, reason } from '../../../law/refusal.ts';

/** What stands against each act on a duty or a plan, apart from the right to do it. */

export interface DutyFacts {
  readonly required: readonly number[];
  readonly metOn: string | null;
  readonly notApplicable: {
    readonly reason: string | null;
    readonly askedBy: string | null;
    readonly on: string | null;
  };
}

const openness = cite('政府信息公开条例', 5);

function closedReasons(duty: DutyFacts): Reason[] {
  return duty.notApplicable.on === null
    ? []
    : [reason('duty-not-applicable', '该职责已确认不适用，不再办理。')];
}

/** Proof may still be added to a duty that is met: an annex, a photograph. */
export function proveReasons(
  duty: DutyFacts,
  proof?: { readonly elements: readonly number[]; readonly provedOn: string; readonly today: string },
): Reason[] {
  const reasons = closedReasons(duty);
  if (proof === undefined) return reasons;
  const outside = proof.elements.filter(no => !duty.required.includes(no));
  if (outside.length > 0)
    reasons.push(reason('element-not-required', `第${outside.join('、')}个要素不在该职责之内，请重新选择。`));
  if (proof.provedOn > proof.today)
    reasons.push(reason('proof-in-future', `完成日期${proof.provedOn}晚于今天，请改正。`));
  return reasons;
}

export function askNotApplicableReasons(duty: DutyFacts): Reason[] {
  const reasons = closedReasons(duty);
  if (duty.metOn !== null) reasons.push(reason('duty-met', '该职责已经完成，不能再申请不适用。', openness));
  return reasons;
}

/** Who asks does not approve (four eyes). */
export function approveNotApplicableReasons(duty: DutyFacts, approverId: string): Reason[] {
  const reasons = closedReasons(duty);
  if (duty.notApplicable.askedBy === null)
    reasons.push(reason('not-asked', '该职责没有待核准的不适用申请。'));
  else if (duty.notApplicable.askedBy === approverId)
    reasons.push(reason('approver-is-asker', '不能核准自己提出的申请，请由另一位有权限的人员核准。'));
  if (duty.metOn !== null) reasons.push(reason('duty-met', '该职责已经完成，不能再确认不适用。', openness));
  return reasons;
}

/** Unlike an approval, the asker may say no to the own request: that leaves everything as it was. */
export function refuseNotApplicableReasons(duty: DutyFacts): Reason[] {
  const reasons = closedReasons(duty);
  if (duty.notApplicable.askedBy === null && duty.notApplicable.on === null)
    reasons.push(reason('not-asked', '该职责没有待核准的不适用申请。'));
  return reasons;
}

/** A plan is changed only while it is a draft. */
export function editPlanReasons(state: string): Reason[] {
  return state === 'draft'
    ? []
    : [reason('plan-not-draft', '已确认的方案不能直接修改，请导入或复制为新版本。')];
}
