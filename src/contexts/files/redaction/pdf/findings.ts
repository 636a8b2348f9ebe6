/** What must be covered on a PDF page: found in its lines, in the columns of its lists, and in numbers broken by a line end. */
import { type ColumnKind, columnKindWords, maskCell, planTable } from '../../contract/personal-tables.ts';
import type { Masker, Span } from '../masker.ts';
import type { TextItem } from './texts.ts';

/** An item with its place on the page as it is seen: points from the top left, after the page's rotation. */
export interface PlacedItem {
  readonly item: TextItem;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Reads from left to right on the page. */
  readonly isLevel: boolean;
}

/** A part of an item to be covered, and the text of the item afterwards. */
export interface Cover {
  readonly item: TextItem;
  readonly from: number;
  readonly to: number;
}

export interface PageFindings {
  readonly covers: readonly Cover[];
  /** The text that stays, for the items of which something is hidden. */
  readonly textOf: ReadonlyMap<TextItem, string>;
}

interface Segment {
  readonly items: PlacedItem[];
  text: string;
  readonly x: number;
  end: number;
}

function linesOf(items: readonly PlacedItem[]): PlacedItem[][] {
  const lines: PlacedItem[][] = [];
  const level = items.filter(each => each.isLevel).sort((a, b) => a.y - b.y || a.x - b.x);
  for (const item of level) {
    const line = lines.at(-1);
    const last = line?.at(-1);
    if (last !== undefined && Math.abs(last.y - item.y) < 0.45 * Math.max(last.height, item.height))
      line!.push(item);
    else lines.push([item]);
  }
  for (const line of lines) line.sort((a, b) => a.x - b.x);
  return [...lines, ...items.filter(each => !each.isLevel).map(each => [each])];
}

/** A line in parts that are set apart as the cells of a table are. */
function segmentsOf(line: readonly PlacedItem[]): Segment[] {
  const segments: Segment[] = [];
  for (const each of line) {
    const last = segments.at(-1);
    const gap = last === undefined ? 0 : each.x - last.end;
    if (last === undefined || gap > 0.8 * each.height)
      segments.push({ items: [each], text: each.item.text, x: each.x, end: each.x + each.width });
    else {
      last.items.push(each);
      last.text += `${gap > 0.2 * each.height ? ' ' : ''}${each.item.text}`;
      last.end = Math.max(last.end, each.x + each.width);
    }
  }
  return segments;
}

interface Column {
  readonly kind: ColumnKind | undefined;
  readonly middle: number;
}

/** The kinds of the segments of each line, by the headings above them. */
function kindsOf(lines: readonly Segment[][]): (ColumnKind | undefined)[][] {
  let columns: Column[] = [];
  return lines.map(segments => {
    const plan = planTable([segments.map(each => each.text)]);
    if (plan.isList) {
      columns = segments.map((each, i) => ({ kind: plan.columns.get(i), middle: (each.x + each.end) / 2 }));
      return segments.map(() => undefined);
    }
    const form = plan.rows[0]!;
    if (form.size > 0) return segments.map((_, i) => form.get(i));
    if (columns.length === 0 || segments.length < 2) return segments.map(() => undefined);
    return segments.map(each => {
      const middle = (each.x + each.end) / 2;
      return columns.reduce((a, b) => (Math.abs(a.middle - middle) <= Math.abs(b.middle - middle) ? a : b))
        .kind;
    });
  });
}

function segmentPieces(segment: Segment): { items: (TextItem | undefined)[]; texts: string[] } {
  const items: (TextItem | undefined)[] = [];
  const texts: string[] = [];
  let rest = segment.text;
  for (const { item } of segment.items) {
    if (!rest.startsWith(item.text)) {
      items.push(undefined);
      texts.push(' ');
      rest = rest.slice(1);
    }
    items.push(item);
    texts.push(item.text);
    rest = rest.slice(item.text.length);
  }
  return { items, texts };
}

