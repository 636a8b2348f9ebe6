import { crc32, deflateSync } from 'node:zlib';
import iconv from 'iconv-lite';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { makeArchive } from '../../../../tests/samples/plans/make-archive.ts';
import {
  paragraph,
  photograph,
  run,
  sheetType,
  table,
  wordFile,
  wordType,
  wordXml,
  workbook,
} from '../redaction/files.fixture.ts';
import { readWhole } from './read-whole.ts';

/** `where | hidden | text` of every part, cells parted by `/`. */
async function parts(bytes: Uint8Array, name: string, mediaType = ''): Promise<string[]> {
  const read = await readWhole(bytes, mediaType, name);
  return read.parts.map(part => `${part.where} | ${part.hidden ?? '-'} | ${part.text.replaceAll('\t', '/')}`);
}
const notices = async (bytes: Uint8Array, name: string) =>
  (await readWhole(bytes, '', name)).notices.map(each => `${each.kind} ${each.where}`);

const comment = (author: string, text: string) =>
  wordXml('comments', `<w:comment w:id="0" w:author="${author}">${paragraph(text)}</w:comment>`);

describe('a Word file is read whole', () => {
  it('body, table rows with tabs, headers, notes and comments, each with its place', async () => {
    const bytes = await wordFile({
      body:
        paragraph('第一段') +
        table([
          ['姓名', '金额'],
          ['张某', '300'],
        ]) +
        paragraph('末段'),
      parts: {
        'word/header1.xml': { relation: 'header', content: wordXml('hdr', paragraph('内部资料')) },
        'word/footnotes.xml': {
          relation: 'footnotes',
          content: wordXml(
            'footnotes',
            `<w:footnote w:type="separator" w:id="-1">${paragraph('')}</w:footnote><w:footnote w:id="1">${paragraph('脚注文字')}</w:footnote>`,
          ),
        },
        'word/comments.xml': { relation: 'comments', content: comment('李某', '先别公开') },
      },
    });
    expect(await parts(bytes, 'a.docx')).toEqual([
      '正文第1段 | - | 第一段',
      '正文表格1第1行 | - | 姓名/金额',
      '正文表格1第2行 | - | 张某/300',
      '正文第2段 | - | 末段',
      '页眉第1段 | - | 内部资料',
      '脚注1 | - | 脚注文字',
      '批注1 | comment | 先别公开',
      '批注作者 | property | 李某',
    ]);
    expect(await notices(bytes, 'a.docx')).toEqual(['hidden-content 文件']);
  });

  it.each<[string, string, string[]]>([
    [
      'a number of which the end was struck out is seen whole',
      `<w:p>${run('号码5224')}<w:del w:author="王某"><w:r><w:delText>011990</w:delText></w:r></w:del><w:ins w:author="王某">${run('****')}</w:ins>${run('完')}</w:p>`,
      [
        '正文第1段 | - | 号码5224****完',
        '正文第1段（修订中已删除的文字） | tracked-change | 5224011990',
        '修订者 | property | 王某',
      ],
    ],
    [
      'hidden and tiny text',
      paragraph('看得见', run('看不见', '<w:vanish/>'), run('小字', '<w:sz w:val="2"/>')),
      ['正文第1段 | - | 看得见', '正文第1段（隐藏文字） | hidden-text | 看不见小字'],
    ],
    [
      'a data source behind a field, but not a page number',
      `<w:p><w:r><w:instrText> PAGE </w:instrText></w:r></w:p><w:p><w:r><w:instrText>MERGEFIELD 身份证</w:instrText></w:r></w:p>`,
      ['正文第2段（域代码） | hidden-text | MERGEFIELD 身份证'],
    ],
    [
      'a text box, and what only its copy for old programs says',
      `<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>${paragraph('框内')}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>${paragraph('框内')}${paragraph('旧号码')}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>`,
      ['正文第1段 | - | 框内', '正文第2段（图形的旧版副本） | hidden-text | 旧号码'],
    ],
    [
      'what a picture is said to show',
      '<w:p><w:r><w:drawing><wp:docPr id="1" name="图1" descr="张某的身份证"/></w:drawing></w:r></w:p>',
      ['图片或表格的替代文字 | property | 张某的身份证'],
    ],
  ])('%s', async (_, body, expected) => {
    expect(await parts(await wordFile({ body }), 'a.docx')).toEqual(expected);
  });

  it('hidden by a style, properties, variables, links, embedded files and parts nobody expects', async () => {
    const bytes = await wordFile({
      body: paragraph('正文', run('藏在样式里', '<w:rStyle w:val="h"/>')),
      styles: '<w:style w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>',
      parts: {
        'docProps/core.xml': {
          content: '<p><dc:creator>赵某</dc:creator><dcterms:created>2019</dcterms:created></p>',
        },
        'docProps/custom.xml': {
          content: '<Properties><property name="经办人"><vt:lpwstr>钱某</vt:lpwstr></property></Properties>',
        },
        'word/settings.xml': {
          content:
            '<w:settings><w:docVars><w:docVar w:name="x" w:val="变量里的名单"/></w:docVars></w:settings>',
        },
        'word/link': { relation: 'hyperlink', external: true, content: 'mailto:someone@example.invalid' },
        'word/template': {
          relation: 'attachedTemplate',
          external: true,
          content: 'file:///C:/Users/sun/t.dotx',
        },
        'word/embeddings/sheet1.xlsx': {
          content: await workbook(book => void book.addWorksheet('内表').addRow(['孙某', 1])),
        },
        'customXml/item1.xml': { content: '<data><row>接口留下的李某</row></data>' },
      },
    });
    const read = await parts(bytes, 'a.docx');
    for (const line of [
      '正文第1段（隐藏文字） | hidden-text | 藏在样式里',
      '文档属性“作者” | property | 赵某',
      '文档属性“经办人” | property | 钱某',
      '文档变量 | property | 变量里的名单',
      '超链接地址 | property | mailto:someone@example.invalid',
      '外部引用地址 | property | file:///C:/Users/sun/t.dotx',
      '内嵌文件“sheet1.xlsx”工作表“内表”第1行 | embedded-file | 孙某/1',
      '文件部件“customXml/item1.xml” | cached-data | 接口留下的李某',
    ])
      expect(read).toContain(line);
    expect(await notices(bytes, 'a.docx')).toEqual(
      expect.arrayContaining([
        'outside-link 文件',
        'embedded-file 内嵌文件“sheet1.xlsx”',
        'hidden-content 文件',
      ]),
    );
  });

  it('also where a program names its tags in its own way', async () => {
    const document =
      '<x:document xmlns:x="a"><x:body><x:para><x:words>别样标记的文字</x:words></x:para></x:body></x:document>';
    const bytes = makeArchive([{ name: 'word/document.xml', content: document }]);
    expect(await parts(bytes, 'a.docx')).toEqual([
      '文件部件“word/document.xml” | cached-data | 别样标记的文字',
    ]);
  });
});

