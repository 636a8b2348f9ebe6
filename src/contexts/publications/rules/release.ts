import { cite } from '../../../law/citation.ts';
import type { Day } from '../../../law/day.ts';
import { type Reason, reason } from '../../../law/refusal.ts';
import type { ItemMetadata, Verdict } from '../contract.ts';
import { unresolved } from './gate/gate.ts';
import { isComplete, missingSteps, type ReviewFacts } from './review.ts';

/** What must be true of a version at the moment it goes public. Asked again at every release, also on schedule. */

export interface ReleaseFacts {
  readonly review: ReviewFacts;
  /** The digest that the version row carries. */
  readonly storedDigest: string;
  readonly metadata: ItemMetadata;
  /** The newest stored verdict of the gate on the current bytes. */
  readonly gate: Verdict | null;
  /** Planned instant, milliseconds; null: at once. */
  readonly releaseAtMs: number | null;
  readonly nowMs: number;
}

const review = cite('政府信息公开条例', 17);

/** Reasons that lie in the bytes or their approval: a scheduled version with one of them goes back to its drafter. */
export const byteReasons: ReadonlySet<string> = new Set([
  'bytes-changed',
  'unsigned-steps',
  'gate-missing',
  'gate-blocks',
  'not-proactive',
]);

/** Every reason why this version may not go public now. */
export function releaseReasons(facts: ReleaseFacts): Reason[] {
  const reasons: Reason[] = [];
  if (facts.storedDigest !== facts.review.digest) {
    const message = '保存的内容与审定时的内容不一致，不能发布。请重新提交审查，并向系统管理员报告。';
    reasons.push(reason('bytes-changed', message, review));
  }
  if (!isComplete(facts.review)) {
    const names = missingSteps(facts.review).map(step => `“${step.name}”`);
    const message = `以下审查环节没有对现在的内容签署：${names.join('、') || '全部环节均被跳过'}。`;
    reasons.push(reason('unsigned-steps', message, review));
  }
  if (facts.gate === null)
    reasons.push(reason('gate-missing', '现在的内容没有发布前检查记录，不能发布。请重新提交。', review));
  for (const finding of facts.gate === null ? [] : unresolved(facts.gate))
    reasons.push(reason('gate-blocks', `发布前检查未通过（${finding.where}）：${finding.advice}`, review));
  if (facts.metadata.attribute !== 'proactive') {
    const message = '公开属性不是“主动公开”，不能向社会发布。确应公开的，请修改公开属性后重新审查。';
    reasons.push(reason('not-proactive', message, cite('政府信息公开条例', 13)));
  }
  return reasons;
}

export interface WithdrawalRequest {
  readonly kind: 'published-in-error' | 'replaced' | 'repealed';
  readonly reason: string;
  /** A live document, checked by the service. */
  readonly replacedBy: string | null;
  readonly replacementIsLive: boolean;
  readonly isItself: boolean;
  /** What the gate finds in the reason, which goes public. */
  readonly personalNumbersInReason: boolean;
}

/** May this withdrawal stand as it is written? The reason is shown on the tombstone. */
export function withdrawalReasons(request: WithdrawalRequest): Reason[] {
  const basis = cite('政府信息公开条例', 11);
  const reasons: Reason[] = [];
  if (request.reason.trim().length < 5)
    reasons.push(reason('reason-missing', '请写明撤下理由（至少五个字），该理由将向社会公开。', basis));
  if (request.personalNumbersInReason) {
    const message = '撤下理由将向社会公开，其中含有身份证号、手机号或银行卡号，请删去。';
    reasons.push(reason('personal-number-in-reason', message, cite('个人信息保护法', 25)));
  }
  if (request.kind === 'replaced' && request.replacedBy === null)
    reasons.push(reason('replacement-missing', '选择“已有新信息代替”时，请指明代替它的已发布信息。', basis));
  if (request.replacedBy !== null && (!request.replacementIsLive || request.isItself)) {
    const message = '指明的代替信息不存在、未发布或者就是本信息，请重新选择。';
    reasons.push(reason('replacement-not-live', message, basis));
  }
  return reasons;
}

/** Year and serial scope of an index number: one counter per code and year. */
export function counterScope(pattern: string, code: string, on: Day): string {
  return `${code}/${pattern.includes('{yyyymm}') || pattern.includes('{mm}') ? on.slice(0, 7) : on.slice(0, 4)}`;
}
