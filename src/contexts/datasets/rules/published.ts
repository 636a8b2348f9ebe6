import { type EditionRow, editionFormat, type PublishedEdition } from '../contract/edition.ts';
import type { Dataset } from '../contract/pack.ts';
import { periodWords } from './periods.ts';
import { suppressionNotes, suppressLast } from './suppression.ts';
import {
  completed,
  isCollected,
  isLeaf,
  keyOf,
  placeWords,
  type Region,
  rowsOf,
  type Values,
} from './table.ts';

/** What goes out of an edition: totals computed, small counts hidden, and said why. */

export interface EditionSource {
  readonly set: Dataset;
  readonly ownerUnit: string;
  readonly regions: readonly Region[];
  readonly values: Values;
  /** Of the revisions of this period that were public before, the oldest first. */
  readonly earlier: readonly Values[];
  readonly period: string;
  readonly revision: number;
  readonly revisionReason: string | null;
  readonly compiledOn: string;
  readonly k: number;
  readonly demoNote: string | null;
  /** Reasons that the reader should know, by cell: of missing cells, of jumps. */
  readonly explanations: readonly { readonly key: string; readonly where: string; readonly words: string }[];
}

function missingNotes({ set, regions, values }: EditionSource): string[] {
  const missing = rowsOf(set, regions)
    .filter(row => isLeaf(set, row))
    .flatMap(row =>
      set.measures
        .filter(measure => measure.rule !== 'text' && isCollected(measure, row.class))
        .map(measure => ({ region: row.region, class: row.class, measure: measure.id }))
        .filter(cell => !values.has(keyOf(cell))),
    );
  if (missing.length === 0) return [];
  const places = missing.slice(0, 10).map(cell => placeWords(set, regions, cell));
  return [
    `未统计的数据${missing.length}项：${places.join('；')}${missing.length > 10 ? '等' : ''}。含有未统计数据的合计不列出。`,
  ];
}

/** The edition as it is published. Pure: the same source gives the same bytes. */
export function publishedOf(source: EditionSource): PublishedEdition {
  const { set, regions, values, period, k } = source;
  const all = completed(set, regions, values);
  const suppression = suppressLast(set, regions, k, source.earlier, values);
  const rows = rowsOf(set, regions).map((row): EditionRow => {
    const keys = set.measures.map(measure => ({
      id: measure.id,
      key: keyOf({ region: row.region, class: row.class, measure: measure.id }),
    }));
    const hidden = keys.filter(({ key }) => suppression.hidden.has(key)).map(({ id }) => id);
    const shown = keys.map(
      ({ id, key }) => [id, hidden.includes(id) ? null : (all.get(key) ?? null)] as const,
    );
    return {
      region: row.region,
      regionName: row.regionName,
      class: row.class,
      values: Object.fromEntries(shown),
      suppressed: hidden,
    };
  });
  return {
    format: editionFormat,
    dataset: {
      id: set.id,
      title: set.title,
      description: set.description,
      definition: set.definition,
      source: set.source,
      ownerUnit: source.ownerUnit,
      periodicity: set.periodicity,
      regions: set.regions,
      classes: set.classes,
      measures: set.measures.map(({ id, name, unit, rule }) => ({ id, name, unit, rule })),
    },
    period,
    periodWords: periodWords(period),
    revision: source.revision,
    revisionReason: source.revisionReason,
    compiledOn: source.compiledOn,
    rows,
    notes: [
      ...(source.demoNote === null ? [] : [source.demoNote]),
      ...suppressionNotes(suppression, k),
      ...missingNotes(source),
      // What is said of a hidden cell could tell what it holds.
      ...source.explanations
        .filter(({ key }) => !suppression.hidden.has(key))
        .map(({ where, words }) => `${where}：${words}`),
    ],
  };
}
