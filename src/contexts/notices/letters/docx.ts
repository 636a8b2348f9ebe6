/**
 * A letter as DOCX, laid out by GB/T 9704: the reader's machine has the official fonts, so they are named and not
 * embedded; the font table names what to take where they are missing.
 */
import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeightRule,
  type IParagraphOptions,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import { isSheet, type LetterContent, type Sheet } from './content.ts';
import { headParagraphs, imprintAnchor, sealShape } from './docx/formal.ts';
import { blank, centred, character, colours, faces, line, paragraph, run } from './docx/pieces.ts';
import {
  pageFormat,
  pointsPerMillimetre,
  rowHeights,
  signatureIndents,
  twips,
  widthInCharacters,
} from './page-format.ts';

/** Named fonts and what stands in for them, best first. */
const substitutes: Readonly<Record<string, string>> = {
  仿宋_GB2312: '仿宋,FangSong,方正仿宋_GBK,FZFangSong-Z02,STFangsong,Noto Serif CJK SC',
  方正小标宋简体: '方正小标宋_GBK,FZXiaoBiaoSong-B05,华文中宋,STZhongsong,Noto Serif CJK SC',
  宋体: 'SimSun,Noto Serif CJK SC',
};

function bodyParagraph(text: string, options: IParagraphOptions = {}): Paragraph {
  const indent = { firstLine: character * 2, firstLineChars: 200 };
  // A long address may break anywhere and its paragraph is not spread, or the line before it would be torn apart.
  const wordWrap = /[\u0021-\u007e]{20}/.test(text);
  const alignment = wordWrap ? AlignmentType.LEFT : AlignmentType.BOTH;
  return paragraph([run(text)], { alignment, indent, wordWrap, ...options });
}

/** 附件：1.… with the names under each other. */
function attachmentParagraphs(names: readonly string[]): Paragraph[] {
  if (names.length === 0) return [];
  const [single] = names;
  const texts =
    names.length === 1
      ? [`附件：${single}`]
      : names.map((name, i) => `${i === 0 ? '附件：' : ''}${i + 1}.${name}`);
  const hanging = (names.length === 1 ? 3 : 4) * character;
  return [
    blank({ keepNext: true }),
    ...texts.map((text, i) => {
      // Later names start under the number of the first one.
      const indent =
        i === 0 ? { left: 2 * character + hanging, hanging } : { left: 6 * character, hanging: character };
      return paragraph([run(text)], { indent, keepNext: true });
    }),
  ];
}

/** Place of the seal, organ, date: never alone on a page. */
function signatureParagraphs({ organ, date, sealPlace }: LetterContent): Paragraph[] {
  const lines = [...(sealPlace === undefined ? [] : [sealPlace]), organ, date];
  const indents = signatureIndents(lines, date);
  const centre = indents.at(-1)! + widthInCharacters(date) / 2;
  const signed = (text: string) => {
    if (text === sealPlace) return [run(text, 'body', pageFormat.bodySize, colours.grey)];
    return text === organ && sealPlace !== undefined ? [sealShape(centre), run(text)] : [run(text)];
  };
  const paragraphs = lines.map((text, i) =>
    paragraph(signed(text), {
      alignment: AlignmentType.RIGHT,
      indent: { right: Math.round(indents[i]! * character) },
      keepNext: true,
    }),
  );
  const room = sealPlace === undefined ? 2 : 1;
  return [...Array.from({ length: room }, () => blank({ keepNext: true })), ...paragraphs];
}

function sheetTable({ rows, title }: Sheet): Table {
  const [besideText, empty] = rowHeights(title !== undefined);
  const padding = Math.round((line * besideText) / 2);
  const border = { style: BorderStyle.SINGLE, size: 6, color: '000000' };
  const borders = { top: border, bottom: border, left: border, right: border };
  const widths = [character * 7, twips(pageFormat.blockWidth) - character * 7];
  const cell = (text: string, column: 0 | 1) =>
    new TableCell({
      borders,
      width: { size: widths[column]!, type: WidthType.DXA },
      verticalAlign: VerticalAlign.CENTER,
      margins: { left: 113, right: 113, top: padding, bottom: padding },
      children: [paragraph([run(text)], column === 0 ? centred : {})],
    });
  return new Table({
    columnWidths: widths,
    width: { size: twips(pageFormat.blockWidth), type: WidthType.DXA },
    rows: rows.map(
      ({ label, text }) =>
        new TableRow({
          cantSplit: true,
          height: {
            value: Math.round(line * (text === '' ? empty : 1 + besideText)),
            rule: HeightRule.ATLEAST,
          },
          children: [cell(label, 0), cell(text, 1)],
        }),
    ),
  });
}

