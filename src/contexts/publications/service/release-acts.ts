import type { Day } from '../../../law/day.ts';
import { formatIndexNumber, readIndexNumberPattern } from '../../../law/index-number.ts';
import type { Reason } from '../../../law/refusal.ts';
import { organisationCodeOf } from '../../../law/social-credit-code.ts';
import type { Actor, PublicationEvent, ReleasedItem, VersionState } from '../contract.ts';
import type { PublicationPorts, Trx } from '../ports.ts';
import { ancestry } from '../rules/item-path.ts';
import { nextState } from '../rules/item-states.ts';
import { publicRecord } from '../rules/record.ts';
import { byteReasons, counterScope } from '../rules/release.ts';
import { moveVersion, nextSerial, releaseVersion, withdrawVersion } from '../store/changes.ts';
import type { StoredDocument, StoredItem, StoredVersion } from '../store/rows.ts';
import { settleRelease, settleWithdrawal } from './normative/settling.ts';
import type { Outcome } from './perform.ts';

/** What releasing and withdrawing do to one item, in the transaction under way; alone or with its package. */

export interface ReleasedTo {
  readonly state: VersionState;
  readonly indexNo: string | null;
  readonly releaseAt: string | null;
}

export interface WithdrawalWords {
  readonly kind: 'published-in-error' | 'replaced' | 'repealed';
  readonly reason: string;
  readonly replacedBy: string | null;
}

type Numbered =
  | { readonly ok: true; readonly indexNumber: string }
  | { readonly ok: false; readonly reasons: readonly Reason[] };

/** What carries structured data has it under this name (ADR 19); the pages of data hang on it. */
const dataFileName = 'data.json';

export function releaseActs(ports: PublicationPorts) {
  const { clock, pack } = ports;

  /**
   * What of the public side hangs on this document: its page, its column and those above, the lists of the site, the
   * log, the pages of its package – and the ledger where the version meets duties. docs/architecture.md lists the words.
   */
  function tagsOf({ id, path, columnId }: StoredDocument, version: StoredVersion, beside: readonly string[]) {
    const columns = ancestry(pack.catalogue, columnId).map(each => `column:${each.id}`);
    const ledger = version.meets.length > 0 ? ['ledger'] : [];
    const others = beside.filter(each => each !== id).map(each => `item:${each}`);
    const data = version.attachments.some(({ name }) => name === dataFileName) ? ['data'] : [];
    return [
      `item:${id}`,
      `path:${path}`,
      ...others,
      ...columns,
      'items',
      'home',
      'site',
      'log',
      ...ledger,
      ...data,
    ];
  }

  function seriesOf(document: StoredDocument) {
    const uscc = ports.creditCodeOf(document.ownerUnitId);
    return { uscc, codes: uscc === null ? {} : { uscc, organisation: organisationCodeOf(uscc) } };
  }

  /** Asked with a trial serial: a pattern or code that is wrong must not use up a number. */
  function numberable(document: StoredDocument): Numbered {
    if (document.indexNo !== null) return { ok: true, indexNumber: document.indexNo };
    const read = readIndexNumberPattern(pack.catalogue.indexNumberPattern);
    if (!read.ok) return read;
    return formatIndexNumber(read.pattern, {
      ...seriesOf(document).codes,
      on: clock.today() as Day,
      serial: 1,
    });
  }

  /** The document's index number: the one it has, or the next of its series, for good. */
  async function indexNumberFor(trx: Trx, document: StoredDocument): Promise<Numbered> {
    const trial = numberable(document);
    const read = readIndexNumberPattern(pack.catalogue.indexNumberPattern);
    if (document.indexNo !== null || !trial.ok || !read.ok) return trial;
    const on = clock.today() as Day;
    const { uscc, codes } = seriesOf(document);
    const scope = counterScope(pack.catalogue.indexNumberPattern, uscc ?? '', on);
    return formatIndexNumber(read.pattern, { ...codes, on, serial: await nextSerial(trx, `index/${scope}`) });
  }

  function eventOf(item: StoredItem, version: StoredVersion, indexNo: string, at: Date): PublicationEvent {
    const { id: documentId, kind, columnId, ownerUnitId, path } = item.document;
    const {
      no: versionNo,
      title,
      summary,
      bodyHtml,
      metadata,
      attachments,
      meets,
      channels,
      digest,
    } = version;
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
    const released: ReleasedItem = { documentId, ...shared, digest, channels, meets, releasedAt: at, record };
    return { type: 'item.released', item: released, previousVersion: item.live?.no ?? null };
  }

  /** Makes an approved version public, with everything that follows. `beside`: the other members of its package. */
  async function publish(
    trx: Trx,
    item: StoredItem,
    version: StoredVersion,
    releasedBy: string | null,
    beside: readonly string[],
  ): Promise<Outcome<ReleasedTo>> {
    const at = clock.now();
    const number = await indexNumberFor(trx, item.document);
    if (!number.ok) return number;
    const indexNo = number.indexNumber;
    const previousNo = item.live?.no ?? null;
    await releaseVersion(trx, {
      id: item.document.id,
      no: version.no,
      at,
      previousNo,
      indexNo,
      releasedBy,
      tags: tagsOf(item.document, version, beside),
    });
    await ports.react(trx, eventOf(item, version, indexNo, at));
    await settleRelease(ports, trx, item.document, version);
    const detail = { version: version.no, digest: version.digest, indexNo, previousVersion: previousNo };
    return { ok: true, value: { state: 'released', indexNo, releaseAt: null }, detail };
  }

  /** Sets the schedule; the clock publishes at the planned instant. */
  async function schedule(trx: Trx, item: StoredItem, actor: Actor): Promise<Outcome<ReleasedTo>> {
    const { document, current } = item;
    await moveVersion(trx, { id: document.id, no: current.no, at: clock.now() }, 'scheduled', actor.staffId);
    const releaseAt = current.releaseAt?.toISOString() ?? null;
    const detail = { version: current.no, digest: current.digest, scheduledFor: releaseAt };
    return { ok: true, value: { state: 'scheduled', indexNo: document.indexNo, releaseAt }, detail };
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

  /** Takes the live version down, with its tombstone and everything that follows. A draft in work ends with it. */
  async function takeDown(
    trx: Trx,
    /** Nobody where a restore repeats what the public log has. */
    actor: { readonly staffId: string | null; readonly unitId: string },
    item: StoredItem,
    words: WithdrawalWords,
    beside: readonly string[],
  ): Promise<Readonly<Record<string, unknown>>> {
    const { document, live, work } = item;
    if (live === null) throw new Error('nothing is live to take down');
    const at = clock.now();
    const shared = { ...words, unitId: actor.unitId };
    const target = { id: document.id, no: live.no, at, draftNo: work?.no ?? null };
    await withdrawVersion(trx, {
      ...target,
      ...shared,
      staffId: actor.staffId,
      tags: tagsOf(document, live, beside),
    });
    await ports.react(trx, {
      type: 'item.withdrawn',
      documentId: document.id,
      versionNo: live.no,
      path: document.path,
      indexNo: document.indexNo ?? '',
      title: live.title,
      columnId: document.columnId,
      ...shared,
      ownerUnitId: document.ownerUnitId,
      attachments: live.attachments,
      withdrawnAt: at,
    });
    await settleWithdrawal(ports, trx, document);
    return { version: live.no, kind: words.kind, reason: words.reason, discardedDraft: work?.no ?? null };
  }

  return { numberable, publish, schedule, takeOffSchedule, takeDown };
}
