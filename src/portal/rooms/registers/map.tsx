import type { Point } from '../../../contexts/registers/contract.ts';
import { chartInk, chartLine, chartMain, chartQuiet } from '../../charts/drawing.ts';
import {
  apart,
  type Bounds,
  boundsOf,
  degreesBetween,
  heaps,
  isIn,
  type Label,
  type Named,
  nearestOf,
  type Spot,
  scaleKm,
  type View,
  viewOf,
} from './geometry.ts';

/**
 * A sketch of where entries stand: degrees, known places, a scale. No borders, no outside service: a map with borders is
 * shown in public only with a number of its examination (地图管理条例), and this is none.
 */

const width = 360;
const small = 12;
const cell = 6;
/** From so many entries in one spot its dot is larger. */
const manyInHeap = 5;
const radius = 8;
/** Height of what stands below the sketch. */
const strip = 20;

function Degrees({ view }: { view: View }) {
  return (
    <g font-size={small} fill={chartQuiet}>
      {degreesBetween(view.west, view.east).map(degree => (
        <g>
          <path d={`M${view.x(degree)} 0V${view.height}`} stroke={chartLine} />
          <text x={view.x(degree) + 2} y={view.height - 3}>
            {degree}°E
          </text>
        </g>
      ))}
      {degreesBetween(view.south, view.north).map(degree => (
        <g>
          <path d={`M0 ${view.y(degree)}H${view.width}`} stroke={chartLine} />
          <text x="2" y={view.y(degree) - 2}>
            {degree}°N
          </text>
        </g>
      ))}
    </g>
  );
}

/** Below the sketch, so that it covers nothing. */
function Scale({ view }: { view: View }) {
  const km = scaleKm(view, view.width / 4);
  const length = km * view.perKm;
  const [x, y] = [view.width - length - 2, view.height + strip - 6];
  return (
    <g font-size={small} fill={chartInk}>
      <path d={`M6 ${view.height + 5}l-4 10h8z`} />
      <text x="13" y={view.height + 14}>
        上为北
      </text>
      <path d={`M${x} ${y - 4}v4h${length}v-4`} fill="none" stroke={chartInk} />
      <text x={x - 4} y={y} text-anchor="end">
        {km}公里
      </text>
    </g>
  );
}

interface Labelled extends Label {
  readonly landmark: Named;
  readonly isLeft: boolean;
}

/** Known places with the room that their names take: right of the cross, or left of it near the edge. */
function labelsOf(view: View, landmarks: readonly Named[]): Labelled[] {
  return landmarks
    .filter(each => isIn(view, each))
    .map(landmark => {
      const [x, y] = [view.x(landmark.longitude), view.y(landmark.latitude)];
      const room = landmark.name.length * small + 8;
      const isLeft = x > view.width - room;
      const box = { x: isLeft ? x - room : x - 3, y: y - small / 2, width: room + 3, height: small };
      return { landmark, isLeft, ...box };
    });
}

function Landmarks({ view, labels }: { view: View; labels: readonly Labelled[] }) {
  return (
    <g font-size={small} fill={chartQuiet}>
      {labels.map(({ landmark, isLeft }) => {
        const [x, y] = [view.x(landmark.longitude), view.y(landmark.latitude)];
        return (
          <g>
            <path d={`M${x - 3} ${y}h6M${x} ${y - 3}v6`} stroke={chartQuiet} stroke-width="1.5" />
            <text x={isLeft ? x - 5 : x + 5} y={y + 4} text-anchor={isLeft ? 'end' : undefined}>
              {landmark.name}
            </text>
          </g>
        );
      })}
    </g>
  );
}

/** One path for any number of points: the page stays small. */
function Dots({ view, points, colour }: { view: View; points: Iterable<Point>; colour: string }) {
  const drawn = (some: readonly Spot[]) => some.map(({ x, y }) => `M${x} ${y}h0`).join('');
  const all = heaps(view, points, cell);
  const few = drawn(all.filter(({ count }) => count < manyInHeap));
  const many = drawn(all.filter(({ count }) => count >= manyInHeap));
  return (
    <g fill="none" stroke={colour} stroke-linecap="round" stroke-opacity="0.6">
      {few !== '' && <path d={few} stroke-width="3.5" />}
      {many !== '' && <path d={many} stroke-width="6" />}
    </g>
  );
}

