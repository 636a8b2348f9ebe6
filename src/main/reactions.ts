import type { PublicAct } from '../contexts/log/contract.ts';
import type { PublicationEvent, ReleasedItem } from '../contexts/publications/contract.ts';
import type { SearchablePart, SearchableThing } from '../contexts/search/contract.ts';

/**
 * What happens when. One list: for each event of a duty, what follows from it elsewhere, all of it in the
 * transaction of the event, so that a page, its search entry, its log leaf and its duty appear together or not at all.
 *
 * | event | follows |
 * |---|---|
 * | item.released | public log entry · search entries of it and of what it carries · duties fulfilled (each a log entry of its own) · a task for each channel · the structured data it carries is public |
 * | items.imported | public log entry and search entry of each, marked as imported; no duty is met, no channel follows |
 * | item.withdrawn | public log entry · its search entries gone · proofs voided when it was an error · a take-down for each channel · the structured data it carried is withdrawn |
 * | validity.changed | public log entry · its copies on other channels come down or say so, when it ended |
 *
 * The pages that change are named in `portal_change` by the release and the withdrawal themselves; whoever works for
 * this database sees there that the log has grown, and seals it.
 */
export interface ReactionPorts<Trx> {
  /** The organ that answers to the public for what a unit does. */
  organOf(unitId: string): string;
  today(): string;
  recordPublicAct(
    trx: Trx,
    act: PublicAct,
    subject: { readonly kind: string; readonly id: string },
    at: Date,
  ): Promise<string>;
  recordPublicActs(
    trx: Trx,
    acts: readonly {
      readonly act: PublicAct;
      readonly subject: { readonly kind: string; readonly id: string };
    }[],
    at: Date,
  ): Promise<void>;
  indexThing(trx: Trx, thing: SearchableThing): Promise<void>;
  indexThings(trx: Trx, things: readonly SearchableThing[]): Promise<void>;
  forgetThing(trx: Trx, subjectKind: string, subjectId: string): Promise<void>;
  textOf(html: string): string;
  /** What is found within the item by itself: its attachments' texts, entries of its list or register. */
  partsOf(item: ReleasedItem): Promise<readonly SearchablePart[]>;
  fulfil(
    trx: Trx,
    proof: {
      readonly dutyId: string;
      readonly elements: readonly number[];
      readonly documentId: string;
      readonly versionNo: number;
      readonly logEntryId: string;
      readonly on: string;
    },
  ): Promise<readonly MetDuty[]>;
  voidProofs(trx: Trx, documentId: string, reason: string, on: string): Promise<unknown>;
  recordDigest(record: string): string;
  /** What is released stands on its channels next; what is withdrawn is taken down from them. */
  openChannelTasks(trx: Trx, item: ReleasedItem): Promise<void>;
  openTakeDowns(trx: Trx, event: WithdrawnItem): Promise<void>;
  /** Contexts whose editions, lists and decisions went out as items. */
  readonly structured: readonly StructuredSink<Trx>[];
  /** What is no longer in force may not stand on other channels as if it were. */
  openLapses(
    trx: Trx,
    about: {
      readonly documentId: string;
      readonly ownerUnitId: string;
      readonly title: string;
      readonly path: string;
      readonly lapsed: string;
    },
  ): Promise<void>;
}

/**
 * Who has structured data out as items (ADR 19) and hears what became of them, in the transaction of the event. Each looks
 * for itself whether the item is one of its own.
 */
export interface StructuredSink<Trx> {
  markReleased(
    trx: Trx,
    event: {
      readonly documentId: string;
      readonly versionNo: number;
      readonly path: string;
      readonly attachments: readonly { readonly fileDigest: string; readonly name: string }[];
      readonly releasedAt: Date;
    },
  ): Promise<void>;
  markWithdrawn(
    trx: Trx,
    event: {
      readonly documentId: string;
      readonly kind: WithdrawnItem['kind'];
      readonly reason: string;
      readonly withdrawnAt: Date;
    },
  ): Promise<void>;
}

type WithdrawnItem = Extract<PublicationEvent, { type: 'item.withdrawn' }>;

export interface MetDuty {
  readonly dutyId: string;
  readonly leafId: string;
  readonly period: string;
  readonly unitId: string;
  readonly dueOn: string;
  readonly metOn: string;
}

type SearchedItem = Pick<
  ReleasedItem,
  'documentId' | 'path' | 'title' | 'summary' | 'kind' | 'columnId' | 'ownerUnitId' | 'indexNo' | 'releasedAt'
> & { readonly metadata: Pick<ReleasedItem['metadata'], 'documentNo' | 'validity'> };

/** An item as the search knows it. */
export function searchable(item: SearchedItem, text: string): SearchableThing {
  return {
    subjectKind: 'document',
    subjectId: item.documentId,
    path: item.path,
    title: item.title,
    text: `${item.summary}\n${text}`,
    kind: item.kind,
    columnId: item.columnId,
    unitId: item.ownerUnitId,
    documentNo: item.metadata.documentNo,
    indexNo: item.indexNo,
    validity: item.metadata.validity ?? '',
    publishedAt: item.releasedAt,
  };
}

