import type { EditionRow, PublishedEdition } from '../../../contexts/datasets/contract.ts';
import type { PublicEdition } from './reads.ts';

/** Editions put together to data sets: periods, and of each period what stands and what stood before. */

export interface PeriodRoom {
  readonly period: string;
  readonly current: PublicEdition;
  /** All that were public of this period, the newest first, with the current one. */
  readonly revisions: readonly PublicEdition[];
}

export interface DatasetRoom {
  readonly id: string;
  /** As the latest edition describes it. */
  readonly about: PublishedEdition['dataset'];
  readonly columnId: string;
  /** The newest period first; never empty. */
  readonly periods: readonly PeriodRoom[];
  /** ISO 8601, of the last release. */
  readonly updatedAt: string;
}

export interface Collection {
  readonly sets: readonly DatasetRoom[];
  /** Was once public, and nothing of it is: whole data sets as `id`, periods as `id/period`. */
  readonly gone: ReadonlySet<string>;
}

function byNewest(a: PublicEdition, b: PublicEdition): number {
  return b.edition.revision - a.edition.revision || (a.releasedAt < b.releasedAt ? 1 : -1);
}

function grouped<T>(things: readonly T[], key: (thing: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things) groups.set(key(thing), [...(groups.get(key(thing)) ?? []), thing]);
  return groups;
}

function periodRoom(period: string, editions: readonly PublicEdition[]): PeriodRoom | null {
  const shown = editions.filter(({ standing }) => standing !== 'withdrawn').sort(byNewest);
  const current = shown.find(({ standing }) => standing === 'live');
  return current === undefined ? null : { period, current, revisions: shown };
}

export function collectionOf(editions: readonly PublicEdition[]): Collection {
  const gone = new Set<string>();
  const sets: DatasetRoom[] = [];
  for (const [id, ofSet] of grouped(editions, ({ edition }) => edition.dataset.id)) {
    const periods: PeriodRoom[] = [];
    for (const [period, ofPeriod] of grouped(ofSet, ({ edition }) => edition.period)) {
      const room = periodRoom(period, ofPeriod);
      if (room === null) gone.add(`${id}/${period}`);
      else periods.push(room);
    }
    periods.sort((a, b) => (a.period < b.period ? 1 : -1));
    const latest = periods[0]?.current;
    if (latest === undefined) {
      gone.add(id);
      continue;
    }
    const releases = periods.map(({ current }) => current.releasedAt).sort();
    const { dataset: about } = latest.edition;
    sets.push({ id, about, columnId: latest.columnId, periods, updatedAt: releases.at(-1)! });
  }
  return { sets, gone };
}

export type CellState =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  /** Hidden for the protection of persons. */
  | { readonly kind: 'hidden' }
  /** A standard or a mean, which has no total. */
  | { readonly kind: 'no-total' }
  | { readonly kind: 'missing' }
  /** A remark that nobody made. */
  | { readonly kind: 'no-remark' };

/** What stands in a cell of the table, and why nothing does. */
export function cellState(
  edition: Pick<PublishedEdition, 'dataset'>,
  row: EditionRow | undefined,
  measureId: string,
): CellState {
  if (row === undefined) return { kind: 'missing' };
  if (row.suppressed.includes(measureId)) return { kind: 'hidden' };
  const value = row.values[measureId];
  if (typeof value === 'number') return { kind: 'number', value };
  if (typeof value === 'string') return { kind: 'text', value };
  const { dataset } = edition;
  const isTotal =
    (dataset.regions && row.region === null) || (dataset.classes.length > 0 && row.class === null);
  const rule = dataset.measures.find(({ id }) => id === measureId)?.rule;
  if (rule === 'text') return { kind: 'no-remark' };
  return { kind: isTotal && rule !== 'sum' ? 'no-total' : 'missing' };
}

export function rowOf(
  edition: Pick<PublishedEdition, 'rows'>,
  region: string | null,
  kind: string | null,
): EditionRow | undefined {
  return edition.rows.find(row => row.region === region && row.class === kind);
}

/** Regions in the order of the table, without the total. */
export function regionsOf({ rows }: Pick<PublishedEdition, 'rows'>): { code: string; name: string }[] {
  const seen = new Map<string, string>();
  for (const { region, regionName } of rows) if (region !== null) seen.set(region, regionName);
  return [...seen].map(([code, name]) => ({ code, name }));
}

export const allClasses = '合计';

/** Classes of which a measure has at least one cell, the total first where it has one. */
export function classesOf(
  edition: PublishedEdition,
  measureId: string,
): { id: string | null; name: string }[] {
  const all = [{ id: null, name: allClasses }, ...edition.dataset.classes];
  if (all.length === 1) return all;
  return all.filter(({ id }) =>
    edition.rows.some(
      row => row.class === id && (row.values[measureId] != null || row.suppressed.includes(measureId)),
    ),
  );
}

const grouping = new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 6 });

/** 12,345.6 */
export function numberWords(value: number): string {
  return grouping.format(value);
}

/** What stands for a figure that is not shown, on pages as in files. */
export const hiddenSign = '*';
export const hiddenWords = '为保护个人隐私不单独列出';

export function cellWords(state: CellState): string {
  if (state.kind === 'number') return numberWords(state.value);
  if (state.kind === 'text') return state.value;
  if (state.kind === 'hidden') return `${hiddenSign}（${hiddenWords}）`;
  if (state.kind === 'no-remark') return '无';
  return state.kind === 'no-total' ? '不适用' : '未统计';
}

export function headWords({ name, unit }: { readonly name: string; readonly unit: string }): string {
  return unit === '' ? name : `${name}（${unit}）`;
}
