import type { Point } from '../../../contexts/registers/contract.ts';
import { tenth } from '../../charts/drawing.ts';

/** A plane sketch of a few hundred kilometres at most: degrees east shrink with the latitude of its middle. */

export interface Bounds {
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
}

export interface View extends Bounds {
  /** Units of the SVG, which are CSS pixels at its right size. */
  readonly width: number;
  readonly height: number;
  /** Units a kilometre is long. */
  readonly perKm: number;
  x(longitude: number): number;
  y(latitude: number): number;
}

export interface Named extends Point {
  readonly name: string;
}

/** Kilometres of a degree of latitude. */
const degreeKm = 111.2;
const shrink = (latitude: number) => Math.cos((latitude * Math.PI) / 180);

/** The least box around the points; null of none. */
export function boundsOf(points: Iterable<Point>): Bounds | null {
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { longitude, latitude } of points) {
    west = Math.min(west, longitude);
    east = Math.max(east, longitude);
    south = Math.min(south, latitude);
    north = Math.max(north, latitude);
  }
  return west === Infinity ? null : { west, east, south, north };
}

/** Room around the box, as a share of its longer side. */
const margin = 0.1;
/** A box is at least so many kilometres wide and high: one point alone would have no scale. */
const leastKm = 8;
const proportions = { least: 0.55, most: 1 } as const;

/** A view of this width that shows the box with room around it, neither too flat nor too high. */
export function viewOf(box: Bounds, width: number): View {
  const middle = { longitude: (box.west + box.east) / 2, latitude: (box.south + box.north) / 2 };
  const kmEast = degreeKm * shrink(middle.latitude);
  const longer = Math.max(leastKm, (box.east - box.west) * kmEast, (box.north - box.south) * degreeKm);
  const around = longer * margin * 2;
  const wide = Math.max(leastKm, (box.east - box.west) * kmEast) + around;
  const high = Math.max(leastKm, (box.north - box.south) * degreeKm) + around;
  const widthKm = Math.max(wide, high / proportions.most);
  const heightKm = Math.max(high, widthKm * proportions.least);
  const perKm = width / widthKm;
  const [halfEast, halfNorth] = [widthKm / kmEast / 2, heightKm / degreeKm / 2];
  const [west, north] = [middle.longitude - halfEast, middle.latitude + halfNorth];
  return {
    ...{ west, north, east: middle.longitude + halfEast, south: middle.latitude - halfNorth },
    ...{ width, height: Math.round(heightKm * perKm), perKm },
    x: longitude => tenth((longitude - west) * kmEast * perKm),
    y: latitude => tenth((north - latitude) * degreeKm * perKm),
  };
}

export function isIn({ west, east, south, north }: Bounds, { longitude, latitude }: Point): boolean {
  return longitude >= west && longitude <= east && latitude >= south && latitude <= north;
}

const steps = [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10] as const;

/** Round degrees between two, three to six of them where that can be. */
export function degreesBetween(from: number, to: number): number[] {
  const step = steps.find(each => (to - from) / each <= 5) ?? steps.at(-1)!;
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) =>
    Number(((first + at) * step).toFixed(2)),
  );
}

/** The longest round number of kilometres that is no longer than so many units. */
export function scaleKm({ perKm }: Pick<View, 'perKm'>, most: number): number {
  const lengths = [200, 100, 50, 20, 10, 5, 2, 1];
  return lengths.find(km => km * perKm <= most) ?? 1;
}

/** Kilometres between two points of one sketch; a kilometre off in a hundred. */
export function kmBetween(one: Point, other: Point): number {
  const east = (other.longitude - one.longitude) * shrink((one.latitude + other.latitude) / 2);
  return Math.hypot(east, other.latitude - one.latitude) * degreeKm;
}

const directions = ['东', '东北', '北', '西北', '西', '西南', '南', '东南'] as const;

/** Which way the other lies. */
export function directionTo(one: Point, other: Point): string {
  const east = (other.longitude - one.longitude) * shrink(one.latitude);
  const turn = Math.atan2(other.latitude - one.latitude, east) / (Math.PI / 4);
  return directions[(Math.round(turn) + 8) % 8]!;
}

/** Where a point lies, in words: from the nearest known place; nothing where none is known. */
export function whereWords(point: Point, known: readonly Named[]): string {
  const [nearest] = nearestOf(point, known, 1);
  if (nearest === undefined) return '';
  const km = kmBetween(nearest, point);
  if (km < 1) return `在${nearest.name}标注点附近`;
  return `在${nearest.name}标注点${directionTo(nearest, point)}约${Math.round(km)}公里`;
}

export function nearestOf<T extends Point>(point: Point, known: readonly T[], count: number): T[] {
  return known.toSorted((a, b) => kmBetween(point, a) - kmBetween(point, b)).slice(0, count);
}

/** A cell of the sketch and how many lie in it: what is drawn of many points stays small. */
export function heaps(
  view: View,
  points: Iterable<Point>,
  cell: number,
): { readonly x: number; readonly y: number; readonly count: number }[] {
  const counts = new Map<number, number>();
  const columns = Math.ceil(view.width / cell) + 1;
  for (const { longitude, latitude } of points) {
    const key = Math.floor(view.y(latitude) / cell) * columns + Math.floor(view.x(longitude) / cell);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, count]) => ({
    ...{ x: (key % columns) * cell + cell / 2, y: Math.floor(key / columns) * cell + cell / 2, count },
  }));
}

export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Words that no mark may cover. */
export interface Label extends Spot {
  readonly width: number;
  readonly height: number;
}

/** Marks of this radius moved off each other and off words, each as near to its own spot as there is room. */
export function apart(
  spots: readonly Spot[],
  radius: number,
  { width, height }: Pick<View, 'width' | 'height'>,
  labels: readonly Label[] = [],
): Spot[] {
  const placed: Spot[] = [];
  const covers = ({ x, y }: Spot, label: Label) => {
    const nearest = {
      x: Math.max(label.x, Math.min(x, label.x + label.width)),
      y: Math.max(label.y, Math.min(y, label.y + label.height)),
    };
    return Math.hypot(nearest.x - x, nearest.y - y) < radius;
  };
  const isFree = ({ x, y }: Spot) =>
    x >= radius &&
    y >= radius &&
    x <= width - radius &&
    y <= height - radius &&
    placed.every(each => Math.hypot(each.x - x, each.y - y) >= radius * 2) &&
    !labels.some(label => covers({ x, y }, label));
  for (const spot of spots) {
    const tries = [spot];
    for (let ring = 1; ring <= 5; ring += 1)
      for (let turn = 0; turn < 8; turn += 1) {
        const [angle, far] = [((turn + ring / 2) * Math.PI) / 4, ring * radius * 1.25];
        tries.push({ x: tenth(spot.x + Math.cos(angle) * far), y: tenth(spot.y + Math.sin(angle) * far) });
      }
    placed.push(tries.find(isFree) ?? spot);
  }
  return placed;
}
