import type { Day } from '../../../law/day.ts';
import { formatIndexNumber, readIndexNumberPattern } from '../../../law/index-number.ts';
import type { Reason } from '../../../law/refusal.ts';
import { organisationCodeOf } from '../../../law/social-credit-code.ts';
import type { Actor, PublicationEvent, ReleasedItem, VersionState } from '../contract.ts';
import type { ConditionSubject, PublicationPorts, Trx } from '../ports.ts';
import { decidePlain, decideReleaseBy, decideWithdrawal, targetOf } from '../rules/decisions.ts';
import { personalNumberFindings } from '../rules/gate/personal-numbers.ts';
import { ancestry } from '../rules/item-path.ts';
import { nextState } from '../rules/item-states.ts';
import { publicRecord } from '../rules/record.ts';
import { byteReasons, counterScope, releaseReasons, withdrawalReasons } from '../rules/release.ts';
import { wellFormed } from '../sanitise.ts';
import { moveVersion, nextSerial, releaseVersion, withdrawVersion } from '../store/changes.ts';
import { isLive } from '../store/items.ts';
import { dueVersions } from '../store/lists.ts';
import type { StoredDocument, StoredItem, StoredVersion } from '../store/rows.ts';
import { attemptOn, type Outcome, type Result } from './perform.ts';

export interface ReleasedTo {
  readonly state: VersionState;
  readonly indexNo: string | null;
  readonly releaseAt: string | null;
}

export interface DueRelease {
  readonly documentId: string;
  readonly versionNo: number;
  readonly released: boolean;
  readonly reasons: readonly Reason[];
}

function subjectOf({ document }: StoredItem, version: StoredVersion): ConditionSubject {
  return {
    documentId: document.id,
    versionNo: version.no,
    kind: document.kind,
    title: version.title,
    documentNo: version.metadata.documentNo,
    ownerUnitId: document.ownerUnitId,
  };
}

