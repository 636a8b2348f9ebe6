import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { makeArchive } from '../../../tests/samples/plans/make-archive.ts';
import { AppError, type FaultCode } from '../app-error.ts';
import { readOfficeFile } from './read-office-file.ts';

const text = '政务公开工作方案\r\n一、总体要求\r\n(一)公开信息。责任单位：办公室';
const lines = text.split('\r\n');

async function fault(bytes: Uint8Array, name: string): Promise<AppError> {
  const outcome = await readOfficeFile(bytes, name).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(outcome instanceof AppError)) throw new Error(`expected a fault, got ${String(outcome)}`);
  return outcome;
}

describe('encodings of a text file', () => {
  const withMark = (encoding: string): Buffer => iconv.encode(text, encoding, { addBOM: true });
  it.each([
    ['UTF-8', Buffer.from(text), 'utf-8', false],
    ['UTF-8 with a byte order mark', withMark('utf-8'), 'utf-8', false],
    ['UTF-16LE with a byte order mark', withMark('utf-16le'), 'utf-16le', false],
    ['UTF-16BE with a byte order mark', withMark('utf-16be'), 'utf-16be', false],
    ['UTF-16LE without a mark', iconv.encode(text, 'utf-16le', { addBOM: false }), 'utf-16le', false],
    ['UTF-16BE without a mark', iconv.encode(text, 'utf-16be', { addBOM: false }), 'utf-16be', false],
    ['GB18030', iconv.encode(text, 'gb18030'), 'gb18030', true],
  ])('%s is read, and only GB18030 counts as guessed', async (_, bytes, name, guessed) => {
    const read = await readOfficeFile(bytes, 'plan.txt');
    expect(read.lines).toEqual(lines);
    expect(read.encoding).toEqual({ name, guessed });
  });

  it('believes the encoding an HTML page declares', async () => {
    const page = iconv.encode(
      `<html><head><meta charset="gb2312"></head><body><p>政务公开</p></body></html>`,
      'gbk',
    );
    const read = await readOfficeFile(page, 'plan.html');
    expect(read.lines).toEqual(['政务公开']);
    expect(read.encoding?.guessed).toBe(false);
  });

  it('refuses bytes that fit no encoding, and says what to do', async () => {
    const error = await fault(Buffer.from([0x41, 0xff, 0xff, 0xfe, 0x80, 0xff]), 'plan.txt');
    expect(error.code).toBe('unreadable-file');
    expect(error.detail).toContain('UTF-8');
  });
});

describe('files that are not what they say', () => {
  const compound = Buffer.concat([
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    Buffer.alloc(600),
  ]);
  const locked = Buffer.concat([compound, Buffer.from('EncryptedPackage', 'utf16le')]);
  const zip = makeArchive([{ name: 'readme.txt', content: 'hello' }]);
  const cases: [string, Uint8Array, string, FaultCode, string][] = [
    ['a ZIP renamed to DOCX', zip, 'plan.docx', 'wrong-type', '不是 Word 文档'],
    ['a ZIP renamed to XLSX', zip, 'plan.xlsx', 'wrong-type', '不是 Excel 工作簿'],
    ['a plain ZIP', zip, 'plan.zip', 'wrong-type', '压缩包'],
    ['text named DOCX', Buffer.from(text), 'plan.docx', 'wrong-type', '内容却不是'],
    ['a PDF', Buffer.from('%PDF-1.7 …'), 'plan.pdf', 'wrong-type', 'PDF'],
    ['an old DOC', compound, 'plan.doc', 'wrong-type', '旧版'],
    ['a DOCX with a password', locked, 'plan.docx', 'unreadable-file', '密码'],
    [
      'a picture',
      Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47]), Buffer.alloc(64)]),
      'plan.txt',
      'wrong-type',
      '不是文字',
    ],
    [
      'a cut-off DOCX',
      makeArchive([{ name: 'word/document.xml', content: '<w:document/>' }]).subarray(0, 60),
      'plan.docx',
      'unreadable-file',
      '损坏',
    ],
    [
      'a DOCX with broken XML',
      makeArchive([{ name: 'word/document.xml', content: '<w:document><w:p' }]),
      'plan.docx',
      'unreadable-file',
      '结构不完整',
    ],
    [
      'a DOCX that declares entities',
      makeArchive([{ name: 'word/document.xml', content: '<!DOCTYPE a [<!ENTITY b "c">]><a/>' }]),
      'plan.docx',
      'unreadable-file',
      '结构不完整',
    ],
    [
      'an encrypted entry',
      makeArchive([{ name: 'word/document.xml', content: '<a/>', flags: 1 }]),
      'plan.docx',
      'unreadable-file',
      '加密',
    ],
  ];
  it.each(cases)('%s is refused with a sentence that says so', async (_, bytes, name, code, words) => {
    const error = await fault(bytes, name);
    expect([error.code, error.detail]).toEqual([code, expect.stringContaining(words)]);
  });
});

