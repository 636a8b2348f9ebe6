import type { Day } from '../../../../law/day.ts';
import { transaction } from '../../../../platform/database/database.ts';
import type { AuditEntry, PublicationPorts, Trx } from '../../ports.ts';
import { ancestry } from '../../rules/item-path.ts';
import { type DerivedValidity, nextTurn, type Validity, validityOn } from '../../rules/normative-validity.ts';
import { citationsIn } from '../../rules/relations.ts';
import { htmlText } from '../../sanitise.ts';
import { loadVersion } from '../../store/items.ts';
import { noteChange } from '../../store/normative-changes.ts';
import {
  factsOf,
  lockStates,
  type NormativeFacts,
  unsettled,
  writeState,
} from '../../store/normative-facts.ts';
import {
  mentioning,
  mentioningOutside,
  recordReading,
  targetsOf,
  unreadVersions,
} from '../../store/relations.ts';
import type { StoredDocument, StoredVersion } from '../../store/rows.ts';

/**
 * Validity follows its causes: after a release, a withdrawal and at the turn of a day it is derived anew for what they
 * touch, recorded where it changed, and every page that shows or cites such a document is drawn anew.
 */

type Ports = Pick<PublicationPorts, 'clock' | 'pack' | 'react' | 'database'>;

function readOf(document: Pick<StoredDocument, 'id' | 'kind'>, version: StoredVersion) {
  const { title, summary, bodyHtml, metadata, no } = version;
  const { documentNo, relations = [], basis } = metadata;
  const own = new Set(citationsIn(`《${title}》 ${documentNo}`).map(each => `${each.key} ${each.words}`));
  const text = [title, summary, basis, htmlText(bodyHtml)].join('\n');
  const citations = citationsIn(text).filter(each => !own.has(`${each.key} ${each.words}`));
  return { id: document.id, no, kind: document.kind, title, documentNo, relations, citations };
}

interface Settled {
  readonly facts: NormativeFacts;
  readonly derived: DerivedValidity;
}

/** Derives and records the validity of these documents; answers those that changed. */
async function settle(ports: Ports, trx: Trx, ids: readonly string[]): Promise<Settled[]> {
  if (ids.length === 0) return [];
  const today = ports.clock.today() as Day;
  const at = ports.clock.now();
  const before = await lockStates(trx, ids);
  const changed: Settled[] = [];
  for (const facts of await factsOf(trx, [...before.keys()])) {
    const derived = validityOn(facts.events, today);
    const was = before.get(facts.id) ?? null;
    const change = was === null || was === derived.validity ? null : changeOf(was, derived, today);
    const { validity, since } = derived;
    await writeState(trx, {
      id: facts.id,
      validity,
      since,
      nextOn: nextTurn(facts.events, today),
      at,
      change,
    });
    if (was !== derived.validity) changed.push({ facts, derived });
    if (change !== null) await tell(ports, trx, facts, derived, change);
  }
  return changed;
}

function changeOf(was: Validity, derived: DerivedValidity, today: Day) {
  const { since, cause } = derived;
  // What stands again does so because an act no longer counts: as of the day that is found.
  return {
    was,
    on: since ?? today,
    cause: cause?.kind ?? 'act-no-longer-counts',
    actId: cause?.act?.id ?? null,
  };
}

/** A withdrawn document has its tombstone and its own log entry; nothing more is said of it. */
async function tell(
  ports: Ports,
  trx: Trx,
  facts: NormativeFacts,
  derived: DerivedValidity,
  change: ReturnType<typeof changeOf>,
): Promise<void> {
  if (!facts.isLive) return;
  const { id: documentId, path, indexNo, title, documentNo, ownerUnitId } = facts;
  const { was, on, cause } = change;
  const act = derived.cause?.act ?? null;
  await ports.react(trx, {
    type: 'validity.changed',
    ...{ documentId, path, indexNo, title, documentNo, ownerUnitId, was, on, cause },
    validity: derived.validity,
    act: act === null ? null : { title: act.title, documentNo: act.documentNo },
    at: ports.clock.now(),
  });
}

/** Pages that show one of these documents, their columns and the lists of the site. */
function tagsOf(ports: Ports, changed: readonly Settled[], pages: readonly string[]): string[] {
  const columns = changed.flatMap(({ facts }) =>
    ancestry(ports.pack.catalogue, facts.columnId).map(each => `column:${each.id}`),
  );
  const lists = changed.length > 0 ? ['items', 'home', 'site', 'log', 'normative', ...columns] : [];
  return [...new Set([...pages.map(id => `item:${id}`), ...lists])];
}