export function releasingCases(ports: PublicationPorts) {
  const { clock, pack } = ports;

  /**
   * What of the public side hangs on this document: its page, its column and those above, the lists of the site, the
   * log – and the ledger where the version meets duties. docs/architecture.md lists the words.
   */
  function tagsOf({ id, path, columnId }: StoredDocument, version: StoredVersion): string[] {
    const columns = ancestry(pack.catalogue, columnId).map(each => `column:${each.id}`);
    const ledger = version.meets.length > 0 ? ['ledger'] : [];
    return [`item:${id}`, `path:${path}`, ...columns, 'items', 'home', 'site', 'log', ...ledger];
  }

  /** The document's index number: the one it has, or the next of its series, for good. */
  async function indexNumberFor(
    trx: Trx,
    document: StoredDocument,
    on: Day,
  ): Promise<{ ok: true; indexNumber: string } | { ok: false; reasons: readonly Reason[] }> {
    if (document.indexNo !== null) return { ok: true, indexNumber: document.indexNo };
    const read = readIndexNumberPattern(pack.catalogue.indexNumberPattern);
    if (!read.ok) return read;
    const uscc = ports.creditCodeOf(document.ownerUnitId);
    const codes = uscc === null ? {} : { uscc, organisation: organisationCodeOf(uscc) };
    // Asked with a trial serial first: a code that is wrong must not use up a number.
    const trial = formatIndexNumber(read.pattern, { ...codes, on, serial: 1 });
    if (!trial.ok) return trial;
    const serial = await nextSerial(
      trx,
      `index/${counterScope(pack.catalogue.indexNumberPattern, uscc ?? '', on)}`,
    );
    return formatIndexNumber(read.pattern, { ...codes, on, serial });
  }

  function eventOf(item: StoredItem, version: StoredVersion, indexNo: string, at: Date): PublicationEvent {
    const { id: documentId, kind, columnId, ownerUnitId, path } = item.document;
    const { no: versionNo, title, summary, bodyHtml, metadata, attachments, meets, digest } = version;
    const shared = {
      kind,
      columnId,
      ownerUnitId,
      path,
      indexNo,
      versionNo,
      title,
      summary,
      bodyHtml,
      metadata,
      attachments,
    };
    const record = publicRecord({ ...shared, releasedAt: at });
    const released: ReleasedItem = { documentId, ...shared, digest, meets, releasedAt: at, record };
    return { type: 'item.released', item: released, previousVersion: item.live?.no ?? null };
  }

  /** Makes an approved version public, with everything that follows, in the transaction under way. */
  async function publish(
    trx: Trx,
    item: StoredItem,
    version: StoredVersion,
    releasedBy: string | null,
  ): Promise<Outcome<ReleasedTo>> {
    const at = clock.now();
    const conditions = await (ports.conditions?.release?.(trx, subjectOf(item, version)) ?? []);
    const number =
      conditions.length > 0 ? null : await indexNumberFor(trx, item.document, clock.today() as Day);
    if (number === null || !number.ok)
      return { ok: false, reasons: [...conditions, ...(number === null ? [] : number.reasons)] };
    const indexNo = number.indexNumber;
    const target = { id: item.document.id, no: version.no, at };
    const previousNo = item.live?.no ?? null;
    await releaseVersion(trx, {
      ...target,
      previousNo,
      indexNo,
      releasedBy,
      tags: tagsOf(item.document, version),
    });
    await ports.react(trx, eventOf(item, version, indexNo, at));
    const detail = { version: version.no, digest: version.digest, indexNo, previousVersion: previousNo };
    return { ok: true, value: { state: 'released', indexNo, releaseAt: null }, detail };
  }

  /** Releases now, or sets the schedule when the planned instant lies ahead. `digest` is what the officer saw. */
  function release(actor: Actor, itemId: string, body: { digest: string }): Promise<Result<ReleasedTo>> {
    return attemptOn(ports, { actor, command: 'item.release', itemId }, async (trx, item, facts) => {
      const decision = decideReleaseBy(actor, facts);
      if (!decision.ok) return decision;
      const { current } = item;
      if (body.digest !== targetOf(facts, 'release').review.digest) {
        const message = '您看到的内容与现在保存的内容不一致，没有发布。请刷新页面后再办理。';
        return { ok: false, reasons: [{ code: 'bytes-changed', message, basis: [] }] };
      }
      if (decision.state === 'released') return publish(trx, item, current, actor.staffId);
      await moveVersion(trx, { id: itemId, no: current.no, at: clock.now() }, 'scheduled', actor.staffId);
      const releaseAt = current.releaseAt?.toISOString() ?? null;
      const detail = { version: current.no, digest: current.digest, scheduledFor: releaseAt };
      return { ok: true, value: { state: 'scheduled', indexNo: item.document.indexNo, releaseAt }, detail };
    });
  }

  function unschedule(actor: Actor, itemId: string): Promise<Result<{ state: VersionState }>> {
    return attemptOn(
      ports,
      { actor, command: 'item.unschedule', itemId },
      async (trx, { current }, facts) => {
        const decision = decidePlain(actor, facts, 'unschedule');
        if (!decision.ok) return decision;
        await moveVersion(trx, { id: itemId, no: current.no, at: clock.now() }, decision.state);
        return { ok: true, value: { state: decision.state }, detail: { version: current.no } };
      },
    );
  }

  /**
   * A scheduled version that may not go out leaves the schedule: back to its drafter when the bytes or their approval
   * no longer stand, else to the officer who releases. So a clock never tries the same thing for ever.
   */
  async function takeOffSchedule(trx: Trx, item: StoredItem, reasons: readonly Reason[]): Promise<void> {
    const outcome = reasons.some(each => byteReasons.has(each.code)) ? 'returned' : 'approved';
    const next = nextState('scheduled', 'publish-scheduled', outcome);
    if (next.ok)
      await moveVersion(trx, { id: item.document.id, no: item.current.no, at: clock.now() }, next.state);
  }

  async function releaseScheduled(
    documentId: string,
    versionNo: number,
    now: Date,
  ): Promise<DueRelease | null> {
    let stillDue = true;
    const tried = { actor: null, command: 'item.release', itemId: documentId, detail: { scheduled: true } };
    const done = await attemptOn<ReleasedTo | null>(ports, tried, async (trx, item, facts) => {
      const { work } = item;
      // Somebody may have been quicker, or have taken it off the schedule, while this waited for the lock.
      stillDue = work?.no === versionNo && work.state === 'scheduled' && (work.releaseAt ?? now) <= now;
      if (work === null || !stillDue) return { ok: true, value: null, detail: {}, unrecorded: true };
      const reasons = releaseReasons(targetOf(facts, 'publish-scheduled').release);
      const outcome: Outcome<ReleasedTo> =
        reasons.length > 0 ? { ok: false, reasons } : await publish(trx, item, work, null);
      if (!outcome.ok) await takeOffSchedule(trx, item, outcome.reasons);
      return outcome;
    });
    if (!stillDue) return null;
    return { documentId, versionNo, released: done.ok, reasons: done.ok ? [] : done.reasons };
  }

  /**
   * Publishes every scheduled version whose instant has come. Schedules are rows, so a restart loses none; each goes
   * through the same checks as a release by hand, in a transaction of its own. One that fails does not hold up the rest:
   * its error is thrown at the end, and it is tried again next time.
   */
  async function releaseDue(now: Date = clock.now()): Promise<DueRelease[]> {
    const answers: DueRelease[] = [];
    const failures: unknown[] = [];
    for (const { documentId, versionNo } of await dueVersions(ports.database.kysely, now)) {
      try {
        const answer = await releaseScheduled(documentId, versionNo, now);
        if (answer !== null) answers.push(answer);
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'scheduled releases failed');
    return answers;
  }

  /** Takes the live version down everywhere; the tombstone says when, why and who. A draft in work ends with it. */
  function withdraw(
    actor: Actor,
    itemId: string,
    body: {
      kind: 'published-in-error' | 'replaced' | 'repealed';
      reason: string;
      replacedBy?: string | null;
    },
  ): Promise<Result<{ state: VersionState }>> {
    const reason = wellFormed(body.reason).trim();
    return attemptOn(ports, { actor, command: 'item.withdraw', itemId }, async (trx, item, facts) => {
      const { document, live, work } = item;
      const replacedBy = body.replacedBy ?? null;
      const reasons = withdrawalReasons({
        kind: body.kind,
        reason,
        replacedBy,
        replacementIsLive: replacedBy !== null && (await isLiveDocument(trx, replacedBy)),
        isItself: replacedBy === itemId,
        personalNumbersInReason: personalNumberFindings([{ where: '撤下理由', text: reason }]).length > 0,
      });
      const more =
        live === null ? [] : await (ports.conditions?.withdrawal?.(trx, subjectOf(item, live)) ?? []);
      const decision = decideWithdrawal(actor, facts, [...reasons, ...more]);
      if (!decision.ok || live === null) return decision.ok ? { ok: false, reasons: [] } : decision;
      const at = clock.now();
      const { staffId, unitId } = actor;
      const shared = { kind: body.kind, reason, replacedBy, unitId };
      const target = { id: itemId, no: live.no, at, draftNo: work?.no ?? null };
      await withdrawVersion(trx, { ...target, ...shared, staffId, tags: tagsOf(document, live) });
      const { path, indexNo, columnId } = document;
      await ports.react(trx, {
        type: 'item.withdrawn',
        documentId: itemId,
        versionNo: live.no,
        path,
        indexNo: indexNo ?? '',
        title: live.title,
        columnId,
        ...shared,
        withdrawnAt: at,
      });
      const detail = { version: live.no, kind: body.kind, reason, discardedDraft: work?.no ?? null };
      return { ok: true, value: { state: decision.state }, detail };
    });
  }

  async function isLiveDocument(trx: Trx, id: string): Promise<boolean> {
    return /^[0-9a-f-]{36}$/i.test(id) && isLive(trx, id);
  }

  return { release, unschedule, releaseDue, withdraw };
}