describe('files that are too large', () => {
  const inflatedBytes = 210 * 1024 * 1024;

  it('refuses 80 MiB of text by its size, before decoding it', async () => {
    const bytes = Buffer.alloc(80 * 1024 * 1024, '公');
    const started = performance.now();
    const error = await fault(bytes, 'plan.txt');
    expect([error.code, error.detail]).toEqual(['too-large', expect.stringContaining('80 MiB')]);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('refuses 30 MiB of text, which is a small file but no plan', async () => {
    const error = await fault(Buffer.alloc(30 * 1024 * 1024, 'a'), 'plan.txt');
    expect([error.code, error.detail]).toEqual(['too-large', expect.stringContaining('20 MiB')]);
  });

  it('refuses a DOCX bomb by what its directory declares', async () => {
    const bomb = makeArchive([{ name: 'word/document.xml', content: Buffer.alloc(inflatedBytes, ' ') }]);
    expect(bomb.length).toBeLessThan(1024 * 1024);
    const error = await fault(bomb, 'plan.docx');
    expect([error.code, error.detail]).toEqual(['too-large', expect.stringContaining('200 MiB')]);
  });

  it('refuses a DOCX that packs far too well', async () => {
    const bomb = makeArchive([{ name: 'word/document.xml', content: Buffer.alloc(20 * 1024 * 1024, ' ') }]);
    const error = await fault(bomb, 'plan.docx');
    expect([error.code, error.detail]).toEqual(['too-large', expect.stringContaining('压缩比')]);
  });

  it('does not believe a directory that declares less than comes out', async () => {
    const content = Buffer.alloc(20 * 1024 * 1024, ' ');
    const bomb = makeArchive([{ name: 'word/document.xml', content, declaredSize: 2000 }]);
    expect((await fault(bomb, 'plan.docx')).code).toBe('unreadable-file');
  });

  it('reads a workbook whose merged range covers seventeen billion cells, since it counts only rows that exist', async () => {
    const bytes = makeArchive([
      {
        name: 'xl/workbook.xml',
        content: '<workbook><sheets><sheet name="任务" r:id="r1"/></sheets></workbook>',
      },
      {
        name: 'xl/_rels/workbook.xml.rels',
        content: '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
      },
      {
        name: 'xl/worksheets/sheet1.xml',
        content:
          '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>任务分工表</t></is></c></row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>',
      },
    ]);
    const read = await readOfficeFile(bytes, 'plan.xlsx');
    expect(read.lines[0]).toContain('任务分工表');
  });
});

const w = (body: string): string =>
  `<?xml version="1.0"?><w:document xmlns:w="w"><w:body>${body}</w:body></w:document>`;
const p = (words: string, properties = ''): string =>
  `<w:p><w:pPr>${properties}</w:pPr><w:r><w:t xml:space="preserve">${words}</w:t></w:r></w:p>`;
const numbered = (words: string, level: number, list = 1): string =>
  p(words, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`);
const level = (n: number, format: string, pattern: string): string =>
  `<w:lvl w:ilvl="${n}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${pattern}"/></w:lvl>`;
const numberingXml = `<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0">${level(0, 'chineseCountingThousand', '%1、')}${level(1, 'chineseCounting', '(%2)')}${level(2, 'decimal', '%1.%2.%3')}${level(3, 'bullet', '•')}</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>`;

async function docxLines(body: string, styles = ''): Promise<readonly string[]> {
  const bytes = makeArchive([
    { name: 'word/document.xml', content: w(body) },
    { name: 'word/numbering.xml', content: numberingXml },
    { name: 'word/styles.xml', content: `<w:styles xmlns:w="w">${styles}</w:styles>` },
  ]);
  return (await readOfficeFile(bytes, 'plan.docx')).lines;
}

describe('a Word document', () => {
  it('gets back the numbers Word makes by itself, level by level', async () => {
    const body = [
      numbered('甲', 0),
      numbered('乙', 1),
      numbered('丙', 1),
      numbered('丁', 0),
      numbered('戊', 1),
    ].join('');
    expect(await docxLines(body)).toEqual(['一、甲', '(一)乙', '(二)丙', '二、丁', '(一)戊']);
  });

  it('writes a pattern with the numbers of several levels, each in its own format', async () => {
    expect(await docxLines(numbered('甲', 0) + numbered('乙', 1) + numbered('丙', 2))).toEqual([
      '一、甲',
      '(一)乙',
      '一.一.1 丙',
    ]);
  });

  it('starts anew where a list says so, and shows no sign for bullets and empty paragraphs', async () => {
    const body = [
      numbered('甲', 0),
      numbered('乙', 1),
      numbered('丙', 1, 2),
      numbered('', 1),
      numbered('点', 3),
    ].join('');
    expect(await docxLines(body)).toEqual(['一、甲', '(一)乙', '(一)丙', '', '点']);
  });

  it('takes a number that comes from the paragraph style', async () => {
    const style =
      '<w:style w:styleId="a"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>';
    expect(await docxLines(p('甲', '<w:pStyle w:val="b"/>'), style)).toEqual(['一、甲']);
  });

  it('leaves out deleted text and field codes, keeps inserted text, line breaks and tables', async () => {
    const body = `<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:r><w:instrText>PAGE</w:instrText><w:br/><w:t>行</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>${p('宽')}</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>${p('高')}</w:tc><w:tc>${p('一')}</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>${p('')}</w:tc><w:tc>${p('二')}</w:tc></w:tr></w:tbl>`;
    expect(await docxLines(body)).toEqual(['新', '行', '宽 | 宽', '高 | 一', '高 | 二']);
  });
});

describe('a web page', () => {
  const read = async (body: string): Promise<readonly string[]> =>
    (await readOfficeFile(Buffer.from(`<!doctype html><html><body>${body}</body></html>`), 'a.html')).lines;

  it('drops scripts, styles and hidden parts', async () => {
    const body =
      '<script>一、假</script><style>p{}</style><p>真<span style="display: none">假</span></p><p hidden>假</p><noscript>假</noscript>';
    expect(await read(body)).toEqual(['真']);
  });

  it('writes out the numbers of ordered lists, also where paragraphs stand inside', async () => {
    expect(await read('<ol start="3"><li>甲<li>\n<p>乙</p></ol>')).toEqual(['3.甲', '4.乙']);
  });

  it('reads a table that only lays out the page as paragraphs, and a table of values as a grid', async () => {
    const inner =
      '<table><tr><th>序号</th><th>任务</th></tr><tr><td rowspan=2>1</td><td>甲<br>乙</td></tr><tr><td>丙</td></tr></table>';
    expect(await read(`<table><tr><td><p>标题</p>${inner}</td></tr></table>`)).toEqual([
      '标题',
      '序号 | 任务',
      '1 | 甲 乙',
      '1 | 丙',
    ]);
  });

  it('marks navigation and lines of links as furniture', async () => {
    const html = '<nav>首页</nav><p><a href=x>相关文章</a></p><p>正文<a href=x>链接</a>。</p>';
    const { blocks } = await readOfficeFile(Buffer.from(`<html><body>${html}`), 'a.html');
    expect(blocks.map(block => block.kind === 'paragraph' && block.furniture === true)).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('refuses a page nested thousands of levels deep instead of overflowing', async () => {
    const error = await fault(Buffer.from(`<html><body>${'<div>'.repeat(5000)}深`), 'a.html');
    expect(error.code).toBe('unreadable-file');
  });
});

describe('a workbook', () => {
  it('shows dates as days, numbers as typed, and skips hidden sheets', async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('任务');
    sheet.addRow(['时限', 1.1, true, { richText: [{ text: '富' }, { text: '文本' }] }]);
    const cell = sheet.getCell('A2');
    cell.value = new Date(Date.UTC(2024, 5, 30));
    cell.numFmt = 'yyyy"年"m"月"d"日"';
    book.addWorksheet('藏', { state: 'hidden' }).addRow(['不可见']);
    const bytes = Buffer.from(await book.xlsx.writeBuffer());
    expect((await readOfficeFile(bytes, 'a.xlsx')).lines).toEqual([
      '时限 | 1.1 | 是 | 富文本',
      '2024-06-30 |  |  | ',
    ]);
  });
});
