import { cite } from '../../../law/citation.ts';
import { type Decision, type Reason, reason, refuse } from '../../../law/refusal.ts';
import type { Actor, InterpretationPlan, ItemMetadata, Verdict } from '../contract.ts';
import {
  commonReasons,
  decideAmendment,
  decidePlain,
  decideReleaseBy,
  decideSubmission,
  type ItemFacts,
  targetOf,
  type VersionFacts,
} from './decisions.ts';
import { type FormFacts, formReasons, inStep, isCompulsory, planReasons } from './interpretation.ts';
import { wordsOfState } from './item-states.ts';
import { releaseReasons } from './release.ts';
import { type DecidedAct, decideReturning, decideSigning, missingSteps } from './review.ts';

/**
 * A policy document and its interpretations leave together or not at all (constitution 4). What each member may do is
 * decided by the rules of items; here stands what they may do only together.
 */

export interface MemberFacts extends FormFacts {
  readonly documentId: string;
  readonly title: string;
  readonly kind: string;
  readonly item: ItemFacts;
  /** Metadata of the version in work, else of the live or last one. */
  readonly metadata: ItemMetadata;
}

export interface PackageFacts {
  readonly policy: MemberFacts;
  readonly interpretations: readonly MemberFacts[];
  readonly isExempt: boolean;
  /** Interpretations whose live text somebody confirmed against the policy's version in work, byte for byte. */
  readonly confirmed: ReadonlySet<string>;
}

const own = cite('本机关规定');

export function planOf({ policy }: PackageFacts): InterpretationPlan | null {
  return policy.metadata.interpretationPlan ?? null;
}

export function mustInterpret({ policy, isExempt }: PackageFacts): boolean {
  return !isExempt && isCompulsory(policy.kind, policy.metadata);
}

/** Neither withdrawn nor given up: public, or on its way. */
export function stands({ item }: MemberFacts): boolean {
  return item.work !== null || item.live !== null;
}

export function standing(facts: PackageFacts): MemberFacts[] {
  return facts.interpretations.filter(stands);
}

/** Members with a version in work, the policy first. */
export function openMembers(facts: PackageFacts): MemberFacts[] {
  return [facts.policy, ...facts.interpretations].filter(member => member.item.work !== null);
}

/** Must its members leave together? By rule, or because the plan says so. */
export function leavesTogether(facts: PackageFacts): boolean {
  return mustInterpret(facts) || planOf(facts)?.together !== false;
}

/** Reviewing and releasing go through the package as soon as two of its members are on their way. */
export function isBound(facts: PackageFacts): boolean {
  return facts.interpretations.length > 0 && leavesTogether(facts) && openMembers(facts).length > 1;
}

function named(member: MemberFacts, reasons: readonly Reason[]): Reason[] {
  return reasons.map(each => ({ ...each, message: `《${member.title}》：${each.message}` }));
}

function workOf(member: MemberFacts): VersionFacts | null {
  return member.item.work;
}

/** A live interpretation that nobody has said still explains the amended policy. */
export function unconfirmed(facts: PackageFacts): MemberFacts[] {
  const { policy } = facts;
  if (policy.item.work === null || policy.item.live === null || !leavesTogether(facts)) return [];
  const { validity } = policy.metadata;
  if (validity === 'repealed' || validity === 'expired') return [];
  return standing(facts).filter(
    each => each.item.live !== null && each.item.work === null && !facts.confirmed.has(each.documentId),
  );
}

/** What stands in the way of the unit as such, whoever asks: the rule of interpretation, and amended policies. */
export function unitReasons(facts: PackageFacts): Reason[] {
  const reasons: Reason[] = [];
  const { policy } = facts;
  if (mustInterpret(facts) && standing(facts).length === 0)
    reasons.push(
      reason(
        'interpretation-missing',
        `《${policy.title}》应当与解读同步发布，现在还没有解读材料。请在“政策解读”中组建解读，或者按程序批准免予解读。`,
        inStep,
      ),
    );
  if (policy.item.live === null && policy.item.work === null)
    reasons.push(
      reason('policy-not-public', `所解读的《${policy.title}》没有公开，解读不能单独发布。`, inStep),
    );
  for (const each of unconfirmed(facts))
    reasons.push(
      reason(
        'interpretation-unconfirmed',
        `文件已经修订，《${each.title}》须重新送审，或者确认仍然适用后再发布。`,
        inStep,
      ),
    );
  return reasons;
}

/** What everything of the package still lacks, for the list of what is missing. */
export function lackingReasons(facts: PackageFacts): Reason[] {
  const reasons = unitReasons(facts);
  const here = standing(facts);
  if (facts.policy.item.work !== null && (here.length > 0 || mustInterpret(facts))) {
    const forms = here.flatMap(each => (each.content === null ? [] : [each.content.form]));
    reasons.push(...planReasons(planOf(facts), forms, mustInterpret(facts)));
  }
  for (const each of here) if (each.item.work !== null) reasons.push(...named(each, formReasons(each)));
  return reasons;
}

