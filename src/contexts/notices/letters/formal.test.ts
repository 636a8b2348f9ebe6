import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { letterDocx, letterPdf } from '../letters.ts';
import { copies, sampleLetter } from './letters.fixture.ts';
import { lookAt, openInOffice, run } from './printing.fixture.ts';

/**
 * A formal letter on paper, as we print it and as an office suite prints the DOCX: every measure of GB/T 9704-2012 is
 * taken from the dots of the page.
 */

const letters = {
  reply: sampleLetter('refusal', 'refused'),
  copied: sampleLetter('extension-notice', 'extended', {}, { copyTo: copies }),
  county: sampleLetter(
    'extension-notice',
    'extended',
    {},
    { letterhead: { mark: '某某彝族回族苗族自治县民政局（演示）文件', organ: '某某县民政局（演示）' } },
  ),
  plain: sampleLetter('extension-notice', 'extended', {}, { letterhead: 'none' }),
};
type Name = keyof typeof letters;

let folder = '';
const pages: Record<string, number> = {};
const file = (by: string, name: Name) => join(folder, by, `${name}.pdf`);
const look = (by: string, name: Name, page: number, part?: Parameters<typeof lookAt>[3]) =>
  lookAt(folder, file(by, name), page, part);
const lastOf = (by: string, name: Name) => pages[file(by, name)]!;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'formal-letters-'));
  for (const part of ['docx', 'own', 'office']) await mkdir(join(folder, part));
  const names = Object.keys(letters) as Name[];
  for (const name of names) {
    await writeFile(file('own', name), await letterPdf(letters[name]));
    await writeFile(join(folder, 'docx', `${name}.docx`), await letterDocx(letters[name]));
  }
  const docx = names.map(name => join(folder, 'docx', `${name}.docx`));
  await openInOffice(folder, join(folder, 'office'), docx);
  for (const by of ['own', 'office'])
    for (const name of names) {
      const told = await run('pdfinfo', [file(by, name)]);
      pages[file(by, name)] = Number(/Pages:\s+(\d+)/.exec(told)![1]);
    }
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each(['own', 'office'])('A formal letter on paper (GB/T 9704-2012), %s', by => {
  it('has the mark in red 35 mm below the block, in the middle', async () => {
    const first = await look(by, 'reply', 1);
    const [line] = first.linesOf('red');
    const mark = first.boxOf('red', 0, line!.top - 1)!;
    // The glyphs of a face leave a little of their square empty.
    expect(mark.top - 37).toBeGreaterThan(34);
    expect(mark.top - 37).toBeLessThan(37.5);
    expect((mark.left + mark.right) / 2).toBeCloseTo(28 + 78, 0);
    expect(mark.right - mark.left).toBeGreaterThan(90);
    expect(first.boxOf('black', 0, mark.bottom)).toBeUndefined();
  });

  it('has the number two lines under the mark and the red line 4 mm under it, as wide as the block', async () => {
    const first = await look(by, 'reply', 1);
    const red = first.linesOf('red');
    expect(red).toHaveLength(1);
    const [line] = red;
    const mark = first.boxOf('red', 0, line!.top - 1)!;
    const number = first.boxOf('black', mark.bottom, line!.top)!;
    expect([line!.left, line!.right].map(Math.round)).toEqual([28, 184]);
    expect(line!.top - number.bottom).toBeGreaterThan(3.2);
    // Where the foot of a glyph stands in a line of exact height is the suite's own affair.
    expect(line!.top - number.bottom).toBeLessThan(by === 'own' ? 4.8 : 5.5);
    // Two lines of 10.2 mm and what the line of the number leaves free above it.
    expect(number.top - mark.bottom).toBeGreaterThan(19);
    expect(number.top - mark.bottom).toBeLessThan(26);
    const title = first.boxOf('black', line!.bottom)!;
    expect(title.top - line!.bottom).toBeGreaterThan(19);
  });

  it('has no red on its other pages', async () => {
    expect((await look(by, 'reply', 2)).boxOf('red')).toBeUndefined();
  });

  it('ends in the 版记 on the lower edge of the block: thick, thin and thick lines as wide as it', async () => {
    const last = await look(by, 'copied', lastOf(by, 'copied'), { dpi: 600, from: 220, to: 270 });
    const lines = last.linesOf('black');
    expect(lines.map(each => [Math.round(each.left), Math.round(each.right)])).toEqual(
      Array(3).fill([28, 184]),
    );
    const [above, between, below] = lines.map(each => each.bottom - each.top);
    for (const thick of [above!, below!]) expect(Math.abs(thick - 0.35)).toBeLessThan(0.09);
    expect(Math.abs(between! - 0.25)).toBeLessThan(0.09);
    expect(between).toBeLessThan(Math.min(above!, below!));
    expect(Math.abs(lines[2]!.bottom - (37 + 225))).toBeLessThan(1);
    // One character of 4号 free on either side.
    const copied = last.boxOf('black', lines[0]!.bottom + 0.2, lines[1]!.top - 0.2)!;
    const printed = last.boxOf('black', lines[1]!.bottom + 0.2, lines[2]!.top - 0.2)!;
    for (const { left } of [copied, printed]) expect(Math.abs(left - (28 + 4.94))).toBeLessThan(1);
    expect(Math.abs(printed.right - (184 - 4.94))).toBeLessThan(1);
  }, 30_000);

  it('has two thick lines where no copies are sent', async () => {
    const last = await look(by, 'reply', lastOf(by, 'reply'));
    expect(last.linesOf('black')).toHaveLength(2);
  });

  it('keeps a circle of 42 mm for the seal, over the date and within one line of the text', async () => {
    const signed = await look(by, 'copied', 2);
    const seal = signed.boxOf('grey')!;
    expect(seal.right - seal.left).toBeGreaterThan(41);
    expect(seal.right - seal.left).toBeLessThan(43);
    expect(seal.bottom - seal.top).toBeGreaterThan(41);
    const text = await run('pdftotext', ['-bbox-layout', '-f', '2', '-l', '2', file(by, 'copied'), '-']);
    const lineAt = (words: RegExp) => {
      const lines = [
        ...text.matchAll(
          /<line xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([\s\S]*?)<\/line>/g,
        ),
      ];
      const found = lines.find(each => words.test(each[5]!.replace(/<[^>]+>|\s/g, '')))!;
      const [x, y, toX, toY] = found.slice(1, 5).map(each => (Number(each) / 72) * 25.4);
      return { left: x!, top: y!, right: toX!, bottom: toY! };
    };
    const date = lineAt(/^2026年11月23日$/);
    // LibreOffice spreads digits among Chinese a little, whatever the paragraph says; the date grows to the left.
    const aside = by === 'own' ? 1 : 4;
    expect(Math.abs((seal.left + seal.right) / 2 - (date.left + date.right) / 2)).toBeLessThan(aside);
    expect(Math.abs(184 - date.right - 4 * 5.57)).toBeLessThan(1.5);
    const organ = lineAt(/^毕节市民政局$/);
    // Organ and date stand around the middle, a little below it.
    expect((organ.top + date.bottom) / 2).toBeGreaterThan((seal.top + seal.bottom) / 2);
    expect(date.bottom).toBeLessThan(seal.bottom);
    expect(seal.top - lineAt(/^特此告知。$/).bottom).toBeLessThan(10.3);
  });

  it('sets a long mark on one line, or two, inside the block', async () => {
    const first = await look(by, 'county', 1);
    const mark = first.boxOf('red')!;
    expect(mark.left).toBeGreaterThan(27.5);
    expect(mark.right).toBeLessThan(184.5);
  });

  it('is bare on paper that has its head printed on it', async () => {
    for (let page = 1; page <= lastOf(by, 'plain'); page += 1) {
      const seen = await look(by, 'plain', page);
      expect([seen.boxOf('red'), seen.linesOf('black')]).toEqual([undefined, []]);
    }
  });
});