describe('a workbook is read whole', () => {
  it('hidden sheets, rows and columns, comments, names, headers, list texts, formulas and formats', async () => {
    const bytes = await workbook(book => {
      const sheet = book.addWorksheet('名单');
      sheet.addRow(['姓名', '身份证号', '金额']);
      sheet.addRow(['张某', '522401199001010011', 300]);
      sheet.addRow(['李某', '522401199001010038', 400]);
      sheet.getColumn(2).hidden = true;
      sheet.getRow(3).hidden = true;
      sheet.getCell('A2').note = '残疾';
      sheet.getCell('D2').value = { formula: '"王五六"&"x"', result: 'x' } as never;
      sheet.getCell('E2').value = '不显示';
      sheet.getCell('E2').numFmt = ';;;';
      sheet.getCell('C2').dataValidation = { type: 'list', formulae: ['"赵某某,钱某某"'] };
      sheet.headerFooter.oddHeader = '&L&"宋体"内部使用&R&P';
      book.addWorksheet('底稿', { state: 'veryHidden' }).addRow(['底稿内容', 1]);
      book.definedNames.add("'名单'!$A$1", '区域');
    });
    const read = await parts(bytes, 'a.xlsx');
    for (const line of [
      '工作表“名单”第1行 | - | 姓名//金额',
      '工作表“名单”B1 | hidden-column | 身份证号',
      '工作表“名单”第2行 | - | 张某//300/x',
      '工作表“名单”B2 | hidden-column | 522401199001010011',
      '工作表“名单”E2 | hidden-text | 不显示',
      '工作表“名单”第3行（隐藏行） | hidden-row | 李某/522401199001010038/400',
      '工作表“名单”A2的批注 | comment | 残疾',
      '工作表“名单”D2的公式 | hidden-text | 王五六',
      '工作表“名单”的下拉项、提示或链接说明 | hidden-text | 赵某某,钱某某',
      '工作表“名单”页眉页脚 | - | 内部使用',
      '工作表名称 | hidden-sheet | 底稿',
      '工作表“底稿”（隐藏）第1行 | hidden-sheet | 底稿内容/1',
    ])
      expect(read).toContain(line);
    expect(read.filter(line => line.includes('自定义名称'))).toEqual([]);
    const [{ words } = { words: '' }] = (await readWhole(bytes, sheetType, '')).notices;
    expect(words).toContain('隐藏行1处、隐藏列中的内容2处');
  });

  it('what no cell shows any more: unused strings, caches of pivots and of other workbooks, constants', async () => {
    const cell = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>';
    const part = (name: string, content: string) => ({ name, content });
    const relation = (type: string, target: string, id: string) =>
      `<Relationship Id="${id}" Type="http://x/${type}" Target="${target}"/>`;
    const bytes = makeArchive([
      part(
        'xl/workbook.xml',
        '<workbook><sheets><sheet name="表" r:id="r1"/></sheets><definedNames><definedName name="口令">"王五六的电话"</definedName></definedNames></workbook>',
      ),
      part(
        'xl/_rels/workbook.xml.rels',
        `<Relationships>${relation('worksheet', 'worksheets/sheet1.xml', 'r1')}${relation('sharedStrings', 'sharedStrings.xml', 'r2')}</Relationships>`,
      ),
      part('xl/worksheets/sheet1.xml', `<worksheet><sheetData>${cell}</sheetData></worksheet>`),
      part(
        'xl/sharedStrings.xml',
        '<sst><si><t>在用</t></si><si><r><t>已删</t></r><r><t>的人</t></r></si></sst>',
      ),
      part('xl/pivotCache/pivotCacheRecords1.xml', '<p><r><s v="透视里的人"/><s v="13800001111"/></r></p>'),
      part(
        'xl/externalLinks/externalLink1.xml',
        '<e><sheetData><row><cell><v>别的表里的人</v></cell></row></sheetData></e>',
      ),
      part('xl/vbaProject.bin', 'x'),
    ]);
    expect(await parts(bytes, 'a.xlsx')).toEqual([
      '工作表名称 | - | 表',
      '工作表“表”第1行 | - | 在用',
      '自定义名称“口令” | defined-name | "王五六的电话"',
      '没有单元格使用的文字 | cached-data | 已删的人',
      '文件部件“xl/pivotCache/pivotCacheRecords1.xml” | cached-data | 透视里的人/13800001111',
      '文件部件“xl/externalLinks/externalLink1.xml” | cached-data | 别的表里的人',
    ]);
    expect(await notices(bytes, 'a.xlsx')).toEqual(
      ['hidden-content 文件', 'macro 文件'].toSorted().reverse(),
    );
  });
});