/** Why a member may not go its own way. Empty where it belongs to no unit that binds it. */
export function aloneReasons(
  facts: PackageFacts,
  documentId: string,
  act: 'submit' | 'sign' | 'return' | 'release' | 'unschedule',
): Reason[] {
  if (isBound(facts)) {
    const message =
      '该信息与解读（所解读的文件）是一个整体，须一并送审、签署和发布，不能单独办理。请在“政策解读”中办理。';
    return [reason('only-together', message, inStep), ...(act === 'release' ? unitReasons(facts) : [])];
  }
  if (act !== 'release') return [];
  if (facts.policy.documentId === documentId) return unitReasons(facts);
  if (facts.policy.item.live !== null) return [];
  const message = `所解读的《${facts.policy.title}》还没有公开，解读不能先于文件发布。`;
  return [reason('policy-not-public', message, inStep)];
}

function needsRead(digests: Readonly<Record<string, string>>, members: readonly MemberFacts[]): Reason[] {
  return members.flatMap(member => {
    if (digests[member.documentId] === workOf(member)?.review.digest) return [];
    const message =
      '您看到的内容与现在保存的内容不一致，本次操作没有生效。请刷新页面，查看最新内容后再办理。';
    return named(member, [reason('bytes-changed', message, cite('政府信息公开条例', 17))]);
  });
}

export interface MemberAct {
  readonly member: MemberFacts;
  readonly decided: DecidedAct;
}

/** All drafts of the package into review; `verdicts` by document id. */
export function decidePackageSubmission(
  actor: Actor,
  facts: PackageFacts,
  verdicts: ReadonlyMap<string, Verdict>,
): Decision<{ members: readonly MemberFacts[] }> {
  const members = submittable(facts);
  if (members.length === 0) return refuse([nothing('送审', '没有等待送审的草稿')]);
  const reasons = members.flatMap(member => {
    const verdict = verdicts.get(member.documentId);
    const decision =
      verdict === undefined
        ? refuse(commonReasons(actor, member.item, 'submit'))
        : decideSubmission(actor, member.item, verdict);
    return decision.ok ? [] : named(member, decision.reasons);
  });
  reasons.push(...lackingReasons(facts).filter(each => each.code !== 'interpretation-unconfirmed'));
  return reasons.length > 0 ? refuse(reasons) : { ok: true, members };
}

/** Drafts and returned versions. */
export function submittable(facts: PackageFacts): MemberFacts[] {
  return openMembers(facts).filter(({ item }) => ['draft', 'returned'].includes(item.work?.state ?? ''));
}

function nothing(act: string, why: string): Reason {
  return reason('nothing-to-do', `现在不能${act}：${why}。`, own);
}

/** The members in review that still wait for a step; those that have it on their bytes are left alone. */
export function waitingFor(facts: PackageFacts, step: string): MemberFacts[] {
  return openMembers(facts).filter(
    ({ item }) =>
      item.work?.state === 'in-review' && missingSteps(item.work.review).some(each => each.id === step),
  );
}

function notSubmitted(facts: PackageFacts): Reason[] {
  return submittable(facts).flatMap(member => {
    const state = wordsOfState(member.item.work?.state ?? 'draft');
    const message = `现在是${state}，还没有送审。文件、解读方案和解读材料须一并审查，请等全部送审后再办理。`;
    return named(member, [reason('member-not-submitted', message, inStep)]);
  });
}

function decideStep(
  facts: PackageFacts,
  act: { readonly step: string; readonly digests: Readonly<Record<string, string>> },
  words: string,
  decide: (review: VersionFacts['review'], digest: string) => Decision<DecidedAct>,
  more: readonly Reason[] = [],
): Decision<{ acts: readonly MemberAct[] }> {
  const members = waitingFor(facts, act.step);
  const reasons: Reason[] = [...more];
  if (members.length === 0) reasons.push(nothing(words, '没有等待这一环节的内容'));
  const acts = members.flatMap(member => {
    const decision = decide(targetOf(member.item, 'sign').review, act.digests[member.documentId] ?? '');
    if (decision.ok) return [{ member, decided: decision }];
    reasons.push(...named(member, decision.reasons));
    return [];
  });
  return reasons.length > 0 ? refuse(reasons) : { ok: true, acts };
}

/** One signature of a step on every member that waits for it, each on its own digest. */
export function decidePackageSigning(
  actor: Actor,
  facts: PackageFacts,
  act: { readonly step: string; readonly digests: Readonly<Record<string, string>> },
): Decision<{ acts: readonly MemberAct[] }> {
  return decideStep(
    facts,
    act,
    '签署',
    (review, digest) => decideSigning(actor, review, { step: act.step, digest }),
    notSubmitted(facts),
  );
}

