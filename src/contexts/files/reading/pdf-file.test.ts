import { Buffer } from 'node:buffer';
import PDFDocument from 'pdfkit';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { makeArchive } from '../../../../tests/samples/plans/make-archive.ts';
import { pdfFile, pdfWithoutFont } from '../redaction/files.fixture.ts';
import { readableLines } from './pdf-lines.ts';
import { readWhole } from './read-whole.ts';
import { textRecognition } from './text-recognition.ts';

const read = (bytes: Uint8Array) => readWhole(bytes, 'application/pdf', '');
async function parts(bytes: Uint8Array): Promise<string[]> {
  return (await read(bytes)).parts.map(
    part => `${part.where} | ${part.hidden ?? '-'} | ${part.text.replaceAll('\t', '/')}`,
  );
}

/** A PDF from its objects, numbered from 1; the first is the catalogue. */
function handMade(objects: readonly string[], trailer = ''): Buffer {
  let body = '%PDF-1.7\n';
  const offsets = objects.map((object, i) => {
    const at = body.length;
    body += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return `${at}`.padStart(10, '0');
  });
  const start = body.length;
  const table = offsets.map(offset => `${offset} 00000 n \n`).join('');
  body += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<</Size ${objects.length + 1}/Root 1 0 R${trailer}>>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(body, 'latin1');
}
const stream = (content: string, entries = '') =>
  `<<${entries}/Length ${content.length}>>stream\n${content}\nendstream`;
