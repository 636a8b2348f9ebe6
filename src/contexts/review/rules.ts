import { cite } from '../../law/citation.ts';
import type { Day } from '../../law/day.ts';
import { type Decision, type Reason, reason, refuse } from '../../law/refusal.ts';
import { addWorkdays, type Calendar } from '../../law/working-days.ts';
import type { Actor } from '../organisation/contract.ts';
import type { ReviewStep } from './contract.ts';
import { type Capacity, capacities, may, withoutPermission } from './rules/authority.ts';

/**
 * A review chain on some bytes, whatever they are – an item, a reply: which steps are open, who may act, and on which
 * bytes a signature stands. Duties bind it to their words and commands with `reviewOf`.
 */

export interface SignatureFact {
  readonly step: string;
  readonly round: number;
  readonly decision: 'signed' | 'returned' | 'skipped';
  readonly digest: string;
  readonly staffId: string;
  readonly onBehalfOf: string | null;
  readonly signedOn: Day;
}

export interface ReviewFacts<S extends ReviewStep = ReviewStep> {
  readonly chain: readonly S[];
  readonly ownerUnitId: string;
  /** Everybody who has written in it, earlier versions included. */
  readonly drafters: readonly string[];
  readonly round: number;
  /** Computed from the stored bytes now, not read from a column. */
  readonly digest: string;
  readonly submittedOn: Day | null;
  readonly signatures: readonly SignatureFact[];
}

const basis = cite('政府信息公开条例', 17);

/** The acts of this round on these very bytes that let the chain go on. */
function counted(facts: ReviewFacts): SignatureFact[] {
  return facts.signatures.filter(
    each => each.round === facts.round && each.digest === facts.digest && each.decision !== 'returned',
  );
}

/** The steps that wait now: those of the earliest group that has any left. Empty when the chain is complete. */
export function openSteps<S extends ReviewStep>(facts: ReviewFacts<S>): S[] {
  const done = new Set(counted(facts).map(each => each.step));
  const left = facts.chain.filter(step => !done.has(step.id));
  const group = Math.min(...left.map(step => step.group));
  return left.filter(step => step.group === group);
}

/** Every step of the chain is signed or skipped on the current bytes, and at least one person has signed. */
export function isComplete(facts: ReviewFacts): boolean {
  return openSteps(facts).length === 0 && counted(facts).some(each => each.decision === 'signed');
}

/** The steps that lack a valid act on the current bytes, in the order of the chain. */
export function missingSteps<S extends ReviewStep>(facts: ReviewFacts<S>): S[] {
  const done = new Set(counted(facts).map(each => each.step));
  return facts.chain.filter(step => !done.has(step.id));
}

export interface WaitingStep<S extends ReviewStep = ReviewStep> {
  readonly step: S;
  /** The day it began to wait: the submission, or the last act of the group before. */
  readonly openedOn: Day;
  readonly dueOn: Day;
  readonly provisional: boolean;
  readonly late: boolean;
}

/** The open steps with the day each is due: its limit in working days after it began to wait. */
export function waitingSteps<S extends ReviewStep>(
  facts: ReviewFacts<S>,
  calendar: Calendar,
  today: Day,
): WaitingStep<S>[] {
  const { submittedOn } = facts;
  if (submittedOn === null) return [];
  const openedOn = counted(facts).reduce(
    (last, each) =>
      groupOf(facts, each.step) < openGroup(facts) && each.signedOn > last ? each.signedOn : last,
    submittedOn,
  );
  return openSteps(facts).map(step => {
    const { due, provisional } = addWorkdays(calendar, openedOn, step.limitWorkingDays);
    return { step, openedOn, dueOn: due, provisional, late: today > due };
  });
}

function groupOf(facts: ReviewFacts, stepId: string): number {
  return facts.chain.find(step => step.id === stepId)?.group ?? Number.NEGATIVE_INFINITY;
}

function openGroup(facts: ReviewFacts): number {
  return openSteps(facts)[0]?.group ?? Number.POSITIVE_INFINITY;
}