/** After a release: what the version says is read and kept, and what it does to others takes effect. */
export async function settleRelease(
  ports: Ports,
  trx: Trx,
  document: StoredDocument,
  version: StoredVersion,
): Promise<void> {
  const read = readOf(document, version);
  await recordReading(trx, read);
  const isNormative = document.kind === 'normative-document';
  const acted =
    read.relations.length > 0 || (document.liveVersion !== null && document.liveVersion !== version.no);
  const targets = acted ? await targetsOf(trx, document.id) : [];
  const touched = [...targets, ...(isNormative ? [document.id] : [])];
  if (touched.length === 0 && !acted) return;
  await spread(ports, trx, document.id, touched, isNormative);
}

/** Settles, and has every page drawn anew that shows or cites what was touched. */
async function spread(
  ports: Ports,
  trx: Trx,
  causeId: string,
  touched: readonly string[],
  isNormative: boolean,
): Promise<void> {
  const changed = await settle(ports, trx, touched);
  const pages = [...touched, ...(await mentioning(trx, touched)), ...(await mentioningOutside(trx, causeId))];
  const tags = [...tagsOf(ports, changed, pages), ...(isNormative ? ['normative'] : [])];
  if (tags.length > 0) await noteChange(trx, tags, ports.clock.now());
}

/** After a withdrawal: an act published in error loses its effects; a document taken down leaves its citations. */
export async function settleWithdrawal(ports: Ports, trx: Trx, document: StoredDocument): Promise<void> {
  const isNormative = document.kind === 'normative-document';
  const targets = await targetsOf(trx, document.id);
  const touched = [...targets, ...(isNormative ? [document.id] : [])];
  await spread(ports, trx, document.id, touched, isNormative);
}

const batch = 200;

/**
 * The clock's part: reads released versions that were never read (imported, or older than this), and derives anew what
 * has turned by today. Answers how many validities changed; a second run on the same day finds nothing.
 */
export async function sweepValidity(
  ports: Ports & Pick<PublicationPorts, 'recordAudit'>,
): Promise<{ read: number; changed: number }> {
  let read = 0;
  for (;;) {
    const count = await transaction(ports.database, trx => readLate(ports, trx));
    read += count;
    if (count < batch) break;
  }
  let changed = 0;
  for (const id of await unsettled(ports.database.kysely, ports.clock.today() as Day)) {
    changed += await transaction(ports.database, trx => settleByClock(ports, trx, id));
  }
  return { read, changed };
}

async function settleByClock(
  ports: Ports & Pick<PublicationPorts, 'recordAudit'>,
  trx: Trx,
  id: string,
): Promise<number> {
  const before = await lockStates(trx, [id]);
  const changed = await settle(ports, trx, [id]);
  const pages = [id, ...(await mentioning(trx, [id]))];
  await noteChange(trx, tagsOf(ports, changed, pages), ports.clock.now());
  if (before.get(id) == null) return 0;
  for (const { derived } of changed) {
    const entry: AuditEntry = {
      at: ports.clock.now(),
      actor: null,
      command: 'normative.turn',
      subjectKind: 'item',
      subjectId: id,
      outcome: 'done',
      detail: { validity: derived.validity, since: derived.since, cause: derived.cause?.kind ?? null },
    };
    await ports.recordAudit(trx, entry);
  }
  return changed.length;
}

/** Reads a batch of what was never read; answers how many there were. */
async function readLate(ports: Ports, trx: Trx): Promise<number> {
  const unread = await unreadVersions(trx, batch);
  for (const { id, no, kind } of unread) {
    const version = await loadVersion(trx, id, no);
    if (version === undefined) continue;
    const read = readOf({ id, kind }, version);
    await recordReading(trx, read);
    if (kind !== 'normative-document' && read.relations.length === 0) continue;
    const targets = read.relations.length === 0 ? [] : await targetsOf(trx, id);
    await spread(ports, trx, id, targets, kind === 'normative-document');
    const citing = await mentioning(trx, [id]);
    if (citing.length > 0) await noteChange(trx, tagsOf(ports, [], citing), ports.clock.now());
  }
  return unread.length;
}
