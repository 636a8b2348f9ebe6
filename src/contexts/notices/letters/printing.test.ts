import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LetterContent, letterDocx, letterPdf } from '../letters.ts';
import { everyLetter, fill, sampleLetter } from './letters.fixture.ts';
import { openInOffice, run } from './printing.fixture.ts';

/**
 * The real parts look at what we print: poppler reads the words and puts the glyphs on paper, an office suite opens
 * the DOCX of every kind and prints it with our own font.
 */

const letters = everyLetter();
let folder = '';

function wordsOf(text: string): string {
  return text.replace(/\s/g, '').replaceAll(/—\d+—/g, '');
}

function expectedWords(letter: LetterContent): string[] {
  const { mark, title, number, addressee, paragraphs, attachments, organ, date, note, sheet, imprint } =
    letter;
  const signed = addressee === undefined ? [] : [`${addressee}：`, organ, date, note];
  const rows = (sheet?.rows ?? []).flatMap(row => [row.label, row.text]);
  const head = mark === undefined ? [] : [mark];
  const copied =
    imprint === undefined || imprint.copyTo.length === 0 ? [] : [`抄送：${imprint.copyTo.join('，')}。`];
  const foot = imprint === undefined ? [] : [...copied, imprint.printedBy, `${imprint.printedOn}印发`];
  return [...head, ...title, number, ...paragraphs, ...attachments, ...signed, ...rows, ...foot]
    .map(wordsOf)
    .filter(each => each !== '');
}

function missingWords(text: string, letter: LetterContent): string[] {
  const found = wordsOf(text);
  return expectedWords(letter).filter(words => !found.includes(words));
}

const texts = new Map<string, Promise<string>>();

/** The words of a PDF, read once; every page ends with a form feed. */
function printedWords(file: string): Promise<string> {
  const text = texts.get(file) ?? run('pdftotext', ['-raw', file, '-']);
  texts.set(file, text);
  return text;
}

async function pageCount(file: string): Promise<number> {
  return (await printedWords(file)).split('').length - 1;
}

/** Fraction of dark dots in a part of a page; millimetres. */
async function inkIn(
  file: string,
  page: number,
  area: { x: number; y: number; width: number; height: number },
) {
  const dots = (millimetres: number) => String(Math.round((millimetres / 25.4) * 100));
  const { x, y, width, height } = area;
  const target = join(folder, 'ink');
  await run('pdftoppm', [
    ...['-r', '100', '-gray', '-singlefile', '-f', String(page), '-l', String(page)],
    ...['-x', dots(x), '-y', dots(y), '-W', dots(width), '-H', dots(height), file, target],
  ]);
  const image = await readFile(`${target}.pgm`);
  const header = /^P5\s+\d+\s+\d+\s+\d+\s/.exec(image.subarray(0, 40).toString('latin1'))![0].length;
  const points = image.subarray(header);
  return points.filter(value => value < 128).length / points.length;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'letters-'));
  for (const part of ['docx', 'pdf', 'office']) await mkdir(join(folder, part));
  for (const { name, letter } of letters) {
    await writeFile(join(folder, 'docx', `${name}.docx`), await letterDocx(letter));
    await writeFile(join(folder, 'pdf', `${name}.pdf`), await letterPdf(letter));
  }
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('A letter as PDF', () => {
  const file = (name: string) => join(folder, 'pdf', `${name}.pdf`);

  it('says every word of the letter, for every kind', async () => {
    for (const { name, letter } of letters) {
      expect([name, missingWords(await printedWords(file(name)), letter)]).toEqual([name, []]);
    }
  }, 60_000);

  it('puts ink where the title, the text and the page number stand, and none in the margins', async () => {
    const name = 'partial-reply.partly-disclosed';
    expect(await pageCount(file(name))).toBe(3);
    expect(await inkIn(file(name), 1, { x: 62, y: 148, width: 86, height: 20 })).toBeGreaterThan(0.08);
    expect(await inkIn(file(name), 1, { x: 28, y: 185, width: 156, height: 70 })).toBeGreaterThan(0.05);
    expect(await inkIn(file(name), 1, { x: 160, y: 267, width: 20, height: 8 })).toBeGreaterThan(0.005);
    expect(await inkIn(file(name), 2, { x: 30, y: 267, width: 20, height: 8 })).toBeGreaterThan(0.005);
    for (const margin of [
      { x: 0, y: 0, width: 210, height: 71 },
      { x: 0, y: 0, width: 27, height: 297 },
      { x: 190, y: 0, width: 20, height: 297 },
      { x: 0, y: 278, width: 210, height: 19 },
    ]) {
      expect(await inkIn(file(name), 1, margin)).toBe(0);
    }
  });

  it('draws each glyph and not an empty box: characters of many strokes leave far more ink than one of a single stroke', async () => {
    const inkFor = async (reasons: string) => {
      const letter = sampleLetter('not-held', 'needs-creation', { fill: { ...fill, reasons } });
      await writeFile(file('ink'), await letterPdf(letter));
      return inkIn(file('ink'), 3, { x: 28, y: 60, width: 156, height: 60 });
    };
    const [heavy, light] = [await inkFor('警察籍贯囊餐'.repeat(200)), await inkFor('一'.repeat(1200))];
    expect(heavy).toBeGreaterThan(light * 4);
    expect(light).toBeGreaterThan(0.005);
  });

  it('stands 28 characters on a line and 22 lines on a page', async () => {
    const letter = sampleLetter('not-held', 'needs-creation', {
      fill: { ...fill, reasons: '理'.repeat(1200) },
    });
    await writeFile(file('full'), await letterPdf(letter));
    const text = await run('pdftotext', ['-raw', '-f', '3', '-l', '3', file('full'), '-']);
    const lines = text
      .trim()
      .split('\n')
      .filter(line => line.includes('理'));
    expect(lines).toEqual(Array(22).fill('理'.repeat(28)));
  });

  it('embeds the open font, is tagged and is the same for the same letter', async () => {
    const fonts = await run('pdffonts', [file('refusal.refused')]);
    const rows = fonts.trim().split('\n').slice(2);
    expect(rows).toHaveLength(2);
    for (const row of rows) expect(row).toMatch(/\+NotoSerifSC-\S+ .* yes yes yes /);
    expect(await run('pdfinfo', [file('refusal.refused')])).toMatch(/Tagged:\s+yes[\s\S]*595\.28 x 841\.89/);
    const letter = sampleLetter('refusal', 'refused');
    expect(await letterPdf(letter)).toEqual(await letterPdf(letter));
  });

  it('refuses characters that the font does not have and names them', async () => {
    const letter = sampleLetter('refusal', 'refused', { addressee: '张𠀀' });
    await expect(letterPdf(letter)).rejects.toMatchObject({
      code: 'letter-unprintable',
      problems: [{ where: 'U+20000', message: '字库中没有“𠀀”。请核对是否为错字。' }],
    });
  });
});

