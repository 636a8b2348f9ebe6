import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf } from './day.ts';
import {
  findDocumentNumbers,
  halfWidth,
  normaliseDocumentNumber,
  parseDocumentNumber,
  withNormalDocumentNumbers,
} from './document-number.ts';
import { formatIndexNumber, parseIndexNumber, readIndexNumberPattern } from './index-number.ts';
import { ageOn, isResidentId, parseResidentId, residentCheckDigit } from './resident-id.ts';
import {
  creditCodeFault,
  holderKinds,
  isOrganisationCode,
  isSocialCreditCode,
  organisationCheckCharacter,
  organisationCodeOf,
  socialCreditCheckCharacter,
} from './social-credit-code.ts';

describe('《党政机关公文格式》：document numbers', () => {
  it.each([
    '国办发〔2017〕47号',
    '国办发﹝2017﹞47号',
    '国办发[2017]47号',
    '国办发［2017］47号',
    '国办发(2017)47号',
    '国办发（2017）47号',
    '国办发【2017】47号',
    '国办发〖2017〗47号',
    '国办发<2017>47号',
    '国办发〔2017)47号',
    '国办发 〔 2017 〕 第47号',
    '国办发〔2017年〕047号',
    '国办发（２０１７）４７号',
    ' 国办发〔2017〕47号 ',
  ])('%s is 国办发〔2017〕47号', text => {
    expect(normaliseDocumentNumber(text)).toBe('国办发〔2017〕47号');
    expect(parseDocumentNumber(text)).toEqual({
      kind: 'numbered',
      agencyCode: '国办发',
      year: 2017,
      serial: 47,
      text: '国办发〔2017〕47号',
    });
  });

  it.each([
    ['国务院令第711号', '国务院令第711号'],
    ['中华人民共和国国务院令第711号', '国务院令第711号'],
    ['中华人民共和国国务院令（第711号）', '国务院令第711号'],
    ['国务院第711号令', '国务院令第711号'],
    ['民政部令 第49号', '民政部令第49号'],
    ['主席令第三十五号', '主席令第35号'],
    ['主席令第一百零二号', '主席令第102号'],
    ['主席令第十号', '主席令第10号'],
    ['主席令第二〇号', '主席令第20号'],
    ['主席令第一千零一号', '主席令第1001号'],
  ])('%s is the order %s', (text, normal) => {
    expect(parseDocumentNumber(text)).toMatchObject({ kind: 'order', text: normal });
  });

  it.each([
    '国办发〔2017〕号',
    '国办发〔17〕47号',
    '国办发〔2017〕0号',
    '〔2017〕47号',
    '国务院令第零号',
    '国务院令第3百号',
    '令第3号',
    '通知',
    '',
  ])('%s is none', text => {
    expect(parseDocumentNumber(text)).toBeUndefined();
    expect(normaliseDocumentNumber(text)).toBeUndefined();
  });

  it('leaves a normal number as it is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1949, max: 2099 }),
        fc.integer({ min: 1, max: 99_999 }),
        (year, serial) => {
          const text = `毕民发〔${year}〕${serial}号`;
          expect(normaliseDocumentNumber(text)).toBe(text);
        },
      ),
    );
  });

  it('finds numbers in running text, with their place', () => {
    const text = '按照（民办函(2019)52号）和 国办发[2017]47号 办理';
    const found = findDocumentNumbers(text);
    expect(found.map(({ from, to, number }) => [text.slice(from, to), number.text])).toEqual([
      ['民办函(2019)52号', '民办函〔2019〕52号'],
      ['国办发[2017]47号', '国办发〔2017〕47号'],
    ]);
    expect(withNormalDocumentNumbers(text)).toBe('按照（民办函〔2019〕52号）和 国办发〔2017〕47号 办理');
    expect(withNormalDocumentNumbers('没有文号')).toBe('没有文号');
    expect(halfWidth('ＡＢ１２ｚ')).toBe('AB12z');
  });
});

