/** What the drawings of the server share: ink, widths of words, scales. */

/** Ink, grid and series of all charts; each at least 4.5:1 on white. */
export const chartInk = '#1c2430';
export const chartQuiet = '#4d5866';
export const chartLine = '#d5dce4';
export const chartMain = '#0f4c8a';

export type Mark = 'circle' | 'square' | 'triangle' | 'diamond' | 'ring' | 'frame';

/** Series differ by colour, by line and by mark. */
export const chartSeries: readonly { readonly colour: string; readonly dash: string; readonly mark: Mark }[] =
  [
    { colour: chartMain, dash: '', mark: 'circle' },
    { colour: '#a4262c', dash: '8 4', mark: 'square' },
    { colour: '#2f6b2f', dash: '2 3', mark: 'triangle' },
    { colour: '#7a4a00', dash: '10 3 2 3', mark: 'diamond' },
    { colour: '#5b2d82', dash: '4 4', mark: 'ring' },
    { colour: '#006b6b', dash: '14 4', mark: 'frame' },
  ];

/** Text of all charts in CSS pixels, at the width at which they are drawn. */
export const chartText = 13;

/** Width of words in CSS pixels, near enough to leave room for them: Chinese signs are as wide as high. */
export function widthOf(words: string): number {
  return [...words].reduce((sum, each) => sum + (each.charCodeAt(0) > 0x2e80 ? 1 : 0.58) * chartText, 0);
}

/** A tenth of a pixel is as fine as anybody sees. */
export function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

/** 12000 as 1.2万: an axis on a telephone has no room for more. */
export function axisWords(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e8) return `${Number((value / 1e8).toPrecision(4))}亿`;
  if (size >= 1e4) return `${Number((value / 1e4).toPrecision(4))}万`;
  return String(Number(value.toPrecision(6)));
}

/** Round numbers from below the least to above the greatest value, zero among them, about `count` steps apart. */
export function ticksOf(values: readonly number[], count = 4): number[] {
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)];
  if (least === most) return [0, 1];
  const rough = (most - least) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map(each => each * power).find(each => each >= rough) ?? rough;
  const [from, until] = [Math.floor(least / step + 1e-9), Math.ceil(most / step - 1e-9)];
  return Array.from({ length: until - from + 1 }, (_, at) => Number(((from + at) * step).toPrecision(12)));
}
