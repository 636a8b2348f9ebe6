import type { EChartsCoreOption } from 'echarts/core';

/**
 * Charts drawn on the server: the library makes the SVG, here it becomes part of a page – with title and description for
 * those who do not see it, scalable, without script, style element or anything that differs from one drawing to the next.
 */

export interface Drawing {
  /** Unique on the page; identifiers in the SVG begin with it. */
  readonly id: string;
  readonly title: string;
  /** What is to be seen, in a sentence or two, with the numbers that matter. */
  readonly description: string;
  /** CSS pixels at which the text has its right size. */
  readonly width: number;
  readonly height: number;
  readonly option: EChartsCoreOption;
}

/** Loaded when the first chart is drawn, or before (`warmUp`): it takes longer than everything else. */
async function library() {
  const [core, charts, components, renderers] = await Promise.all([
    import('echarts/core'),
    import('echarts/charts'),
    import('echarts/components'),
    import('echarts/renderers'),
  ]);
  core.use([charts.LineChart, charts.BarChart, components.GridComponent, renderers.SVGRenderer]);
  return core;
}

let loading: ReturnType<typeof library> | null = null;

export async function warmUp(): Promise<void> {
  loading ??= library();
  await loading;
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, c => escapes[c] ?? c);

/** `style="font-size:12px;…"` as attributes, so that no policy on styles can take the sizes away. */
function withoutStyles(svg: string): string {
  return svg.replaceAll(/ style="([^"]*)"/g, (_, declarations: string) =>
    declarations
      .split(';')
      .map(each => each.split(':'))
      .filter(([name]) => name === 'font-size' || name === 'font-weight')
      .map(([name, value]) => ` ${name}="${value?.trim()}"`)
      .join(''),
  );
}

/** The inside of the drawing, cleaned. */
function inside(svg: string, id: string): string {
  const body = svg
    .replace(/^<svg[^>]*>\s*/, '')
    .replace(/<\/svg>\s*$/, '')
    .replace(/<style[^>]*>[\s\S]*?<\/style>/g, '')
    .replaceAll(/ (?:ecmeta_\w+|class|pointer-events)="[^"]*"/g, '')
    .replaceAll(/\bzr\d+-/g, `${id}-`)
    .replaceAll('<defs >', '<defs>')
    .replaceAll('></path>', '/>')
    .replaceAll('></rect>', '/>')
    .replaceAll('\n', '');
  return withoutStyles(body);
}

/** The SVG element as text. The same drawing gives the same text. */
export async function drawn({ id, title, description, width, height, option }: Drawing): Promise<string> {
  loading ??= library();
  const { init } = await loading;
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({ animation: false, ...option });
    const head = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-title ${id}-about" font-family="inherit">`;
    const words = `<title id="${id}-title">${escaped(title)}</title><desc id="${id}-about">${escaped(description)}</desc>`;
    return `${head}${words}${inside(chart.renderToSVGString(), id)}</svg>`;
  } finally {
    chart.dispose();
  }
}

/** Ink, grid and series of all charts; each at least 4.5:1 on white. */
export const chartInk = '#1c2430';
export const chartQuiet = '#4d5866';
export const chartLine = '#d5dce4';

/** Series differ by colour, by line and by mark. */
export const chartSeries = [
  { colour: '#0f4c8a', line: 'solid', mark: 'circle' },
  { colour: '#a4262c', line: 'dashed', mark: 'rect' },
  { colour: '#2f6b2f', line: 'dotted', mark: 'triangle' },
  { colour: '#7a4a00', line: [10, 3, 2, 3], mark: 'diamond' },
  { colour: '#5b2d82', line: [4, 4], mark: 'emptyCircle' },
  { colour: '#006b6b', line: [14, 4], mark: 'emptyRect' },
] as const;
