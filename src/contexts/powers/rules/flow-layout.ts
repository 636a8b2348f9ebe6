import type { Flow, FlowStep } from '../contract.ts';
import { daysWords, edgesOf, type FlowEdge } from './flow.ts';

/**
 * Where the boxes and lines of a flow chart lie, in SVG units. Layered from top to bottom: a step lies below everything
 * that leads to it. Lines run in the channels between the layers and in lanes beside them, never through a box. The same
 * description gives the same drawing.
 */

export interface Box {
  readonly id: string;
  readonly kind: FlowStep['kind'];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly string[];
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Line {
  readonly from: string;
  readonly to: string;
  readonly label: FlowEdge['label'];
  readonly points: readonly Point[];
}

export interface FlowLayout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
}

const boxWidth = 220;
const lettersOnLine = 13;
const lineHeight = 21;
const padding = 12;
const besides = 36;
const lane = 18;
const margin = 12;
/** Between two layers before any line runs there. */
const channel = 34;
const track = 9;

function wrapped(text: string): string[] {
  const letters = [...text];
  return Array.from({ length: Math.ceil(letters.length / lettersOnLine) }, (_, at) =>
    letters.slice(at * lettersOnLine, (at + 1) * lettersOnLine).join(''),
  );
}

function linesIn(step: FlowStep): string[] {
  const about = [step.who, step.days === null ? '' : daysWords(step.days)].filter(each => each !== '');
  return [...wrapped(step.words), ...(about.length > 0 ? wrapped(`（${about.join('，')}）`) : [])];
}

interface Graph {
  readonly flow: Flow;
  readonly edges: readonly FlowEdge[];
  /** Place of each step from above. */
  readonly layer: ReadonlyMap<string, number>;
}

/** Lines to a step written above lead back; the others order the layers. */
function graphOf(flow: Flow): Graph {
  const place = new Map(flow.map((step, at) => [step.id, at]));
  const edges = edgesOf(flow).filter(({ from, to }) => place.has(from) && place.has(to));
  const layer = new Map(flow.map(step => [step.id, 0]));
  for (const step of flow)
    for (const { from, to } of edges)
      if (from === step.id && place.get(to)! > place.get(from)!)
        layer.set(to, Math.max(layer.get(to)!, layer.get(from)! + 1));
  return { flow, edges, layer };
}

type Way = 'straight' | 'ahead' | 'back';

function wayOf({ layer }: Graph, { from, to }: FlowEdge): Way {
  const steps = layer.get(to)! - layer.get(from)!;
  return steps === 1 ? 'straight' : steps > 1 ? 'ahead' : 'back';
}

/** Which of the tracks in the channel below a layer a line takes when it leaves, and above one when it arrives. */
interface Tracks {
  take(channelNo: number): number;
  used(channelNo: number): number;
}

function tracks(): Tracks {
  const counts = new Map<number, number>();
  return {
    take(no) {
      const taken = counts.get(no) ?? 0;
      counts.set(no, taken + 1);
      return taken;
    },
    used: no => counts.get(no) ?? 0,
  };
}

interface Routed {
  readonly edge: FlowEdge;
  readonly way: Way;
  readonly leave: number;
  readonly arrive: number;
  readonly lane: number;
}

function route(graph: Graph): { routed: Routed[]; taken: Tracks; left: number; right: number } {
  const taken = tracks();
  const lanes = { left: 0, right: 0 };
  const routed = graph.edges.map(edge => {
    const way = wayOf(graph, edge);
    const from = graph.layer.get(edge.from)!;
    const leave = taken.take(from);
    if (way === 'straight') return { edge, way, leave, arrive: leave, lane: 0 };
    const arrive = taken.take(graph.layer.get(edge.to)! - 1);
    const side = way === 'back' ? 'left' : 'right';
    lanes[side] += 1;
    return { edge, way, leave, arrive, lane: lanes[side] };
  });
  return { routed, taken, ...lanes };
}

/** Where a line leaves and meets a box, from its middle: lines that part or join do not lie on each other. */
const offsets = { straight: 0, ahead: 44, back: -44 } as const;

/** The two lines of a decision leave on the sides to which they go, so that they part without crossing. */
function sideOf(edge: FlowEdge, way: Way, byId: ReadonlyMap<string, Box>): number {
  if (edge.label === '') return offsets[way];
  if (way !== 'straight') return Math.sign(offsets[way]) * (edge.label === '否' ? 66 : 44);
  const [from, to] = [byId.get(edge.from)!, byId.get(edge.to)!];
  if (to.x === from.x) return 0;
  return to.x < from.x ? -30 : 30;
}

export function layoutOf(flow: Flow): FlowLayout {
  const graph = graphOf(flow);
  const { routed, taken, left, right } = route(graph);
  const layers = Math.max(0, ...graph.layer.values()) + 1;
  const rows = Array.from({ length: layers }, (_, no) =>
    flow.filter(step => graph.layer.get(step.id) === no),
  );
  const widest = Math.max(...rows.map(row => row.length), 1);
  const inner = widest * boxWidth + (widest - 1) * besides;
  const start = margin + (left + 1) * lane;
  const width = start + inner + (right + 1) * lane + margin;
  const boxes: Box[] = [];
  /** Lower edge of the channel above each layer, i.e. the top of its boxes. */
  const tops: number[] = [];
  const channelTops: number[] = [margin];
  // A line that leads back to the first step arrives from above it.
  let y = margin + channel + taken.used(-1) * track;
  rows.forEach((row, no) => {
    tops.push(y);
    const rowWidth = row.length * boxWidth + (row.length - 1) * besides;
    const heights = row.map(step => linesIn(step).length * lineHeight + 2 * padding);
    row.forEach((step, at) => {
      const x = start + (inner - rowWidth) / 2 + at * (boxWidth + besides);
      boxes.push({
        id: step.id,
        kind: step.kind,
        x,
        y,
        width: boxWidth,
        height: heights[at]!,
        lines: linesIn(step),
      });
    });
    y += Math.max(...heights);
    channelTops.push(y);
    y += channel + taken.used(no) * track;
  });
  const byId = new Map(boxes.map(box => [box.id, box]));
  const channelY = (channelNo: number, trackNo: number) => channelTops[channelNo + 1]! + 14 + trackNo * track;
  const lines = routed.map(({ edge, way, leave, arrive, lane: laneNo }): Line => {
    const [a, b] = [byId.get(edge.from)!, byId.get(edge.to)!];
    const side = sideOf(edge, way, byId);
    const out = a.x + a.width / 2 + side;
    const into = b.x + b.width / 2 + offsets[way];
    const leaveY = channelY(graph.layer.get(edge.from)!, leave);
    const first = [
      { x: out, y: a.y + a.height },
      { x: out, y: leaveY },
    ];
    if (way === 'straight')
      return { ...edge, points: [...first, { x: into, y: leaveY }, { x: into, y: b.y }] };
    const laneX = way === 'back' ? start - laneNo * lane : start + inner + laneNo * lane;
    const arriveY = channelY(graph.layer.get(edge.to)! - 1, arrive);
    const rest = [
      { x: laneX, y: leaveY },
      { x: laneX, y: arriveY },
      { x: into, y: arriveY },
      { x: into, y: b.y },
    ];
    return { ...edge, points: [...first, ...rest] };
  });
  return { width, height: y + margin - channel + 10, boxes, lines };
}
