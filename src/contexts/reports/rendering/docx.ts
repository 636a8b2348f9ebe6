import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeightRule,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import type { LaidCell, LaidTable } from '../contract.ts';
import { type Chapter, chaptersOf, type ReportDocument } from './html.ts';

/** The report as DOCX in the look of an official document (党政机关公文格式 GB/T 9704): A4, margins, fonts, page number. */

/** Twentieths of a point from millimetres. */
function twips(millimetres: number): number {
  return Math.round((millimetres / 25.4) * 1440);
}

const margin = { top: twips(37), bottom: twips(35), left: twips(28), right: twips(26) };
const textWidth = twips(210 - 28 - 26);
/** 28 points: 22 lines on a page. */
const line = { line: 560, lineRule: LineRuleType.EXACT };

type Font = { readonly ascii: string; readonly hAnsi: string; readonly eastAsia: string };

function font(eastAsia: string): Font {
  return { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia };
}

const fonts = {
  title: font('方正小标宋简体'),
  body: font('仿宋_GB2312'),
  first: font('黑体'),
  second: font('楷体_GB2312'),
  table: font('宋体'),
};

/** Sizes are half-points: 二号 44, 三号 32, 四号 28. */
function paragraph(
  text: string,
  face: Font,
  more: { readonly size?: number; readonly centred?: boolean; readonly keepNext?: boolean } = {},
) {
  const size = more.size ?? 32;
  const centred = more.centred === true;
  return new Paragraph({
    alignment: centred ? AlignmentType.CENTER : AlignmentType.BOTH,
    spacing: line,
    keepNext: more.keepNext === true,
    ...(centred ? {} : { indent: { firstLine: size * 20 } }),
    children: text
      .split('\n')
      .map((part, at) => new TextRun({ text: part, font: face, size, ...(at > 0 ? { break: 1 } : {}) })),
  });
}

function heading(text: string): Paragraph {
  return new Paragraph({
    spacing: { ...line, after: 80 },
    outlineLevel: 0,
    keepNext: true,
    indent: { firstLine: 640 },
    children: [new TextRun({ text, font: fonts.first, size: 32 })],
  });
}

/** Half-points of the table's text: 小五 where fifteen columns must fit. */
const tableSizes: Readonly<Record<LaidTable['key'], number>> = { t2: 24, t3: 18, t4: 18 };

function tableCell(laid: LaidCell, size: number): TableCell {
  const { text, header, colspan, rowspan } = laid;
  const isLabel = header === 'row' || (header === null && laid.cell === null);
  return new TableCell({
    ...(colspan > 1 ? { columnSpan: colspan } : {}),
    ...(rowspan > 1 ? { rowSpan: rowspan } : {}),
    verticalAlign: VerticalAlignTable.CENTER,
    margins: { left: 40, right: 40, top: 10, bottom: 10 },
    children: [
      new Paragraph({
        alignment: isLabel ? AlignmentType.LEFT : AlignmentType.CENTER,
        spacing: { line: size * 12, lineRule: LineRuleType.AT_LEAST },
        children: [new TextRun({ text, font: fonts.table, size })],
      }),
    ],
  });
}

function table(laid: LaidTable): Table {
  const size = tableSizes[laid.key];
  const sum = laid.widths.reduce((total, width) => total + width, 0);
  const border = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
  const rows = laid.groups.flatMap(group =>
    group.rows.map(
      cells =>
        new TableRow({
          tableHeader: group.isHead,
          cantSplit: true,
          height: { value: laid.key === 't2' ? 480 : 340, rule: HeightRule.ATLEAST },
          children: cells.map(each => tableCell(each, size)),
        }),
    ),
  );
  return new Table({
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    width: { size: textWidth, type: WidthType.DXA },
    columnWidths: laid.widths.map(width => Math.floor((width / sum) * textWidth)),
    borders: {
      top: border,
      bottom: border,
      left: border,
      right: border,
      insideHorizontal: border,
      insideVertical: border,
    },
    rows,
  });
}

function chapterParts({ heading: words, lines, table: laid }: Chapter): (Paragraph | Table)[] {
  const texts = lines.map(({ isHeading, text }) => paragraph(text, isHeading ? fonts.second : fonts.body));
  // A paragraph after the table: without it two tables would grow together, and the file would end in one.
  const after = new Paragraph({ spacing: { line: 240 }, children: [] });
  return [heading(words), ...texts, ...(laid === null ? [] : [table(laid), after])];
}

function pageNumber(): Footer {
  return new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], font: fonts.table, size: 28 })],
      }),
    ],
  });
}

/** Bytes of the DOCX. */
export async function reportDocx(report: ReportDocument): Promise<Buffer> {
  const document = new Document({
    title: report.title,
    creator: '',
    styles: {
      default: { document: { run: { font: fonts.body, size: 32, language: { eastAsia: 'zh-CN' } } } },
    },
    sections: [
      {
        properties: {
          page: { size: { width: twips(210), height: twips(297) }, margin: { ...margin, footer: twips(28) } },
        },
        footers: { default: pageNumber() },
        children: [
          // The name of the organ on a line of its own, so that no single character is left over.
          paragraph(report.title.replace(/(?=\d{4}年)/, '\n'), fonts.title, { size: 44, centred: true }),
          ...(report.remark === '' ? [] : [paragraph(report.remark, fonts.second, { centred: true })]),
          new Paragraph({ spacing: line, children: [] }),
          paragraph(report.introduction, fonts.body),
          ...chaptersOf(report).flatMap(chapterParts),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}
