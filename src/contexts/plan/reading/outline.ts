import { lineRole, looksLikeSignature, looksLikeTitle } from './furniture.ts';
import { type MarkKind, type OutlineMark, rankOfKind, readMark } from './outline-marks.ts';
import type { PlanWarning } from './plan-reading.ts';
import type { JoinedParagraph } from './unwrap.ts';

export interface OutlineLine {
  readonly text: string;
  readonly line: number;
  /** Where a paragraph was joined from several lines, the last of them. */
  readonly lastLine?: number;
}

/** One numbered heading or item, with what stands under it. */
export interface OutlineNode {
  readonly kind: MarkKind;
  /** How many numbers its own mark has: 3 for 2.1.3, otherwise 1. */
  readonly width: number;
  /** Ordinals from the top-level heading on. */
  readonly ordinals: readonly number[];
  /** The item's lines; the first without its number. */
  readonly lines: OutlineLine[];
  readonly children: OutlineNode[];
}

/** An outline that begins anew, such as an attachment. */
export interface OutlinePart {
  readonly roots: OutlineNode[];
  title: string | undefined;
}

export interface Outline {
  /** Lines in front of the first number. */
  readonly preamble: readonly OutlineLine[];
  readonly parts: readonly OutlinePart[];
  readonly warnings: readonly PlanWarning[];
}

const attachment = /^附\s*件\s*(\d{1,2}|[一二三四五六七八九十]{1,2})?\s*([:：]|$)/;

/** Lists under one heading are followed to this depth; deeper numbers are text. */
const maxDepth = 8;

class OutlineBuilder {
  readonly #preamble: OutlineLine[] = [];
  readonly #parts: OutlinePart[] = [];
  readonly #warnings: PlanWarning[] = [];
  #stack: OutlineNode[] = [];
  /** After a signature, an attachment list or the foot of the page, only a fresh outline counts. */
  #closed = false;
  #pendingTitle: string | undefined;