function Frame(props: {
  id: string;
  view: View;
  title: string;
  description: string;
  // biome-ignore lint/suspicious/noExplicitAny: children of any element.
  children: any;
}) {
  const { id, view, title, description, children } = props;
  return (
    <svg
      viewBox={`0 0 ${view.width} ${view.height + strip}`}
      role="img"
      aria-labelledby={`${id}-title ${id}-about`}
      font-family="inherit"
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-about`}>{description}</desc>
      <rect width={view.width} height={view.height} fill="#f7f9fb" stroke={chartLine} />
      <Degrees view={view} />
      {children}
      <Scale view={view} />
    </svg>
  );
}

function Numbered(props: {
  view: View;
  marks: readonly { no: number; point: Point }[];
  labels: readonly Label[];
}) {
  const { view, marks, labels } = props;
  const own = marks.map(({ point }) => ({ x: view.x(point.longitude), y: view.y(point.latitude) }));
  const placed = apart(own, radius, view, labels);
  return (
    <g font-size={small} font-weight="700" text-anchor="middle">
      {marks.map(({ no }, at) => {
        const [spot, place] = [own[at]!, placed[at]!];
        const isMoved = spot.x !== place.x || spot.y !== place.y;
        return (
          <g>
            {isMoved && <path d={`M${spot.x} ${spot.y}L${place.x} ${place.y}`} stroke={chartMain} />}
            <circle cx={place.x} cy={place.y} r={radius} fill={chartMain} stroke="#ffffff" />
            <text x={place.x} y={place.y + 4} fill="#ffffff">
              {no}
            </text>
          </g>
        );
      })}
    </g>
  );
}

interface FoundOnMap {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Of the whole register: the sketch stays where it is whatever is asked. */
  readonly bounds: Bounds;
  readonly landmarks: readonly Named[];
  /** Entries of this page with their numbers in the table. */
  readonly marks: readonly { readonly no: number; readonly point: Point }[];
  /** Those of the other pages. */
  readonly others: Iterable<Point>;
}

export function FoundMap(map: FoundOnMap) {
  const { id, title, description, landmarks, marks, others } = map;
  const corners = [
    { longitude: map.bounds.west, latitude: map.bounds.south },
    { longitude: map.bounds.east, latitude: map.bounds.north },
  ];
  const view = viewOf(boundsOf([...corners, ...landmarks])!, width);
  const labels = labelsOf(view, landmarks);
  return (
    <Frame id={id} view={view} title={title} description={description}>
      <Dots view={view} points={others} colour={chartMain} />
      <Landmarks view={view} labels={labels} />
      <Numbered view={view} marks={marks} labels={labels} />
    </Frame>
  );
}

interface OneOnMap {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly point: Point;
  readonly landmarks: readonly Named[];
  /** Other entries of the register. */
  readonly others: Iterable<Point>;
}

/** Landmarks that the sketch of one entry reaches to, so that people find their way. */
const landmarksInView = 2;

export function EntryMap({ id, title, description, point, landmarks, others }: OneOnMap) {
  const view = viewOf(boundsOf([point, ...nearestOf(point, landmarks, landmarksInView)])!, width);
  const [x, y] = [view.x(point.longitude), view.y(point.latitude)];
  const near = [...others].filter(each => isIn(view, each));
  return (
    <Frame id={id} view={view} title={title} description={description}>
      <Dots view={view} points={near} colour={chartQuiet} />
      <Landmarks view={view} labels={labelsOf(view, landmarks)} />
      <path d={`M${x} ${y}c-2-6-8-9-8-15a8 8 0 0 1 16 0c0 6-6 9-8 15z`} fill={chartMain} stroke="#ffffff" />
      <circle cx={x} cy={y - 15} r="3" fill="#ffffff" />
    </Frame>
  );
}