describe('GB 32100-2015：unified social credit codes', () => {
  it.each(['11341702486344515H', '91350211M000100Y43', '11520500009661234A'])('%s', code => {
    const first17 = code.slice(0, 17);
    expect(isSocialCreditCode(first17 + socialCreditCheckCharacter(first17))).toBe(true);
  });

  it('checks the alphabet, the length and the check character', () => {
    expect(isSocialCreditCode('11341702486344515H')).toBe(true);
    for (const wrong of [
      '11341702486344515J',
      '11341702486344516H',
      '11341702486344515',
      '11341702486344515h',
      'I1341702486344515H',
      '11341702486344515HH',
      '',
    ]) {
      expect(isSocialCreditCode(wrong)).toBe(false);
    }
  });

  it.each([
    ['11341702486344515H', undefined],
    ['11341702486344515J', '校验位'],
    ['11341702486344515', '现为17位'],
    ['I1341702486344515H', '不用I、O、S、V、Z'],
  ])('says what is wrong with %s', (code, words) => {
    if (words === undefined) expect(creditCodeFault(code)).toBeUndefined();
    else expect(creditCodeFault(code)).toContain(words);
  });

  it('catches every single wrong character', () => {
    const good = '11341702486344515H';
    const alphabet = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
    fc.assert(
      fc.property(fc.nat({ max: 17 }), fc.constantFrom(...alphabet), (at, letter) => {
        const changed = good.slice(0, at) + letter + good.slice(at + 1);
        expect(isSocialCreditCode(changed)).toBe(changed === good);
      }),
    );
  });

  it('knows holders under civil affairs', () => {
    expect(holderKinds['51']).toBe('社会团体');
    expect(holderKinds['52']).toContain('民办非企业单位');
    expect(holderKinds['53']).toBe('基金会');
  });
});

describe('GB 11714：organisation codes', () => {
  it.each(['486344515', '48634451-5'])('%s', code => {
    expect(isOrganisationCode(code)).toBe(true);
  });

  it('stands in the credit code', () => {
    expect(organisationCodeOf('11341702486344515H')).toBe('486344515');
  });

  it.each(['486344516', '48634451', '4863445-15', '', '48634451５'])('%s is none', code => {
    expect(isOrganisationCode(code)).toBe(false);
  });

  it('knows X and 0 as check characters', () => {
    const checks = Array.from({ length: 200 }, (_, i) => organisationCheckCharacter(`${10_000_000 + i}`));
    expect(new Set(checks)).toEqual(new Set([...'0123456789X']));
  });
});

describe('GB 11643-1999：resident identity numbers', () => {
  it('reads the sample of the standard', () => {
    expect(parseResidentId('11010519491231002X')).toEqual({
      region: '110105',
      bornOn: '1949-12-31',
      sex: 'female',
      length: 18,
    });
    expect(isResidentId('11010519491231002x')).toBe(true);
    expect(residentCheckDigit('11010519491231002')).toBe('X');
  });

  it('reads the old 15 digits', () => {
    expect(parseResidentId('110105491231003')).toEqual({
      region: '110105',
      bornOn: '1949-12-31',
      sex: 'male',
      length: 15,
    });
  });

  it.each([
    '110105194912310021',
    '11010519490229002X',
    '11010519491331002X',
    '99010519491231002X',
    '110105491331003',
    '160105491231003',
    '11010549123100',
    '1101054912310031',
    'X1010519491231002X',
    '',
  ])('%s is none', text => {
    expect(isResidentId(text)).toBe(false);
  });

  it('needs a real date and a province even where the check digit is right', () => {
    const numberOf = (first17: string) => first17 + residentCheckDigit(first17);
    expect(isResidentId(numberOf('11010519490228002'))).toBe(true);
    expect(isResidentId(numberOf('11010519490229002'))).toBe(false);
    expect(isResidentId(numberOf('16010519490228002'))).toBe(false);
    expect(isResidentId(numberOf('11010517990228002'))).toBe(false);
    expect(isResidentId(numberOf('83000019900101001'))).toBe(true);
  });

  it('catches every single wrong digit', () => {
    const good = '11010519491231002X';
    fc.assert(
      fc.property(fc.nat({ max: 16 }), fc.nat({ max: 9 }), (at, digit) => {
        const changed = good.slice(0, at) + digit + good.slice(at + 1);
        expect(isResidentId(changed)).toBe(changed === good);
      }),
    );
  });

  it('counts whole years of life', () => {
    expect(ageOn(dayOf('2008-11-22'), dayOf('2026-11-21'))).toBe(17);
    expect(ageOn(dayOf('2008-11-22'), dayOf('2026-11-22'))).toBe(18);
    expect(ageOn(dayOf('2008-02-29'), dayOf('2026-02-28'))).toBe(17);
    expect(ageOn(dayOf('2008-02-29'), dayOf('2026-03-01'))).toBe(18);
  });
});

