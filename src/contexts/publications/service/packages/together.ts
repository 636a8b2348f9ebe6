import type { Decision } from '../../../../law/refusal.ts';
import type { Actor, Verdict } from '../../contract.ts';
import type { PublicationPorts, Trx } from '../../ports.ts';
import { commonReasons } from '../../rules/decisions.ts';
import {
  decidePackageAmendment,
  decidePackageRelease,
  decidePackageReturning,
  decidePackageSigning,
  decidePackageSubmission,
  decidePackageUnscheduling,
  type MemberAct,
  type PackageFacts,
  submittable,
} from '../../rules/packages.ts';
import { insertVerdict, moveVersion, submitVersion } from '../../store/changes.ts';
import { checkId } from '../../store/items.ts';
import { loadPackage, type StoredPackage } from '../../store/packages.ts';
import { beginAmendment } from '../drafting.ts';
import { readAttachmentsAhead, runGate, verdictRow } from '../gating.ts';
import type { Result } from '../perform.ts';
import { releaseActs } from '../release-acts.ts';
import { type Acted, reviewActs } from '../review-acts.ts';
import { attemptTogether, idsOf, type MemberLine, memberOf, type Together } from './members.ts';

/**
 * What the members of a package do together, each command in one transaction: everything is decided first, for every
 * member, and only then is anything written. What fails in between takes all of it back.
 */

/** The members a command touched, by document id. */
export type Touched = readonly string[];

interface StepBody {
  readonly step: string;
  readonly digests: Readonly<Record<string, string>>;
}

function touched(lines: readonly MemberLine[]): Together<Touched> {
  return { ok: true, value: lines.map(line => line.documentId), lines };
}

/** The rules have allowed it: a refusal now is a bug, and must take back what was written before. */
function decided<T>(outcome: { readonly ok: true; readonly detail: T } | { readonly ok: false }): T {
  if (!outcome.ok) throw new Error('a member refused what the package had decided');
  return outcome.detail;
}

