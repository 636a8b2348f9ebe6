/** The texts of a PDF page with the place of every character, as far as the page tells it. */
/** A document as pdf.js has read it. */
export type PdfDocument = Awaited<ReturnType<typeof import('unpdf').getDocumentProxy>>;
export type PdfPage = Awaited<ReturnType<PdfDocument['getPage']>>;
type Operators = Awaited<ReturnType<PdfPage['getOperatorList']>>;

/** A stretch of text as the page draws it. Lengths in points, in the page's own space. */
export interface TextItem {
  readonly text: string;
  readonly font: string;
  /** Origin of the first character and direction of the line; font height. */
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
  readonly endsLine: boolean;
  /** Share of the width at which each character begins, and 1 at the end; nothing where it can not be told. */
  readonly edges: readonly number[] | undefined;
}

interface Glyph {
  readonly text: string;
  readonly advance: number;
}

/** Numbers of the drawing operators that matter here, as pdf.js counts them. */
export interface OperatorNumbers {
  readonly setFont: number;
  readonly setCharSpacing: number;
  readonly setWordSpacing: number;
  readonly showText: number;
}

interface DrawnGlyph {
  readonly unicode?: string;
  readonly width?: number;
  readonly isSpace?: boolean;
}

/** Every glyph in the order of drawing, with its advance in thousandths of the font size. */
function glyphsOf(operators: Operators, numbers: OperatorNumbers): Glyph[] {
  const glyphs: Glyph[] = [];
  let [size, charSpacing, wordSpacing] = [1, 0, 0];
  operators.fnArray.forEach((operator, i) => {
    const given = operators.argsArray[i] as unknown[];
    if (operator === numbers.setFont) size = Math.abs(Number(given[1])) || 1;
    else if (operator === numbers.setCharSpacing) charSpacing = Number(given[0]) || 0;
    else if (operator === numbers.setWordSpacing) wordSpacing = Number(given[0]) || 0;
    else if (operator === numbers.showText)
      for (const each of given[0] as (DrawnGlyph | number | null)[]) {
        if (typeof each === 'number') glyphs.push({ text: '', advance: -each });
        else if (each !== null) {
          const extra = charSpacing + (each.isSpace === true ? wordSpacing : 0);
          glyphs.push({ text: each.unicode ?? '', advance: (each.width ?? 0) + (extra / size) * 1000 });
        }
      }
  });
  return glyphs;
}

/** Finds the glyphs of one item after another; an item that is drawn otherwise than it reads keeps no edges. */
function edgeFinder(glyphs: readonly Glyph[]): (text: string) => number[] | undefined {
  let drawn = '';
  const glyphAt: number[] = [];
  glyphs.forEach((glyph, i) => {
    for (const char of glyph.text.replace(/\s/g, '').split('')) {
      drawn += char;
      glyphAt.push(i);
    }
  });
  let next = 0;
  return text => {
    const plain = text.replace(/\s/g, '');
    const at = plain === '' ? -1 : drawn.indexOf(plain, next);
    if (at < 0 || at - next > 4000) return undefined;
    next = at + plain.length;
    const first = glyphAt[at]!;
    const last = glyphAt[at + plain.length - 1]!;
    const begins = new Map<number, number>();
    let total = 0;
    for (let i = first; i <= last; i += 1) {
      begins.set(i, total);
      total += glyphs[i]!.advance;
    }
    if (total <= 0) return undefined;
    const edges: number[] = [];
    let position = at;
    for (const char of text.split('')) {
      if (/\s/.test(char)) {
        const following = position <= at + plain.length - 1 ? begins.get(glyphAt[position]!) : total;
        edges.push(following === undefined ? 1 : Math.min(edges.length === 0 ? 0 : 1, following / total));
      } else {
        edges.push(Math.min(1, Math.max(0, (begins.get(glyphAt[position]!) ?? 0) / total)));
        position += 1;
      }
    }
    edges.push(1);
    return edges;
  };
}

interface RawItem {
  readonly str?: string;
  readonly fontName?: string;
  readonly transform?: number[];
  readonly width?: number;
  readonly height?: number;
  readonly hasEOL?: boolean;
}

/** All texts of a page in the order in which they are drawn, and every font that it draws with. */
export async function textItems(
  page: PdfPage,
  numbers: OperatorNumbers,
): Promise<{ items: TextItem[]; fonts: ReadonlySet<string> }> {
  const operators = await page.getOperatorList();
  const content = await page.getTextContent({ disableNormalization: true });
  const edgesOf = edgeFinder(glyphsOf(operators, numbers));
  const items: TextItem[] = [];
  for (const raw of content.items as RawItem[]) {
    if (raw.str === undefined || raw.transform === undefined) continue;
    if (raw.str.trim() === '') {
      // An empty item ends the line of the one before it.
      const last = items.at(-1);
      if (raw.hasEOL === true && last !== undefined) items[items.length - 1] = { ...last, endsLine: true };
      continue;
    }
    const height = Math.hypot(raw.transform[2] ?? 0, raw.transform[3] ?? 0) || raw.height || 10;
    const direction = Math.hypot(raw.transform[0] ?? 0, raw.transform[1] ?? 0);
    items.push({
      text: raw.str,
      font: raw.fontName ?? '',
      transform: raw.transform,
      width: raw.width ?? 0,
      height,
      endsLine: raw.hasEOL === true,
      edges: direction === 0 ? undefined : edgesOf(raw.str),
    });
  }
  const fonts = new Set<string>();
  operators.fnArray.forEach((operator: number, i: number) => {
    if (operator === numbers.setFont) fonts.add(String((operators.argsArray[i] as unknown[])[0]));
  });
  return { items, fonts };
}

/** Four corners of a part of an item, in the page's own space. The whole item where the part can not be told. */
export function cornersOf(item: TextItem, from: number, to: number): [number, number][] {
  const [a = 1, b = 0, , , x = 0, y = 0] = item.transform;
  const length = Math.hypot(a, b) || 1;
  const [ux, uy] = [a / length, b / length];
  const pad = item.height * 0.08;
  const begin = (item.edges?.[from] ?? 0) * item.width - pad;
  const end = (item.edges?.[to] ?? 1) * item.width + pad;
  const [low, high] = [-0.3 * item.height, 1.05 * item.height];
  return (
    [
      [begin, low],
      [end, low],
      [end, high],
      [begin, high],
    ] as const
  ).map(([along, up]) => [x + along * ux - up * uy, y + along * uy + up * ux]);
}
