import { describe, expect, it } from 'vitest';
import { socialCreditCheckCharacter } from '../../../law/social-credit-code.ts';
import { judge, type WaitingSheet } from './import.ts';
import type { Known } from './matching.ts';
import { samplePack } from './sample.fixture.ts';

const schema = samplePack.registers[0]!;
const regions = [
  { code: '520501', name: '甲县', unitId: 'a' },
  { code: '520502', name: '乙县', unitId: 'b' },
];
const codeOf = (no: number) => {
  const stem = `5152050${String(no).padStart(10, '0')}`;
  return stem + socialCreditCheckCharacter(stem);
};
const entry = (id: string, name: string, code?: string, region = '520501'): Known => ({
  ...{ id, region },
  values: { name, status: '正常', contact: '内部联系人', ...(code === undefined ? {} : { code }) },
});

function read(known: readonly Known[], fields: readonly string[], ...lines: string[][]) {
  const sheet: WaitingSheet = {
    heads: fields.map((text, column) => ({ text, column })),
    fields,
    rows: lines.map((cells, at) => ({ row: at + 2, cells, isMerged: false })),
  };
  const { good, problems } = judge({ schema, regions, sheet, known, mayWrite: () => true });
  return {
    about: good.map(({ entryId, isUnchanged, values }) => [entryId, isUnchanged, values['code']]),
    problems: problems.map(({ row, message }) => [row, message]),
  };
}

const withCode = ['region', 'name', 'code', 'status'];
const withoutCode = ['region', 'name', 'status'];

describe('which entry a row of a file is about', () => {
  it('is the one with its code, whatever it is called now', () => {
    const known = [entry('one', '演示协会一', codeOf(1)), entry('two', '演示协会二', codeOf(2))];
    expect(read(known, withCode, ['甲县', '演示协会改名', codeOf(2), '正常'])).toEqual({
      about: [['two', false, codeOf(2)]],
      problems: [],
    });
  });

  it('is found by place and name in a file without codes, and keeps its code', () => {
    const known = [entry('one', '演示协会一', codeOf(1)), entry('two', '演示协会二', codeOf(2))];
    expect(read(known, withoutCode, ['甲县', '演示协会一', '注销'], ['甲县', '演示协会二', '正常'])).toEqual({
      about: [
        ['one', false, codeOf(1)],
        ['two', true, codeOf(2)],
      ],
      problems: [],
    });
    expect(read(known, withCode, ['甲县', '演示协会一', '', '正常']).about).toEqual([
      ['one', true, codeOf(1)],
    ]);
  });

  it('is the one that had no code yet, and gets it', () => {
    const known = [entry('one', '演示协会一')];
    expect(read(known, withCode, ['甲县', '演示协会一', codeOf(1), '正常'])).toEqual({
      about: [['one', false, codeOf(1)]],
      problems: [],
    });
  });

  it('is none elsewhere: the same name in another place, or with another code', () => {
    const known = [entry('one', '演示协会一', codeOf(1))];
    expect(
      read(known, withCode, ['乙县', '演示协会一', '', '正常'], ['甲县', '演示协会一', codeOf(3), '正常'])
        .about,
    ).toEqual([
      [null, false, undefined],
      [null, false, codeOf(3)],
    ]);
  });

  it('is asked for where two have the name and the row has no code', () => {
    const known = [entry('one', '演示协会一', codeOf(1)), entry('two', '演示协会一', codeOf(2))];
    expect(read(known, withoutCode, ['甲县', '演示协会一', '正常'])).toEqual({
      about: [],
      problems: [[2, '名录中有多条同名的“演示协会一”，不知道是哪一条。']],
    });
  });

  it('is taken by one row only, by code or by name', () => {
    const known = [entry('one', '演示协会一', codeOf(1))];
    const lines = [
      ['甲县', '演示协会一', codeOf(1), '正常'],
      ['甲县', '演示协会一', '', '注销'],
    ];
    expect(read(known, withCode, ...lines)).toEqual({
      about: [['one', true, codeOf(1)]],
      problems: [[3, '与第2行是同一条（演示协会一）。']],
    });
  });
});