export function togetherCases(ports: PublicationPorts) {
  const { clock } = ports;
  const releasing = releaseActs(ports);
  const reviewing = reviewActs(ports);

  interface Checked {
    readonly id: string;
    readonly target: { readonly id: string; readonly no: number; readonly at: Date };
    readonly row: ReturnType<typeof verdictRow>;
    readonly verdict: Verdict;
  }

  async function gates(stored: StoredPackage, facts: PackageFacts): Promise<Checked[]> {
    const at = clock.now();
    const checked: Checked[] = [];
    for (const member of submittable(facts)) {
      const { document, current } = memberOf(stored, member.documentId);
      const { digest } = member.item.last.review;
      const verdict = await runGate(ports, document, current, digest);
      const row = verdictRow(document, current, digest, verdict, at);
      checked.push({ id: document.id, target: { id: document.id, no: current.no, at }, row, verdict });
    }
    return checked;
  }

  /** Every draft of the package into review, or none; the gate's verdicts are kept either way. */
  async function submitPackage(actor: Actor, policyId: string): Promise<Result<Touched>> {
    checkId(policyId);
    const before = await loadPackage(ports.database.kysely, policyId);
    for (const each of before === undefined ? [] : idsOf(before)) await readAttachmentsAhead(ports, each);
    const tried = { actor, command: 'item.submit', documentId: policyId };
    return attemptTogether<Touched>(ports, tried, async (trx, stored, facts) => {
      const asked = submittable(facts).flatMap(each => commonReasons(actor, each.item, 'submit'));
      if (asked.length > 0) return { ok: false, reasons: asked };
      const checked = await gates(stored, facts);
      const verdicts = new Map(checked.map(each => [each.id, each.verdict]));
      const decision = decidePackageSubmission(actor, facts, verdicts);
      if (!decision.ok) {
        for (const { target, row } of checked) await insertVerdict(trx, target, row);
        return decision;
      }
      for (const { target, row } of checked) await submitVersion(trx, target, row);
      return touched(
        checked.map(({ id, target, row }) => ({
          documentId: id,
          detail: { version: target.no, digest: row.digest, verdict: row.verdict },
        })),
      );
    });
  }

  async function recordActs(
    trx: Trx,
    actor: Actor,
    stored: StoredPackage,
    decision: Decision<{ acts: readonly MemberAct[] }>,
    acted: Acted,
  ): Promise<Together<Touched>> {
    if (!decision.ok) return decision;
    const lines: MemberLine[] = [];
    for (const { member, decided: allowed } of decision.acts) {
      const item = memberOf(stored, member.documentId);
      const outcome = await reviewing.record(trx, actor, item, member.item, allowed, acted);
      lines.push({ documentId: member.documentId, detail: decided(outcome) });
    }
    return touched(lines);
  }

  const commandOf = (stepId: string) =>
    ports.pack.review.steps.find(each => each.id === stepId)?.command ?? 'item.sign';

  /** One step signed on every member that waits for it, each on the digest the reviewer saw: all or none. */
  function signPackage(actor: Actor, policyId: string, body: StepBody & { note?: string }) {
    const tried = { actor, command: commandOf(body.step), documentId: policyId };
    const acted = { decision: 'signed', reasons: [], note: body.note ?? '' } as const;
    return attemptTogether<Touched>(ports, tried, (trx, stored, facts) =>
      recordActs(trx, actor, stored, decidePackageSigning(actor, facts, body), acted),
    );
  }

  function returnPackage(actor: Actor, policyId: string, body: StepBody & { reasons: string[] }) {
    const tried = { actor, command: 'item.return', documentId: policyId };
    const acted = { decision: 'returned', reasons: body.reasons, note: '' } as const;
    return attemptTogether<Touched>(ports, tried, (trx, stored, facts) =>
      recordActs(trx, actor, stored, decidePackageReturning(actor, facts, body), acted),
    );
  }

  /** Everything public in one transaction – pages, log entries, search, duties – or timed for one instant. */
  function releasePackage(
    actor: Actor,
    policyId: string,
    body: { digests: Readonly<Record<string, string>> },
  ): Promise<Result<Touched>> {
    const tried = { actor, command: 'item.release', documentId: policyId };
    return attemptTogether<Touched>(ports, tried, async (trx, stored, facts) => {
      const decision = decidePackageRelease(actor, facts, body.digests);
      if (!decision.ok) return decision;
      const items = decision.members.map(member => memberOf(stored, member.documentId));
      const numbers = items.flatMap(({ document }) => {
        const numbered = releasing.numberable(document);
        return numbered.ok ? [] : numbered.reasons;
      });
      if (numbers.length > 0) return { ok: false, reasons: numbers };
      const lines: MemberLine[] = [];
      for (const item of items) {
        const outcome = decision.isAhead
          ? await releasing.schedule(trx, item, actor)
          : await releasing.publish(trx, item, item.current, actor.staffId, idsOf(stored));
        lines.push({ documentId: item.document.id, detail: decided(outcome) });
      }
      return touched(lines);
    });
  }

  function unschedulePackage(actor: Actor, policyId: string): Promise<Result<Touched>> {
    const tried = { actor, command: 'item.unschedule', documentId: policyId };
    return attemptTogether<Touched>(ports, tried, async (trx, stored, facts) => {
      const decision = decidePackageUnscheduling(actor, facts);
      if (!decision.ok) return decision;
      const lines: MemberLine[] = [];
      for (const { documentId } of decision.members) {
        const { no } = memberOf(stored, documentId).current;
        await moveVersion(trx, { id: documentId, no, at: clock.now() }, 'approved');
        lines.push({ documentId, detail: { version: no } });
      }
      return touched(lines);
    });
  }

  /** New versions of the policy and of the interpretations that change with it. */
  function amendPackage(
    actor: Actor,
    policyId: string,
    body: { interpretations: readonly string[] },
  ): Promise<Result<Touched>> {
    const tried = { actor, command: 'item.amend', documentId: policyId };
    return attemptTogether<Touched>(ports, tried, async (trx, stored, facts) => {
      const decision = decidePackageAmendment(actor, facts, body.interpretations);
      if (!decision.ok) return decision;
      const lines: MemberLine[] = [];
      for (const { documentId } of decision.members) {
        const detail = await beginAmendment(ports, trx, actor, memberOf(stored, documentId));
        lines.push({ documentId, detail });
      }
      return touched(lines);
    });
  }

  return { submitPackage, signPackage, returnPackage, releasePackage, unschedulePackage, amendPackage };
}
