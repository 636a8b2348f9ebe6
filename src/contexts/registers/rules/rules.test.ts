import { describe, expect, it } from 'vitest';
import { readGrid } from '../../../platform/office-text/grid.ts';
import { judge, sheetOf } from './import.ts';
import { samplePack } from './sample.fixture.ts';
import { readDay, readValue } from './values.ts';

const schema = samplePack.registers[0]!;
const regions = [{ code: '520501', name: '甲县', unitId: 'a' }];
const limits = { rows: 25_000, cells: 1_000_000 };

async function read(bytes: Buffer, name = '表.xlsx') {
  const { cells, merged } = await readGrid(bytes, name, limits);
  const sheet = sheetOf(schema, cells, merged);
  return sheet === null ? null : judge({ schema, regions, sheet, known: [], mayWrite: () => true });
}

async function book(change: (sheet: import('exceljs').Worksheet) => void) {
  const { default: ExcelJS } = await import('exceljs');
  const made = new ExcelJS.Workbook();
  const sheet = made.addWorksheet('填报');
  sheet.addRow(['地区', '名称', '状态', '成立登记日期', '收费标准（元/月）']);
  change(sheet);
  return Buffer.from(await made.xlsx.writeBuffer());
}

describe('the import of a register', () => {
  it('says by cell what cannot be taken, each with advice', async () => {
    const result = await read(
      await book(sheet => {
        sheet.addRow(['甲县', '协会一', '正常', new Date('2019-05-01T00:00:00Z'), 1200]);
        sheet.addRow(['丙县', '协会二', '其他', '昨天', '约五十']);
        sheet.addRow(['甲县', '', '正常', 43586, { formula: '1+1', result: 2 }]);
        sheet.addRow(['甲县', '协会一', '正常']);
        sheet.addRow(['甲县', '协会三', '正常']);
        sheet.addRow(['甲县', '协会四', '正常']);
        sheet.mergeCells('A6:A7');
        sheet.getCell('A1048576').style = { font: { bold: true } };
      }),
    );
    expect(result?.problems.map(each => each.cell)).toEqual([
      ...['A3', 'C3', 'D3', 'E3'],
      ...['E4', 'B4', 'A5', 'A6', 'A7', 'A7'],
    ]);
    for (const each of result?.problems ?? []) expect(each.advice).not.toBe('');
    expect(result?.good).toMatchObject([{ row: 2, values: { founded: '2019-05-01', fee: 1200 } }]);
  });

  it('reads GB18030, and says where no row names the columns', async () => {
    // 地区,名称,状态 / 甲县,协会,正常 in GB18030
    const gb = Buffer.from('b5d8c7f82cc3fbb3c62cd7b4ccac0abcd7cfd82cd0adbbe12cd5fdb3a30a', 'hex');
    expect((await read(gb, '表.csv'))?.good).toMatchObject([{ values: { name: '协会', status: '正常' } }]);
    expect(await read(Buffer.from('姓名,电话\n甲,乙\n'), '表.csv')).toBeNull();
  });

  it.each([
    ['2019年5月1日', '2019-05-01'],
    ['2019/5/1', '2019-05-01'],
    ['43586', '2019-05-01'],
    ['20190501', '2019-05-01'],
    ['2019-02-29', undefined],
    ['12', undefined],
  ])('reads the day %s', (text, due) => {
    expect(readDay(text)).toBe(due);
  });

  it.each([
    ['phone', '0857-1234567、12345', true],
    ['phone', '13800138000', false],
    ['name', '联系人13800138000', false],
    ['contact', '13800138000', true],
    ['fee', '￥1,200', true],
    ['fee', '-1', false],
  ])('takes or refuses in %s: %s', (id, text, due) => {
    expect(readValue(schema.fields.find(field => field.id === id)!, text).ok).toBe(due);
  });
});
