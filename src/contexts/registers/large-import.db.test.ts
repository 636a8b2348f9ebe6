import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { fixedClock, testDatabase } from '../../../tests/support/database.ts';
import { socialCreditCheckCharacter } from '../../law/social-credit-code.ts';
import { type Sheet, sheetCsv, sheetXlsx } from '../../platform/sheets.ts';
import { actorWith, codes, done } from '../publications/items.fixture.ts';
import { registersBench } from './registers.fixture.ts';

/** A register of twenty thousand organisations taken over from one file, as XLSX and as CSV. */

const database = await testDatabase();
const { registers, end } = await registersBench(database, fixedClock('2019-06-03T09:00:00+08:00'));
afterAll(end);

const every = { 'item.read': 'every-unit', 'item.draft': 'own-unit', 'item.amend': 'own-unit' } as const;
const owner = actorWith({ ...every, 'register.edit': 'own-unit' }, { unitId: 'office' });
const list = { page: 1, size: 50 } as const;

const count = 20_000;
const heads = ['地区', '名称', '统一社会信用代码', '状态', '成立登记日期', '收费标准（元/月）', '联系人'];
const codeOf = (no: number) => {
  const stem = `5152050${String(no).padStart(10, '0')}`;
  return stem + socialCreditCheckCharacter(stem);
};
const rowOf = (no: number): string[] => [
  ...['甲县', `演示协会${no}`, codeOf(no), no % 7 === 0 ? '注销' : '正常'],
  ...[`20${10 + (no % 9)}-0${1 + (no % 9)}-1${no % 10}`, no % 3 === 0 ? '30' : '', '内部联系人'],
];
const sheet: Sheet = {
  name: '社会组织',
  heads,
  rows: Array.from({ length: count }, (_, at) => rowOf(at + 1)),
};

/** The last character of the code is another than its first 17 ask for. */
const wrongCode = (no: number) => codeOf(no).slice(0, 17) + (codeOf(no)[17] === '0' ? '1' : '0');
const changed = (changes: Readonly<Record<number, readonly [number, string]>>): Sheet => ({
  ...sheet,
  rows: sheet.rows.map((row, at) => {
    const change = changes[at + 2];
    return change === undefined ? row : row.with(change[0], change[1]);
  }),
});

const listed = async () => (await registers.list(owner, 'organisations', list)).count;

describe('issue 6: an import of 20 000 organisations', () => {
  it('names each wrong cell of an XLSX by row and field, the check character too, and saves nothing', async () => {
    const bad = changed({ 10002: [2, wrongCode(10_001)], 15002: [3, '停摆'], 20001: [4, '2019年2月30日'] });
    const bytes = await sheetXlsx(bad);
    const { id } = done(await registers.uploadImport(owner, 'organisations', '名录.xlsx', bytes));
    const preview = await registers.viewImport(owner, id);
    expect(preview).toMatchObject({ rowCount: count, added: count - 3, problemCount: 3 });
    expect(preview.problems).toEqual([
      {
        ...{ row: 10_002, cell: 'C10002', field: 'code' },
        message: expect.stringMatching(/^统一社会信用代码：.*校验位（第18位）不正确/),
        advice: expect.stringContaining('登记证书'),
      },
      {
        ...{ row: 15_002, cell: 'D15002', field: 'status' },
        message: '状态：“停摆”不在可选项之内。',
        advice: '请从这些之中选：正常、注销。',
      },
      {
        ...{ row: 20_001, cell: 'E20001', field: 'founded' },
        message: '成立登记日期：日期无法识别。',
        advice: expect.stringContaining('2019-06-10'),
      },
    ]);
    expect(preview.rows.slice(0, 3).map(({ row, isGood }) => [row, isGood])).toEqual([
      [10_002, false],
      [15_002, false],
      [20_001, false],
    ]);
    expect(codes(await registers.applyImport(owner, id))).toEqual(['problems-left']);
    expect(await listed()).toBe(0);
    done(await registers.setRow(owner, id, 10_002, rowOf(10_001)));
    done(await registers.setRow(owner, id, 15_002, rowOf(15_001)));
    expect((await registers.viewImport(owner, id)).problemCount).toBe(1);
    expect(codes(await registers.applyImport(owner, id))).toEqual(['problems-left']);
    expect(await listed()).toBe(0);
    done(await registers.dropImport(owner, id));
  }, 60_000);

  it('is taken over whole or not at all, though the database fails in the middle of it', async () => {
    const csv = Buffer.from(sheetCsv(sheet));
    const { id } = done(await registers.uploadImport(owner, 'organisations', '名录.csv', csv));
    await sql`create function refuse_late() returns trigger language plpgsql as
      $$ begin if new.content ->> 'name' = '演示协会15001' then raise exception 'cut off'; end if; return new; end $$`.execute(
      database.kysely,
    );
    await sql`create trigger refuse_late before insert on register_history
      for each row execute function refuse_late()`.execute(database.kysely);
    await expect(registers.applyImport(owner, id)).rejects.toThrow('cut off');
    await sql`drop trigger refuse_late on register_history`.execute(database.kysely);
    expect(await listed()).toBe(0);
    // The file still waits, and nothing of it is lost.
    expect(done(await registers.applyImport(owner, id))).toEqual({ added: count, changed: 0, unchanged: 0 });
    expect(await listed()).toBe(count);
    const { rows } = await registers.list(owner, 'organisations', { ...list, q: '演示协会19999' });
    expect(rows).toMatchObject([{ no: 19_999, values: { code: codeOf(19_999), status: '注销' } }]);
  }, 60_000);

  it('finds its own entries again: what is the same is left alone, what differs is changed', async () => {
    const again = changed({ 2: [3, '注销'], 20001: [1, '演示协会更名'] });
    const bytes = await sheetXlsx(again);
    const { id } = done(await registers.uploadImport(owner, 'organisations', '名录.xlsx', bytes));
    expect(await registers.viewImport(owner, id)).toMatchObject({
      added: 0,
      changed: 2,
      unchanged: count - 2,
    });
    expect(done(await registers.applyImport(owner, id))).toEqual({
      added: 0,
      changed: 2,
      unchanged: count - 2,
    });
    expect(await listed()).toBe(count);
  }, 60_000);
});
