import { chartInk, chartMain, chartQuiet, chartText, tenth, widthOf } from './drawing.ts';

/** A bar for each place or year, in groups on one scale from zero; told apart by words, not by colour. */

export interface BarGroup {
  /** Empty where there is only one. */
  readonly name: string;
  readonly bars: readonly {
    readonly label: string;
    /** Null: not shown or not collected. */
    readonly value: number | null;
    readonly words: string;
  }[];
}

interface BarsProps {
  readonly id: string;
  readonly title: string;
  /** What is to be seen, in a sentence or two, with the numbers that matter. */
  readonly description: string;
  readonly groups: readonly BarGroup[];
}

/** As a telephone shows it; a desk shows the same, larger. */
const size = { width: 340, row: 25, bar: 15, head: 24, gap: 8 } as const;

interface Scale {
  readonly labels: number;
  /** Of zero. */
  readonly zero: number;
  readonly perUnit: number;
}

function scaleOf(groups: readonly BarGroup[]): Scale {
  const bars = groups.flatMap(group => group.bars);
  const values = bars.flatMap(({ value }) => (value === null ? [] : [value]));
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)];
  const labels = 10 + Math.max(0, ...bars.map(({ label }) => widthOf(label)));
  const room = size.width - labels - 12 - Math.max(0, ...bars.map(({ words }) => widthOf(words)));
  const perUnit = most === least ? 0 : Math.max(40, room) / (most - least);
  return { labels, perUnit, zero: labels - least * perUnit };
}

function Bar(props: { bar: BarGroup['bars'][number]; scale: Scale; middle: number }) {
  const { bar, scale, middle } = props;
  const { label, value, words } = bar;
  const length = Math.abs(value ?? 0) * scale.perUnit;
  const from = (value ?? 0) < 0 ? scale.zero - length : scale.zero;
  return (
    <>
      <text x={tenth(scale.labels - 6)} y={middle + 4.5} text-anchor="end" fill={chartInk}>
        {label}
      </text>
      {value !== null && (
        <rect
          x={tenth(from)}
          y={middle - size.bar / 2}
          width={tenth(Math.max(length, 0.5))}
          height={size.bar}
          fill={chartMain}
        />
      )}
      <text x={tenth(from + length + 5)} y={middle + 4.5} fill={chartInk}>
        {words}
      </text>
    </>
  );
}

export function Bars({ id, title, description, groups }: BarsProps) {
  const scale = scaleOf(groups);
  let y = 4;
  const drawn = groups.map(({ name, bars }) => {
    const head = name === '' ? null : y + 15;
    if (head !== null) y += size.head;
    const top = y;
    y += bars.length * size.row;
    const bottom = y;
    y += size.gap;
    return { name, bars, head, top, bottom };
  });
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${size.width} ${y}`}
      role="img"
      aria-labelledby={`${id}-title ${id}-about`}
      font-family="inherit"
      font-size={chartText}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-about`}>{description}</desc>
      {drawn.map(({ name, bars, head, top, bottom }) => (
        <g>
          {head !== null && (
            <text x="4" y={head} font-weight="700" fill={chartInk}>
              {name}
            </text>
          )}
          {bars.map((bar, at) => (
            <Bar bar={bar} scale={scale} middle={top + at * size.row + size.row / 2} />
          ))}
          <path d={`M${tenth(scale.zero)} ${top}V${bottom}`} stroke={chartQuiet} />
        </g>
      ))}
    </svg>
  );
}
