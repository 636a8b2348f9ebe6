import fc from 'fast-check';
import { render as renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { axisWords, ticksOf } from './drawing.ts';
import { Sparkline } from './sparkline.tsx';
import { type Trend, TrendDrawing } from './trend.tsx';

describe('the scale of a chart', () => {
  it.each([
    [
      [0, 100],
      [0, 50, 100],
    ],
    [
      [35, 87],
      [0, 50, 100],
    ],
    [
      [-30, 95],
      [-50, 0, 50, 100],
    ],
    [[0.3], [0, 0.1, 0.2, 0.3]],
    [
      [0, 0],
      [0, 1],
    ],
    [[], [0, 1]],
  ])('of %j has %j', (values, ticks) => {
    expect(ticksOf(values)).toEqual(ticks);
  });

  it('holds every value and zero, in three to seven even steps', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 1, maxLength: 20 }), values => {
        const ticks = ticksOf(values);
        expect(ticks[0]).toBeLessThanOrEqual(Math.min(0, ...values));
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(Math.max(0, ...values));
        expect(ticks).toContain(0);
        expect(ticks.length).toBeGreaterThan(1);
        expect(ticks.length).toBeLessThan(9);
      }),
    );
  });

  it('writes large numbers short', () => {
    expect([12_000, 250_000_000, 950, 0.5].map(axisWords)).toEqual(['1.2万', '2.5亿', '950', '0.5']);
  });
});

const trend: Trend = {
  ...{ id: 'trend', title: '人数 <季>', description: '四期。', unit: '人' },
  periods: ['2018Q3', '2018Q4', '2019Q1', '2019Q2'],
  lines: [
    { name: '城市', values: [10, 20, null, 40] },
    { name: '农村', values: [5, 5, 5, 5] },
  ],
};

describe('the drawing of a trend', () => {
  const paths = (svg: string) =>
    [...svg.matchAll(/<path d="(M[^"]+)" fill="none"/g)].map(([, way]) => way!.match(/[ML]/g)!.join(''));

  it('leaves a gap where a figure is missing, and marks each that is there', () => {
    const svg = renderToString(<TrendDrawing trend={trend} of="wide" />);
    expect(paths(svg)).toEqual(['MLM', 'MLLL']);
    // Three points and the one of the key.
    expect(svg.match(/<circle/g)).toHaveLength(4);
    expect(svg.match(/<rect/g)).toHaveLength(5);
  });

  it('tells the lines apart without colour, and its title is words and not markup', () => {
    const svg = renderToString(<TrendDrawing trend={trend} of="narrow" />);
    expect(svg).toContain('stroke-dasharray="8 4"');
    expect(svg).toContain('人数 &lt;季>');
    expect(svg).toMatch(/aria-labelledby="trend-narrow-title trend-narrow-about"/);
  });

  it('stays within its frame, the newest period always named, others as there is room', () => {
    const many = Array.from({ length: 36 }, (_, at) => `${2016 + Math.floor(at / 12)}-${(at % 12) + 1}`);
    const long = { ...trend, periods: many, lines: [{ name: '', values: many.map((_, at) => at * 31) }] };
    for (const of of ['wide', 'narrow'] as const) {
      const svg = renderToString(<TrendDrawing trend={long} of={of} />);
      const [, width, height] = /viewBox="0 0 (\d+) ([\d.]+)"/.exec(svg)!.map(Number);
      for (const [, x, y] of svg.matchAll(/c?x="([\d.]+)" c?y="([\d.]+)"/g)) {
        expect(Number(x)).toBeLessThanOrEqual(width!);
        expect(Number(y)).toBeLessThanOrEqual(height!);
      }
      const named = [...svg.matchAll(/>(\d{4}-\d+)</g)].map(([, period]) => period);
      expect(named.at(-1)).toBe('2018-12');
      expect(named.length).toBeLessThan(of === 'wide' ? 18 : 8);
    }
  });

  it('says the figure of a single period', () => {
    const one = { ...trend, periods: ['2019'], lines: [{ name: '合计', values: [42] }] };
    expect(renderToString(<TrendDrawing trend={one} of="wide" />)).toContain('>42<');
  });
});

describe('a small drawing beside words', () => {
  it('has a bar for each figure that is shown, and says itself in words', () => {
    const svg = renderToString(<Sparkline label="低保人数：3期" values={[10, null, 20]} />);
    expect(svg).toContain('role="img" aria-label="低保人数：3期"');
    const heights = [...svg.matchAll(/height="([\d.]+)"\/>|height="([\d.]+)"><\/rect>/g)].map(found =>
      Number(found[1] ?? found[2]),
    );
    expect(heights).toHaveLength(2);
    expect(heights[0]! / heights[1]!).toBeCloseTo(0.5, 1);
    expect(svg.match(/spark-last/g)).toHaveLength(1);
  });
});