describe('A letter as DOCX (GB/T 9704-2012)', () => {
  const part = (name: string, path: string) =>
    run('unzip', ['-p', join(folder, 'docx', `${name}.docx`), path]);

  it('has the page, the margins and the pitch of the lines', async () => {
    const xml = await part('refusal.refused', 'word/document.xml');
    expect(xml).toContain('w:w="11906" w:h="16838"');
    expect(xml).toMatch(/w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"/);
    // 22 lines of 28.95 points are 225 mm; 28 characters of 16 points less a quarter point are 156 mm.
    expect(xml).toContain('w:line="579" w:lineRule="exact"');
    expect(22 * 579).toBeLessThanOrEqual(16838 - 2098 - 1984);
    expect(28 * (320 - 5)).toBeLessThanOrEqual(11906 - 1587 - 1474);
    expect(xml).toContain('<w:spacing w:val="-5"/>');
  });

  it('names the official fonts and sizes, and what to take where they are missing', async () => {
    const xml = await part('refusal.refused', 'word/document.xml');
    const title = /<w:p>(?:(?!<\/w:p>).)*政府信息公开申请答复书.*?<\/w:p>/.exec(xml)![0];
    expect(title).toMatch(/w:eastAsia="方正小标宋简体"[\s\S]*<w:sz w:val="44"\/>/);
    const body = /<w:p>(?:(?!<\/w:p>).)*属于《条例》第十五条.*?<\/w:p>/.exec(xml)![0];
    expect(body).toMatch(/w:firstLineChars="200"[\s\S]*w:eastAsia="仿宋_GB2312"[\s\S]*<w:sz w:val="32"\/>/);
    expect(body).toContain('w:hint="eastAsia"');
    const fonts = await part('refusal.refused', 'word/fontTable.xml');
    expect(fonts).toMatch(/w:name="仿宋_GB2312"><w:altName w:val="仿宋,/);
    expect(fonts).toMatch(/w:name="方正小标宋简体"><w:altName w:val="方正小标宋_GBK,/);
  });

  it('numbers odd pages on the right and even ones on the left, 4号 宋体', async () => {
    const footers = [
      await part('refusal.refused', 'word/footer1.xml'),
      await part('refusal.refused', 'word/footer2.xml'),
    ];
    expect(footers.map(xml => /w:jc w:val="(\w+)"/.exec(xml)![1]).sort()).toEqual(['left', 'right']);
    for (const xml of footers)
      expect(xml).toMatch(/w:eastAsia="宋体"[\s\S]*<w:sz w:val="28"\/>[\s\S]*— .*PAGE.* —/);
    expect(await part('refusal.refused', 'word/settings.xml')).toContain('<w:evenAndOddHeaders/>');
  });
});

describe('A letter as DOCX, opened by an office suite', () => {
  const printed = (name: string) => join(folder, 'office', `${name}.pdf`);

  beforeAll(async () => {
    const full = sampleLetter('not-held', 'needs-creation', {
      fill: { ...fill, reasons: '理'.repeat(1200) },
    });
    await writeFile(join(folder, 'docx', 'full.docx'), await letterDocx(full));
    const files = [...letters.map(({ name }) => name), 'full'].map(name =>
      join(folder, 'docx', `${name}.docx`),
    );
    await openInOffice(folder, join(folder, 'office'), files);
  }, 120_000);

  it('says every word of the letter, for every kind', async () => {
    for (const { name, letter } of letters) {
      expect([name, missingWords(await printedWords(printed(name)), letter)]).toEqual([name, []]);
    }
  }, 60_000);

  it('needs at most one page more than our own PDF', async () => {
    for (const { name } of letters) {
      const [office, own] = [
        await pageCount(printed(name)),
        await pageCount(join(folder, 'pdf', `${name}.pdf`)),
      ];
      expect([name, office === own || office === own + 1]).toEqual([name, true]);
    }
  }, 60_000);

  it('stands 28 characters on a line and 22 lines on a page', async () => {
    const text = await run('pdftotext', ['-raw', '-f', '3', '-l', '3', printed('full'), '-']);
    const lines = text
      .trim()
      .split('\n')
      .filter(line => line.includes('理'));
    expect(lines).toEqual(Array(22).fill('理'.repeat(28)));
  });

  it('puts the title on paper', async () => {
    const ink = await inkIn(printed('refusal.refused'), 1, { x: 62, y: 148, width: 86, height: 20 });
    expect(ink).toBeGreaterThan(0.08);
  });
});
