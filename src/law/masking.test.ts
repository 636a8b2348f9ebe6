import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findPersonalNumbers,
  isBankCard,
  maskAddress,
  maskBankCard,
  maskMobile,
  maskName,
  maskPersonalNumbers,
  maskResidentId,
  passesLuhn,
  personalNumberWords,
} from './masking.ts';
import { residentCheckDigit } from './resident-id.ts';

// The sample of the standard and test cards: no number of a real person.
const sampleId = '11010519491231002X';
const sampleCard = '6222021234567890128';

function found(text: string): string[] {
  return findPersonalNumbers(text).map(({ kind, from, to }) => `${kind}:${text.slice(from, to)}`);
}

function luhnCard(first: string): string {
  for (let digit = 0; digit < 10; digit += 1) if (passesLuhn(`${first}${digit}`)) return `${first}${digit}`;
  throw new Error('no digit');
}

describe('《政府信息公开条例》第十五条、《个人信息保护法》第二十五条：finding personal numbers', () => {
  const card = luhnCard(sampleCard.slice(0, 18));

  it.each([
    [`身份证${sampleId}。`, [`resident-id:${sampleId}`]],
    [`（${sampleId.toLowerCase()}）`, [`resident-id:${sampleId.toLowerCase()}`]],
    ['旧证110105491231003', ['resident-id:110105491231003']],
    ['１１０１０５１９４９１２３１００２Ｘ', ['resident-id:１１０１０５１９４９１２３１００２Ｘ']],
    ['110105 19491231 002X', ['resident-id:110105 19491231 002X']],
    ['电话13812345678', ['mobile:13812345678']],
    ['138-1234-5678', ['mobile:138-1234-5678']],
    ['0a1b2c3d-1381-2345-678a-0123456789ab 13812345678', ['mobile:13812345678']],
    ['a13812345678b', ['mobile:13812345678']],
    ['+8613812345678', ['mobile:8613812345678']],
    ['13812345678 13912345678', ['mobile:13812345678', 'mobile:13912345678']],
    ['138 1234 5678 139 1234 5678', ['mobile:138 1234 5678', 'mobile:139 1234 5678']],
    [`卡号${card}`, [`bank-card:${card}`]],
    [
      `${card.slice(0, 4)} ${card.slice(4, 8)} ${card.slice(8, 12)} ${card.slice(12, 16)} ${card.slice(16)}`,
      [
        `bank-card:${card.slice(0, 4)} ${card.slice(4, 8)} ${card.slice(8, 12)} ${card.slice(12, 16)} ${card.slice(16)}`,
      ],
    ],
    [`残疾证${sampleId}43`, [`disability-card:${sampleId}43`]],
  ])('%s', (text, numbers) => {
    expect(found(text)).toEqual(numbers);
  });

  it.each([
    '110105194912310021',
    '12345678901',
    // A digest and a UUID of machines, in which the digits fall so.
    `"digest":"${'ab13812345678c'.padEnd(64, 'e')}"`,
    '0a1b2c3d-1381-2345-678a-0123456789ab',
    '0857-8222333',
    '金额1234567890123456元',
    '索引号 202110-00013',
    '113813812345678999',
    '2026-11-22 08:30',
    '52',
    '',
  ])('%s holds none', text => {
    expect(found(text)).toEqual([]);
  });

  it('finds any valid number wherever it stands', () => {
    const day = fc.integer({ min: 1, max: 28 }).map(value => `${value}`.padStart(2, '0'));
    const order = fc.integer({ min: 0, max: 999 }).map(value => `${value}`.padStart(3, '0'));
    const words = fc.constantFrom('姓名：某甲，', '见附表（', '\n', '');
    fc.assert(
      fc.property(words, day, order, (before, date, serial) => {
        const first17 = `520502198001${date.slice(0, 2)}${serial}`;
        const number = first17 + residentCheckDigit(first17);
        expect(found(`${before}${number}，电话`)).toEqual([`resident-id:${number}`]);
      }),
    );
  });

  it('has a name for each kind', () => {
    expect(personalNumberWords['resident-id']).toBe('公民身份号码');
  });
});

describe('《个人信息保护法》第二十八条：hiding personal data', () => {
  it('hides numbers and keeps the length', () => {
    expect(maskResidentId(sampleId)).toBe('11****************');
    expect(maskMobile('13812345678')).toBe('138****5678');
    expect(maskBankCard('6222021234567890128')).toBe('***************0128');
    expect(maskBankCard('123')).toBe('***');
    expect(maskPersonalNumbers(`甲 ${sampleId} 乙 13812345678 丙`)).toBe(
      '甲 11**************** 乙 138****5678 丙',
    );
    expect(maskPersonalNumbers('没有号码')).toBe('没有号码');
  });

  it('leaves no number to be found', () => {
    const part = fc.constantFrom(
      sampleId,
      '13812345678',
      '138 1234 5678',
      '110105491231003',
      '字',
      ' ',
      '，',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), parts => {
        const text = parts.join('|');
        const masked = maskPersonalNumbers(text);
        expect(findPersonalNumbers(masked)).toEqual([]);
        expect(masked).toHaveLength(text.length);
      }),
    );
  });

  it.each([
    ['张三', 'surname-only', '张*'],
    ['张小明', 'surname-only', '张**'],
    ['张小明', 'surname-and-last', '张*明'],
    ['张三', 'surname-and-last', '张*'],
    ['欧阳明', 'surname-only', '欧阳*'],
    ['欧阳小明', 'surname-and-last', '欧阳*明'],
    ['欧阳', 'surname-only', '欧*'],
    ['张', 'surname-only', '*'],
    [' 张三 ', 'surname-only', '张*'],
    ['', 'surname-only', ''],
  ] as const)('%s by %s is %s', (name, style, masked) => {
    expect(maskName(name, style)).toBe(masked);
  });

  it.each([
    ['某市某区某街道幸福社区3号楼2单元', '某市某区某街道幸福社区'],
    ['某县某镇新华村四组12号', '某县某镇新华村'],
    ['某县某镇12号', '某县某镇'],
    ['某路12号', '*****'],
  ])('%s becomes %s', (address, masked) => {
    expect(maskAddress(address)).toBe(masked);
  });

  it('tells cards by their digit', () => {
    expect(passesLuhn('')).toBe(false);
    expect(passesLuhn('0')).toBe(true);
    expect(isBankCard(luhnCard('622202123456789'))).toBe(true);
    expect(isBankCard(luhnCard('922202123456789'))).toBe(false);
    expect(isBankCard('622202')).toBe(false);
  });
});
