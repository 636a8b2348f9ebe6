import type { Reason } from '../../../law/refusal.ts';
import type { Actor, VersionState } from '../contract.ts';
import type { PublicationPorts, Trx } from '../ports.ts';
import { decidePlain, decideReleaseBy, decideWithdrawal, targetOf } from '../rules/decisions.ts';
import { personalNumberFindings } from '../rules/gate/personal-numbers.ts';
import {
  aloneReasons,
  isBound,
  openMembers,
  type PackageFacts,
  scheduledReasons,
  withdrawalAloneReasons,
  withdrawnWith,
} from '../rules/packages.ts';
import { releaseReasons, withdrawalReasons } from '../rules/release.ts';
import { wellFormed } from '../sanitise.ts';
import { moveVersion } from '../store/changes.ts';
import { isLive } from '../store/items.ts';
import { dueVersions } from '../store/lists.ts';
import type { StoredPackage } from '../store/packages.ts';
import { itemFacts } from './facts.ts';
import { attemptTogether, idsOf, type MemberLine, memberOf, type Together } from './packages/members.ts';
import type { Result } from './perform.ts';
import { type ReleasedTo, releaseActs } from './release-acts.ts';

export type { ReleasedTo } from './release-acts.ts';

export interface DueRelease {
  readonly documentId: string;
  readonly versionNo: number;
  readonly released: boolean;
  readonly reasons: readonly Reason[];
}

export interface WithdrawalBody {
  readonly kind: 'published-in-error' | 'replaced' | 'repealed';
  readonly reason: string;
  readonly replacedBy?: string | null;
}

