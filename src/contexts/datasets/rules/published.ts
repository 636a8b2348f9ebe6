import { type EditionRow, editionFormat, type PublishedEdition } from '../contract/edition.ts';
import type { Dataset } from '../contract/pack.ts';
import type { CheckFinding } from '../contract.ts';
import type { JumpRule } from './jumps.ts';
import { periodBefore, periodWords } from './periods.ts';
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
  readonly jump: JumpRule;
  /** What was found in the table; what was said of it the reader should know: of missing cells, of jumps. */
  readonly findings: readonly CheckFinding[];
}

/** What was said of cells that are shown: of a hidden one it could tell what it holds. */
function explained({ findings }: EditionSource, hidden: ReadonlySet<string>) {
  return findings.flatMap(({ code, cell, where, explained: words }) =>
    cell === null || words === null || hidden.has(keyOf(cell)) ? [] : [{ code, cell, where, words }],
  );
}

type Explained = ReturnType<typeof explained>;

/** Readers compare years, so that the reasons stand by cell; in other tables they are notes. */
function changesOf({ set, period, jump }: EditionSource, said: Explained) {
  if (set.periodicity !== 'year') return {};
  const reasons = said
    .filter(({ code }) => code === 'jump')
    .map(({ cell: { region, class: kind, measure }, words }) => ({ region, class: kind, measure, words }));
  return { changes: { against: periodBefore(period), share: jump.share, reasons } };
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
  const said = explained(source, suppression.hidden);
  const changes = changesOf(source, said);
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
      ...said
        .filter(({ code }) => code !== 'jump' || changes.changes === undefined)
        .map(({ where, words }) => `${where}：${words}`),
    ],
    ...changes,
  };
}
