import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExifReader from 'exifreader';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../platform/app-error.ts';
import {
  cellsOf,
  everything,
  idNumber,
  order,
  paragraph,
  pdfFile,
  pdfWithoutFont,
  photograph,
  redactAs,
  run,
  sheetType,
  table,
  wordFile,
  wordType,
  workbook,
} from './files.fixture.ts';
import { readParts, writeParts } from './package.ts';
import { redactInThread } from './run.ts';

const pdf = 'application/pdf';
const id = idNumber(11);
const folder = mkdtempSync(join(tmpdir(), 'gongkai-redaction-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function has(program: string): boolean {
  const isThere = spawnSync(program, ['-v']).error === undefined;
  if (!isThere) console.warn(`未安装 ${program}：没有用独立的提取程序复核。`);
  return isThere;
}
const hasPdftotext = has('pdftotext');

/** The text of a PDF by the product's reader and, where it is installed, by Poppler. */
async function textsOf(bytes: Uint8Array): Promise<string[]> {
  const unpdf = await import('unpdf');
  const { text } = await unpdf.extractText(new Uint8Array(bytes), { mergePages: true });
  const path = join(folder, 'copy.pdf');
  writeFileSync(path, bytes);
  return [
    text,
    ...(hasPdftotext ? [execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' })] : []),
  ].map(each => each.replace(/\s+/g, ''));
}

/** Greys of a page as it is seen, with its width. */
async function drawn(bytes: Uint8Array): Promise<{ at(x: number, y: number): number }> {
  const picture = bytes.slice(Buffer.from(bytes).indexOf(Buffer.from([0xff, 0xd8, 0xff])));
  const { data, info } = await sharp(picture).greyscale().raw().toBuffer({ resolveWithObject: true });
  const scale = info.width / 595.28;
  return { at: (x, y) => data[Math.round(y * scale) * info.width + Math.round(x * scale)]! };
}

describe('政府信息公开条例第三十七条: a redacted copy of a PDF', () => {
  it('covers what it finds in the picture, keeps the rest as text, and carries nothing along', async () => {
    const file = await pdfFile(
      document => {
        document.text(`公示：证件${id}，电话13812345678，金额560元。`, 72, 100, { lineBreak: false });
        document.text('户主：张丽华', 72, 130, { lineBreak: false });
        document.text(`证件号码 ${id.slice(0, 10)}`, 72, 160, { lineBreak: false });
        document.text(`${id.slice(10)}，张丽华一户。`, 72, 176, { lineBreak: false });
        document.text('留下的文字', 300, 300, { lineBreak: false });
        document.fillColor('white').text('planted-white', 72, 400).fillColor('black');
        document.text('planted-outside', -400, 420, { lineBreak: false });
        document.annotate(72, 500, 80, 20, {
          SubType: 'Text',
          Contents: new String('planted-note') as string,
        });
        document.file(Buffer.from('planted-attachment'), { name: 'planted.txt' });
      },
      { Author: 'planted-author', Title: 'planted-title' },
    );
    const { bytes, report } = await redactAs(pdf, file, {
      boxes: [{ page: 1, x: 290, y: 290, width: 90, height: 40 }],
    });
    for (const text of await textsOf(bytes)) {
      expect(text).toContain('公示：证件');
      expect(text).toContain('金额560元');
      for (const gone of [id, '13812345678', '丽华', id.slice(10), '留下的文字', 'planted'])
        expect(text).not.toContain(gone);
    }
    expect(bytes.toString('latin1')).not.toMatch(/planted|\/Annot|\/EmbeddedFile|\/Author|\/Producer/);
    const page = await drawn(bytes);
    expect([page.at(335, 310), page.at(150, 107), page.at(110, 182)]).toEqual(
      [0, 0, 0].map(() => expect.toSatisfy((grey: number) => grey < 40)),
    );
    expect(page.at(335, 250)).toBeGreaterThan(240);
    expect(new Set(report.removed.map(each => each.kind))).toEqual(
      new Set(['property', 'embedded-file', 'annotation', 'box', 'resident-id', 'mobile', 'name', 'hidden']),
    );
  });

  it('masks a list by its headings and keeps the columns that may be public', async () => {
    const file = await pdfFile(document => {
      const rows = [
        ['序号', '姓名', '残疾类别', '金额'],
        ['1', '欧阳小明', '肢体', '430'],
      ];
      rows.forEach((row, i) => {
        for (const [j, cell] of row.entries())
          document.text(cell, 60 + 110 * j, 100 + 30 * i, { lineBreak: false });
      });
    });
    const { bytes } = await redactAs(pdf, file);
    for (const text of await textsOf(bytes)) expect(text).toBe('序号姓名残疾类别金额1欧*****430');
  });

  it('says which pages hold no text, and covers what the officer draws there', async () => {
    const picture = await photograph();
    const file = await pdfFile(document => document.image(picture, 0, 0, { width: 200 }));
    const { bytes, report } = await redactAs(pdf, file, { boxes: [{ x: 10, y: 10, width: 50, height: 50 }] });
    expect(report.notLookedAt).toEqual([{ where: '第1页', words: expect.stringContaining('没有文字层') }]);
    const page = await drawn(bytes);
    expect([page.at(30, 30) < 30, page.at(100, 30) > 90]).toEqual([true, true]);
  });

  it.each([
    ['a font that is not in the file', pdfWithoutFont, '嵌入'],
    ['a damaged file', () => Buffer.from('%PDF-1.7\nnothing'), '损坏'],
  ])('refuses %s with advice', async (_, make, words) => {
    await expect(redactAs(pdf, make())).rejects.toMatchObject({
      code: 'unreadable-file',
      detail: expect.stringContaining(words),
    });
  });
});

describe('政府信息公开条例第十五条: pictures, archives and plain files', () => {
  it('turns a photograph upright, paints over what is drawn and forgets where it was taken', async () => {
    const turned = await sharp(await photograph())
      .keepExif()
      .withMetadata({ orientation: 6 })
      .toBuffer();
    expect(ExifReader.load(turned)).toHaveProperty('GPSLatitude');
    const { bytes, report } = await redactAs('image/jpeg', turned, {
      boxes: [{ x: 0, y: 0, width: 40, height: 60 }],
    });
    const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([80, 120]);
    expect([data[(30 * 80 + 20) * 3]! < 20, data[(30 * 80 + 60) * 3]! > 100]).toEqual([true, true]);
    expect(Object.keys(ExifReader.load(bytes)).filter(key => /GPS|Artist|Orientation/.test(key))).toEqual([]);
    expect(report.removed.map(each => each.kind)).toEqual(['picture-metadata', 'box']);
  });

  it('redacts every file of an archive with its name, and leaves out what it can not read', async () => {
    const archive = await writeParts(
      new Map([
        [`名单${id}.txt`, Buffer.from(`电话13812345678\n姓名：张丽华`)],
        ['表/名单.csv', Buffer.from(`姓名,身份证号,金额\r\n张丽华,${id},560\r\n`)],
        [
          'page.html',
          Buffer.from(
            `<title>页</title><!--planted--><p onclick="planted()">张丽华<b>138</b>12345678<script>planted</script></p>`,
          ),
        ],
        ['a.exe', Buffer.from('planted')],
      ]),
    );
    const { bytes, report } = await redactAs('application/zip', archive);
    const parts = await readParts(bytes);
    expect([...parts.keys()]).toEqual([`名单52${'某'.repeat(16)}.txt`, '表/名单.csv', 'page.html']);
    expect(parts.get('表/名单.csv')!.toString()).toBe(
      `\ufeff姓名,身份证号,金额\r\n张**,52${'*'.repeat(16)},560\r\n`,
    );
    expect(parts.get('page.html')!.toString()).toContain('<p>张**<b>138</b>****5678</p>');
    expect(await everything(bytes)).not.toMatch(/planted|13812345678/);
    expect(report.removed.some(each => each.where === 'a.exe')).toBe(true);
  });

  it('makes the copy in a thread of its own, and stops at its bounds', async () => {
    const input = {
      bytes: await pdfFile(document => document.text('字')),
      name: '公示.pdf',
      mediaType: pdf,
      order: order(),
    };
    const copy = await redactInThread(input);
    expect(copy.name).toBe('公示（遮盖副本）.pdf');
    expect(copy.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    await expect(redactInThread(input, 1)).rejects.toMatchObject({
      code: 'too-large',
    });
    const fault = await redactInThread({ ...input, bytes: Buffer.from('x') }).catch(error => error);
    expect(fault).toBeInstanceOf(AppError);
  });
});

describe('个人信息保护法第二十五条: nothing planted survives', () => {
  const place = fc.constantFrom(
    'body',
    'cell',
    'split',
    'deleted',
    'comment',
    'hidden',
    'header',
    'attribute',
  );
  it('in any part of a random Word file or workbook', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(5000), place), { minLength: 1, maxLength: 12 }),
        async planted => {
          const ids = planted.map(([serial]) => idNumber(serial));
          const body = planted.map(([, where], i) => {
            const number = ids[i]!;
            if (where === 'cell')
              return table([
                ['证件号', '说明'],
                [number, '无'],
              ]);
            if (where === 'split')
              return paragraph(run(number.slice(0, i + 1)), run(number.slice(i + 1), '<w:i/>'));
            if (where === 'deleted')
              return paragraph(`<w:del><w:r><w:delText>${number}</w:delText></w:r></w:del>`);
            if (where === 'comment')
              return paragraph(`<w:r><w:t>批</w:t><w:commentReference w:id="${i}"/></w:r>`);
            if (where === 'hidden') return paragraph(run(number, '<w:vanish/>'));
            if (where === 'attribute')
              return paragraph(`<w:r><w:pict><v:shape alt="${number}"/></w:pict></w:r>`);
            return paragraph(`号${number}号`);
          });
          const word = await redactAs(wordType, await wordFile({ body: body.join('') }));
          const sheet = await redactAs(
            sheetType,
            await workbook(book => {
              const open = book.addWorksheet('表');
              const shut = book.addWorksheet('底', { state: 'hidden' });
              for (const [i, number] of ids.entries()) (i % 3 === 0 ? shut : open).addRow([i, `证${number}`]);
              open.addRow(['末']);
            }),
          );
          expect(Object.keys(await cellsOf(sheet.bytes))).toEqual(['表']);
          for (const all of [await everything(word.bytes), await everything(sheet.bytes)])
            for (const number of ids) {
              expect(all.replace(/<[^>]*>/g, '')).not.toContain(number.slice(4));
              expect(all).not.toContain(number);
            }
        },
      ),
      { numRuns: 15, seed: 20190515 },
    );
  });
});

describe('the copy opens in another office program', () => {
  const hasOffice = spawnSync('soffice', ['--version']).error === undefined;
  if (!hasOffice) console.warn('未安装 LibreOffice：没有用独立的办公软件复核。');

  it.skipIf(!hasOffice)(
    'LibreOffice reads the copy and finds what stays, not what went',
    async () => {
      const body =
        paragraph(`留下，证件${id}`) +
        table([
          ['姓名', '金额'],
          ['张丽华', '560'],
        ]);
      const path = join(folder, 'copy.docx');
      writeFileSync(path, (await redactAs(wordType, await wordFile({ body }))).bytes);
      const profile = `-env:UserInstallation=file://${folder}/profile`;
      const convert = ['--headless', '--convert-to', 'txt:Text (encoded):UTF8', '--outdir', folder, path];
      execFileSync('soffice', [profile, ...convert], { stdio: 'ignore', timeout: 60_000 });
      const text = readFileSync(join(folder, 'copy.txt'), 'utf8');
      expect(text).toContain('留下，证件52');
      expect(text).toMatch(/张\*\*\s+560/);
      for (const gone of [id, '丽华']) expect(text).not.toContain(gone);
    },
    90_000,
  );
});
