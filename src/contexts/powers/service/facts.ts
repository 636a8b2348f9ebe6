import type { Queries } from '../../../platform/database/database.ts';
import { type ReleasedEntry, type ReleasedList, type Sort, tableOf } from '../contract.ts';
import { changesBetween } from '../rules/changes.ts';
import { isAsked } from '../rules/gaps.ts';
import type { StoredEdition } from '../store/editions.ts';
import { findRecord, recordsOf, type StoredRecord } from '../store/records.ts';

/** What is published together: a list by its sort, or one guide by the id of its record. */
export interface Subject {
  readonly subject: string;
  readonly sort: Sort;
  readonly recordId: string | null;
}

const guidePrefix = 'guide:';

export function subjectOf(text: string): Subject | undefined {
  if (text.startsWith(guidePrefix))
    return { subject: text, sort: 'guide', recordId: text.slice(guidePrefix.length) };
  if (text === 'guide') return undefined;
  return { subject: text, sort: text as Sort, recordId: null };
}

export function guideSubject(recordId: string): string {
  return `${guidePrefix}${recordId}`;
}

/** Only what the entry is asked: what was written before the category changed does not go out. */
export function releasedEntry(record: StoredRecord, unitName: string): ReleasedEntry {
  const { fields } = tableOf(record.sort);
  const kept = fields
    .filter(field => isAsked(field, record.content) && record.content[field.id] !== undefined)
    .map(field => [field.id, record.content[field.id]] as const);
  const content = Object.fromEntries(kept) as ReleasedEntry['content'];
  return { code: record.code, name: record.name, unitName, content };
}

export interface SubjectFacts extends Subject {
  readonly title: string;
  readonly ownerUnitId: string | undefined;
  readonly columnId: string | undefined;
  readonly current: readonly StoredRecord[];
  readonly removed: ReleasedList['removed'];
}

/** Where a list is released and who compiles it; a guide is its unit's own. */
export type Places = Readonly<
  Partial<Record<Sort, { readonly column: string; readonly owner?: string | undefined }>>
>;

export function factsFrom(subject: Subject, records: readonly StoredRecord[], places: Places): SubjectFacts {
  const place = places[subject.sort];
  const mine = records.filter(record =>
    subject.recordId === null ? record.sort === subject.sort : record.id === subject.recordId,
  );
  const removed = mine.flatMap(({ state, code, name, removedOn, removedReason }) =>
    state === 'removed' && removedOn !== null
      ? [{ code, name, on: removedOn, reason: removedReason ?? '' }]
      : [],
  );
  removed.sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : a.code < b.code ? -1 : 1));
  const first = mine[0];
  return {
    ...subject,
    title: subject.recordId === null ? tableOf(subject.sort).title : `${first?.name ?? ''}办事指南`,
    ownerUnitId: subject.recordId === null ? place?.owner : first?.unitId,
    columnId: place?.column,
    current: mine.filter(record => record.state === 'current'),
    removed: subject.recordId === null ? removed : [],
  };
}

export async function loadFacts(
  db: Queries,
  subject: Subject,
  places: Places,
): Promise<SubjectFacts | undefined> {
  if (subject.recordId === null) return factsFrom(subject, await recordsOf(db, [subject.sort]), places);
  const record = await findRecord(db, subject.recordId);
  return record?.sort === 'guide' ? factsFrom(subject, [record], places) : undefined;
}

export function entriesOf(facts: SubjectFacts, units: ReadonlyMap<string, string>): ReleasedEntry[] {
  return facts.current.map(record => releasedEntry(record, units.get(record.unitId) ?? record.unitId));
}

export function pendingChanges(
  facts: SubjectFacts,
  live: ReleasedList | null,
  units: ReadonlyMap<string, string>,
) {
  return live === null ? null : changesBetween(live, entriesOf(facts, units), facts.removed);
}

export function liveOf(editions: readonly StoredEdition[]): StoredEdition | undefined {
  return editions.find(edition => edition.state === 'released');
}
