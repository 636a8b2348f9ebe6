import type { EditionMeasure, PublishedEdition } from '../../../contexts/datasets/contract.ts';
import {
  allClasses,
  cellState,
  cellWords,
  type DatasetRoom,
  headWords,
  hiddenSign,
  numberWords,
  type PeriodRoom,
  regionsOf,
  rowOf,
} from './collection.ts';

/** A yearly table beside the year before: amounts, change, and the reasons that were given for large changes. */

export interface YearLine {
  /** 合计, a class or a county. */
  readonly name: string;
  readonly before: string;
  readonly now: string;
  /** +12.5 or −3; empty where one of the two is no figure. */
  readonly change: string;
  /** +12.5%; empty where the year before was nothing. */
  readonly percent: string;
  readonly isLarge: boolean;
  /** As it was signed; empty where none was asked for. */
  readonly reason: string;
}

export interface YearComparison {
  readonly beforeWords: string;
  readonly nowWords: string;
  /** Of the figure of the year before; null in tables that were released before reasons were asked for. */
  readonly share: number | null;
  readonly measures: readonly { readonly measure: EditionMeasure; readonly lines: readonly YearLine[] }[];
}

interface Place {
  readonly name: string;
  readonly region: string | null;
  readonly class: string | null;
}

/** The total, the classes of the whole, and the counties. */
function placesOf(edition: PublishedEdition): Place[] {
  const { dataset } = edition;
  const whole = rowOf(edition, null, null)?.regionName ?? '全市';
  const hasClasses = dataset.classes.length > 0;
  return [
    { name: hasClasses && !dataset.regions ? allClasses : whole, region: null, class: null },
    ...dataset.classes.map(({ id, name }) => ({ name, region: null, class: id })),
    ...(dataset.regions ? regionsOf(edition) : []).map(({ code, name }) => ({
      ...{ name, region: code, class: null },
    })),
  ];
}

/** The reason of the line; of a county, what was said of the classes that it sums up. */
function reasonOf({ changes, dataset }: PublishedEdition, place: Place, measure: EditionMeasure): string {
  const said = (changes?.reasons ?? []).filter(
    each => each.region === place.region && each.measure === measure.id,
  );
  const own = said.find(each => each.class === place.class);
  if (own !== undefined) return own.words;
  // The classes of a county have no lines of their own.
  if (place.region === null) return '';
  return said
    .map(each => `${dataset.classes.find(({ id }) => id === each.class)?.name ?? ''}：${each.words}`)
    .join('');
}

/** −0 is 0, and a minus is as wide as a plus. */
function signed(value: number, unit = ''): string {
  const plain = Math.round(value * 1e6) / 1e6;
  if (plain === 0) return `0${unit}`;
  return `${plain > 0 ? '+' : '−'}${numberWords(Math.abs(plain))}${unit}`;
}

function lineOf(
  [last, edition]: readonly [PublishedEdition, PublishedEdition],
  place: Place,
  measure: EditionMeasure,
): YearLine {
  const stateIn = (each: PublishedEdition) =>
    cellState(each, rowOf(each, place.region, place.class), measure.id);
  const [then, now] = [stateIn(last), stateIn(edition)];
  const words = (state: typeof now) => (state.kind === 'hidden' ? hiddenSign : cellWords(state));
  const line = { name: place.name, before: words(then), now: words(now) };
  const reason = reasonOf(edition, place, measure);
  if (then.kind !== 'number' || now.kind !== 'number')
    return { ...line, change: '', percent: '', isLarge: false, reason };
  const change = now.value - then.value;
  const { share } = edition.changes ?? {};
  return {
    ...line,
    change: signed(change),
    percent: then.value === 0 ? '' : signed(Math.round((change / Math.abs(then.value)) * 1000) / 10, '%'),
    isLarge: share !== undefined && Math.abs(change) > Math.abs(then.value) * share,
    reason,
  };
}

function hasFigure({ before, now, change }: YearLine): boolean {
  return change !== '' || before === hiddenSign || now === hiddenSign;
}

/** Null where the table is not yearly or the year before is not public. */
export function yearComparison(room: DatasetRoom, shown: PeriodRoom): YearComparison | null {
  const { edition } = shown.current;
  if (edition.dataset.periodicity !== 'year') return null;
  const against = edition.changes?.against ?? String(Number(edition.period) - 1);
  const last = room.periods.find(({ period }) => period === against)?.current.edition;
  if (last === undefined) return null;
  const measures = edition.dataset.measures
    .filter(({ rule }) => rule !== 'text')
    .map(measure => ({
      measure,
      lines: placesOf(edition)
        .map(place => lineOf([last, edition], place, measure))
        .filter(hasFigure),
    }))
    .filter(({ lines }) => lines.length > 0);
  if (measures.length === 0) return null;
  const share = edition.changes?.share ?? null;
  return { beforeWords: last.periodWords, nowWords: edition.periodWords, share, measures };
}

/** The comparison as rows of a sheet, heads first. */
export function comparisonRows({ beforeWords, nowWords, measures }: YearComparison): string[][] {
  return [
    ['指标', '项目', beforeWords, nowWords, '增减', '增减比例', '变动原因'],
    ...measures.flatMap(({ measure, lines }) =>
      lines.map(line => [
        ...[headWords(measure), line.name, line.before, line.now],
        ...[line.change, line.percent, line.reason],
      ]),
    ),
  ];
}

/** The reasons as sentences, for where there is no comparison to hold them. */
export function reasonSentences(edition: PublishedEdition): string[] {
  const { changes, dataset, rows } = edition;
  return (changes?.reasons ?? []).map(({ region, class: kind, measure, words }) => {
    const place = rows.find(row => row.region === region)?.regionName ?? '';
    const name = dataset.classes.find(({ id }) => id === kind)?.name ?? '';
    const head = dataset.measures.find(({ id }) => id === measure)?.name ?? '';
    return `与上年相比，${[place, name, head].filter(each => each !== '').join('　')}：${words}`;
  });
}
