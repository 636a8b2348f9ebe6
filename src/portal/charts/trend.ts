import { chartInk, chartLine, chartQuiet, chartSeries, drawn } from './drawing.ts';

/** Values over periods, a line for each class. */

export interface TrendLine {
  readonly name: string;
  /** One a period; null where there is none to show. */
  readonly values: readonly (number | null)[];
}

export interface Trend {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly unit: string;
  /** The oldest first. */
  readonly periods: readonly string[];
  readonly lines: readonly TrendLine[];
}

/** 12000 as 1.2万: an axis on a telephone has no room for more. */
export function axisWords(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e8) return `${Number((value / 1e8).toPrecision(4))}亿`;
  if (size >= 1e4) return `${Number((value / 1e4).toPrecision(4))}万`;
  return String(Number(value.toPrecision(6)));
}

function seriesOf({ name, values }: TrendLine, at: number, isDense: boolean) {
  const { colour, line, mark } = chartSeries[at % chartSeries.length]!;
  return {
    type: 'line',
    name,
    silent: true,
    data: [...values],
    symbol: mark,
    symbolSize: isDense ? 5 : 8,
    showAllSymbol: true,
    lineStyle: { color: colour, type: line === 'solid' ? 'solid' : line, width: 2.5 },
    itemStyle: { color: colour },
    label: {
      show: values.filter(value => value !== null).length === 1,
      color: chartInk,
      fontSize: 13,
      formatter: (point: { value: unknown }) => String(point.value),
    },
  };
}

/** The key: mark, line and name of each series, in rows as wide as the drawing. */
function keyRows(lines: readonly TrendLine[], width: number): { x: number; y: number }[] {
  let x = 8;
  let y = 14;
  return lines.map(({ name }) => {
    const length = 44 + name.length * 14;
    if (x > 8 && x + length > width) {
      x = 8;
      y += 22;
    }
    const place = { x, y };
    x += length;
    return place;
  });
}

function markOf(mark: string, x: number, y: number, colour: string): string {
  const fill = mark.startsWith('empty') ? '#fff' : colour;
  const paint = `fill="${fill}" stroke="${colour}" stroke-width="1.5"`;
  if (/rect/i.test(mark)) return `<rect x="${x - 4}" y="${y - 4}" width="8" height="8" ${paint}/>`;
  if (mark === 'triangle') return `<path d="M${x} ${y - 5}l5 9h-10z" ${paint}/>`;
  if (mark === 'diamond') return `<path d="M${x} ${y - 6}l4 6l-4 6l-4-6z" ${paint}/>`;
  return `<circle cx="${x}" cy="${y}" r="4" ${paint}/>`;
}

const dashes = { solid: '', dashed: '8 4', dotted: '2 3' } as const;

function keyOf(lines: readonly TrendLine[], places: readonly { x: number; y: number }[]): string {
  return lines
    .map(({ name }, at) => {
      const { colour, line, mark } = chartSeries[at % chartSeries.length]!;
      const { x, y } = places[at]!;
      const dash = typeof line === 'string' ? dashes[line] : line.join(' ');
      const stroke = `stroke="${colour}" stroke-width="2.5"${dash === '' ? '' : ` stroke-dasharray="${dash}"`}`;
      const text = name.replace(/[&<>"]/g, '');
      return `<path d="M${x} ${y}h28" ${stroke}/>${markOf(mark, x + 14, y, colour)}<text x="${x + 34}" y="${y + 4.5}" font-size="13" fill="${chartInk}">${text}</text>`;
    })
    .join('');
}

/** A drawing of one size, in CSS pixels. */
async function trendAt(trend: Trend, id: string, width: number, height: number): Promise<string> {
  const { title, description, unit, periods, lines } = trend;
  const places = keyRows(lines, width);
  const top = lines.length > 1 ? places.at(-1)!.y + 40 : 32;
  const isDense = periods.length > width / 30;
  const text = { color: chartQuiet, fontSize: 13 };
  const option = {
    grid: { left: 8, right: 26, top, bottom: 6, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: {
      type: 'category',
      data: [...periods],
      boundaryGap: periods.length === 1,
      axisLabel: { ...text, hideOverlap: true },
      axisLine: { lineStyle: { color: chartQuiet } },
    },
    yAxis: {
      type: 'value',
      name: unit,
      nameTextStyle: { ...text, align: 'left' },
      nameGap: 10,
      splitNumber: 4,
      axisLabel: { ...text, formatter: axisWords },
      splitLine: { lineStyle: { color: chartLine } },
    },
    series: lines.map((line, at) => seriesOf(line, at, isDense)),
  };
  const svg = await drawn({ id, title, description, width, height: height + top - 32, option });
  return lines.length > 1 ? svg.replace('</desc>', `</desc>${keyOf(lines, places)}`) : svg;
}

/** Two drawings of the same: for a desk, and for a telephone with text of the same size. */
export async function trendDrawings(
  trend: Trend,
): Promise<{ readonly wide: string; readonly narrow: string }> {
  return {
    wide: await trendAt(trend, `${trend.id}-wide`, 860, 320),
    narrow: await trendAt(trend, `${trend.id}-narrow`, 330, 260),
  };
}
