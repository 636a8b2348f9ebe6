import { chartInk, chartQuiet } from './drawing.ts';

/** Places as tiles where they roughly lie; a schematic map that needs no borders and no outside service. */

export interface Tile {
  readonly code: string;
  readonly name: string;
  /** Null: not shown or not collected. */
  readonly value: number | null;
  readonly words: string;
}

export interface TileMap {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly tiles: readonly Tile[];
  /** Column and row from 1; a place without one makes all of them stand in rows as they come. */
  readonly layout: Readonly<Record<string, readonly [number, number]>>;
}

const size = { width: 68, height: 62, gap: 3, room: 340 } as const;
const inRow = 5;

/** Light enough for dark text: at least 7:1 with the ink. */
const shades = ['#ffffff', '#e3edf7', '#c6dcef', '#a8c9e6', '#8bb7dc'] as const;

/** Which of the five shades a value has: equal steps between the least and the greatest. */
export function shadeOf(value: number, least: number, most: number): number {
  if (most === least) return 2;
  return Math.min(shades.length - 1, Math.floor(((value - least) / (most - least)) * shades.length));
}

function placesOf({ tiles, layout }: Pick<TileMap, 'tiles' | 'layout'>): (readonly [number, number])[] {
  const known = tiles.map(({ code }) => layout[code]);
  const taken = new Set(known.map(String));
  if (known.every(place => place !== undefined) && taken.size === tiles.length)
    return known as (readonly [number, number])[];
  return tiles.map((_, at) => [(at % inRow) + 1, Math.floor(at / inRow) + 1] as const);
}

/** A name too long for its tile in two lines. */
function linesOf(name: string): string[] {
  return name.length <= 5 ? [name] : [name.slice(0, 4), name.slice(4, 9)];
}

function TileBox(props: { tile: Tile; x: number; y: number; fill: string }) {
  const { tile, x, y, fill } = props;
  const middle = x + size.width / 2;
  const lines = linesOf(tile.name);
  return (
    <g>
      <rect
        x={x}
        y={y}
        width={size.width - size.gap}
        height={size.height - size.gap}
        rx="4"
        fill={fill}
        stroke={chartQuiet}
        stroke-dasharray={tile.value === null ? '4 3' : undefined}
      />
      {lines.map((line, at) => (
        <text
          x={middle - size.gap / 2}
          y={y + (lines.length === 1 ? 25 : 18) + at * 14}
          font-size="12"
          text-anchor="middle"
          fill={chartInk}
        >
          {line}
        </text>
      ))}
      <text
        x={middle - size.gap / 2}
        y={y + 47}
        font-size="12.5"
        font-weight="700"
        text-anchor="middle"
        fill={chartInk}
      >
        {tile.words}
      </text>
    </g>
  );
}

export function Tiles(map: TileMap) {
  const { id, title, description, tiles } = map;
  const places = placesOf(map);
  const values = tiles.flatMap(({ value }) => (value === null ? [] : [value]));
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const columns = Math.max(...places.map(([column]) => column));
  const rows = Math.max(...places.map(([, row]) => row));
  return (
    <svg
      viewBox={`0 0 ${Math.max(size.room, columns * size.width)} ${rows * size.height}`}
      role="img"
      aria-labelledby={`${id}-title ${id}-about`}
      font-family="inherit"
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-about`}>{description}</desc>
      {tiles.map((tile, at) => {
        const [column, row] = places[at]!;
        const fill = tile.value === null ? '#ffffff' : shades[shadeOf(tile.value, least, most)]!;
        return (
          <TileBox
            tile={tile}
            x={(column - 1) * size.width + 1}
            y={(row - 1) * size.height + 1}
            fill={fill}
          />
        );
      })}
    </svg>
  );
}
