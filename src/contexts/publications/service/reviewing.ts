import type { Decision } from '../../../law/refusal.ts';
import type { Actor, ImpactAssessment, Verdict, VersionState } from '../contract.ts';
import { type PublicationPorts, type Trx, todayOf } from '../ports.ts';
import {
  assessmentKeptUntil,
  commonReasons,
  decideOverride,
  decidePlain,
  decideSubmission,
  type ItemFacts,
  targetOf,
} from '../rules/decisions.ts';
import { letPass } from '../rules/gate/gate.ts';
import { isOpen, refusalIn } from '../rules/item-states.ts';
import { aloneReasons } from '../rules/packages.ts';
import { type DecidedAct, decideReturning, decideSigning, decideSkipping } from '../rules/review.ts';
import { insertVerdict, moveVersion, submitVersion } from '../store/changes.ts';
import { insertImpactAssessment } from '../store/impact-assessments.ts';
import { packageOf } from '../store/packages.ts';
import type { StoredItem } from '../store/rows.ts';
import { readAttachmentsAhead, runGate, verdictRow } from './gating.ts';
import { packageFacts } from './packages/facts.ts';
import { attemptOn, type Result } from './perform.ts';
import { type Acted, type ReviewedTo, reviewActs } from './review-acts.ts';

export type { ReviewedTo } from './review-acts.ts';

