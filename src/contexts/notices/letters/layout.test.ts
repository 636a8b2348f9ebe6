import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linesOf } from '../../../platform/paper/lines.ts';
import { everyLetter, fill, sampleLetter } from './letters.fixture.ts';
import { headLayout, linePitch, pageFormat, pointsPerMillimetre, signatureIndents } from './page-format.ts';
import { type Page, pagesOf, slotsOf } from './pdf/pages.ts';

const advance = (char: string) => (char.charCodeAt(0) < 128 ? 8 : 16);
const lines = (text: string, width = 160) =>
  linesOf(text, { first: width, rest: width }, advance).map(line => line.text);
const letterAdvance = (char: string) => advance(char);
const textsOf = (page: Page) => page.slots.flatMap(({ slot }) => slot.texts.map(each => each.text));

describe('Lines of running Chinese text (GB/T 15834: marks at the ends of lines)', () => {
  it('holds ten characters where ten fit', () => {
    expect(lines('一二三四五六七八九十一二')).toEqual(['一二三四五六七八九十', '一二']);
  });

  it('lets one closing mark hang, and takes the last character along where two would', () => {
    expect(lines('一二三四五六七八九十，一')).toEqual(['一二三四五六七八九十，', '一']);
    expect(lines('一二三四五六七八九十”。一')).toEqual(['一二三四五六七八九', '十”。一']);
  });

  it('leaves no opening mark at the end', () => {
    expect(lines('一二三四五六七八九《十》')).toEqual(['一二三四五六七八九', '《十》']);
  });

  it('keeps numbers and dashes whole', () => {
    expect(lines('一二三四五六七八九2026年')).toEqual(['一二三四五六七八九', '2026年']);
    expect(lines('一二三四五六七八九——十')).toEqual(['一二三四五六七八九', '——十']);
  });

  it('cuts an address that is wider than a line after its strokes', () => {
    const address = 'https://demo.invalid/one/two/three/four';
    expect(lines(address).join('')).toBe(address);
    expect(
      lines(address)
        .slice(0, -1)
        .every(line => line.endsWith('/')),
    ).toBe(true);
  });

  it('loses nothing but blanks, never exceeds the line by more than a hanging mark, and ends', () => {
    const characters = fc.constantFrom(...'一二，。“”（）《》a1/ —…😀');
    fc.assert(
      fc.property(fc.string({ unit: characters, maxLength: 80 }), text => {
        const found = lines(text, 96);
        expect(found.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        for (const line of found) {
          const width = [...line].reduce((sum, char) => sum + advance(char), 0);
          const runs = /^[，。、；：！？”’）》…—]+|[“‘（《]+$/.test(line) ? 96 * 8 : 0;
          expect(width).toBeLessThanOrEqual(96 + 16 + runs);
        }
      }),
    );
  });
});

describe('Pages of a letter (GB/T 9704-2012)', () => {
  const pagesFor = (reasons: string) =>
    pagesOf(slotsOf(sampleLetter('refusal', 'refused', { fill: { ...fill, reasons } }), letterAdvance));

  it('hold 22 lines, two more only to keep the signature with the text', () => {
    for (const { letter } of everyLetter()) {
      for (const page of pagesOf(slotsOf(letter, letterAdvance))) {
        const used = page.slots.reduce((sum, { slot }) => sum + slot.height, 0);
        expect(used).toBeLessThanOrEqual(page.lines);
        expect(page.lines).toBeLessThanOrEqual(24);
      }
    }
  });

  it('never leave the signature on a page without text, whatever the length', () => {
    for (let length = 1; length < 900; length += 7) {
      const pages = pagesFor('理'.repeat(length));
      const last = pages.map(textsOf).find(texts => texts.includes('2026年11月23日'))!;
      const organ = last.indexOf('毕节市民政局');
      expect([
        length,
        last.slice(0, organ).some(text => text.includes('提起行政诉讼') || text.includes('https')),
      ]).toEqual([length, true]);
      expect(last.slice(organ + 1, organ + 2)).toEqual(['2026年11月23日']);
      expect(last.findLast(text => text.endsWith('）'))).toMatch(/演示地址））$/);
      expect(textsOf(pages.at(-1)!).slice(-2)).toEqual(['毕节市民政局', '2026年11月23日印发']);
    }
  });

  it('cut a text of many pages where they end', () => {
    const pages = pagesFor('理'.repeat(3000));
    expect(pages.length).toBeGreaterThan(4);
    expect(pages.flatMap(textsOf).join('').match(/理/g)!.length).toBeGreaterThanOrEqual(3000);
    for (const page of pages.slice(1, -2)) expect(page.slots).toHaveLength(22);
  });

  it('end with the 版记 on the last line of the last page, alone on it only where no line was left', () => {
    for (let length = 1; length < 900; length += 7) {
      const pages = pagesFor('理'.repeat(length));
      const { slots, lines } = pages.at(-1)!;
      const { slot, line } = slots.at(-1)!;
      expect([length, slot.sinks, line + slot.height]).toEqual([length, true, lines]);
      const before = pages.at(-2)!.slots.at(-1)!;
      if (slots.length === 1) expect(before.line + before.slot.height).toBeGreaterThan(24 - slot.height);
    }
  });

  it('begin with the head: the mark 35 mm below the block, the red line 4 mm under the number, the title two lines on', () => {
    const [head, first, second, title] = slotsOf(sampleLetter('refusal', 'refused'), letterAdvance);
    const { markAt, size, numberAt, numberFoot, ruleAt, lines } = headLayout('毕节市民政局');
    expect(markAt / pointsPerMillimetre).toBeCloseTo(35);
    expect((numberAt - markAt - size) / linePitch).toBeCloseTo(2);
    expect((ruleAt - numberFoot) / pointsPerMillimetre).toBeCloseTo(4);
    expect(head).toMatchObject({
      height: lines,
      texts: [
        { text: '毕节市民政局', colour: 'red', y: markAt + size / 2 },
        { text: '毕民公复〔2026〕3号', y: numberAt + linePitch / 2 },
      ],
      rules: [{ at: ruleAt, colour: 'red' }],
    });
    expect([first!.texts, second!.texts]).toEqual([[], []]);
    expect(title!.texts[0]!.text).toBe('毕节市民政局');
  });

  it('set a long mark smaller, then on two lines, and never wider than the block', () => {
    const marks = ['毕节市民政局', '某某彝族回族苗族自治县民政局文件', '某'.repeat(27), '某'.repeat(36)];
    const parted = '某某彝族回族苗族自治县\n民政局文件';
    const sizes = [...marks, parted].map(mark => headLayout(mark));
    expect(sizes.map(each => each.marks.length)).toEqual([1, 1, 2, 2, 2]);
    expect(sizes.at(-1)!.marks).toEqual(parted.split('\n'));
    for (const { marks: lines, size } of sizes)
      for (const text of lines) {
        expect(text.length * size).toBeLessThanOrEqual(pageFormat.blockWidth * pointsPerMillimetre);
        // Larger than the title under it.
        expect(size).toBeGreaterThan(pageFormat.titleSize);
      }
  });

  it('centre organ and date on each other, the date four characters from the edge', () => {
    // 6 and 7.5 characters wide.
    expect(signatureIndents(['毕节市民政局', '2026年11月23日'], '2026年11月23日')).toEqual([4.5, 4]);
    const [organ] = signatureIndents(['某某彝族回族苗族自治县民政局办公室', '2026年3月2日'], '2026年3月2日');
    expect(organ).toBe(0);
  });
});
