import { chartInk, chartLine, chartQuiet, drawn } from './drawing.ts';
import { axisWords } from './trend.ts';

/** One value for each place, the greatest first, each with its number beside the bar. */

export interface Bars {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly bars: readonly { readonly name: string; readonly value: number | null; readonly words: string }[];
}

const width = 340;

/** As a telephone shows it; a desk shows the same, larger. */
export function barDrawing({ id, title, description, bars }: Bars): Promise<string> {
  const text = { color: chartInk, fontSize: 13 };
  const option = {
    grid: { left: 4, right: 64, top: 6, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: {
      type: 'value',
      splitNumber: 3,
      axisLabel: { color: chartQuiet, fontSize: 12, formatter: axisWords, hideOverlap: true },
      splitLine: { lineStyle: { color: chartLine } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: bars.map(({ name }) => name),
      axisTick: { show: false },
      axisLabel: { ...text, interval: 0 },
      axisLine: { lineStyle: { color: chartQuiet } },
    },
    series: [
      {
        type: 'bar',
        silent: true,
        barWidth: 15,
        itemStyle: { color: '#0f4c8a' },
        // A value that is not shown still has a place: its words stand where the bar would begin.
        data: bars.map(({ value }) => value ?? 0),
        label: {
          ...text,
          show: true,
          position: 'right',
          formatter: (point: { dataIndex: number }) => bars[point.dataIndex]?.words ?? '',
        },
      },
    ],
  };
  return drawn({ id, title, description, width, height: 44 + bars.length * 27, option });
}
