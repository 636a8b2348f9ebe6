import { type Day, dayInChinese, isDay } from '../../../../law/day.ts';
import type { GazetteBlock, GazetteDocument } from '../../rules/gazette-document.ts';

/** The gazette's copy as DOCX, in the type and measures of GB/T 9704: editors set it anew, so nothing is drawn. */

const millimetre = 56.7;
/** Three (16 pt) for the body, two (22 pt) for the title, in half points. */
const sizes = { body: 32, title: 44 } as const;
/** 22 lines on a page of 225 mm: 28.95 pt, in twips. */
const line = 579;
const character = 320;

function face(eastAsia: string) {
  return {
    ascii: 'Times New Roman',
    hAnsi: 'Times New Roman',
    cs: 'Times New Roman',
    eastAsia,
    hint: 'eastAsia',
  };
}

/** Levels of official documents: 一、 in black, （一） in regular script, the rest in 仿宋. */
const levelFaces = ['仿宋_GB2312', '黑体', '楷体_GB2312', '仿宋_GB2312'] as const;

type Docx = typeof import('docx');

function paragraphOf(
  docx: Docx,
  text: string,
  options: object = {},
  font = '仿宋_GB2312',
  size: number = sizes.body,
) {
  return new docx.Paragraph({
    children: [new docx.TextRun({ text, font: face(font), size })],
    spacing: { line, lineRule: docx.LineRuleType.EXACT, before: 0, after: 0 },
    widowControl: false,
    ...options,
  });
}

function tableOf(docx: Docx, rows: readonly (readonly string[])[]) {
  const width = Math.max(...rows.map(row => row.length));
  const border = { style: docx.BorderStyle.SINGLE, size: 4, color: '000000' };
  const borders = { top: border, bottom: border, left: border, right: border };
  const cell = (text: string) =>
    new docx.TableCell({
      borders,
      children: [
        new docx.Paragraph({ children: [new docx.TextRun({ text, font: face('仿宋_GB2312'), size: 24 })] }),
      ],
    });
  return new docx.Table({
    width: { size: 100, type: docx.WidthType.PERCENTAGE },
    rows: rows.map(
      row =>
        new docx.TableRow({
          cantSplit: true,
          children: Array.from({ length: width }, (_, at) => cell(row[at] ?? '')),
        }),
    ),
  });
}

function blockOf(docx: Docx, block: GazetteBlock) {
  if (block.kind === 'table') return tableOf(docx, block.rows);
  const indent = { firstLine: character * 2, firstLineChars: 200 };
  return paragraphOf(
    docx,
    block.text,
    { indent, alignment: docx.AlignmentType.BOTH },
    levelFaces[block.level],
  );
}

/** Bytes of the DOCX. The library is loaded when the first one is asked for. */
export async function gazetteDocx(document: GazetteDocument): Promise<Uint8Array> {
  const docx = await import('docx');
  const centred = { alignment: docx.AlignmentType.CENTER };
  const right = { alignment: docx.AlignmentType.RIGHT, indent: { right: character * 4 } };
  const signed = isDay(document.writtenOn) ? dayInChinese(document.writtenOn as Day) : '';
  const names = document.attachments.map(
    (file, at) => `${at === 0 ? '附件：' : '　　　'}${at + 1}.${file.name}`,
  );
  const file = new docx.Document({
    title: document.title,
    creator: document.issuer,
    lastModifiedBy: document.issuer,
    description: `${document.indexNo} ${document.address}`,
    sections: [
      {
        properties: {
          page: {
            size: { width: Math.round(210 * millimetre), height: Math.round(297 * millimetre) },
            margin: {
              top: Math.round(37 * millimetre),
              left: Math.round(28 * millimetre),
              right: Math.round(26 * millimetre),
              bottom: Math.round(35 * millimetre),
            },
          },
        },
        children: [
          paragraphOf(docx, document.title, centred, '方正小标宋简体', sizes.title),
          ...(document.documentNo === ''
            ? []
            : [paragraphOf(docx, document.documentNo, centred, '楷体_GB2312')]),
          paragraphOf(docx, ''),
          ...document.blocks.map(block => blockOf(docx, block)),
          ...names.map(name => paragraphOf(docx, name, { indent: { left: character * 2 } })),
          paragraphOf(docx, ''),
          paragraphOf(docx, document.issuer, right),
          ...(signed === '' ? [] : [paragraphOf(docx, signed, right)]),
        ],
      },
    ],
  });
  return new Uint8Array(await docx.Packer.toBuffer(file));
}
