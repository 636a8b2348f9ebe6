import type { EditionMeasure, PublishedEdition } from '../../../contexts/datasets/contract.ts';
import { Bars } from '../../charts/bars.tsx';
import { Tiles } from '../../charts/tiles.tsx';
import { type Trend, TrendDrawing } from '../../charts/trend.tsx';
import type { Site } from '../../view.ts';
import {
  type CellState,
  cellState,
  cellWords,
  classesOf,
  type DatasetRoom,
  headWords,
  hiddenSign,
  regionsOf,
  rowOf,
} from './collection.ts';

/** One measure of a data set drawn: over the periods, and by county in one period. */

export interface Figures {
  readonly measure: EditionMeasure;
  readonly trend: Trend;
  /** Years are drawn as bars. */
  readonly isYearly: boolean;
  /** A row a period, a cell a line of the drawing; the same numbers as words. */
  readonly trendRows: readonly { readonly period: string; readonly cells: readonly string[] }[];
  /** Null where counties are no dimension or nothing can be compared. */
  readonly comparison: Comparison | null;
}

interface Place {
  readonly code: string;
  readonly name: string;
  readonly value: number | null;
  readonly words: string;
}

interface Comparison {
  /** Of the class that is compared: 合计 or one of them. */
  readonly className: string;
  readonly places: readonly Place[];
  /** The greatest first. */
  readonly sorted: readonly Place[];
  readonly description: string;
}

function figureIn(state: CellState): number | null {
  return state.kind === 'number' ? state.value : null;
}

const mostLines = 6;

/** A line of the trend: how it is called, and what it has in an edition. */
interface Strand {
  readonly name: string;
  readonly cell: (edition: PublishedEdition) => { readonly value: number | null; readonly words: string };
}

/** The highest or lowest figure of the counties: what a standard has in place of a total. */
function extreme(measure: EditionMeasure, kind: string | null, pick: (...values: number[]) => number) {
  return (edition: PublishedEdition) => {
    const states = regionsOf(edition).map(({ code }) =>
      cellState(edition, rowOf(edition, code, kind), measure.id),
    );
    const values = states.flatMap(state => (state.kind === 'number' ? [state.value] : []));
    if (values.length === 0) return { value: null, words: cellWords({ kind: 'missing' }) };
    const value = pick(...values);
    return { value, words: cellWords({ kind: 'number', value }) };
  };
}

/** 全市 for each class of the measure; where it has no total, the highest and the lowest of the counties. */
function strandsOf(latest: PublishedEdition, measure: EditionMeasure): Strand[] {
  const kinds = classesOf(latest, measure.id);
  const whole = kinds.map(({ id, name }): Strand => {
    const state = (edition: PublishedEdition) => cellState(edition, rowOf(edition, null, id), measure.id);
    return {
      name,
      cell: edition => ({ value: figureIn(state(edition)), words: cellWords(state(edition)) }),
    };
  });
  const totals = whole.filter(({ cell }) => cell(latest).value !== null);
  if (totals.length > 0 || !latest.dataset.regions) return totals;
  return kinds.flatMap(({ id, name }) => {
    const of = kinds.length === 1 ? '各地' : name;
    return [
      { name: `${of}最高`, cell: extreme(measure, id, Math.max) },
      { name: `${of}最低`, cell: extreme(measure, id, Math.min) },
    ].filter(({ cell }) => cell(latest).value !== null);
  });
}

function trendOf(room: DatasetRoom, shown: PublishedEdition, measure: EditionMeasure) {
  const editions = [...room.periods].reverse().map(({ current }) => current.edition);
  // The first classes of a long list; the table of each period has them all.
  const strands = strandsOf(shown, measure).slice(0, mostLines);
  const cells = editions.map(edition => strands.map(({ cell }) => cell(edition)));
  const newest = strands.map(
    ({ name }, at) => `${strands.length > 1 ? name : ''}${cells.at(-1)![at]!.words}`,
  );
  const [first, last] = [editions[0]!.periodWords, editions.at(-1)!.periodWords];
  const trend: Trend = {
    id: 'trend',
    title: `${headWords(measure)}各期变化`,
    description: `${first}至${last}共${editions.length}期。最新一期：${newest.join('，')}。各期数字见下表。`,
    unit: measure.unit,
    periods: editions.map(({ period }) => period),
    lines: strands.map(({ name }, at) => ({ name, values: cells.map(row => row[at]!.value) })),
  };
  const trendRows = editions.map(({ periodWords }, at) => ({
    period: periodWords,
    cells: cells[at]!.map(({ words }) => words),
  }));
  return { trend, trendRows };
}

/** The figure that stands for a data set, over its periods, the oldest first; null where none is a number. */
export interface MainLine {
  readonly measure: EditionMeasure;
  /** 合计, a class, or the highest of the counties; empty where there is only the one. */
  readonly name: string;
  readonly points: readonly {
    readonly periodWords: string;
    readonly value: number | null;
    readonly words: string;
  }[];
}

