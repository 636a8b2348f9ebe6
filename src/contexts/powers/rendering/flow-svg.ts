import { escapedHtml } from '../../../platform/escaped-html.ts';
import type { Flow } from '../contract.ts';
import { flowWords } from '../rules/flow.ts';
import { type Box, type FlowLayout, type Line, layoutOf } from '../rules/flow-layout.ts';

/** The chart as an SVG that is drawn in the colour of the text around it; its words stand in its description. */

/** Decisions have pointed sides, ends round ones. */
function shape({ kind, x, y, width, height }: Box): string {
  const common = 'fill="none" stroke="currentColor" stroke-width="1.5"';
  if (kind === 'decision') {
    const cut = 14;
    const points = [
      [x + cut, y],
      [x + width - cut, y],
      [x + width, y + height / 2],
      [x + width - cut, y + height],
      [x + cut, y + height],
      [x, y + height / 2],
    ];
    return `<polygon points="${points.map(point => point.join(',')).join(' ')}" ${common}/>`;
  }
  const round = kind === 'end' ? height / 2 : 3;
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${round}" ${common}/>`;
}

function words({ x, y, width, lines }: Box): string {
  return lines
    .map(
      (line, at) =>
        `<text x="${x + width / 2}" y="${y + 12 + 21 * at + 15}" text-anchor="middle" font-size="15" fill="currentColor">${escapedHtml(line)}</text>`,
    )
    .join('');
}

function drawn({ points, label }: Line): string {
  const path = points.map(({ x, y }) => `${x},${y}`).join(' ');
  const [start] = points;
  const end = points.at(-1);
  const head =
    end === undefined
      ? ''
      : `<polygon points="${end.x},${end.y} ${end.x - 4},${end.y - 8} ${end.x + 4},${end.y - 8}" fill="currentColor"/>`;
  // Beside the line, on the side to which it does not turn.
  const goesLeft = start !== undefined && points[2] !== undefined && points[2].x < start.x;
  const mark =
    label === '' || start === undefined
      ? ''
      : `<text x="${start.x + (goesLeft ? 6 : -6)}" y="${start.y + 13}" text-anchor="${goesLeft ? 'start' : 'end'}" font-size="13" fill="currentColor">${label}</text>`;
  return `<polyline points="${path}" fill="none" stroke="currentColor" stroke-width="1.2"/>${head}${mark}`;
}

/** `key` makes the ids of one page differ; it is a code of ours, letters, digits and hyphens. */
export function flowSvg(flow: Flow, title: string, key: string): string {
  const layout: FlowLayout = layoutOf(flow);
  const { width, height, boxes, lines } = layout;
  const id = key.replaceAll(/[^A-Za-z0-9-]/g, '');
  const description = flowWords(flow)
    .map((line, at) => `${at + 1}. ${line}`)
    .join(' ');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="flow-chart" role="img" aria-labelledby="flow-${id}-t flow-${id}-d" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<title id="flow-${id}-t">${escapedHtml(title)}</title><desc id="flow-${id}-d">${escapedHtml(description)}</desc>`,
    ...lines.map(drawn),
    ...boxes.map(box => `<g>${shape(box)}${words(box)}</g>`),
    '</svg>',
  ].join('');
}