/** A PNG with a text chunk, as drawing programs write it. */
async function pngWithText(text: string): Promise<Buffer> {
  const png = await sharp({ create: { width: 2, height: 2, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  const body = Buffer.concat([
    Buffer.from('iTXtDescription\0\x01\0\0\0', 'latin1'),
    deflateSync(Buffer.from(text)),
  ]);
  const chunk = Buffer.alloc(8 + body.length);
  chunk.writeUInt32BE(body.length - 4, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), 4 + body.length);
  const after = png.length - 12;
  return Buffer.concat([png.subarray(0, after), chunk, png.subarray(after)]);
}

describe('pictures', () => {
  it('tell where and by whom they were taken, and that what they show was not read', async () => {
    const bytes = await photograph();
    expect(await parts(bytes, 'a.jpg')).toEqual(['图片属性“作者”（EXIF） | property | planted-artist']);
    expect(await notices(bytes, 'a.jpg')).toEqual(['place-in-picture 图片', 'scanned-page 图片']);
  });

  it('hold texts of their own', async () => {
    expect((await parts(await pngWithText('张某的住址'), 'a.png')).join()).toContain('张某的住址');
  });

  it('drawn with lines are read like text', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg"><title>图</title><text>图中<tspan>文字</tspan></text><!-- 旧稿 --></svg>';
    expect(await parts(Buffer.from(svg), 'a.svg')).toEqual([
      '图片文字 | property | 图',
      '图片文字 | - | 图中',
      '图片文字 | - | 文字',
      '图片注释 | comment | 旧稿',
    ]);
  });
});

describe('pages, texts and tables', () => {
  it('a page with its comments, scripts, hidden parts and attributes', async () => {
    const page = `<html><head><title>题</title><meta name="author" content="赵某"></head><body><p>正文</p><!-- 批语 --><p hidden>藏</p>
      <script src="https://x.invalid/a.js">var phone = 1</script><img src="//x.invalid/p.png" alt="照片"><a href="tel:0857">电话</a>
      <table><tr><th>姓名</th><th>金额</th></tr><tr><td>张某</td><td>3</td></tr></table></body></html>`;
    expect((await parts(Buffer.from(page), 'a.html')).toSorted()).toEqual(
      [
        '网页标题 | - | 题',
        '网页第1段 | - | 正文',
        '网页第2段 | - | 电话',
        '网页表格1第1行 | - | 姓名/金额',
        '网页表格1第2行 | - | 张某/3',
        '网页页面元数据 | property | 赵某',
        '网页注释 | comment | 批语',
        '网页隐藏部分 | hidden-text | 藏',
        '网页脚本 | script | var phone = 1',
        '网页图片替代文字 | property | 照片',
        '网页链接地址 | property | tel:0857',
      ].toSorted(),
    );
    expect(await notices(Buffer.from(page), 'a.html')).toEqual([
      'outside-link 网页',
      'script 网页',
      'hidden-content 文件',
    ]);
  });

  it('a table of values in whatever encoding, quotes and line ends it comes', async () => {
    const csv = iconv.encode('姓名,备注\r\n"张某","一,""二""\n三"\n李某,"没有收尾', 'gb18030');
    expect(await parts(csv, '名单.csv')).toEqual([
      '第1行 | - | 姓名/备注',
      '第2行 | - | 张某/一,"二" 三',
      '第3行 | - | 李某/"没有收尾',
    ]);
    expect(await parts(Buffer.from('a;b\n1;2'), 'x', 'text/csv')).toEqual([
      '第1行 | - | a/b',
      '第2行 | - | 1/2',
    ]);
  });

  it('a text, although tags stand in it', async () => {
    expect(await parts(Buffer.from('<table>\n\n不是网页'), 'a.txt')).toEqual([
      '第1行 | - | <table>',
      '第3行 | - | 不是网页',
    ]);
  });
});

describe('an archive', () => {
  it('is read with its names, also those that Chinese Windows wrote, and with what lies deeper', async () => {
    const inner = makeArchive([{ name: '深.txt', content: '深处' }]);
    const gbk = makeArchive([{ name: 'XXXX.txt', content: '内容' }]);
    const name = iconv.encode('名单', 'gbk');
    for (let at = gbk.indexOf('XXXX'); at >= 0; at = gbk.indexOf('XXXX')) name.copy(gbk, at);
    expect(await parts(gbk, 'a.zip')).toEqual([
      '压缩包内的文件名 | - | 名单.txt',
      '压缩包内“名单.txt”第1行 | - | 内容',
    ]);
    const outer = makeArchive([
      { name: '甲/内.zip', content: inner },
      { name: '年报\u202Etxt.exe', content: 'x' },
    ]);
    expect(await parts(outer, 'a.zip')).toEqual([
      '压缩包内的文件名 | - | 甲/内.zip',
      '压缩包内“甲/内.zip”压缩包内的文件名 | - | 深.txt',
      '压缩包内“甲/内.zip”压缩包内“深.txt”第1行 | - | 深处',
      '压缩包内的文件名 | - | 年报txt.exe',
      '压缩包内“年报txt.exe”第1行 | - | x',
    ]);
    expect(await notices(outer, 'a.zip')).toEqual(['script 压缩包内“年报txt.exe”']);
  });

  it('tells what in it could not be read, and reads the rest', async () => {
    const locked = Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.from('EncryptedPackage', 'utf16le'),
    ]);
    const bytes = makeArchive([
      { name: '锁.xlsx', content: locked },
      { name: '读.txt', content: '可读' },
      { name: '文.docx', content: await wordFile({ body: paragraph('文中') }) },
    ]);
    expect((await parts(bytes, 'a.zip')).slice(1)).toEqual([
      '压缩包内的文件名 | - | 读.txt',
      '压缩包内“读.txt”第1行 | - | 可读',
      '压缩包内的文件名 | - | 文.docx',
      '压缩包内“文.docx”正文第1段 | - | 文中',
    ]);
    const { notices: told } = await readWhole(bytes, 'application/zip', '');
    expect(told).toMatchObject([
      { kind: 'embedded-file', where: '压缩包内“锁.xlsx”', words: expect.stringContaining('密码') },
    ]);
  });
});

it('a text of two million lines is read up to a bound, and the rest is told', async () => {
  const { parts: read, notices: told } = await readWhole(
    Buffer.from('字\n'.repeat(500_000)),
    wordType,
    'a.txt',
  );
  expect(read.length).toBe(400_000);
  expect(told).toMatchObject([{ kind: 'cut' }]);
});