async function onReleased<Trx>(
  trx: Trx,
  event: Extract<PublicationEvent, { type: 'item.released' }>,
  ports: ReactionPorts<Trx>,
): Promise<void> {
  const { item, previousVersion } = event;
  const at = item.releasedAt;
  const act: PublicAct = {
    kind: 'released',
    at: at.toISOString(),
    organ: ports.organOf(item.ownerUnitId),
    path: item.path,
    indexNo: item.indexNo,
    version: item.versionNo,
    title: item.title,
    recordDigest: ports.recordDigest(item.record),
    attachments: item.attachments.map(a => ({ digest: a.fileDigest, name: a.name })),
    replacesVersion: previousVersion,
  };
  const logEntryId = await ports.recordPublicAct(trx, act, { kind: 'document', id: item.documentId }, at);
  const parts = await ports.partsOf(item);
  await ports.indexThing(trx, { ...searchable(item, ports.textOf(item.bodyHtml)), parts });
  await ports.openChannelTasks(trx, item);
  const { documentId, versionNo, path, attachments } = item;
  for (const sink of ports.structured)
    await sink.markReleased(trx, { documentId, versionNo, path, attachments, releasedAt: at });
  for (const { dutyId, elements } of item.meets) {
    const proof = {
      dutyId,
      elements,
      documentId: item.documentId,
      versionNo: item.versionNo,
      logEntryId,
      on: ports.today(),
    };
    for (const duty of await ports.fulfil(trx, proof)) await recordDutyMet(trx, duty, at, ports);
  }
}

/** Articles of an old site: what happens to a released item and can be asked of something that nobody reviewed. */
async function onImported<Trx>(
  trx: Trx,
  event: Extract<PublicationEvent, { type: 'items.imported' }>,
  ports: ReactionPorts<Trx>,
): Promise<void> {
  const { items, at } = event;
  const acts = items.map(({ item, mark }) => ({
    act: {
      kind: 'imported' as const,
      at: at.toISOString(),
      organ: ports.organOf(item.ownerUnitId),
      path: item.path,
      indexNo: item.indexNo,
      version: item.versionNo,
      title: item.title,
      recordDigest: ports.recordDigest(item.record),
      attachments: item.attachments.map(a => ({ digest: a.fileDigest, name: a.name })),
      origin: mark.origin,
      address: mark.address ?? '',
      publishedAt: item.releasedAt.toISOString(),
    },
    subject: { kind: 'document', id: item.documentId },
  }));
  await ports.recordPublicActs(trx, acts, at);
  await ports.indexThings(
    trx,
    items.map(({ item, text }) => searchable(item, text)),
  );
}

/** A duty has become met: a public act of its own, without naming any person. */
export async function recordDutyMet<Trx>(
  trx: Trx,
  duty: MetDuty,
  at: Date,
  ports: Pick<ReactionPorts<Trx>, 'recordPublicAct' | 'organOf'>,
): Promise<void> {
  const act: PublicAct = {
    kind: 'duty-met',
    at: at.toISOString(),
    organ: ports.organOf(duty.unitId),
    leaf: duty.leafId,
    period: duty.period,
    dueOn: duty.dueOn,
    metOn: duty.metOn,
  };
  await ports.recordPublicAct(trx, act, { kind: 'duty', id: duty.dutyId }, at);
}

async function onWithdrawn<Trx>(
  trx: Trx,
  event: Extract<PublicationEvent, { type: 'item.withdrawn' }>,
  ports: ReactionPorts<Trx>,
): Promise<void> {
  const act: PublicAct = {
    kind: 'withdrawn',
    at: event.withdrawnAt.toISOString(),
    organ: ports.organOf(event.unitId),
    path: event.path,
    indexNo: event.indexNo,
    version: event.versionNo,
    title: event.title,
    withdrawalKind: event.kind,
    reason: event.reason,
  };
  await ports.recordPublicAct(trx, act, { kind: 'document', id: event.documentId }, event.withdrawnAt);
  await ports.forgetThing(trx, 'document', event.documentId);
  await ports.openTakeDowns(trx, event);
  for (const sink of ports.structured) await sink.markWithdrawn(trx, event);
  // What was replaced or repealed had met its duty while it stood; what was published in error never did.
  if (event.kind === 'published-in-error') {
    await ports.voidProofs(trx, event.documentId, event.reason, ports.today());
  }
}

/** A document is repealed, amended, expired – or no longer so, when the act was published in error. */
/** Validities by which a document ends. */
const lapsedWords: Readonly<Record<string, string>> = { repealed: '废止', expired: '失效' };

async function onValidityChanged<Trx>(
  trx: Trx,
  event: Extract<PublicationEvent, { type: 'validity.changed' }>,
  ports: ReactionPorts<Trx>,
): Promise<void> {
  const { path, indexNo, title, documentNo, was, validity, on, at } = event;
  const act: PublicAct = {
    kind: 'validity-changed',
    at: at.toISOString(),
    organ: ports.organOf(event.ownerUnitId),
    path,
    indexNo,
    title,
    documentNo,
    was,
    validity,
    on,
    act: event.act === null ? '' : `《${event.act.title}》${event.act.documentNo}`,
  };
  await ports.recordPublicAct(trx, act, { kind: 'document', id: event.documentId }, at);
  const lapsed = lapsedWords[validity];
  if (lapsed === undefined) return;
  const { documentId, ownerUnitId } = event;
  await ports.openLapses(trx, { documentId, ownerUnitId, title, path, lapsed });
}

/** The one door through which an event of a duty reaches the other contexts. */
export async function react<Trx>(
  trx: Trx,
  event: PublicationEvent,
  ports: ReactionPorts<Trx>,
): Promise<void> {
  if (event.type === 'item.released') return onReleased(trx, event, ports);
  if (event.type === 'items.imported') return onImported(trx, event, ports);
  if (event.type === 'validity.changed') return onValidityChanged(trx, event, ports);
  return onWithdrawn(trx, event, ports);
}
