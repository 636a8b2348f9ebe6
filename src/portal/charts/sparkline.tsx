/** A row of small bars, one a period; a shape only, for beside the words that say the figures. */

export interface Sparkline {
  /** Said to those who do not see it. */
  readonly label: string;
  /** The oldest first; null where there is none to show. */
  readonly values: readonly (number | null)[];
}

const size = { height: 36, bar: 11, gap: 3, base: 34 } as const;

export function Sparkline({ label, values }: Sparkline) {
  const known = values.flatMap(value => (value === null ? [] : [value]));
  const [least, most] = [Math.min(0, ...known), Math.max(0, ...known)];
  const perUnit = most === least ? 0 : (size.base - 2) / (most - least);
  const zero = size.base + least * perUnit;
  const width = Math.max(1, values.length) * (size.bar + size.gap);
  return (
    <svg
      class="sparkline"
      width={width}
      height={size.height}
      viewBox={`0 0 ${width} ${size.height}`}
      role="img"
      aria-label={label}
    >
      {values.map((value, at) => {
        if (value === null) return null;
        const height = Math.max(1, Math.abs(value) * perUnit);
        const y = value < 0 ? zero : zero - height;
        return (
          <rect
            class={at === values.length - 1 ? 'spark-last' : 'spark'}
            x={at * (size.bar + size.gap)}
            y={Math.round(y * 10) / 10}
            width={size.bar}
            height={Math.round(height * 10) / 10}
          />
        );
      })}
      <path class="spark-base" d={`M0 ${Math.round(zero * 10) / 10}h${width}`} />
    </svg>
  );
}
