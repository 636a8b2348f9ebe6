import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { typedCode } from './codes.ts';
import { floodRules, isOver, minutesUntilRoom } from './flood.ts';
import { mostProofBytes, proofMediaType, proofName, proofReasons } from './proof.ts';
import { isAnswer, makeQuestion, questionWords, typedNumber } from './question.ts';

describe('the question in front of a form', () => {
  it('is a sum in words that never goes below zero, and its own result answers it', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.array(fc.nat(), { minLength: 8, maxLength: 8 }), (isLong, chance) => {
        let at = 0;
        const question = makeQuestion(isLong, count => chance[at++ % chance.length]! % count);
        let sum = question.numbers[0]!;
        question.signs.forEach((sign, no) => {
          sum += (sign === 'plus' ? 1 : -1) * question.numbers[no + 1]!;
          expect(sum).toBeGreaterThanOrEqual(0);
        });
        expect(question.signs).toHaveLength(isLong ? 2 : 1);
        expect(questionWords(question)).toMatch(
          /^[一二三四五六七八九十](?:[加减][一二三四五六七八九十]){1,2}$/,
        );
        expect(isAnswer(question, String(sum))).toBe(true);
        expect(isAnswer(question, String(sum + 1))).toBe(false);
      }),
    );
  });

  it.each([
    ['12', 12],
    ['１２', 12],
    [' 12 。', 12],
    ['十二', 12],
    ['二十', 20],
    ['二十三', 23],
    ['十', 10],
    ['两', 2],
    ['零', 0],
    ['〇', 0],
    ['一二', undefined],
    ['', undefined],
    ['很多', undefined],
    ['12345', undefined],
  ])('reads “%s” as %s', (typed, value) => {
    expect(typedNumber(typed)).toBe(value);
  });
});

describe('proof of identity (条例 art 29)', () => {
  const bytes = (head: string | Buffer, size = 64) => {
    const all = Buffer.alloc(size, 0x20);
    Buffer.from(head as string, 'latin1').copy(all);
    return all;
  };
  const png = bytes(Buffer.from('89504e470d0a1a0a', 'hex'));

  it('is known by its content', () => {
    expect(proofMediaType(png)).toBe('image/png');
    expect(proofMediaType(bytes(Buffer.from('ffd8ffe0', 'hex')))).toBe('image/jpeg');
    expect(proofMediaType(bytes('%PDF-1.7'))).toBe('application/pdf');
    expect(proofMediaType(bytes('\r\n\r\n%PDF-1.7'))).toBe('application/pdf');
    expect(proofMediaType(bytes('PK\u0003\u0004%PDF-1.7'))).toBeUndefined();
    expect(proofMediaType(bytes('<html>'))).toBeUndefined();
  });

  it('as an encrypted ZIP is refused by type, with what to send instead', () => {
    const [reason, ...more] = proofReasons('identity-proof', { bytes: bytes('PK\u0003\u0004'), cut: false });
    expect(more).toEqual([]);
    expect(reason).toMatchObject({ code: 'identity-proof-wrong-type' });
    expect(reason!.message).toContain('加密的压缩包');
    expect(reason!.message).toContain('JPEG、PNG');
  });

  it('may have 10 MB and not a byte more', () => {
    const codes = (size: number, cut = false) =>
      proofReasons('mandate', { bytes: bytes('%PDF-1.7', size), cut }).map(each => each.code);
    expect(codes(mostProofBytes)).toEqual([]);
    expect(codes(mostProofBytes + 1)).toEqual(['mandate-too-large']);
    expect(codes(100, true)).toEqual(['mandate-too-large']);
    expect(codes(0)).toEqual(['mandate-empty']);
  });

  it.each([
    ['C:\\照片\\身份证.JPG', '身份证.png'],
    ['../../etc/passwd', 'passwd.png'],
    ['a<b>"c".pdf', 'abc.png'],
    ['\u202e.png', '身份证明.png'],
    ['', '身份证明.png'],
  ])('called “%s” is kept as “%s”', (given, kept) => {
    expect(proofName('identity-proof', given, 'image/png')).toBe(kept);
  });
});

describe('codes as people type them', () => {
  it('are one, whatever the case, the width and the dashes', () => {
    const forms = ['3H27-AVND-5RLJ', '3h27 avnd 5rlj', '３Ｈ２７—AVND–5RLJ', ' 3h27avnd5rlj '];
    expect(new Set(forms.map(typedCode))).toEqual(new Set(['3H27AVND5RLJ']));
  });
});

describe('buckets against floods', () => {
  it('hold their size and overflow with the next drop', () => {
    const { size } = floodRules['look-code'];
    expect(isOver('look-code', size)).toBe(false);
    expect(isOver('look-code', size + 1)).toBe(true);
  });

  it('say in whole minutes when there is room again', () => {
    expect(minutesUntilRoom('look-code', 11)).toBe(6);
    expect(minutesUntilRoom('look-code', 10.1)).toBe(1);
    expect(minutesUntilRoom('post', 201)).toBe(1);
  });
});