function collector(masker: Masker) {
  const covers: Cover[] = [];
  const hidden = new Map<TextItem, boolean[]>();

  function cover(item: TextItem, from: number, to: number): void {
    // A part whose place is uncertain takes the whole item with it.
    const [begin, end] = item.edges === undefined ? [0, item.text.length] : [from, to];
    const marks = hidden.get(item) ?? Array.from(item.text, () => false);
    for (let i = begin; i < end; i += 1) marks[i] = true;
    hidden.set(item, marks);
    covers.push({ item, from: begin, to: end });
  }

  /** Covers spans counted over several items; a name keeps its first character. */
  function coverSpans(
    where: string,
    items: readonly (TextItem | undefined)[],
    texts: readonly string[],
    spans: readonly Span[],
  ): void {
    const text = texts.join('');
    for (const span of spans) {
      masker.took(where, text, span);
      const begin = span.kind === 'name' ? span.from + 1 : span.from;
      let at = 0;
      texts.forEach((piece, i) => {
        const item = items[i];
        const [from, to] = [Math.max(begin, at) - at, Math.min(span.to, at + piece.length) - at];
        if (item !== undefined && to > from) cover(item, from, to);
        at += piece.length;
      });
    }
  }

  function result(): PageFindings {
    const textOf = new Map<TextItem, string>();
    for (const [item, marks] of hidden)
      textOf.set(
        item,
        item.text
          .split('')
          .map((char, i) => (marks[i] === true && char.trim() !== '' ? '*' : char))
          .join(''),
      );
    return { covers, textOf };
  }

  return { coverSpans, result };
}

const numberKinds: ReadonlySet<string> = new Set([
  'resident-id',
  'disability-card',
  'mobile',
  'bank-card',
  'term',
]);

/** Numbers and words that go on in the next line, in the order in which the page is drawn. */
function brokenSpans(
  items: readonly PlacedItem[],
  masker: Masker,
): { items: TextItem[]; texts: string[]; spans: Span[] } {
  const texts = items.map(({ item }, i) => {
    const before = items[i - 1];
    const isWrapped = before === undefined || before.y + 0.45 * before.height < items[i]!.y;
    return isWrapped ? item.text : `\u0001${item.text}`;
  });
  const joins = new Set<number>();
  let at = 0;
  for (const text of texts) {
    joins.add(at);
    at += text.length;
  }
  const crosses = ({ from, to }: Span) => [...joins].some(join => from < join && join < to);
  const spans = masker.spansIn(texts.join('')).filter(span => numberKinds.has(span.kind) && crosses(span));
  return { items: items.map(each => each.item), texts, spans };
}

/** First turn: what the page says of persons, for all other pages. */
export function learnPage(items: readonly PlacedItem[], masker: Masker): void {
  const lines = linesOf(items).map(segmentsOf);
  const kinds = kindsOf(lines);
  lines.forEach((segments, i) => {
    segments.forEach((segment, j) => {
      const kind = kinds[i]?.[j];
      if (kind !== undefined) masker.learnCell(kind, segment.text);
    });
    masker.learn(segments.map(each => each.text).join('\t'));
  });
}

/** Second turn: what is to be covered on this page. */
export function pageFindings(items: readonly PlacedItem[], masker: Masker, where: string): PageFindings {
  const { coverSpans, result } = collector(masker);
  const lines = linesOf(items).map(segmentsOf);
  const kinds = kindsOf(lines);
  lines.forEach((segments, i) => {
    const parts = segments.map(segmentPieces);
    const whole = segments.map((segment, j) => {
      const kind = kinds[i]?.[j];
      return kind !== undefined && kind !== 'name' && maskCell(kind, segment.text) !== segment.text
        ? kind
        : undefined;
    });
    segments.forEach(({ text }, j) => {
      const kind = whole[j];
      if (kind === undefined) return;
      const span = {
        kind,
        words: `${columnKindWords[kind]}（名单）`,
        from: 0,
        to: text.length,
        replacement: '',
      };
      coverSpans(where, parts[j]!.items, parts[j]!.texts, [span]);
    });
    // A cell that is covered whole is not looked at again.
    const rest = parts.map((part, j) =>
      whole[j] === undefined ? part : { items: [undefined], texts: ['\t'] },
    );
    const items = rest.flatMap((part, j) => [...(j === 0 ? [] : [undefined]), ...part.items]);
    const texts = rest.flatMap((part, j) => [...(j === 0 ? [] : ['\t']), ...part.texts]);
    coverSpans(where, items, texts, masker.spansIn(texts.join('')));
  });
  const broken = brokenSpans(items, masker);
  // The mark before an item belongs to no character of it.
  const texts = broken.texts.flatMap(text =>
    text.startsWith('\u0001') ? ['\u0001', text.slice(1)] : [text],
  );
  const owners = broken.texts.flatMap((text, i) =>
    text.startsWith('\u0001') ? [undefined, broken.items[i]] : [broken.items[i]],
  );
  coverSpans(where, owners, texts, broken.spans);
  return result();
}