export function reviewingCases(ports: PublicationPorts) {
  const { clock } = ports;
  const { record } = reviewActs(ports);

  /** Why this act is open to the package only. */
  async function boundReasons(trx: Trx, item: StoredItem, act: 'submit' | 'sign' | 'return') {
    const facts = packageFacts(ports, await packageOf(trx, item));
    return aloneReasons(facts, item.document.id, act);
  }

  /** Runs the gate, keeps its verdict, and hands the version to the reviewers – or says everything that blocks. */
  async function submit(
    actor: Actor,
    itemId: string,
  ): Promise<Result<{ state: VersionState; gate: Verdict }>> {
    await readAttachmentsAhead(ports, itemId);
    return attemptOn(ports, { actor, command: 'item.submit', itemId }, async (trx, item, facts) => {
      const { document, current } = item;
      const asked = [...commonReasons(actor, facts, 'submit'), ...(await boundReasons(trx, item, 'submit'))];
      if (asked.length > 0) return { ok: false, reasons: asked };
      const { digest } = facts.last.review;
      const verdict = await runGate(ports, document, current, digest);
      const decision = decideSubmission(actor, facts, verdict);
      const at = clock.now();
      const target = { id: itemId, no: current.no, at };
      const row = verdictRow(document, current, digest, verdict, at);
      if (!decision.ok) {
        await insertVerdict(trx, target, row);
        return decision;
      }
      await submitVersion(trx, target, row);
      const detail = { version: current.no, digest, verdict: verdict.verdict };
      return { ok: true, value: { state: decision.state, gate: verdict }, detail };
    });
  }

  function act(
    actor: Actor,
    itemId: string,
    command: 'sign' | 'return' | 'skip',
    auditCommand: string,
    decide: (facts: ItemFacts) => Decision<DecidedAct>,
    acted: Acted,
  ): Promise<Result<ReviewedTo>> {
    return attemptOn(ports, { actor, command: auditCommand, itemId }, async (trx, item, facts) => {
      const target = targetOf(facts, command);
      const decision = decide(facts);
      const closed = isOpen(target.state, command) ? [] : [refusalIn(target.state, command)];
      const refused = decision.ok ? [] : decision.reasons;
      // Out of review, what the chain says of open steps would only confuse; a missing permission is said always.
      const reasons = [
        ...closed,
        ...(closed.length > 0 ? refused.filter(r => r.code === 'not-permitted') : refused),
        ...(command === 'skip' || closed.length > 0 ? [] : await boundReasons(trx, item, command)),
      ];
      if (reasons.length > 0 || !decision.ok) return { ok: false, reasons };
      return record(trx, actor, item, facts, decision, acted);
    });
  }

  const commandOf = (stepId: string) =>
    ports.pack.review.steps.find(each => each.id === stepId)?.command ?? 'item.sign';

  /** Signs a step on the bytes the reviewer saw. */
  function sign(actor: Actor, itemId: string, body: { step: string; digest: string; note?: string }) {
    const decide = (facts: ItemFacts) => decideSigning(actor, targetOf(facts, 'sign').review, body);
    const acted = { decision: 'signed', reasons: [], note: body.note ?? '' } as const;
    return act(actor, itemId, 'sign', commandOf(body.step), decide, acted);
  }

  /** Returns the version to its drafter, with reasons. */
  function returnToDrafter(
    actor: Actor,
    itemId: string,
    body: { step: string; digest: string; reasons: string[] },
  ) {
    const decide = (facts: ItemFacts) => decideReturning(actor, targetOf(facts, 'return').review, body);
    const acted = { decision: 'returned', reasons: body.reasons, note: '' } as const;
    return act(actor, itemId, 'return', 'item.return', decide, acted);
  }

  /** Leaves out a step, with a permission of its own and a reason that stays visible. */
  function skipStep(actor: Actor, itemId: string, body: { step: string; digest: string; reason: string }) {
    const decide = (facts: ItemFacts) => decideSkipping(actor, targetOf(facts, 'skip').review, body);
    const acted = { decision: 'skipped', reasons: [body.reason], note: '' } as const;
    return act(actor, itemId, 'skip', 'item.skip-step', decide, acted);
  }

  /** Back to the drafter at the drafter's own wish, from review or after approval. */
  function recall(actor: Actor, itemId: string): Promise<Result<{ state: VersionState }>> {
    return attemptOn(ports, { actor, command: 'item.recall', itemId }, async (trx, { current }, facts) => {
      const decision = decidePlain(actor, facts, 'recall');
      if (!decision.ok) return decision;
      await moveVersion(trx, { id: itemId, no: current.no, at: clock.now() }, decision.state);
      return { ok: true, value: { state: decision.state }, detail: { version: current.no } };
    });
  }

  /** Lets every finding of one rule pass on these bytes; it stays on the record with name and reason. */
  function overrideFinding(
    actor: Actor,
    itemId: string,
    body: { digest: string; rule: string; reason: string; assessment?: ImpactAssessment | undefined },
  ): Promise<Result<{ gate: Verdict }>> {
    return attemptOn(ports, { actor, command: 'gate.override', itemId }, async (trx, item, facts) => {
      const decision = decideOverride(actor, facts, body);
      const { document, current } = item;
      if (!decision.ok || current.gate === null) return decision.ok ? { ok: false, reasons: [] } : decision;
      const at = clock.now();
      const { assessment } = body;
      const override = {
        staffName: actor.name,
        reason: body.reason,
        at: at.toISOString(),
        ...(assessment === undefined ? {} : { assessment }),
      };
      const verdict = letPass(current.gate, body.rule, override);
      const row = verdictRow(document, current, body.digest, verdict, at);
      await insertVerdict(trx, { id: itemId, no: current.no, at }, row);
      if (assessment !== undefined)
        await insertImpactAssessment(trx, {
          ...assessment,
          itemId,
          versionNo: current.no,
          digest: body.digest,
          rule: body.rule,
          staffId: actor.staffId,
          staffName: actor.name,
          at,
          keptUntil: assessmentKeptUntil(todayOf(clock)),
        });
      const detail = {
        version: current.no,
        rule: body.rule,
        reason: body.reason,
        digest: body.digest,
        ...(assessment === undefined ? {} : { assessment: true }),
      };
      return { ok: true, value: { gate: verdict }, detail };
    });
  }

  return { submit, sign, returnToDrafter, skipStep, recall, overrideFinding };
}