function longest(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

export function releasingCases(ports: PublicationPorts) {
  const { clock } = ports;
  const acts = releaseActs(ports);

  /** Releases now, or sets the schedule when the planned instant lies ahead. `digest` is what the officer saw. */
  function release(actor: Actor, itemId: string, body: { digest: string }): Promise<Result<ReleasedTo>> {
    const tried = { actor, command: 'item.release', documentId: itemId };
    return attemptTogether<ReleasedTo>(ports, tried, async (trx, stored, together) => {
      const item = memberOf(stored, itemId);
      const facts = itemFacts(ports, item);
      const decision = decideReleaseBy(actor, facts);
      // Before approval the chain's own words are enough, as they are for an item that stands alone.
      const alone = item.current.state === 'approved' ? aloneReasons(together, itemId, 'release') : [];
      const reasons = [...(decision.ok ? [] : decision.reasons), ...alone];
      if (!decision.ok || reasons.length > 0) return { ok: false, reasons };
      if (body.digest !== targetOf(facts, 'release').review.digest) {
        const message = '您看到的内容与现在保存的内容不一致，没有发布。请刷新页面后再办理。';
        return { ok: false, reasons: [{ code: 'bytes-changed', message, basis: [] }] };
      }
      const outcome =
        decision.state === 'released'
          ? await acts.publish(trx, item, item.current, actor.staffId, idsOf(stored))
          : await acts.schedule(trx, item, actor);
      return outcome.ok ? { ...outcome, lines: [{ documentId: itemId, detail: outcome.detail }] } : outcome;
    });
  }

  function unschedule(actor: Actor, itemId: string): Promise<Result<{ state: VersionState }>> {
    const tried = { actor, command: 'item.unschedule', documentId: itemId };
    return attemptTogether<{ state: VersionState }>(ports, tried, async (trx, stored, together) => {
      const { current, ...item } = memberOf(stored, itemId);
      const decision = decidePlain(actor, itemFacts(ports, { ...item, current }), 'unschedule');
      const reasons = [
        ...(decision.ok ? [] : decision.reasons),
        ...aloneReasons(together, itemId, 'unschedule'),
      ];
      if (!decision.ok || reasons.length > 0) return { ok: false, reasons };
      await moveVersion(trx, { id: itemId, no: current.no, at: clock.now() }, decision.state);
      const lines = [{ documentId: itemId, detail: { version: current.no } }];
      return { ok: true, value: { state: decision.state }, lines };
    });
  }

  /** Publishes what is due: one version, or every open one of a package that leaves together. */
  async function publishDue(
    trx: Trx,
    stored: StoredPackage,
    ids: readonly string[],
  ): Promise<Together<readonly string[]>> {
    const lines: MemberLine[] = [];
    for (const id of ids) {
      const item = memberOf(stored, id);
      const outcome = await acts.publish(trx, item, item.current, null, idsOf(stored));
      // Numbers are asked for before the first is published: what fails here takes everything back.
      if (!outcome.ok) throw new Error(`scheduled release of ${id} refused after it was decided`);
      lines.push({ documentId: id, detail: outcome.detail });
    }
    return { ok: true, value: ids, lines };
  }

  function dueReasons(stored: StoredPackage, facts: PackageFacts, ids: readonly string[]): Reason[] {
    const numbers = ids.flatMap(id => {
      const numbered = acts.numberable(memberOf(stored, id).document);
      return numbered.ok ? [] : numbered.reasons;
    });
    if (isBound(facts)) return [...scheduledReasons(facts), ...numbers];
    const [id = ''] = ids;
    const { release: toRelease } = targetOf(itemFacts(ports, memberOf(stored, id)), 'publish-scheduled');
    return [...releaseReasons(toRelease), ...aloneReasons(facts, id, 'release'), ...numbers];
  }

  async function releaseScheduled(documentId: string, versionNo: number, now: Date): Promise<DueRelease[]> {
    let touched: { readonly id: string; readonly no: number }[] = [];
    const tried = { actor: null, command: 'item.release', documentId, detail: { scheduled: true } };
    const done = await attemptTogether<readonly string[]>(ports, tried, async (trx, stored, facts) => {
      const { work } = memberOf(stored, documentId);
      // Somebody may have been quicker, or have taken it off the schedule, while this waited for the lock.
      const stillDue = work?.no === versionNo && work.state === 'scheduled' && (work.releaseAt ?? now) <= now;
      const ids = isBound(facts) ? openMembers(facts).map(each => each.documentId) : [documentId];
      touched = stillDue ? ids.map(id => ({ id, no: memberOf(stored, id).current.no })) : [];
      if (!stillDue) return { ok: true, value: [], lines: [], unrecorded: true };
      const reasons = dueReasons(stored, facts, ids);
      if (reasons.length === 0) return publishDue(trx, stored, ids);
      for (const id of ids) {
        const item = memberOf(stored, id);
        if (item.current.state === 'scheduled') await acts.takeOffSchedule(trx, item, reasons);
      }
      return { ok: false, reasons };
    });
    const reasons = done.ok ? [] : done.reasons;
    return touched.map(({ id, no }) => ({ documentId: id, versionNo: no, released: done.ok, reasons }));
  }

  /**
   * Publishes every scheduled version whose instant has come. Schedules are rows, so a restart loses none; each goes
   * through the same checks as a release by hand, in a transaction of its own – a package in one for all its members.
   * One that fails does not hold up the rest: its error is thrown at the end, and it is tried again next time.
   */
  async function releaseDue(now: Date = clock.now()): Promise<DueRelease[]> {
    const answers: DueRelease[] = [];
    const failures: unknown[] = [];
    for (const { documentId, versionNo } of await dueVersions(ports.database.kysely, now)) {
      try {
        answers.push(...(await releaseScheduled(documentId, versionNo, now)));
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'scheduled releases failed');
    return answers;
  }

  async function wordsReasons(trx: Trx, itemId: string, body: WithdrawalBody, reason: string) {
    const replacedBy = body.replacedBy ?? null;
    return withdrawalReasons({
      kind: body.kind,
      reason,
      replacedBy,
      replacementIsLive: replacedBy !== null && (await isLiveDocument(trx, replacedBy)),
      isItself: replacedBy === itemId,
      personalNumbersInReason: personalNumberFindings([{ where: '撤下理由', text: reason }]).length > 0,
    });
  }

  /** Why the interpretations that would go with a policy may not be taken down by this person. */
  function companionReasons(actor: Actor, facts: PackageFacts, itemId: string): Reason[] {
    return withdrawnWith(facts, itemId).flatMap(member => {
      const decision = decideWithdrawal(actor, member.item, []);
      return decision.ok ? [] : decision.reasons;
    });
  }

  /**
   * Takes the live version down everywhere; the tombstone says when, why and who. A draft in work ends with it. With a
   * policy go its interpretations, each with a tombstone of its own.
   */
  function withdraw(
    actor: Actor,
    itemId: string,
    body: WithdrawalBody,
  ): Promise<Result<{ state: VersionState }>> {
    const reason = wellFormed(body.reason).trim();
    const tried = { actor, command: 'item.withdraw', documentId: itemId };
    return attemptTogether<{ state: VersionState }>(ports, tried, async (trx, stored, facts) => {
      const item = memberOf(stored, itemId);
      const more = [
        ...(await wordsReasons(trx, itemId, body, reason)),
        ...withdrawalAloneReasons(facts, itemId),
        ...companionReasons(actor, facts, itemId),
      ];
      const decision = decideWithdrawal(actor, itemFacts(ports, item), more);
      if (!decision.ok || item.live === null) return decision.ok ? { ok: false, reasons: [] } : decision;
      const words = { kind: body.kind, reason, replacedBy: body.replacedBy ?? null };
      const beside = idsOf(stored);
      const lines: MemberLine[] = [
        { documentId: itemId, detail: await acts.takeDown(trx, actor, item, words, beside) },
      ];
      const why = longest(`所解读的《${item.live.title}》已经撤下：${reason}`, 1000);
      for (const member of withdrawnWith(facts, itemId)) {
        const companion = memberOf(stored, member.documentId);
        const detail = await acts.takeDown(trx, actor, companion, { ...words, reason: why }, beside);
        lines.push({ documentId: member.documentId, detail });
      }
      return { ok: true, value: { state: decision.state }, lines };
    });
  }

  async function isLiveDocument(trx: Trx, id: string): Promise<boolean> {
    return /^[0-9a-f-]{36}$/i.test(id) && isLive(trx, id);
  }

  return { release, unschedule, releaseDue, withdraw };
}