  add(paragraph: JoinedParagraph): void {
    const role = paragraph.furniture === true ? 'furniture' : lineRole(paragraph.text);
    const { line, lastLine = line } = paragraph;
    const entry = { text: paragraph.text.trim(), line, lastLine };
    const mark = role === 'text' ? readMark(paragraph.text) : undefined;
    if (role === 'furniture') return;
    if (this.#parts.length === 0 && (mark === undefined || !begins(mark))) this.#preamble.push(entry);
    else if (role === 'end' || attachment.test(entry.text)) this.#closed = true;
    else if (role === 'date') this.#sign();
    else if (mark !== undefined && (!this.#closed || reopens(mark))) this.#place(mark, line, lastLine);
    else if (this.#closed) this.#pendingTitle = looksLikeTitle(entry.text) ? entry.text : this.#pendingTitle;
    else this.#stack.at(-1)?.lines.push(entry);
  }

  finish(): Outline {
    return { preamble: this.#preamble, parts: this.#parts, warnings: this.#warnings };
  }

  /** A line with nothing but a date ends the text; the name above it is the signature. */
  #sign(): void {
    const lines = this.#stack.at(-1)?.lines ?? [];
    while (lines.length > 1 && looksLikeSignature(lines.at(-1)?.text ?? '')) lines.pop();
    this.#closed = true;
  }

  #place(mark: OutlineMark, line: number, lastLine: number): void {
    this.#closed = false;
    this.#stack = this.#stack.slice(0, this.#depthFor(mark, line));
    const parent = this.#stack.at(-1);
    let siblings = parent?.children ?? this.#parts.at(-1)?.roots;
    if (siblings === undefined || (parent === undefined && this.#restarts(mark, siblings, line))) {
      siblings = [];
      this.#parts.push({ roots: siblings, title: this.#pendingTitle });
      this.#pendingTitle = undefined;
    }
    const ordinals = [...(parent?.ordinals ?? []), ...(parent === undefined ? mark.parts : [mark.ordinal])];
    this.#checkOrder(mark, ordinals, siblings.at(-1), line);
    const node: OutlineNode = {
      kind: mark.kind,
      width: mark.parts.length,
      ordinals,
      lines: [{ text: mark.rest.trim(), line, lastLine }],
      children: [],
    };
    siblings.push(node);
    this.#stack.push(node);
  }

  /** How many open headings stay above the new one. */
  #depthFor(mark: OutlineMark, line: number): number {
    if (mark.kind === 'dotted') return this.#depthForDotted(mark);
    const same = this.#stack.findLastIndex(node => node.kind === mark.kind);
    if (same >= 0) return same;
    const rank = rankOfKind[mark.kind];
    const top = this.#stack.at(-1);
    if (top === undefined || rankOfKind[top.kind] < rank) return Math.min(this.#stack.length, maxDepth);
    if (mark.ordinal === 1 && rank >= rankOfKind['chinese-in-brackets'] && top.kind !== 'dotted') {
      // Some plans number 一、 1. (一): a lower sign that starts at one under a higher number is its child.
      this.#warn(
        'level-unclear',
        line,
        `“${mark.raw.trim()}”出现在“${top.ordinals.at(-1)}.”之下，层次与常用次序不同，请核对。`,
      );
      return Math.min(this.#stack.length, maxDepth);
    }
    return this.#stack.findLastIndex(node => rankOfKind[node.kind] < rank) + 1;
  }

  /** 2.1.3 stands beside an open 2.1.2, or else under the open headings that end in 2, 1. */
  #depthForDotted(mark: OutlineMark): number {
    const above = mark.parts.slice(0, -1);
    const under = (depth: number): boolean => {
      const tail = this.#stack.slice(Math.max(0, depth - above.length), depth);
      const fits = (node: OutlineNode, i: number): boolean =>
        node.ordinals.at(-1) === above[i] && (node.kind !== 'dotted' || node.width === i + 1);
      return tail.length === above.length && tail.every(fits);
    };
    const same = this.#stack.findLastIndex(
      node => node.kind === 'dotted' && node.width === mark.parts.length,
    );
    if (same >= 0 && under(same)) return same;
    for (let depth = this.#stack.length; depth >= above.length; depth--) if (under(depth)) return depth;
    return this.#stack.findLastIndex(node => rankOfKind[node.kind] < rankOfKind.dotted) + 1;
  }

  #restarts(mark: OutlineMark, roots: readonly OutlineNode[], line: number): boolean {
    const last = roots.at(-1);
    if (last === undefined || mark.parts.some(part => part !== 1)) return false;
    if (last.kind !== mark.kind && rankOfKind[last.kind] <= rankOfKind[mark.kind]) return false;
    const tail = deepest(last).lines;
    while (tail.length > 1 && looksLikeTitle(tail.at(-1)?.text ?? '')) this.#pendingTitle = tail.pop()?.text;
    this.#warn('numbering-restarts', line, '编号从头开始，此处以下按另一部分处理，请核对是否为附件。');
    return true;
  }

  #checkOrder(
    mark: OutlineMark,
    ordinals: readonly number[],
    before: OutlineNode | undefined,
    line: number,
  ): void {
    const beside = before?.ordinals.slice(0, -1).join('.') === ordinals.slice(0, -1).join('.');
    if (mark.kind === 'dotted' && !beside && mark.ordinal === 1) return;
    const last = before?.kind === mark.kind ? before.ordinals.at(-1) : undefined;
    const id = ordinals.join('.');
    if (last === mark.ordinal) {
      this.#warn('number-repeated', line, `编号 ${id} 重复出现（“${mark.raw.trim()}”），请核对原文编号。`);
    } else if (mark.ordinal !== (last ?? 0) + 1 && (before === undefined || last !== undefined)) {
      const expected = (last ?? 0) + 1;
      this.#warn(
        'number-jump',
        line,
        `编号不连续：此处应为第 ${expected} 项，原文为“${mark.raw.trim()}”，请核对是否缺项。`,
      );
    }
  }

  #warn(code: PlanWarning['code'], line: number, message: string): void {
    this.#warnings.push({ code, where: `第 ${line} 行`, message });
  }
}

function deepest(node: OutlineNode): OutlineNode {
  const child = node.children.at(-1);
  return child === undefined ? node : deepest(child);
}

/** In front of the text, only a number one starts an outline: telephone lists and letterheads carry numbers too. */
function begins(mark: OutlineMark): boolean {
  return mark.ordinal === 1 || mark.kind === 'chinese' || mark.kind === 'part';
}

/** After the end of a text, the names of attachments are numbered; an outline starts anew with sentences or headings. */
function reopens(mark: OutlineMark): boolean {
  if (mark.kind === 'part' || mark.kind === 'chinese') return true;
  return mark.ordinal === 1 && /[。;;]|责\s*任|牵头/.test(mark.rest);
}

/** Builds the tree of numbered items from paragraphs in reading order. */
export function buildOutline(paragraphs: readonly JoinedParagraph[]): Outline {
  const builder = new OutlineBuilder();
  for (const paragraph of paragraphs) builder.add(paragraph);
  return builder.finish();
}
