import { cite } from '../../../law/citation.ts';
import { type Decision, type Reason, reason, refuse } from '../../../law/refusal.ts';
import type { Actor } from '../contract.ts';
import { may, withoutPermission } from './authority.ts';
import { targetOf } from './decisions.ts';
import { inStep, isCompulsory } from './interpretation.ts';
import { type PackageFacts, stands } from './packages.ts';

/** What belongs to a package, and what is decided about it as such: joining, leaving, exempting, confirming. */

const own = cite('本机关规定');

/** Joining an interpretation to a policy. */
export function decideJoining(
  actor: Actor,
  facts: PackageFacts,
  joining: { readonly kind: string; readonly ownerUnitId: string; readonly isMember: boolean } | null,
): Decision<object> {
  const reasons: Reason[] = [];
  const { policy } = facts;
  if (!may(actor, 'item.draft', policy.item.ownerUnitId)) reasons.push(withoutPermission('为该文件编写解读'));
  if (policy.kind === 'interpretation')
    reasons.push(reason('not-a-policy', '解读材料本身不能再组建解读，请从所解读的文件开始。', own));
  if (!stands(policy))
    reasons.push(reason('policy-ended', `《${policy.title}》已经撤下或者作废，不能再组建解读。`, own));
  if (joining !== null) {
    if (joining.kind !== 'interpretation')
      reasons.push(reason('not-an-interpretation', '只有“政策解读”类信息可以作为解读材料加入。', own));
    if (joining.isMember)
      reasons.push(reason('already-a-member', '该解读已经属于一份文件，不能再加入另一份。', own));
    if (!may(actor, 'item.draft', joining.ownerUnitId)) reasons.push(withoutPermission('编写该解读'));
  }
  return reasons.length > 0 ? refuse(reasons) : { ok: true };
}

const notAMember = reason('not-a-member', '该信息不是这份文件的解读，请刷新页面后再看。', own);

/** Taking an interpretation out again: only what was never public. */
export function decideLeaving(
  actor: Actor,
  facts: PackageFacts,
  documentId: string,
  wasPublic: boolean,
): Decision<object> {
  const member = facts.interpretations.find(each => each.documentId === documentId);
  const reasons: Reason[] = [];
  if (!may(actor, 'item.draft', facts.policy.item.ownerUnitId)) reasons.push(withoutPermission('移出解读'));
  if (member === undefined) return refuse([...reasons, notAMember]);
  const state = member.item.work?.state;
  if (wasPublic || (state !== undefined && !['draft', 'returned'].includes(state)))
    reasons.push(
      reason('member-fixed', '已经送审或者公开过的解读不能移出。需要移出的，请先撤回送审。', inStep),
    );
  return reasons.length > 0 ? refuse(reasons) : { ok: true };
}

/** 免予解读： a named act with a reason that stays visible; never by somebody who drafted the document. */
export function decideExemption(actor: Actor, facts: PackageFacts, words: string): Decision<object> {
  const reasons: Reason[] = [];
  const { policy } = facts;
  if (!may(actor, 'package.exempt', policy.item.ownerUnitId)) reasons.push(withoutPermission('批准免予解读'));
  if (facts.isExempt) reasons.push(reason('already-exempt', '该文件已经批准免予解读。', own));
  else if (!isCompulsory(policy.kind, policy.metadata))
    reasons.push(reason('not-compulsory', '该文件不属于必须解读的范围，不需要批准免予解读。', inStep));
  if (targetOf(policy.item, 'change').review.drafters.includes(actor.staffId)) {
    const message = '您参与了该文件的起草，不得批准自己起草的文件免予解读。请由其他人员办理。';
    reasons.push(reason('drafter-may-not-exempt', message, cite('政府信息公开条例', 17)));
  }
  if (words.trim().length < 10)
    reasons.push(reason('reason-missing', '请写明不作解读的理由和依据（至少十个字）。', own));
  return reasons.length > 0 ? refuse(reasons) : { ok: true };
}

/** 撤销免予解读： the document must be interpreted again, also where it is public already. */
export function decideRevocation(actor: Actor, facts: PackageFacts, words: string): Decision<object> {
  const reasons: Reason[] = [];
  if (!may(actor, 'package.exempt', facts.policy.item.ownerUnitId))
    reasons.push(withoutPermission('撤销免予解读'));
  if (!facts.isExempt) reasons.push(reason('not-exempt', '该文件没有批准免予解读。', own));
  if (words.trim().length < 5)
    reasons.push(reason('reason-missing', '请写明撤销的理由（至少五个字）。', own));
  return reasons.length > 0 ? refuse(reasons) : { ok: true };
}

/** Saying that a live interpretation still explains the policy as it is being amended. */
export function decideConfirmation(
  actor: Actor,
  facts: PackageFacts,
  documentId: string,
  seen: { readonly policyDigest: string; readonly digest: string },
): Decision<object> {
  const { policy } = facts;
  const member = facts.interpretations.find(each => each.documentId === documentId);
  const reasons: Reason[] = [];
  if (!may(actor, 'package.confirm', policy.item.ownerUnitId))
    reasons.push(withoutPermission('确认解读仍然适用'));
  if (member === undefined) return refuse([...reasons, notAMember]);
  if (policy.item.work === null || policy.item.live === null)
    reasons.push(reason('policy-not-amended', '文件没有正在修订的版本，不需要确认。', own));
  if (member.item.live === null || member.item.work !== null)
    reasons.push(reason('not-only-live', '该解读没有公开，或者正在修订，不需要确认。', own));
  const read =
    seen.policyDigest === policy.item.work?.review.digest && seen.digest === member.item.live?.review.digest;
  if (reasons.length === 0 && !read)
    reasons.push(
      reason(
        'bytes-changed',
        '您看到的内容与现在保存的内容不一致，没有确认。请刷新页面，查看最新内容后再办理。',
        cite('政府信息公开条例', 17),
      ),
    );
  return reasons.length > 0 ? refuse(reasons) : { ok: true };
}
