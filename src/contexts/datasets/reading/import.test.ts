import { describe, expect, it } from 'vitest';
import { type Dataset, dataset } from '../contract/pack.ts';
import { templateCsv, templateTable, templateXlsx } from '../rendering/template.ts';
import { readImport } from '../rules/import.ts';
import type { Region } from '../rules/table.ts';
import { readGrid } from './grid.ts';

const regions: Region[] = ['甲县', '乙县'].map((name, at) => ({
  code: `c${at + 1}`,
  name,
  unitId: `u${at + 1}`,
}));
const set: Dataset = dataset.parse({
  ...{ id: 'sample', title: '救助情况', description: '样表。', leaf: '3.4.1', column: 'c', owner: 'o' },
  ...{ periodicity: 'quarter', regions: true, definition: '季末数。', source: '各县填报' },
  classes: [
    { id: 'urban', name: '城市' },
    { id: 'rural', name: '农村' },
  ],
  measures: [
    { id: 'persons', name: '人数', unit: '人', rule: 'sum', countsPersons: true },
    { id: 'spent', name: '支出资金', unit: '万元', rule: 'sum' },
  ],
});
const everyPart = new Set(['c1', 'c2', 'owner']);

async function book(
  rows: readonly (readonly unknown[])[],
  change: (sheet: import('exceljs').Worksheet) => void = () => {},
) {
  const { default: ExcelJS } = await import('exceljs');
  const made = new ExcelJS.Workbook();
  const sheet = made.addWorksheet('填报');
  for (const row of rows) sheet.addRow([...row]);
  change(sheet);
  return Buffer.from(await made.xlsx.writeBuffer());
}

async function read(bytes: Buffer, name = '表.xlsx', parts: ReadonlySet<string> = everyPart) {
  return readImport({
    set,
    regions,
    parts,
    isName: text => text === '王小明',
    ...(await readGrid(bytes, name)),
  });
}

const head = ['地区', '类别', '人数（人）', '支出资金（万元）'];
const problems = (reading: Awaited<ReturnType<typeof read>>) =>
  reading.problems.map(each => [each.cell, each.code]);