describe('A formal letter as DOCX (GB/T 9704-2012)', () => {
  const part = (name: Name) =>
    run('unzip', ['-p', join(folder, 'docx', `${name}.docx`), 'word/document.xml']);
  const paragraphs = (xml: string) => [...xml.matchAll(/<w:p>.*?<\/w:p>/gs)].map(each => each[0]);

  it('names faces, sizes and colours of the head: 35 mm, red 小标宋, 3号仿宋, a red border 4 mm below', async () => {
    const [gap, mark, , , number] = paragraphs(await part('reply'));
    // 35 mm are 1984 twips, 4 mm are 11 points.
    expect(gap).toContain('w:line="1984" w:lineRule="exact"');
    expect(mark).toMatch(/w:jc w:val="center".*方正小标宋简体.*<w:color w:val="FF0000"\/>.*毕节市民政局/);
    expect(number).toMatch(/<w:bottom w:val="single" w:color="FF0000" w:sz="11" w:space="11"\/>/);
    expect(number).toMatch(/仿宋_GB2312.*<w:sz w:val="32"\/>.*毕民公复〔2026〕3号/);
  });

  it('has the 版记 in 4号仿宋 between black borders of 0.35 and 0.25 mm in one box, which says all words of it', async () => {
    const xml = await part('copied');
    const box = /<wps:txbx>(.*?)<\/wps:txbx>/s.exec(xml)![1]!;
    const words = box.replace(/<w:tab\/>/g, ' ').replace(/<[^>]+>/g, '');
    expect(words).toBe(`抄送：${copies.join('，')}。毕节市民政局 2026年11月23日印发`);
    expect(
      [...box.matchAll(/<w:top w:val="single" w:color="000000" w:sz="(\d)"/g)].map(each => each[1]),
    ).toEqual(['8', '6', '8']);
    expect(new Set([...box.matchAll(/<w:sz w:val="(\d+)"\/>/g)].map(each => each[1]))).toEqual(
      new Set(['28']),
    );
    // 抄送 hangs by three characters, one in from the edge.
    expect(box).toContain('w:left="1120" w:right="280" w:hanging="840"');
  });

  it('has a circle of 42 mm for the seal where it is stamped by hand, none where it is set electronically', async () => {
    const xml = await part('copied');
    expect(xml).toMatch(/prst="ellipse"/);
    expect(xml).toMatch(/<wp:extent cx="1512\d{3}" cy="1512\d{3}"\/>/);
    const sealed = sampleLetter('extension-notice', 'extended', { sealedElectronically: true });
    await writeFile(join(folder, 'docx', 'plain.docx'), await letterDocx(sealed));
    expect(await part('plain')).not.toContain('ellipse');
  });
});
