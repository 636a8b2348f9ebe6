import type { Decision, Reason } from '../../../law/refusal.ts';
import type { Actor, Permission, ReviewStep } from '../contract.ts';
import { commonReasons, decidePlain } from './decisions.ts';
import {
  decideConfirmation,
  decideExemption,
  decideJoining,
  decideLeaving,
  decideRevocation,
} from './package-membership.ts';
import {
  aloneReasons,
  decidePackageAmendment,
  decidePackageRelease,
  decidePackageReturning,
  decidePackageSigning,
  decidePackageSubmission,
  decidePackageUnscheduling,
  type MemberFacts,
  openMembers,
  type PackageFacts,
  waitingFor,
} from './packages.ts';

/** What the server tells of every command on a package: open, or every reason why not. */

function permissionOf(reasons: readonly Reason[]): Permission {
  const shown = reasons.map(({ code, message, basis }) => ({ code, message, basis: [...basis] }));
  return { allowed: reasons.length === 0, reasons: shown };
}

function of(decision: Decision<object>): Permission {
  return permissionOf(decision.ok ? [] : decision.reasons);
}

/** The digests as they stand: what is asked is whether the command is open, not what somebody has read. */
function currentDigests(facts: PackageFacts): Record<string, string> {
  return Object.fromEntries(
    openMembers(facts).map(({ documentId, item }) => [documentId, item.work?.review.digest ?? '']),
  );
}

const pending = '（待填写）理由和依据';

/** Open when some step can be returned; else the reasons of the first that waits. */
function returning(actor: Actor, facts: PackageFacts, chain: readonly ReviewStep[]): Permission {
  const digests = currentDigests(facts);
  const waiting = chain.filter(step => waitingFor(facts, step.id).length > 0);
  const first = waiting[0] ?? chain[0];
  const answers = waiting.map(step =>
    decidePackageReturning(actor, facts, { step: step.id, digests, reasons: [pending] }),
  );
  if (answers.some(answer => answer.ok)) return permissionOf([]);
  const act = { step: first?.id ?? '', digests, reasons: [pending] };
  return of(answers[0] ?? decidePackageReturning(actor, facts, act));
}

export function packagePermissions(
  actor: Actor,
  facts: PackageFacts,
  chain: readonly ReviewStep[],
): Record<string, Permission> {
  const digests = currentDigests(facts);
  const signing = chain.map(step => [
    step.command,
    of(decidePackageSigning(actor, facts, { step: step.id, digests })),
  ]);
  return {
    ...(Object.fromEntries(signing) as Record<string, Permission>),
    'item.draft': of(decideJoining(actor, facts, null)),
    'item.submit': of(decidePackageSubmission(actor, facts, new Map())),
    'item.return': returning(actor, facts, chain),
    'item.release': of(decidePackageRelease(actor, facts, null)),
    'item.unschedule': of(decidePackageUnscheduling(actor, facts)),
    'item.amend': of(decidePackageAmendment(actor, facts, [])),
    'item.withdraw': permissionOf(commonReasons(actor, facts.policy.item, 'withdraw')),
    'package.exempt': of(decideExemption(actor, facts, pending)),
    'revoke-exemption': of(decideRevocation(actor, facts, pending)),
  };
}

export function memberPermissions(
  actor: Actor,
  facts: PackageFacts,
  member: MemberFacts,
  wasPublic: boolean,
): Record<string, Permission> {
  const { documentId, item } = member;
  const seen = {
    policyDigest: facts.policy.item.work?.review.digest ?? '',
    digest: item.live?.review.digest ?? '',
  };
  return {
    'item.draft': of(decidePlain(actor, item, 'change')),
    'item.discard': of(decideLeaving(actor, facts, documentId, wasPublic)),
    'package.confirm': of(decideConfirmation(actor, facts, documentId, seen)),
  };
}

/** What a member's own commands say when they are open to the package only. */
export function withTie(
  permissions: Readonly<Record<string, Permission>>,
  facts: PackageFacts,
  documentId: string,
  chain: readonly ReviewStep[],
): Record<string, Permission> {
  const state = (
    documentId === facts.policy.documentId
      ? facts.policy
      : facts.interpretations.find(each => each.documentId === documentId)
  )?.item.work?.state;
  const bound: Partial<Record<string, Reason[]>> = {};
  if (state === 'draft' || state === 'returned')
    bound['item.submit'] = aloneReasons(facts, documentId, 'submit');
  if (state === 'approved') bound['item.release'] = aloneReasons(facts, documentId, 'release');
  if (state === 'scheduled') bound['item.unschedule'] = aloneReasons(facts, documentId, 'unschedule');
  if (state === 'in-review') {
    for (const step of chain) bound[step.command] = aloneReasons(facts, documentId, 'sign');
    bound['item.return'] = aloneReasons(facts, documentId, 'return');
  }
  return Object.fromEntries(
    Object.entries(permissions).map(([command, permission]) => {
      const more = bound[command] ?? [];
      if (more.length === 0) return [command, permission];
      const together = permissionOf(more);
      return [command, { allowed: false, reasons: [...permission.reasons, ...together.reasons] }];
    }),
  );
}