/** Everybody who has acted on a step in this round; who delegated counts as much as who signed. */
function actedInRound(facts: ReviewFacts): Map<string, string> {
  const acted = new Map<string, string>();
  for (const each of facts.signatures) {
    if (each.round !== facts.round) continue;
    acted.set(each.staffId, each.step);
    if (each.onBehalfOf !== null) acted.set(each.onBehalfOf, each.step);
  }
  return acted;
}

/** What a chain reviews, in the words and with the commands of its duty. */
export interface ReviewedKind {
  /** 信息 or 答复书. */
  readonly thing: string;
  readonly returnCommand: string;
  /** Null where no step can be skipped. */
  readonly skipCommand: string | null;
  /** A step of this command is demanded by law for each single thing; it can not be skipped. */
  readonly indispensable: string;
}

export interface ReviewAct {
  readonly step: string;
  readonly digest: string;
}

export interface DecidedAct<S extends ReviewStep = ReviewStep> {
  readonly step: S;
  readonly capacity: Capacity;
  /** This act is the last the chain waits for. */
  readonly completes: boolean;
}

function staleDigest(): Reason {
  const message = '您看到的内容与现在保存的内容不一致，本次操作没有生效。请刷新页面，查看最新内容后再办理。';
  return reason('bytes-changed', message, basis);
}

function stepReasons(facts: ReviewFacts, stepId: string, digestSeen: string): Reason[] {
  const step = facts.chain.find(each => each.id === stepId);
  if (step === undefined)
    return [reason('unknown-step', `审查流程中没有“${stepId}”环节。请刷新页面后重试。`, basis)];
  const reasons: Reason[] = digestSeen === facts.digest ? [] : [staleDigest()];
  const open = openSteps(facts);
  if (!open.some(each => each.id === stepId)) {
    const now = open.map(each => `“${each.name}”`).join('、');
    const message =
      now === ''
        ? `“${step.name}”环节已经办结。`
        : `现在等待${now}环节，还不能（或不必再）办理“${step.name}”环节。`;
    reasons.push(reason('step-not-open', message, basis));
  }
  return reasons;
}

