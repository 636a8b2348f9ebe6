import { cite } from '../../../law/citation.ts';
import { addMonths, type Day } from '../../../law/day.ts';
import { type Decision, type Reason, reason, refuse } from '../../../law/refusal.ts';
import { type ImpactAssessment, personalDataRules } from '../contract/impact-assessment.ts';
import type { Actor, ItemKind, Verdict, VersionState } from '../contract.ts';
import { may, withoutPermission } from './authority.ts';
import { unresolved } from './gate/gate.ts';
import {
  commandPermissions,
  type ItemCommand,
  isOpen,
  nextState,
  refusalIn,
  wordsOfState,
} from './item-states.ts';
import { type ReleaseFacts, releaseReasons } from './release.ts';
import type { ReviewFacts } from './review.ts';

/** The commands on an item as one decision each: the permission, the table of moves, and what the command itself asks. */

export interface VersionFacts {
  readonly no: number;
  readonly state: VersionState;
  readonly review: ReviewFacts;
  readonly release: ReleaseFacts;
}

/** A document as the rules see it: the version in work and the live one, where there are any, else the last. */
export interface ItemFacts {
  readonly ownerUnitId: string;
  readonly kind: ItemKind;
  readonly work: VersionFacts | null;
  readonly live: VersionFacts | null;
  readonly last: VersionFacts;
}

/** The version a command acts on: amending and withdrawing touch what is public, everything else the one in work. */
export function targetOf(item: ItemFacts, command: ItemCommand): VersionFacts {
  return command === 'amend' || command === 'withdraw'
    ? (item.live ?? item.work ?? item.last)
    : (item.work ?? item.live ?? item.last);
}

const doing: Readonly<Record<keyof typeof commandPermissions, string>> = {
  change: '编写该信息',
  submit: '提交该信息',
  recall: '撤回该信息',
  return: '退回该信息',
  skip: '跳过审查环节',
  override: '对检查发现作例外处理',
  release: '发布该信息',
  unschedule: '取消定时发布',
  amend: '修订该信息',
  withdraw: '撤下该信息',
  discard: '作废该草稿',
};

/** Permission and table of moves: the reasons every command has in common. */
export function commonReasons(
  actor: Actor,
  item: ItemFacts,
  command: keyof typeof commandPermissions,
): Reason[] {
  const { state } = targetOf(item, command);
  const reasons = may(actor, commandPermissions[command], item.ownerUnitId)
    ? []
    : [withoutPermission(doing[command])];
  return isOpen(state, command) ? reasons : [...reasons, refusalIn(state, command)];
}

function settled(
  item: ItemFacts,
  command: ItemCommand,
  reasons: readonly Reason[],
  outcome?: VersionState,
): Decision<{ state: VersionState }> {
  return reasons.length > 0 ? refuse(reasons) : nextState(targetOf(item, command).state, command, outcome);
}

/** Commands that ask nothing but the permission and the state. */
export function decidePlain(
  actor: Actor,
  item: ItemFacts,
  command: 'change' | 'recall' | 'unschedule' | 'discard',
): Decision<{ state: VersionState }> {
  return settled(item, command, commonReasons(actor, item, command));
}

/** Submitting: the gate must not block. Every blocking finding is a reason of its own. */
export function decideSubmission(
  actor: Actor,
  item: ItemFacts,
  verdict: Verdict,
): Decision<{ state: VersionState }> {
  const findings = unresolved(verdict).map(({ rule, where, advice }) =>
    reason(`gate-${rule}`, `${where}：${advice}`, cite('政府信息公开条例', 17)),
  );
  return settled(item, 'submit', [...commonReasons(actor, item, 'submit'), ...findings]);
}

/** Amending: one draft at a time. */
export function decideAmendment(actor: Actor, item: ItemFacts): Decision<{ state: VersionState }> {
  const reasons = commonReasons(actor, item, 'amend');
  if (item.work !== null) {
    const message = `该信息已有第${item.work.no}版${wordsOfState(item.work.state)}，请继续办理该版本，或先将其作废。`;
    reasons.push(reason('draft-open', message, cite('本机关规定')));
  }
  return settled(item, 'amend', reasons);
}

/** Letting a finding pass: never one's own text, only a rule that found something and that may be let pass. */
export function decideOverride(
  actor: Actor,
  item: ItemFacts,
  act: {
    readonly digest: string;
    readonly rule: string;
    readonly reason: string;
    readonly assessment?: ImpactAssessment | undefined;
  },
): Decision<{ state: VersionState }> {
  const reasons = commonReasons(actor, item, 'override');
  const { review, release } = targetOf(item, 'override');
  const basis = cite('政府信息公开条例', 17);
  if (review.drafters.includes(actor.staffId)) {
    const message = '您参与了该信息的起草，不得对自己起草内容的检查发现作例外处理。请由其他人员办理。';
    reasons.push(reason('drafter-may-not-override', message, basis));
  }
  if (act.digest !== review.digest) {
    const message = '您看到的内容与现在保存的内容不一致，本次操作没有生效。请刷新页面后再办理。';
    reasons.push(reason('bytes-changed', message, basis));
  }
  if (act.reason.trim().length < 5)
    reasons.push(reason('reason-missing', '请写明作例外处理的理由和依据（至少五个字）。', basis));
  if (personalDataRules.includes(act.rule) && act.assessment === undefined) {
    const message =
      '公开个人信息前应当进行个人信息保护影响评估。请填写公开目的和依据、必要性、对个人权益的影响和风险、保护措施。';
    reasons.push(reason('impact-assessment-missing', message, cite('个人信息保护法', 55)));
  }
  const found = release.gate === null ? [] : unresolved(release.gate).filter(each => each.rule === act.rule);
  if (found.length === 0)
    reasons.push(
      reason('nothing-to-override', '现在的内容没有这一类需要处理的检查发现。请刷新页面后再看。', basis),
    );
  else if (!found.some(each => each.overridable === true))
    reasons.push(reason('not-overridable', '这一类发现须由起草人修改，不能作例外处理。', basis));
  return settled(item, 'override', reasons);
}

/** Releasing: at once, or on schedule when the planned instant lies ahead. */
export function decideReleaseBy(actor: Actor, item: ItemFacts): Decision<{ state: VersionState }> {
  const { release, state } = targetOf(item, 'release');
  const common = commonReasons(actor, item, 'release');
  // Before approval the chain's own words are enough; every missing signature besides would only repeat them.
  const reasons = state === 'approved' ? [...common, ...releaseReasons(release)] : common;
  const isAhead = release.releaseAtMs !== null && release.releaseAtMs > release.nowMs;
  return settled(item, 'release', reasons, isAhead ? 'scheduled' : 'released');
}

/** Withdrawing: permission and state here; what is written on the tombstone is judged by `withdrawalReasons`. */
export function decideWithdrawal(
  actor: Actor,
  item: ItemFacts,
  more: readonly Reason[],
): Decision<{ state: VersionState }> {
  return settled(item, 'withdraw', [...commonReasons(actor, item, 'withdraw'), ...more]);
}

/** The report and the record of it are kept for three years at least (个人信息保护法 art 56). */
export function assessmentKeptUntil(today: Day): Day {
  return addMonths(today, 36);
}
