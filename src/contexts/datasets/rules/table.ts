import type { Dataset, Measure } from '../contract/pack.ts';
import type { CellAddress } from '../contract.ts';

/** The shape of a data set: its rows, what is entered where and by whom, and the totals that follow. */

export interface Region {
  readonly code: string;
  readonly name: string;
  readonly unitId: string;
}

export type CellValue = number | string;
/** By `keyOf`; absent: nothing is entered. */
export type Values = ReadonlyMap<string, CellValue>;

export const ownerPart = 'owner';

export interface TableRow {
  readonly region: string | null;
  readonly regionName: string;
  readonly class: string | null;
  readonly className: string;
  /** Region code or `owner`: who fills the row. */
  readonly part: string;
}

export function keyOf({ region, class: kind, measure }: CellAddress): string {
  return `${region ?? ''}|${kind ?? ''}|${measure}`;
}

export const totalWords = '全市合计';

/** Rows in the order in which they are shown: the total, classes of the total, then each region likewise. */
export function rowsOf(set: Dataset, regions: readonly Region[]): TableRow[] {
  const places = [{ code: null, name: set.regions ? totalWords : '全市' }, ...(set.regions ? regions : [])];
  return places.flatMap(place => {
    const own = { region: place.code, regionName: place.name, part: place.code ?? ownerPart };
    return [
      { ...own, class: null, className: set.classes.length > 0 ? '合计' : '' },
      ...set.classes.map(({ id, name }) => ({ ...own, class: id, className: name })),
    ];
  });
}

/** Whether the measure has figures of this class. */
export function isCollected(measure: Measure, kind: string | null): boolean {
  return kind === null || measure.classes === undefined || measure.classes.includes(kind);
}

/** A row that is no total: of one region where there are regions, of one class where there are classes. */
export function isLeaf(set: Dataset, row: Pick<TableRow, 'region' | 'class'>): boolean {
  return (row.region !== null) === set.regions && (row.class !== null) === set.classes.length > 0;
}

/** Entered by hand in this row; a mean (rate) may be entered for totals too, as it cannot be added up. */
export function isEntered(set: Dataset, row: Pick<TableRow, 'region' | 'class'>, measure: Measure): boolean {
  if (!isCollected(measure, row.class)) return false;
  return isLeaf(set, row) || measure.rule === 'rate';
}

/** Must be filled before the edition is consolidated. */
export function isRequired(set: Dataset, row: Pick<TableRow, 'region' | 'class'>, measure: Measure): boolean {
  return isLeaf(set, row) && isCollected(measure, row.class) && measure.rule !== 'text';
}

export interface EnteredCell extends CellAddress {
  readonly part: string;
  readonly required: boolean;
}

export function enteredCells(set: Dataset, regions: readonly Region[]): EnteredCell[] {
  return rowsOf(set, regions).flatMap(row =>
    set.measures
      .filter(measure => isEntered(set, row, measure))
      .map(measure => ({
        region: row.region,
        class: row.class,
        measure: measure.id,
        part: row.part,
        required: isRequired(set, row, measure),
      })),
  );
}

/** Parts with something to fill, the owner's first. */
export function partsOf(set: Dataset, regions: readonly Region[]): { part: string; unitId: string }[] {
  const named = new Set(enteredCells(set, regions).map(cell => cell.part));
  const units = new Map(regions.map(region => [region.code, region.unitId]));
  return [...named].map(part => ({ part, unitId: units.get(part) ?? set.owner }));
}

/** Sums of decimal amounts without the tail that binary fractions leave: six digits behind the point. */
export function plain(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

function leavesBelow(
  set: Dataset,
  regions: readonly Region[],
  row: TableRow,
  measure: Measure,
): CellAddress[] {
  const places = set.regions ? (row.region === null ? regions.map(each => each.code) : [row.region]) : [null];
  const kinds =
    set.classes.length === 0 ? [null] : row.class === null ? set.classes.map(each => each.id) : [row.class];
  return places.flatMap(region =>
    kinds
      .filter(kind => isCollected(measure, kind))
      .map(kind => ({ region, class: kind, measure: measure.id })),
  );
}

/** Every cell of the table: what was entered, and sums. A sum with a missing part is missing itself, never too small. */
export function completed(set: Dataset, regions: readonly Region[], values: Values): Map<string, CellValue> {
  const all = new Map<string, CellValue>();
  for (const row of rowsOf(set, regions))
    for (const measure of set.measures) {
      const key = keyOf({ region: row.region, class: row.class, measure: measure.id });
      const entered = isEntered(set, row, measure) ? values.get(key) : undefined;
      if (entered !== undefined) all.set(key, entered);
      else if (measure.rule === 'sum' && !isLeaf(set, row) && isCollected(measure, row.class)) {
        const parts = leavesBelow(set, regions, row, measure).map(cell => values.get(keyOf(cell)));
        if (parts.length > 0 && parts.every(part => typeof part === 'number'))
          all.set(key, plain(parts.reduce((sum, part) => sum + part, 0)));
      }
    }
  return all;
}

/** 七星关区　城市　救助对象人数. */
export function placeWords(set: Dataset, regions: readonly Region[], cell: CellAddress): string {
  const region =
    cell.region === null
      ? set.regions
        ? totalWords
        : ''
      : (regions.find(each => each.code === cell.region)?.name ?? cell.region);
  const kind = set.classes.find(each => each.id === cell.class)?.name ?? '';
  const measure = set.measures.find(each => each.id === cell.measure)?.name ?? cell.measure;
  return [region, kind, measure].filter(word => word !== '').join('　');
}