/** The chain's decisions for one kind of thing. */
export function reviewOf(kind: ReviewedKind) {
  const { thing } = kind;

  /** Why these persons may not review it; `whom` is 您 or the name of who delegated. */
  function personReasons(facts: ReviewFacts, staffId: string, whom: string): Reason[] {
    const reasons: Reason[] = [];
    if (facts.drafters.includes(staffId)) {
      const message = `${whom}参与了该${thing}的起草，起草人不得审查自己起草的${thing}。请由其他人员办理。`;
      reasons.push(reason('drafter-may-not-review', message, basis));
    }
    const step = actedInRound(facts).get(staffId);
    if (step !== undefined) {
      const name = facts.chain.find(each => each.id === step)?.name ?? step;
      const message = `${whom}已在“${name}”环节办理过该${thing}，同一人不得办理两个环节。请由其他人员办理。`;
      reasons.push(reason('one-person-one-step', message, basis));
    }
    return reasons;
  }

  /** In which capacity a person may act on a step, or every reason why not. */
  function capacityFor(
    actor: Actor,
    facts: ReviewFacts,
    step: ReviewStep | undefined,
  ): Decision<{ capacity: Capacity }> {
    if (step === undefined) return refuse([]);
    const all = capacities(actor, step.command, facts.ownerUnitId);
    if (all.length === 0) return refuse([withoutPermission(`办理“${step.name}”环节`)]);
    const own = personReasons(facts, actor.staffId, '您');
    if (own.length > 0) return refuse(own);
    const refusals: Reason[] = [];
    for (const capacity of all) {
      const reasons = capacity.isDelegated
        ? personReasons(facts, capacity.staffId, `委托人${capacity.name}`)
        : [];
      if (reasons.length === 0) return { ok: true, capacity };
      refusals.push(...reasons);
    }
    return refuse(refusals);
  }

  function decided<S extends ReviewStep>(
    actor: Actor,
    facts: ReviewFacts<S>,
    act: ReviewAct,
    more: readonly Reason[],
  ): Decision<DecidedAct<S>> {
    const step = facts.chain.find(each => each.id === act.step);
    const capacity = capacityFor(actor, facts, step);
    const reasons = [
      ...more,
      ...stepReasons(facts, act.step, act.digest),
      ...(capacity.ok ? [] : capacity.reasons),
    ];
    if (reasons.length > 0 || step === undefined || !capacity.ok) return refuse(reasons);
    const completes = missingSteps(facts).every(each => each.id === step.id);
    return { ok: true, step, capacity: capacity.capacity, completes };
  }

  /** May this person sign this step on the bytes they saw? */
  function decideSigning<S extends ReviewStep>(
    actor: Actor,
    facts: ReviewFacts<S>,
    act: ReviewAct,
  ): Decision<DecidedAct<S>> {
    return decided(actor, facts, act, []);
  }

  /** May this person return it at this step? Reasons for the drafter are demanded. */
  function decideReturning<S extends ReviewStep>(
    actor: Actor,
    facts: ReviewFacts<S>,
    act: ReviewAct & { readonly reasons: readonly string[] },
  ): Decision<DecidedAct<S>> {
    const more: Reason[] = may(actor, kind.returnCommand, facts.ownerUnitId)
      ? []
      : [withoutPermission('退回')];
    if (!act.reasons.some(each => each.trim() !== ''))
      more.push(reason('reasons-missing', '请至少写一条退回理由，供起草人修改。', basis));
    return decided(actor, facts, act, more);
  }

  /** A step whose review the law demands for each single thing; it can not be skipped. */
  function isIndispensable(step: ReviewStep): boolean {
    return step.command === kind.indispensable;
  }

  /** Somebody may skip several steps, but who drafted or signed may skip none, and who skipped may sign none. */
  function skipperReasons(actor: Actor, facts: ReviewFacts): Reason[] {
    const skippedOnly = facts.signatures
      .filter(each => each.round === facts.round && [each.staffId, each.onBehalfOf].includes(actor.staffId))
      .every(each => each.decision === 'skipped');
    return personReasons(facts, actor.staffId, '您').filter(
      each => each.code !== 'one-person-one-step' || !skippedOnly,
    );
  }

  /**
   * May this person skip the step? Skipping has a permission of its own, counts as the person's one act in the round,
   * needs a reason, never touches the secrecy review, and never leaves a chain in which nobody signed.
   */
  function decideSkipping<S extends ReviewStep>(
    actor: Actor,
    facts: ReviewFacts<S>,
    act: ReviewAct & { readonly reason: string },
  ): Decision<DecidedAct<S>> {
    const step = facts.chain.find(each => each.id === act.step);
    const reasons: Reason[] = [];
    if (kind.skipCommand === null || !may(actor, kind.skipCommand, facts.ownerUnitId))
      reasons.push(withoutPermission('跳过审查环节'));
    if (act.reason.trim().length < 5)
      reasons.push(reason('reason-missing', '请写明跳过该环节的理由和依据（至少五个字）。', basis));
    if (step !== undefined && isIndispensable(step))
      reasons.push(reason('step-indispensable', `“${step.name}”须逐项办理，不得跳过。`, basis));
    const others = missingSteps(facts).filter(each => each.id !== act.step);
    if (others.length === 0 && !counted(facts).some(each => each.decision === 'signed'))
      reasons.push(reason('nobody-signed', '审查流程中至少应有一个环节由审查人签署，不能全部跳过。', basis));
    reasons.push(...stepReasons(facts, act.step, act.digest), ...skipperReasons(actor, facts));
    if (reasons.length > 0 || step === undefined) return refuse(reasons);
    const capacity = { staffId: actor.staffId, name: actor.name, unitId: actor.unitId, isDelegated: false };
    return { ok: true, step, capacity, completes: others.length === 0 };
  }

  return { decideSigning, decideReturning, decideSkipping, isIndispensable };
}