export function decidePackageReturning(
  actor: Actor,
  facts: PackageFacts,
  act: {
    readonly step: string;
    readonly digests: Readonly<Record<string, string>>;
    readonly reasons: readonly string[];
  },
): Decision<{ acts: readonly MemberAct[] }> {
  return decideStep(facts, act, '退回', (review, digest) =>
    decideReturning(actor, review, { step: act.step, digest, reasons: act.reasons }),
  );
}

function instantReasons(members: readonly MemberFacts[]): Reason[] {
  const instants = new Set(members.map(({ item }) => item.work?.release.releaseAtMs ?? null));
  if (instants.size < 2) return [];
  const message = '文件和解读的计划发布时间不一致，不能同步发布。请由起草人撤回，改为同一时间后重新送审。';
  return [reason('instants-differ', message, inStep)];
}

/** Everything that is on its way goes public at once, or is timed for one instant. */
export function decidePackageRelease(
  actor: Actor,
  facts: PackageFacts,
  digests: Readonly<Record<string, string>> | null,
): Decision<{ members: readonly MemberFacts[]; isAhead: boolean }> {
  const members = openMembers(facts);
  if (members.length === 0) return refuse([nothing('发布', '没有等待发布的内容')]);
  let isAhead = false;
  const reasons = members.flatMap(member => {
    const decision = decideReleaseBy(actor, member.item);
    if (!decision.ok) return named(member, decision.reasons);
    isAhead ||= decision.state === 'scheduled';
    return [];
  });
  reasons.push(...unitReasons(facts), ...instantReasons(members));
  if (digests !== null) reasons.push(...needsRead(digests, members));
  return reasons.length > 0 ? refuse(reasons) : { ok: true, members, isAhead };
}

/** Asked again by the clock at the planned instant; nobody is there to be permitted. */
export function scheduledReasons(facts: PackageFacts): Reason[] {
  const members = openMembers(facts);
  const reasons = members.flatMap(member => {
    const { work } = member.item;
    if (work === null) return [];
    if (work.state !== 'scheduled') {
      const message = `现在是${wordsOfState(work.state)}，不在定时发布之列，整体不能发布。`;
      return named(member, [reason('member-not-scheduled', message, inStep)]);
    }
    return named(member, releaseReasons(work.release));
  });
  return [...reasons, ...unitReasons(facts), ...instantReasons(members)];
}

export function decidePackageUnscheduling(
  actor: Actor,
  facts: PackageFacts,
): Decision<{ members: readonly MemberFacts[] }> {
  const members = openMembers(facts).filter(({ item }) => item.work?.state === 'scheduled');
  if (members.length === 0) return refuse([nothing('取消定时发布', '没有定时发布的内容')]);
  const reasons = members.flatMap(member => {
    const decision = decidePlain(actor, member.item, 'unschedule');
    return decision.ok ? [] : named(member, decision.reasons);
  });
  return reasons.length > 0 ? refuse(reasons) : { ok: true, members };
}

/** New versions of the policy and of chosen interpretations, begun together. */
export function decidePackageAmendment(
  actor: Actor,
  facts: PackageFacts,
  chosen: readonly string[],
): Decision<{ members: readonly MemberFacts[] }> {
  const unknown = chosen.filter(id => !facts.interpretations.some(each => each.documentId === id));
  const members = [facts.policy, ...facts.interpretations.filter(each => chosen.includes(each.documentId))];
  const reasons = members.flatMap(member => {
    const decision = decideAmendment(actor, member.item);
    return decision.ok ? [] : named(member, decision.reasons);
  });
  if (unknown.length > 0)
    reasons.push(reason('not-a-member', '所选解读不属于这份文件，请刷新页面后重新选择。', own));
  return reasons.length > 0 ? refuse(reasons) : { ok: true, members };
}

/** Which interpretations go with a policy that is withdrawn: every one that is public or on its way. */
export function withdrawnWith(facts: PackageFacts, documentId: string): MemberFacts[] {
  return facts.policy.documentId === documentId
    ? facts.interpretations.filter(each => each.item.live !== null)
    : [];
}

/** May this interpretation be taken down while its policy stays? Not the last one the rule demands. */
export function withdrawalAloneReasons(facts: PackageFacts, documentId: string): Reason[] {
  if (facts.policy.documentId === documentId || facts.policy.item.live === null) return [];
  const others = facts.interpretations.filter(
    each => each.documentId !== documentId && each.item.live !== null,
  );
  if (!mustInterpret(facts) || others.length > 0) return [];
  const message = `《${facts.policy.title}》应当有解读，这是它唯一公开的解读，不能单独撤下。请先修订该解读、发布另一份解读，或者将文件与解读一并撤下。`;
  return [reason('last-interpretation', message, inStep)];
}
