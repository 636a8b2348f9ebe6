import type { FileReading } from '../../src/contexts/files/contract/reading.ts';
import type { ItemKind } from '../../src/contexts/publications/contract.ts';
import { Draw, type NameStock, unmarked } from './draw.ts';

/** A labelled document: what the gate is given, and what it ought to find where. */

export interface Label {
  readonly label: string;
  /** As the gate says it: 正文第3段, 附件“名单.xlsx”第2行. */
  readonly where: string;
}

export interface LabelledDocument {
  readonly id: string;
  readonly kind: ItemKind;
  readonly title: string;
  readonly bodyText: string;
  readonly attachments: readonly { readonly name: string; readonly reading: FileReading }[];
  readonly labels: readonly Label[];
}

/** What a template draws: lines with what was planted still marked. */
export interface Drawn {
  readonly kind: ItemKind;
  readonly title: string;
  readonly lines: readonly string[];
  readonly files?: readonly {
    readonly name: string;
    readonly lines: readonly string[];
    readonly hidden?: FileReading['parts'][number]['hidden'];
  }[];
}

export type Template = (draw: Draw) => Drawn;
/** One paragraph, or the rows of a table. */
export type Paragraph = (draw: Draw) => string;

/** The halves of the corpus are made of different templates, names and seeds. */
export interface Half {
  readonly name: string;
  readonly seed: number;
  readonly names: NameStock;
  /** A kind of document around its paragraphs. */
  readonly frames: readonly ((draw: Draw, paragraphs: readonly string[]) => Drawn)[];
  /** By class: paragraphs with something that must be found. */
  readonly positives: Readonly<Record<string, readonly Paragraph[]>>;
  /** Paragraphs in which nothing is to be found, however much it looks like something. */
  readonly negatives: readonly Paragraph[];
  /** Whole documents. */
  readonly whole: readonly Template[];
}

function finished(id: string, { kind, title, lines, files = [] }: Drawn): LabelledDocument {
  const body = unmarked(lines.join('\n'));
  const head = unmarked(title);
  const labels: Label[] = [
    ...head.labels.map(({ label }) => ({ label, where: '标题' })),
    ...body.labels.map(({ label, line }) => ({ label, where: `正文第${line}段` })),
  ];
  const attachments = files.map(file => {
    const read = unmarked(file.lines.join('\n'));
    for (const { label, line } of read.labels) labels.push({ label, where: `附件“${file.name}”第${line}行` });
    const parts = read.text.split('\n').map((text, i) => ({
      where: `第${i + 1}行`,
      text,
      ...(file.hidden === undefined ? {} : { hidden: file.hidden }),
    }));
    return { name: file.name, reading: { parts, notices: [] } };
  });
  return { id, kind, title: head.text, bodyText: body.text, attachments, labels };
}

/** Clean documents a half holds, and those of each class with something to find. */
export const cleanPerHalf = 120;
/** Documents of a class, or one for each of its paragraphs where it has more. */
const perClass = 12;

export function documentsOf(half: Half): LabelledDocument[] {
  const draw = new Draw(half.seed, half.names);
  const documents: LabelledDocument[] = [];
  const add = (what: string, drawn: Drawn) =>
    documents.push(finished(`${half.name}/${what}/${documents.length}`, drawn));
  const around = (count: number) => draw.some(half.negatives, count).map(paragraph => paragraph(draw));
  for (let i = 0; i < cleanPerHalf; i += 1)
    add('clean', half.frames[i % half.frames.length]!(draw, around(draw.int(3, 7))));
  for (const [label, paragraphs] of Object.entries(half.positives)) {
    for (let i = 0; i < Math.max(perClass, paragraphs.length); i += 1) {
      const paragraph = paragraphs[i % paragraphs.length]!(draw);
      const frame = half.frames[(i + label.length) % half.frames.length]!;
      add(label, frame(draw, [...around(draw.int(0, 2)), paragraph, ...around(draw.int(0, 2))]));
    }
  }
  for (const template of half.whole) for (let i = 0; i < 3; i += 1) add('whole', template(draw));
  return documents;
}