describe('the import of a filled table', () => {
  it('takes the template back as it was filled, from XLSX and from CSV', async () => {
    const values = new Map([
      ['c1|urban|persons', 12],
      ['c2|rural|spent', 3.25],
    ]);
    const table = templateTable(set, regions, everyPart, values);
    for (const [bytes, name] of [
      [await templateXlsx(table), '表.xlsx'],
      [templateCsv(table), '表.csv'],
    ] as const) {
      const reading = await read(Buffer.from(bytes), name);
      expect(reading.problems).toEqual([]);
      expect(reading.cells).toEqual([
        { region: 'c1', class: 'urban', measure: 'persons', value: 12, part: 'c1' },
        { region: 'c2', class: 'rural', measure: 'spent', value: 3.25, part: 'c2' },
      ]);
    }
  });

  it('reads GB18030, tabs, full-width digits and thousands', async () => {
    // 地区	类别	人数 / 甲县	城市	１,２００ in GB18030
    const gb = Buffer.from('b5d8c7f809c0e0b1f009c8cbcafd0abcd7cfd809b3c7cad009a3b12ca3b2a3b0a3b00a', 'hex');
    const reading = await read(gb, '表.csv');
    expect(reading.problems).toEqual([]);
    expect(reading.cells).toEqual([
      { region: 'c1', class: 'urban', measure: 'persons', value: 1200, part: 'c1' },
    ]);
  });

  it('says by cell what cannot be taken, and keeps what can', async () => {
    const reading = await read(
      await book([
        head,
        ['甲县', '城市', '约五十', 1],
        ['甲县', '农村', '王小明', 2],
        ['丙县', '城市', 5, 1],
        ['乙县', '其他', 5, 1],
        ['乙县', '城市', { formula: '1+1', result: 2 }, new Date('2019-05-01T00:00:00Z')],
        ['乙县', '农村', 2.5, -1],
        ['甲县', '城市', 7, 7],
      ]),
    );
    expect(problems(reading)).toEqual([
      ['C2', 'not-a-number'],
      ['C3', 'person-named'],
      ['A4', 'unknown-region'],
      ['B5', 'unknown-class'],
      ['C6', 'formula'],
      ['D6', 'date'],
      ['C7', 'not-whole'],
      ['D7', 'negative'],
      ['A8', 'row-twice'],
    ]);
    expect(reading.cells.map(each => each.value)).toEqual([1, 2]);
    expect(JSON.stringify(reading.problems)).not.toContain('王小明');
    for (const each of reading.problems) expect(each.advice).not.toBe('');
  });

  it.each([
    ['no table of ours', [['姓名', '电话']], ['|no-header']],
    [
      'a wrong unit',
      [
        ['地区', '类别', '人数', '支出资金（元）'],
        ['甲县', '城市', 1, 1],
      ],
      ['D1|wrong-unit'],
    ],
    [
      'a foreign column',
      [
        [...head, '备注栏'],
        ['甲县', '城市', 1, 1, 'x'],
      ],
      ['E1|unknown-header'],
    ],
    [
      'a column twice',
      [
        [...head, '人数'],
        ['甲县', '城市', 1, 1, 2],
      ],
      ['E1|header-twice'],
    ],
    [
      'a missing county column',
      [
        ['类别', '人数'],
        ['城市', 1],
      ],
      ['|header-missing', 'A2|unknown-region'],
    ],
    [
      'a wrong total',
      [head, ['全市合计', '城市', 9, ''], ['甲县', '城市', 1, ''], ['乙县', '城市', 2, '']],
      ['C2|total-differs'],
    ],
  ])('says that it is %s', async (_, rows, due) => {
    expect(problems(await read(await book(rows))).map(each => each.join('|'))).toEqual(due);
  });

  it('wants merged cells taken apart, and takes no row of another unit', async () => {
    const rows = [head, ['甲县', '城市', 1, 1], ['甲县', '农村', 1, 1], ['乙县', '城市', 1, 1]];
    const reading = await read(
      await book(rows, sheet => sheet.mergeCells('A2:A3')),
      '表.xlsx',
      new Set(['c1']),
    );
    expect(problems(reading)).toContainEqual(['A2', 'merged-cells']);
    expect(problems(reading)).toContainEqual(['C4', 'not-yours']);
    expect(reading.cells.every(each => each.part === 'c1')).toBe(true);
  });

  it('ignores a million empty rows, and refuses a hundred thousand full ones', async () => {
    const sparse = await book([head, ['甲县', '城市', 1, 1]], sheet => {
      sheet.getCell('A1048576').style = { font: { bold: true } };
    });
    expect((await read(sparse)).problems).toEqual([]);
    const line = '甲县,城市,1,1\r\n';
    const long = Buffer.from(`${head.join(',')}\r\n${line.repeat(100_000)}`);
    await expect(read(long, '表.csv')).rejects.toMatchObject({ code: 'too-large' });
  });

  it('refuses macros, old formats and files that are none', async () => {
    const { ZipFile } = await import('yazl');
    const zip = new ZipFile();
    zip.addBuffer(Buffer.from('<workbook/>'), 'xl/workbook.xml');
    zip.addBuffer(Buffer.from('x'), 'xl/vbaProject.bin');
    zip.end();
    const chunks: Buffer[] = [];
    for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
    await expect(read(Buffer.concat(chunks))).rejects.toMatchObject({
      code: 'wrong-type',
      message: expect.any(String),
    });
    for (const name of ['旧.xls', '图.png'])
      await expect(read(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), name)).rejects.toMatchObject({
        code: 'wrong-type',
      });
  });

  it('reads twenty thousand cells within three seconds', async () => {
    const wide = Array.from({ length: 4000 }, (_, at) => ['甲县', '城市', at, at, at]);
    const bytes = await book([[...head, '多'], ...wide]);
    const from = process.hrtime.bigint();
    const reading = await read(bytes);
    expect(Number(process.hrtime.bigint() - from) / 1e9).toBeLessThan(3);
    expect(reading.problems.filter(each => each.code === 'row-twice')).toHaveLength(3999);
  });
});