export function mainLine(room: DatasetRoom): MainLine | null {
  const editions = [...room.periods].reverse().map(({ current }) => current.edition);
  const latest = editions.at(-1)!;
  const measure = mainMeasure(latest);
  if (measure === undefined) return null;
  const strands = strandsOf(latest, measure);
  const [strand] = strands;
  if (strand === undefined) return null;
  const points = editions.map(each => ({ periodWords: each.periodWords, ...strand.cell(each) }));
  return { measure, name: strands.length > 1 ? strand.name : '', points };
}

function comparisonOf(edition: PublishedEdition, measure: EditionMeasure): Comparison | null {
  if (!edition.dataset.regions) return null;
  const regions = regionsOf(edition);
  for (const kind of classesOf(edition, measure.id)) {
    const places = regions.map(({ code, name }) => {
      const state = cellState(edition, rowOf(edition, code, kind.id), measure.id);
      return {
        code,
        name,
        value: figureIn(state),
        words: state.kind === 'hidden' ? hiddenSign : cellWords(state),
      };
    });
    const known = places.filter(({ value }) => value !== null);
    if (known.length === 0) continue;
    const sorted = [...places].sort((a, b) => (b.value ?? -1) - (a.value ?? -1));
    const ends = [sorted[0]!, sorted[known.length - 1]!];
    const description = `最高${ends[0]!.name}${ends[0]!.words}，最低${ends[1]!.name}${ends[1]!.words}，共${known.length}地有数字。`;
    return { className: edition.dataset.classes.length > 0 ? kind.name : '', places, sorted, description };
  }
  return null;
}

/** What is drawn when nobody asks for another: the first measure with a figure for the whole. */
export function mainMeasure(edition: PublishedEdition): EditionMeasure | undefined {
  const measures = drawable(edition.dataset);
  const whole = rowOf(edition, null, null);
  return measures.find(({ id }) => cellState(edition, whole, id).kind === 'number') ?? measures[0];
}

/** The measures that can be drawn. */
export function drawable(about: PublishedEdition['dataset']): EditionMeasure[] {
  return about.measures.filter(({ rule }) => rule !== 'text');
}

export function figuresOf(room: DatasetRoom, edition: PublishedEdition, measure: EditionMeasure): Figures {
  const { trend, trendRows } = trendOf(room, edition, measure);
  return {
    measure,
    trend,
    trendRows,
    isYearly: edition.dataset.periodicity === 'year',
    comparison: comparisonOf(edition, measure),
  };
}

/** The numbers of the drawing, the newest first. */
export function TrendTable({ figures }: { figures: Figures }) {
  const { trend, trendRows } = figures;
  const caption = trend.title;
  return (
    <section class="scroll" tabIndex={0} aria-label={`${caption}，可左右滚动`}>
      <table class="figures">
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">期别</th>
            {trend.lines.map(({ name }) => (
              <th scope="col">{trend.lines.length > 1 ? name : headWords(figures.measure)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...trendRows].reverse().map(({ period, cells }) => (
            <tr>
              <th scope="row">{period}</th>
              {cells.map(words => (
                <td class="number">{words}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function TrendFigure({ figures }: { figures: Figures }) {
  const { trend } = figures;
  return (
    <>
      <figure class="chart">
        <div class="chart-wide">
          <TrendDrawing trend={trend} of="wide" />
        </div>
        <div class="chart-narrow">
          <TrendDrawing trend={trend} of="narrow" />
        </div>
      </figure>
      <details>
        <summary>图中的数字</summary>
        <TrendTable figures={figures} />
      </details>
    </>
  );
}

export function ComparisonFigure(props: { site: Site; figures: Figures; periodWords: string }) {
  const { site, figures, periodWords } = props;
  const { comparison, measure } = figures;
  if (comparison === null) return null;
  const { className, places, sorted, description } = comparison;
  const title = `${headWords(measure)}各地比较`;
  const bars = sorted.map(({ name, value, words }) => ({ label: name, value, words }));
  const of = className === '' ? '' : `，${className}`;
  return (
    <section class="sheet">
      <h2>
        各地比较：{headWords(measure)}
        {of}
      </h2>
      <p>{periodWords}。方位示意图不表示边界和面积，颜色越深数值越大；虚线框为没有列出数字的地方。</p>
      <div class="grid halves">
        <figure class="chart">
          <Tiles
            id="tiles"
            title={`${headWords(measure)}各地示意图`}
            description={description}
            tiles={places}
            layout={site.openData?.tiles ?? {}}
          />
        </figure>
        <figure class="chart">
          <Bars id="bars" title={title} description={description} groups={[{ name: '', bars }]} />
        </figure>
      </div>
    </section>
  );
}
