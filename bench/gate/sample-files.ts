/** Files of the sizes the figures name, made on the spot from invented words; the same for the same seed. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { crc32, deflateRawSync } from 'node:zlib';
import PdfDocument from 'pdfkit';

/** Repeatable chance: a small linear congruential generator. */
function chance(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 0x1_0000_0000) * below);
  };
}

const words =
  '民政 救助 保障 标准 城乡 低保 特困 临时 资金 公开 发布 申请 审核 审批 对象 人数 支出 情况 乡镇 街道 社区 村民 委员会 年度 季度 统计 数据 工作 要求 部门 单位 负责 落实 督促 检查 整改 机制 制度 办法 通知 印发 执行 服务 养老 儿童 福利 慈善 捐赠 社会组织 登记 年检 殡葬 婚姻 地名 区划 信息 平台 建设 推进 加强 完善 提升 规范'.split(
    ' ',
  );
const surnames = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨';
const given = '明华建国秀英丽军强伟芳敏静磊洋勇艳杰娟涛';

function sentence(next: (below: number) => number): string {
  const length = 12 + next(20);
  return `${Array.from({ length }, () => words[next(words.length)]).join('')}。`;
}

function name(next: (below: number) => number): string {
  return `${surnames[next(surnames.length)]}${given[next(given.length)]}${given[next(given.length)]}`;
}

interface Entry {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly stored?: boolean;
}

/** A plain ZIP. */
export function zip(entries: readonly Entry[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const content = Buffer.from(entry.content as string);
    const packed = entry.stored === true ? content : deflateRawSync(content, { level: 6 });
    const fileName = Buffer.from(entry.name);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(0x800, 2);
    head.writeUInt16LE(entry.stored === true ? 0 : 8, 4);
    head.writeUInt32LE(crc32(content), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(content.length, 18);
    head.writeUInt16LE(fileName.length, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), head, tail, fileName]));
    const body = Buffer.concat([Buffer.from('PK\u0003\u0004'), head, fileName, packed]);
    bodies.push(body);
    offset += body.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(listing.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, listing, Buffer.from('PK\u0005\u0006'), end]);
}

const contentTypes =
  '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>';

function wordDocument(paragraphs: readonly string[], picture: Uint8Array): Buffer {
  const body = paragraphs
    .map(
      text =>
        `<w:p><w:pPr><w:jc w:val="both"/></w:pPr><w:r><w:rPr><w:rFonts w:eastAsia="仿宋"/><w:sz w:val="32"/></w:rPr><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`,
    )
    .join('');
  return zip([
    { name: '[Content_Types].xml', content: contentTypes },
    {
      name: 'word/document.xml',
      content: `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
    },
    { name: 'word/media/image1.png', content: picture, stored: true },
  ]);
}

/** A policy of some 60 pages and a picture: together 1 MB. */
export function usualDocx(): Buffer {
  const next = chance(1);
  const paragraphs = Array.from({ length: 600 }, () => sentence(next) + sentence(next));
  const without = wordDocument(paragraphs, new Uint8Array(0)).length;
  const picture = randomBytes(1_048_576 - without);
  picture.write('\x89PNG\r\n\x1a\n', 0, 'latin1');
  return wordDocument(paragraphs, picture);
}

/** 1 MB of packed text and nothing else: a book of some two thousand pages. */
export function densestDocx(): Buffer {
  const next = chance(2);
  const paragraphs: string[] = [];
  let made = wordDocument([], new Uint8Array(0));
  for (let count = 6_000; made.length < 1_048_576; count = Math.ceil((count * 1_060_000) / made.length)) {
    while (paragraphs.length < count) paragraphs.push(sentence(next) + sentence(next));
    made = wordDocument(paragraphs, new Uint8Array(0));
  }
  return made;
}

/** A workbook as Excel writes it: shared strings, ten columns, one of them hidden. */
export function workbook(rows: number, seed = 3): Buffer {
  const next = chance(seed);
  const strings: string[] = [];
  const shared = (text: string): number => strings.push(text) - 1;
  const header = ['序号', '姓名', '乡镇', '村', '项目', '标准', '人数', '金额', '日期', '备注'];
  const letters = 'ABCDEFGHIJ';
  const line = (row: number, cells: readonly (string | number)[]): string =>
    `<row r="${row}" spans="1:10">${cells
      .map((cell, i) =>
        typeof cell === 'number'
          ? `<c r="${letters[i]}${row}"><v>${cell}</v></c>`
          : `<c r="${letters[i]}${row}" t="s"><v>${shared(cell)}</v></c>`,
      )
      .join('')}</row>`;
  const data = [line(1, header)];
  for (let row = 2; row <= rows; row += 1)
    data.push(
      line(row, [
        row - 1,
        `${name(next)[0]}某`,
        `${words[next(words.length)]}镇`,
        `${words[next(words.length)]}村`,
        `${words[next(words.length)]}${words[next(words.length)]}`,
        300 + next(400),
        1 + next(6),
        1_000 + next(90_000),
        43_000 + next(2_000),
        sentence(next).slice(0, 12),
      ]),
    );
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  return zip([
    { name: '[Content_Types].xml', content: contentTypes },
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="台账" sheetId="1" r:id="r1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships><Relationship Id="r1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${relations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    },
    {
      name: 'xl/worksheets/sheet1.xml',
      content: `<worksheet xmlns="${main}"><cols><col min="10" max="10" width="9" hidden="1"/></cols><sheetData>${data.join('')}</sheetData></worksheet>`,
    },
    {
      name: 'xl/sharedStrings.xml',
      content: `<sst xmlns="${main}">${strings.map(text => `<si><t>${text}</t></si>`).join('')}</sst>`,
    },
  ]);
}

const font = createRequire(import.meta.url).resolve(
  '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
);

/** A text PDF in Chinese with an embedded font, 28 lines a page. */
export async function textPdf(pages: number): Promise<Buffer> {
  const next = chance(4);
  const document = new PdfDocument({ autoFirstPage: false, size: 'A4', margin: 72 });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise(resolve => document.on('end', resolve));
  document.registerFont('text', await readFile(font));
  for (let page = 0; page < pages; page += 1) {
    document.addPage().font('text').fontSize(14);
    for (let row = 0; row < 28; row += 1)
      document.text(sentence(next).slice(0, 30), 72, 72 + row * 24, { lineBreak: false });
  }
  document.end();
  await done;
  return Buffer.concat(chunks);
}