describe('《政府信息公开目录系统实施指引》：index numbers by the pattern of the pack', () => {
  const uscc = '11341702486344515H';
  const on = dayOf('2021-10-02');

  function patternOf(text: string) {
    const read = readIndexNumberPattern(text);
    if (!read.ok) throw new Error('refused');
    return read.pattern;
  }

  it.each([
    [
      '{organisation}/{yyyy}-{seq:5}',
      '486344515/2021-00013',
      { organisation: '486344515', year: 2021, serial: 13 },
    ],
    ['{uscc}/{yyyymm}-{seq}', '11341702486344515H/202110-00013', { uscc, year: 2021, month: 10, serial: 13 }],
    ['GZ.({yyyy}){mm}.{seq:3}', 'GZ.(2021)10.013', { year: 2021, month: 10, serial: 13 }],
  ])('%s writes and reads %s', (text, indexNumber, fields) => {
    const pattern = patternOf(text);
    const source = { uscc, organisation: '486344515', on, serial: 13 };
    expect(formatIndexNumber(pattern, source)).toEqual({ ok: true, indexNumber });
    expect(parseIndexNumber(pattern, indexNumber)).toEqual(fields);
  });

  it.each([
    ['{uscc}', ['one-serial', 'one-year']],
    ['{uscc}/{yyyy}-{seq:5}-{seq:5}', ['one-serial']],
    ['{yyyy}{yyyymm}{seq}', ['one-year']],
    ['{organ}/{yyyy}-{seq}', ['unknown-field']],
    ['{yyyy:4}-{seq}', ['unknown-field', 'one-year']],
    ['{yyyy}-{seq:0}', ['unknown-field', 'one-serial']],
    ['{yyyy-{seq}', ['unknown-field', 'one-year']],
    ['', ['one-serial', 'one-year']],
  ])('refuses the pattern %s', (text, codes) => {
    const read = readIndexNumberPattern(text);
    expect(read.ok ? [] : read.reasons.map(({ code }) => code)).toEqual(codes);
  });

  it('refuses to write with missing or false codes, or a serial that does not fit, all at once', () => {
    const pattern = patternOf('{uscc}/{organisation}/{yyyy}-{seq:3}');
    const answer = formatIndexNumber(pattern, { uscc: '11341702486344515J', on, serial: 1000 });
    expect(answer.ok ? [] : answer.reasons.map(({ code }) => code)).toEqual([
      'bad-uscc',
      'bad-organisation-code',
      'serial-out-of-range',
    ]);
    for (const serial of [0, -1, 1.5])
      expect(formatIndexNumber(patternOf('{yyyy}{seq}'), { on, serial }).ok).toBe(false);
    for (const serial of [1, 999]) {
      expect(formatIndexNumber(patternOf('{yyyy}-{seq:3}'), { on, serial }).ok).toBe(true);
    }
    expect(answer.ok ? '' : answer.reasons[2]?.message).toContain('1至999的整数');
  });

  it.each([
    '11341702486344515J/202110-00013',
    '11341702486344515H/202113-00013',
    '11341702486344515H/202110-0013',
    '11341702486344515H/202110-00000',
    '11341702486344515H-202110-00013',
    'x11341702486344515H/202110-00013',
  ])('%s does not follow the pattern', text => {
    expect(parseIndexNumber(patternOf('{uscc}/{yyyymm}-{seq:5}'), text)).toBeUndefined();
  });

  it('does not take a pattern for an expression', () => {
    expect(parseIndexNumber(patternOf('a.c{yyyy}{seq:1}'), 'abc20211')).toBeUndefined();
    expect(
      parseIndexNumber(patternOf('{organisation}/{yyyy}-{seq:5}'), '486344516/2021-00013'),
    ).toBeUndefined();
  });
});
