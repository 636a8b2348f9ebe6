import type { EditionRow, PublishedEdition } from '../contract/edition.ts';

/** How rows and cells of an edition read, the same in every format. */

export const hiddenMark = '*';
export const emptyMark = '—';

export function editionTitle({ dataset, periodWords, revision }: PublishedEdition): string {
  return `${dataset.title}（${periodWords}）${revision > 1 ? `（第${revision - 1}次更正）` : ''}`;
}

export function measureHead({ name, unit }: { readonly name: string; readonly unit: string }): string {
  return unit === '' ? name : `${name}（${unit}）`;
}

export function classNameOf({ dataset }: PublishedEdition, { class: kind }: EditionRow): string {
  if (dataset.classes.length === 0) return '';
  return dataset.classes.find(each => each.id === kind)?.name ?? '合计';
}

/** Heads of the columns that name a row. */
export function rowHeads({ dataset }: PublishedEdition, classWord: string): string[] {
  return ['地区', ...(dataset.classes.length > 0 ? [classWord] : [])];
}

export function rowNames(edition: PublishedEdition, row: EditionRow): string[] {
  return [row.regionName, ...(edition.dataset.classes.length > 0 ? [classNameOf(edition, row)] : [])];
}

/** Why figures of a yearly table changed, a line a figure; empty for other tables. */
export function changeLines(edition: PublishedEdition): string[] {
  const { dataset, rows, changes } = edition;
  return (changes?.reasons ?? []).map(({ region, class: kind, measure: id, words }) => {
    const row = rows.find(each => each.region === region && each.class === kind);
    const measure = dataset.measures.find(each => each.id === id);
    const names = row === undefined ? [] : rowNames(edition, row);
    return `${[...names, measure?.name ?? id].filter(name => name !== '').join('　')}：${words}`;
  });
}

export function cellOf(row: EditionRow, measureId: string): number | string {
  if (row.suppressed.includes(measureId)) return hiddenMark;
  return row.values[measureId] ?? emptyMark;
}