function titleParagraphs(lines: readonly string[], options: IParagraphOptions = {}): Paragraph[] {
  return lines.map((text, i) =>
    paragraph([run(text, 'title', pageFormat.titleSize)], {
      ...centred,
      ...(i === 0 ? options : {}),
      keepNext: true,
    }),
  );
}

/** A title of its own begins a new page. */
function sheetParts(sheet: Sheet | undefined): (Paragraph | Table)[] {
  if (sheet === undefined) return [];
  const table = sheetTable(sheet);
  if (sheet.title === undefined) return [table];
  return [...titleParagraphs([sheet.title], { pageBreakBefore: true }), blank(), table];
}

function parts(letter: LetterContent): (Paragraph | Table)[] {
  const { mark, title, number, addressee, paragraphs, attachments, note, sheet, imprint } = letter;
  const own = sheet?.title === undefined;
  return [
    ...(mark === undefined ? [] : headParagraphs(mark, number)),
    ...titleParagraphs(title),
    ...(mark === undefined ? [paragraph([run(number)], centred)] : []),
    blank(),
    ...(addressee === undefined ? [] : [paragraph([run(`${addressee}：`)])]),
    // The last paragraph stays with the signature: a page with nothing but a seal is no page of a letter.
    ...paragraphs.map((text, i) => bodyParagraph(text, { keepNext: i === paragraphs.length - 1 })),
    ...(own ? sheetParts(sheet) : []),
    ...attachmentParagraphs(attachments),
    ...(isSheet(letter) ? [] : signatureParagraphs(letter)),
    ...(isSheet(letter) ? [] : [bodyParagraph(note, { alignment: AlignmentType.LEFT, keepLines: true })]),
    ...(own ? [] : sheetParts(sheet)),
    ...(imprint === undefined ? [] : [imprintAnchor(imprint)]),
  ];
}

/** — 1 — one character in from the outer edge. */
function pageNumber(side: 'left' | 'right'): Footer {
  const number = new TextRun({
    children: ['— ', PageNumber.CURRENT, ' —'],
    font: faces.page,
    size: pageFormat.pageNumberSize * 2,
  });
  const indent = { [side]: pageFormat.pageNumberSize * 20 };
  const alignment = side === 'left' ? AlignmentType.LEFT : AlignmentType.RIGHT;
  return new Footer({ children: [new Paragraph({ children: [number], alignment, indent })] });
}

/** The font table with the substitutes; the library knows no names for them. */
function fontTable(): string {
  const fonts = Object.entries(substitutes).map(
    ([name, others]) =>
      `<w:font w:name="${name}"><w:altName w:val="${others}"/><w:charset w:val="86"/><w:family w:val="auto"/></w:font>`,
  );
  const namespace = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="${namespace}">${fonts.join('')}</w:fonts>`;
}

function section(letter: LetterContent) {
  const { width, height, top, left, bottom, right, pageNumberGap } = pageFormat;
  const numberHeight = pageFormat.pageNumberSize / pointsPerMillimetre;
  return {
    properties: {
      page: {
        size: { width: twips(width), height: twips(height) },
        margin: {
          top: twips(top),
          left: twips(left),
          bottom: twips(bottom),
          right: twips(right),
          footer: twips(bottom - pageNumberGap - numberHeight),
        },
      },
      // The exact pitch of the lines makes the grid; one of the section's own would give large type two lines in LibreOffice.
      grid: { linePitch: line },
    },
    footers: { default: pageNumber('right'), even: pageNumber('left') },
    children: parts(letter),
  };
}

/** The letter as the bytes of a DOCX file. */
export async function letterDocx(letter: LetterContent): Promise<Uint8Array> {
  const title = letter.title.join('');
  const file = new Document({
    title,
    creator: letter.organ,
    lastModifiedBy: letter.organ,
    description: letter.number,
    evenAndOddHeaderAndFooters: true,
    styles: { default: { document: { run: { font: faces.body, size: pageFormat.bodySize * 2 } } } },
    sections: [section(letter)],
  });
  const buffer = await Packer.toBuffer(file, undefined, [{ path: 'word/fontTable.xml', data: fontTable() }]);
  return new Uint8Array(buffer);
}
