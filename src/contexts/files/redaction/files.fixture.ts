/** Files with something planted where a reader does not look. All persons are made up. */

import { fileURLToPath } from 'node:url';
import { deflateSync } from 'node:zlib';
import ExcelJs from 'exceljs';
import PDFDocument from 'pdfkit';
import sharp from 'sharp';
import { residentCheckDigit } from '../../../law/resident-id.ts';
import { redactionOrder } from '../contract/redaction.ts';
import type { Redacted } from './engine.ts';
import { redact } from './engine.ts';
import { type Parts, readParts, writeParts } from './package.ts';

export const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
export const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** An identity number with its check digit; the serial tells one from another. */
export function idNumber(serial: number): string {
  const first = `522401${1950 + (serial % 50)}0${1 + (serial % 9)}1${serial % 10}${`${serial % 1000}`.padStart(3, '0')}`;
  return `${first}${residentCheckDigit(first)}`;
}

export function order(given: object = {}) {
  return redactionOrder.parse(given);
}

export function redactAs(
  mediaType: string,
  bytes: Uint8Array,
  given: object = {},
  name = '名册.bin',
): Promise<Redacted> {
  return redact({ bytes, name, mediaType, order: order(given) });
}

const wordSpace =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"';
const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const relationSpace = 'http://schemas.openxmlformats.org/package/2006/relationships';
const officeRelation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export interface WordContent {
  /** Content of `w:body`. */
  readonly body: string;
  /** Further parts by name; those with a relation hang on the document. */
  readonly parts?: Readonly<
    Record<string, { relation?: string; content: string | Buffer; external?: boolean }>
  >;
  readonly styles?: string;
}

export function wordXml(root: string, content: string): string {
  return `${xmlHead}<w:${root} ${wordSpace}>${content}</w:${root}>`;
}