const utf16 = (text: string) => `<feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;
const page = (entries = '') =>
  `<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>${entries}>>`;
const font = '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>';
const pages = '<</Type/Pages/Kids[3 0 R]/Count 1>>';
const shows = (text: string) => stream(`BT /F1 12 Tf 20 200 Td (${text}) Tj ET`);

describe('a PDF is read whole', () => {
  it('page by page, table cells parted by tabs, wrapped lines as one', async () => {
    const bytes = await pdfFile(document => {
      document.text('姓名', 72, 72, { lineBreak: false }).text('金额', 250, 72, { lineBreak: false });
      document.text('张某', 72, 96, { lineBreak: false }).text('300', 250, 96, { lineBreak: false });
      document.addPage().text(`${'公'.repeat(45)}号码522401`, 72, 72, { width: 451, align: 'left' });
    });
    expect(await parts(bytes)).toEqual([
      '第1页 | - | 姓名/金额',
      '第1页 | - | 张某/300',
      `第2页 | - | ${'公'.repeat(45)}号码522401`,
    ]);
  });

  it('a number broken at the margin is one number', () => {
    const line = (text: string, y: number) => ({ text, x: 72, y, width: 400, height: 12, endsLine: true });
    expect(
      readableLines([line('证号522401', 700), line('199001', 682), { ...line('另段', 600), width: 50 }]),
    ).toEqual(['证号522401199001', '另段']);
  });

  it('also where its Chinese font lies on another machine', async () => {
    expect(await parts(pdfWithoutFont())).toEqual(['第1页 | - | 毕节']);
    const gbk = pdfWithoutFont().toString('latin1').replace('UniGB-UCS2-H', 'GBK-EUC-H  ');
    // The same bytes are other characters in GBK.
    expect((await parts(Buffer.from(gbk, 'latin1')))[0]).toContain('k諅');
  });

  it('with notes, form fields, properties, bookmarks, attached files and scripts', async () => {
    const attached = makeArchive([{ name: '名单.txt', content: '附件里的人' }]);
    const bytes = handMade(
      [
        '<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(a.zip)7 0 R]>>/JavaScript<</Names[(j)9 0 R]>>>>/AcroForm<</Fields[6 0 R]>>/Outlines 11 0 R/Metadata 13 0 R>>',
        pages,
        page('/Annots[6 0 R 10 0 R]'),
        shows('body text'),
        font,
        `<</Type/Annot/Subtype/Widget/FT/Tx/T(phone)/V${utf16('手机某某')}/Rect[0 0 9 9]/P 3 0 R>>`,
        '<</Type/Filespec/F(a.zip)/UF(a.zip)/EF<</F 8 0 R>>>>',
        stream(attached.toString('latin1'), '/Type/EmbeddedFile'),
        '<</S/JavaScript/JS(app.alert\\(1\\))>>',
        `<</Type/Annot/Subtype/Text/Contents${utf16('注释里的人')}/T${utf16('批注人')}/Rect[0 0 9 9]>>`,
        '<</Type/Outlines/First 12 0 R/Last 12 0 R/Count 1>>',
        `<</Title${utf16('书签里的人')}/Parent 11 0 R/Dest[3 0 R/Fit]>>`,
        stream(
          '<x:xmpmeta xmlns:x="x"><dc:creator>Xmp Person</dc:creator></x:xmpmeta>',
          '/Type/Metadata/Subtype/XML',
        ),
        `<</Author${utf16('作者某')}/Producer(tool)>>`,
      ],
      '/Info 14 0 R',
    );
    expect((await parts(bytes)).toSorted()).toEqual(
      [
        '第1页 | - | body text',
        '第1页表单项“phone” | - | 手机某某',
        '第1页注释 | annotation | 注释里的人',
        '第1页注释作者 | property | 批注人',
        '文档属性“Author” | property | 作者某'.replace('Author', '作者'),
        '元数据（XMP）“creator” | property | Xmp Person',
        '书签 | - | 书签里的人',
        '脚本 | script | app.alert(1)',
        'PDF 附件“a.zip”压缩包内的文件名 | embedded-file | 名单.txt',
        'PDF 附件“a.zip”压缩包内“名单.txt”第1行 | embedded-file | 附件里的人',
      ].toSorted(),
    );
    expect((await read(bytes)).notices.map(each => each.kind).toSorted()).toEqual([
      'embedded-file',
      'hidden-content',
      'script',
    ]);
  });

  it('and what stood on a page before it was saved again', async () => {
    const first = handMade(['<</Type/Catalog/Pages 2 0 R>>', pages, page(), shows('name of a person'), font]);
    const at = first.length;
    const changed = `4 0 obj\n${shows('name removed')}\nendobj\n`;
    const startxref = /startxref\n(\d+)/.exec(first.toString('latin1'))?.[1];
    const update = `${changed}xref\n4 1\n${`${at}`.padStart(10, '0')} 00000 n \ntrailer\n<</Size 6/Root 1 0 R/Prev ${startxref}>>\nstartxref\n${at + changed.length}\n%%EOF\n`;
    expect(await parts(Buffer.concat([first, Buffer.from(update)]))).toEqual([
      '第1页 | - | name removed',
      '第1页（较早保存的内容） | cached-data | name of a person',
    ]);
  });
});

describe('pages without text', () => {
  it('are told when they show something, and not when they are blank', async () => {
    const picture = await sharp({ create: { width: 40, height: 40, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer();
    const bytes = await pdfFile(document => {
      document.text('有字');
      document.addPage().image(picture, 72, 72);
      document.addPage().text(' ');
    });
    const { notices } = await read(bytes);
    // Where text recognition is installed it finds nothing in a red square either.
    expect(notices).toMatchObject([
      { kind: 'scanned-page', where: '第2页', words: expect.stringContaining('扫描件') },
    ]);
  });

  it('are left to a person where no text recognition is installed', async () => {
    expect(await textRecognition('no-such-program')).toBeNull();
  });
});

describe('a PDF that cannot be read', () => {
  it.each<[string, () => Promise<Uint8Array>, string]>([
    ['locked with a password', () => locked('geheim'), '取消密码'],
    ['damaged', async () => Buffer.from('%PDF-1.4\nno objects'), '损坏'],
  ])('%s says so', async (_, bytes, words) => {
    await expect(read(await bytes())).rejects.toMatchObject({
      code: 'unreadable-file',
      detail: expect.stringContaining(words),
    });
  });

  it('but one that only forbids copying is read', async () => {
    expect(await parts(await locked(''))).toEqual(['第1页 | - | secret']);
  });
});

async function locked(userPassword: string): Promise<Buffer> {
  const document = new PDFDocument({ userPassword, ownerPassword: 'owner', pdfVersion: '1.7' });
  const chunks: Buffer[] = [];
  const ended = new Promise(resolve => document.on('end', resolve));
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  document.text('secret').end();
  await ended;
  return Buffer.concat(chunks);
}
