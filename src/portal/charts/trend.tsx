import {
  axisWords,
  chartInk,
  chartLine,
  chartQuiet,
  chartSeries,
  chartText,
  type Mark,
  tenth,
  ticksOf,
  widthOf,
} from './drawing.ts';

/** Values over periods, a line for each class; drawn in a size for a desk and in one for a telephone. */

export interface TrendLine {
  readonly name: string;
  /** One a period; null where there is none to show. */
  readonly values: readonly (number | null)[];
}

export interface Trend {
  readonly id: string;
  readonly title: string;
  /** What is to be seen, in a sentence or two, with the numbers that matter. */
  readonly description: string;
  readonly unit: string;
  /** The oldest first. */
  readonly periods: readonly string[];
  readonly lines: readonly TrendLine[];
}

/** In CSS pixels at which the text has its right size; without the key. */
export const trendSizes = {
  wide: { width: 860, height: 320 },
  narrow: { width: 330, height: 260 },
} as const;

function MarkAt({ mark, x, y, r, colour }: { mark: Mark; x: number; y: number; r: number; colour: string }) {
  const paint = {
    fill: mark === 'ring' || mark === 'frame' ? '#fff' : colour,
    stroke: colour,
    'stroke-width': 1.5,
  };
  if (mark === 'square' || mark === 'frame')
    return <rect x={tenth(x - r)} y={tenth(y - r)} width={2 * r} height={2 * r} {...paint} />;
  if (mark === 'triangle') return <path d={`M${x} ${tenth(y - r)}l${r} ${2 * r}h${-2 * r}z`} {...paint} />;
  if (mark === 'diamond')
    return <path d={`M${x} ${tenth(y - r - 1)}l${r} ${r + 1}l${-r} ${r + 1}l${-r} ${-r - 1}z`} {...paint} />;
  return <circle cx={x} cy={y} r={r} {...paint} />;
}

/** The key: mark, line and name of each series, in rows as wide as the drawing. */
function keyPlaces(lines: readonly TrendLine[], width: number): { x: number; y: number }[] {
  let x = 8;
  let y = 14;
  return lines.map(({ name }) => {
    const length = 48 + widthOf(name);
    if (x > 8 && x + length > width) {
      x = 8;
      y += 22;
    }
    const place = { x, y };
    x += length;
    return place;
  });
}

interface Frame {
  readonly width: number;
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
  readonly x: (at: number) => number;
  readonly y: (value: number) => number;
}

function seriesAt(at: number) {
  return chartSeries[at % chartSeries.length]!;
}

/** Points between two gaps, as one path. */
function wayOf({ x, y }: Frame, values: readonly (number | null)[]): string {
  return values
    .map((value, at) => {
      if (value === null) return '';
      const isFirst = at === 0 || values[at - 1] === null;
      return `${isFirst ? 'M' : 'L'}${x(at)} ${y(value)}`;
    })
    .join('');
}

function Line({ frame, line, at, isDense }: { frame: Frame; line: TrendLine; at: number; isDense: boolean }) {
  const { colour, dash, mark } = seriesAt(at);
  const known = line.values.filter(value => value !== null);
  return (
    <g>
      <path
        d={wayOf(frame, line.values)}
        fill="none"
        stroke={colour}
        stroke-width="2.5"
        stroke-dasharray={dash === '' ? undefined : dash}
      />
      {line.values.map((value, no) =>
        value === null ? null : (
          <MarkAt mark={mark} x={frame.x(no)} y={frame.y(value)} r={isDense ? 2.5 : 4} colour={colour} />
        ),
      )}
      {known.length === 1 &&
        line.values.map((value, no) =>
          value === null ? null : (
            <text x={frame.x(no)} y={frame.y(value) - 9} text-anchor="middle" fill={chartInk}>
              {String(value)}
            </text>
          ),
        )}
    </g>
  );
}

/** Periods below the axis, as many as there is room for, the newest always. */
function PeriodLabels({ frame, periods }: { frame: Frame; periods: readonly string[] }) {
  const slot = (frame.right - frame.left) / Math.max(1, periods.length - 1);
  const every = Math.max(1, Math.ceil((10 + Math.max(...periods.map(widthOf))) / slot));
  return (
    <>
      {periods.map((period, at) => {
        if ((periods.length - 1 - at) % every !== 0) return null;
        // The newest stands at the edge: its words end there.
        const isLast = at === periods.length - 1 && at > 0;
        return (
          <text
            x={isLast ? frame.width - 2 : frame.x(at)}
            y={frame.bottom + 20}
            text-anchor={isLast ? 'end' : 'middle'}
            fill={chartQuiet}
          >
            {period}
          </text>
        );
      })}
    </>
  );
}

function frameOf(
  trend: Trend,
  ticks: readonly number[],
  places: readonly { y: number }[],
  of: keyof typeof trendSizes,
) {
  const { width, height } = trendSizes[of];
  const top = trend.lines.length > 1 ? places.at(-1)!.y + 40 : 32;
  const bottom = height + top - 32 - 30;
  const left = 14 + Math.max(...ticks.map(tick => widthOf(axisWords(tick))));
  const right = width - 26;
  const { length } = trend.periods;
  const [least, most] = [ticks[0]!, ticks.at(-1)!];
  const frame: Frame = {
    ...{ width, top, bottom, left, right },
    x: at => tenth(length === 1 ? (left + right) / 2 : left + (at * (right - left)) / (length - 1)),
    y: value => tenth(bottom - ((value - least) / (most - least)) * (bottom - top)),
  };
  return { frame, height: bottom + 30 };
}

export function TrendDrawing({ trend, of }: { trend: Trend; of: keyof typeof trendSizes }) {
  const { title, description, unit, periods, lines } = trend;
  const id = `${trend.id}-${of}`;
  const ticks = ticksOf(lines.flatMap(({ values }) => values.filter(value => value !== null)));
  const places = keyPlaces(lines, trendSizes[of].width);
  const { frame, height } = frameOf(trend, ticks, places, of);
  const isDense = periods.length > frame.width / 30;
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${frame.width} ${height}`}
      role="img"
      aria-labelledby={`${id}-title ${id}-about`}
      font-family="inherit"
      font-size={chartText}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-about`}>{description}</desc>
      {lines.length > 1 &&
        lines.map(({ name }, at) => {
          const { colour, dash, mark } = seriesAt(at);
          const { x, y } = places[at]!;
          return (
            <g>
              <path
                d={`M${x} ${y}h28`}
                stroke={colour}
                stroke-width="2.5"
                stroke-dasharray={dash === '' ? undefined : dash}
              />
              <MarkAt mark={mark} x={x + 14} y={y} r={4} colour={colour} />
              <text x={x + 34} y={y + 4.5} fill={chartInk}>
                {name}
              </text>
            </g>
          );
        })}
      <text x="8" y={frame.top - 12} fill={chartQuiet}>
        {unit}
      </text>
      {ticks.map(tick => (
        <>
          <path
            d={`M${frame.left} ${frame.y(tick)}H${frame.right}`}
            stroke={tick === 0 ? chartQuiet : chartLine}
          />
          <text x={frame.left - 6} y={frame.y(tick) + 4.5} text-anchor="end" fill={chartQuiet}>
            {axisWords(tick)}
          </text>
        </>
      ))}
      <PeriodLabels frame={frame} periods={periods} />
      {lines.map((line, at) => (
        <Line frame={frame} line={line} at={at} isDense={isDense} />
      ))}
    </svg>
  );
}