/** A Word file made by hand: what Word itself would hide in it. */
export async function wordFile({ body, parts = {}, styles = '' }: WordContent): Promise<Buffer> {
  const all: Parts = new Map();
  const relations: string[] = [
    `<Relationship Id="rIdStyles" Type="${officeRelation}/styles" Target="styles.xml"/>`,
  ];
  for (const [name, { relation, content, external }] of Object.entries(parts)) {
    if (external !== true) all.set(name, Buffer.from(content));
    if (relation === undefined) continue;
    const id = `rId${relations.length}`;
    relations.push(
      `<Relationship Id="${id}" Type="${officeRelation}/${relation}" Target="${external === true ? String(content) : `/${name}`}"${external === true ? ' TargetMode="External"' : ''}/>`,
    );
  }
  all.set('word/document.xml', Buffer.from(wordXml('document', `<w:body>${body}<w:sectPr/></w:body>`)));
  all.set('word/styles.xml', Buffer.from(wordXml('styles', styles)));
  all.set(
    'word/_rels/document.xml.rels',
    Buffer.from(`${xmlHead}<Relationships xmlns="${relationSpace}">${relations.join('')}</Relationships>`),
  );
  all.set(
    '_rels/.rels',
    Buffer.from(
      `${xmlHead}<Relationships xmlns="${relationSpace}"><Relationship Id="a" Type="${officeRelation}/officeDocument" Target="word/document.xml"/><Relationship Id="b" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
    ),
  );
  const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
  const overrides = Object.keys(parts)
    .filter(name => name.endsWith('.xml'))
    .map(
      name => `<Override PartName="/${name}" ContentType="${main}.${parts[name]!.relation ?? 'other'}+xml"/>`,
    );
  all.set(
    '[Content_Types].xml',
    Buffer.from(
      `${xmlHead}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="jpeg" ContentType="image/jpeg"/><Default Extension="bin" ContentType="application/octet-stream"/><Override PartName="/word/document.xml" ContentType="${main}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${main}.styles+xml"/>${overrides.join('')}</Types>`,
    ),
  );
  return writeParts(all);
}

export const paragraph = (...runs: string[]) =>
  `<w:p>${runs.map(run => (run.startsWith('<') ? run : `<w:r><w:t xml:space="preserve">${run}</w:t></w:r>`)).join('')}</w:p>`;
export const run = (text: string, properties = '') =>
  `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;
export const table = (rows: readonly (readonly string[])[]) =>
  `<w:tbl><w:tblGrid>${rows[0]!.map(() => '<w:gridCol w:w="1800"/>').join('')}</w:tblGrid>${rows
    .map(row => `<w:tr>${row.map(cell => `<w:tc>${paragraph(cell)}</w:tc>`).join('')}</w:tr>`)
    .join('')}</w:tbl>`;

/** Every part inflated, as one text: what a search through the file would find. */
export async function everything(bytes: Uint8Array): Promise<string> {
  const parts = await readParts(bytes);
  return [...parts].map(([name, part]) => `${name}\n${part.toString('utf8')}`).join('\n');
}

/** The words of a Word file in order, tags taken away. */
export async function wordsOf(bytes: Uint8Array, part = 'word/document.xml'): Promise<string> {
  const xml =
    (await readParts(bytes))
      .get(part)
      ?.toString('utf8')
      .replace(/^<\?xml[^>]*>\s*/, '') ?? '';
  return xml.replace(/<\/w:(?:p|tc)>/g, '|').replace(/<[^>]*>/g, '');
}

export async function workbook(fill: (book: ExcelJs.Workbook) => void): Promise<Buffer> {
  const book = new ExcelJs.Workbook();
  fill(book);
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** The cells of every sheet of a workbook, as text. */
export async function cellsOf(bytes: Uint8Array): Promise<Record<string, string[][]>> {
  const book = new ExcelJs.Workbook();
  await book.xlsx.load(bytes as unknown as ArrayBuffer);
  const sheets: Record<string, string[][]> = {};
  for (const sheet of book.worksheets) {
    const rows: string[][] = [];
    sheet.eachRow({ includeEmpty: true }, row => {
      const cells: string[] = [];
      row.eachCell({ includeEmpty: true }, (cell, column) => {
        cells[column - 1] = cell.text;
      });
      rows.push(Array.from(cells, cell => cell ?? ''));
    });
    sheets[sheet.name] = rows;
  }
  return sheets;
}

const font = fileURLToPath(
  import.meta.resolve('@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf'),
);

export async function pdfFile(
  draw: (document: PDFKit.PDFDocument) => void,
  info: object = {},
): Promise<Buffer> {
  const document = new PDFDocument({ size: 'A4', info });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>(resolve => document.on('end', () => resolve()));
  document.font(font).fontSize(12);
  draw(document);
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

/** A PDF whose Chinese font lies on the machine that made it and not in the file. */
export function pdfWithoutFont(): Buffer {
  const content = deflateSync(Buffer.from('BT /F1 14 Tf 72 700 Td <6BD58282> Tj ET'));
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    '',
    '<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>',
    '<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor 7 0 R>>',
    '<</Type/FontDescriptor/FontName/SimSun/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>',
  ];
  const chunks: Buffer[] = [Buffer.from('%PDF-1.4\n')];
  const offsets: number[] = [];
  const length = () => chunks.reduce((sum, each) => sum + each.length, 0);
  objects.forEach((object, i) => {
    offsets.push(length());
    if (i === 3)
      chunks.push(
        Buffer.from(`4 0 obj\n<</Length ${content.length}/Filter/FlateDecode>>\nstream\n`),
        content,
        Buffer.from('\nendstream\nendobj\n'),
      );
    else chunks.push(Buffer.from(`${i + 1} 0 obj\n${object}\nendobj\n`));
  });
  const start = length();
  const table = offsets.map(offset => `${`${offset}`.padStart(10, '0')} 00000 n \n`).join('');
  chunks.push(
    Buffer.from(
      `xref\n0 8\n0000000000 65535 f \n${table}trailer\n<</Size 8/Root 1 0 R>>\nstartxref\n${start}\n%%EOF`,
    ),
  );
  return Buffer.concat(chunks);
}

/** A photograph that tells where it was taken. */
export function photograph(): Promise<Buffer> {
  return sharp({ create: { width: 120, height: 80, channels: 3, background: '#88aa66' } })
    .jpeg()
    .withExif({
      IFD0: { Artist: 'planted-artist' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '27/1 17/1 30/1' },
    })
    .toBuffer();
}
