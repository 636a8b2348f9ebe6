import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import ExcelJS from 'exceljs';
import { signed } from '../acceptance/item-path.ts';
import { type Json, type Officer, staffOf } from '../acceptance/officer.ts';
import { type RunningProduct, startProduct } from '../support/start-product.ts';
import { button, choose, closeAll, giveFile, section, signIn } from './console-person.ts';
import { visitorWithoutScripts } from './portal-visitor.ts';

/** The quarter's allowance table: ten counties fill it, one of them with a spreadsheet that has faults; it ends on the portal. */
test.describe.configure({ mode: 'serial' });

const table = '城乡最低生活保障';
const quarter = '2019年第二季度';
const counties = [
  ...['county-qixingguan', 'county-dafang', 'county-qianxi', 'county-jinsha', 'county-zhijin'],
  ...['county-nayong', 'county-weining', 'county-hezhang', 'area-baili-dujuan', 'area-jinhaihu'],
];
const [byGrid, bySpreadsheet, ...byProgram] = counties as [string, string, ...string[]];

let product: RunningProduct;
let staff: (username: string) => Promise<Officer>;
let owner: Page;
let visitor: Page;
let id = '';

test.beforeAll(async ({ browser }) => {
  product = await startProduct({ env: { GONGKAI_TODAY: '2019-07-08' } });
  staff = staffOf(product.url);
  owner = await signIn(browser, product.url, 'assistance');
  visitor = await visitorWithoutScripts(browser);
});
test.afterAll(async ({ browser }) => {
  await closeAll(browser);
  await product?.stop();
});

/** As in the quarter before, the money carried on as the table wants it. */
function valuesOf(row: Json): Readonly<Record<string, number>> {
  const { before } = row;
  const money = (value: number) => Math.round(value * 100) / 100;
  return {
    ...before,
    carried: before.balance,
    balance: money(before.balance + before.allocated - before.spent),
  };
}

function cellsOf(view: Json, part: string): Json[] {
  return view.rows
    .filter((row: Json) => row.part === part)
    .flatMap((row: Json) =>
      row.entered.map((measure: string) => ({
        ...{ region: row.region, class: row.class, measure },
        value: valuesOf(row)[measure],
      })),
    );
}

const viewFor = async (username: string): Promise<Json> =>
  (await staff(username)).done('GET', `/api/datasets/editions/${id}`);

const partOf = (view: Json): Json =>
  view.parts.find((part: Json) => part.permissions['dataset.fill']?.allowed === true);

test('the section opens the quarter, and the counties are told', async () => {
  await owner.goto(`${product.url}/console/datasets`);
  await button(owner, '开始一期填报').click();
  const dialog = owner.getByRole('dialog', { name: '开始一期填报' });
  await choose(dialog, '数据集', `${table}（3.4.1）`);
  await choose(dialog, '期别', quarter);
  await button(dialog, '开始填报').click();
  await expect(owner.getByRole('heading', { level: 1, name: `${table}（${quarter}）` })).toBeVisible();
  id = owner.url().split('/').at(-1) ?? '';
  const messages = await (await staff(byGrid)).done('GET', '/api/my/messages');
  expect(messages.some((each: Json) => `${each.title}${each.body}`.includes(table))).toBe(true);
});

test('eight counties fill theirs, one in the grid: a sum that does not add up is named and put right', async ({
  browser,
}) => {
  for (const username of byProgram) {
    const view = await viewFor(username);
    const { part, revision } = partOf(view);
    const officer = await staff(username);
    await officer.done('PUT', `/api/datasets/editions/${id}/cells`, {
      ...{ part, revision },
      cells: cellsOf(view, part),
    });
    await officer.done('POST', `/api/datasets/editions/${id}/submit`, { part });
  }
  const view = await viewFor(byGrid);
  const { part, revision, name } = partOf(view);
  const cells = cellsOf(view, part);
  const last = cells.findLast((each: Json) => each.measure === 'balance');
  const rest = cells.filter((each: Json) => each !== last);
  await (await staff(byGrid)).done('PUT', `/api/datasets/editions/${id}/cells`, {
    part,
    revision,
    cells: rest,
  });

  const officer = await signIn(browser, product.url, byGrid);
  await officer.goto(`${product.url}/console/datasets/${id}`);
  const row = view.rows.find((each: Json) => each.part === part && each.class === last.class);
  const cell = officer.getByLabel(`${row.regionName}${row.className} 结余资金`, { exact: true });
  await cell.fill(String(last.value + 100));
  await button(officer, '保存已填数字').click();
  await expect(section(officer, /核对/)).toContainText('结余资金');
  const mine = section(officer, '填报情况').getByRole('row', { name: new RegExp(name) });
  await button(mine, '上报').click();
  await expect(mine.getByText('填报中')).toBeVisible();
  await cell.fill(String(last.value));
  await button(officer, '保存已填数字').click();
  await expect(button(mine, '上报')).toBeEnabled();
  await button(mine, '上报').click();
  await expect(mine.getByText('已上报')).toBeVisible();
});

async function filled(bytes: Buffer, view: Json, change: (cell: ExcelJS.Cell, head: string) => void) {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as never);
  const sheet = book.worksheets[0]!;
  const heads = (sheet.getRow(1).values as string[]).slice(1);
  const rows = view.rows.filter((row: Json) => row.part === partOf(view).part);
  for (const [at, row] of rows.entries())
    for (const [column, head] of heads.entries()) {
      const measure = view.measures.find((each: Json) => head.startsWith(each.name));
      if (measure === undefined) continue;
      const cell = sheet.getRow(at + 2).getCell(column + 1);
      cell.value = valuesOf(row)[measure.id] ?? null;
      if (at === 0) change(cell, head);
    }
  return Buffer.from(await book.xlsx.writeBuffer());
}

test('one county brings a spreadsheet: faults by cell, then the right one', async ({ browser }) => {
  const officer = await signIn(browser, product.url, bySpreadsheet);
  await officer.goto(`${product.url}/console/datasets/${id}`);
  const [download] = await Promise.all([
    officer.waitForEvent('download'),
    officer.getByRole('link', { name: '下载XLSX模板' }).click(),
  ]);
  const template = await readFile(await download.path());
  const view = await viewFor(bySpreadsheet);
  const file = (buffer: Buffer) => ({
    ...{ name: '低保.xlsx', buffer },
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  });
  const wrong = await filled(template, view, (cell, head) => {
    if (head.startsWith('救助对象人数')) cell.value = '约五百人';
    if (head.startsWith('使用资金')) cell.value = { formula: 'F2*2', result: 12 };
  });
  await giveFile(officer, '导入填好的表格', file(wrong));
  const dialog = officer.getByRole('dialog', { name: '导入“低保.xlsx”' });
  await expect(dialog).toContainText('2处不能导入');
  await expect(dialog.getByRole('row', { name: /^F2/ })).toBeVisible();
  await button(dialog, '不导入').click();

  const right = await filled(template, view, () => {});
  await giveFile(officer, '导入填好的表格', file(right));
  await expect(dialog).toContainText('没有发现问题');
  await dialog.getByRole('button', { name: /^写入\d+个单元格/ }).click();
  const { name } = partOf(view);
  const mine = section(officer, '填报情况').getByRole('row', { name: new RegExp(name) });
  await expect(button(mine, '上报')).toBeEnabled();
  await button(mine, '上报').click();
  await expect(mine.getByText('已上报')).toBeVisible();
});

test('the section consolidates; five signatures; the duty is met', async () => {
  await owner.reload();
  await button(owner, '汇总').click();
  await button(owner, '生成公开信息').click();
  await button(owner.getByRole('dialog', { name: '生成公开信息' }), '生成').click();
  await owner.waitForURL(/\/items\//);
  const item = /items\/([0-9a-f-]{36})/.exec(owner.url())?.[1] ?? '';
  const assistance = await staff('assistance');
  const submitted = await assistance.done('POST', `/api/items/${item}/submit`);
  expect(submitted.meets).toHaveLength(1);
  const { digest } = await signed(staff, submitted);
  await (await staff('filing')).done('POST', `/api/items/${item}/release`, { digest });
  const duty = await assistance.done('GET', `/api/duties/${submitted.meets[0].dutyId}`);
  const served = duty.elements.filter((each: Json) => submitted.meets[0].elements.includes(each.no));
  expect(served.length).toBeGreaterThan(5);
  expect(served.filter((each: Json) => each.required && !each.covered)).toEqual([]);
  expect(served.some((each: Json) => each.covered)).toBe(true);
});

test('everybody sees table, chart and counties side by side, and takes the CSV along', async () => {
  await visitor.goto(`${product.url}/data/subsistence-allowance/`);
  await expect(visitor.getByRole('main')).toContainText(quarter);
  await expect(visitor.getByRole('main').getByRole('img').first()).toBeVisible();
  expect(await visitor.getByRole('main').getByRole('img').count()).toBeGreaterThan(1);
  await expect(visitor.getByRole('table').first()).toContainText('七星关区');
  const address = await visitor.getByRole('link', { name: /CSV/ }).first().getAttribute('href');
  const csv = await (await visitor.request.get(new URL(address ?? '', visitor.url()).href)).text();
  for (const place of ['七星关区', '大方县', '金海湖新区']) expect(csv).toContain(place);
  expect(csv).not.toContain('约五百人');
});

test('a year that differs much asks for its reason in the grid, and the page sets it beside the year before', async ({
  browser,
}) => {
  const finance = await staff('finance');
  const opened = await finance.done('POST', '/api/datasets/three-expenses/editions', { period: '2019' });
  const path = `/api/datasets/editions/${opened.id}`;
  const view = await finance.done('GET', path);
  const [row] = view.rows;
  const cells = row.entered
    .filter((measure: string) => measure !== 'reception-cost')
    .map((measure: string) => ({ region: null, class: null, measure, value: row.before[measure] }));
  const saved = await finance.send('PUT', `${path}/cells`, { body: { part: 'owner', revision: 0, cells } });
  expect(saved.status).toBe(200);

  const person = await signIn(browser, product.url, 'finance');
  await person.goto(`${product.url}/console/datasets/${opened.id}`);
  const grid = section(person, '表格');
  await expect(grid).toContainText(`上年 ${row.before['reception-cost']}`);
  await grid.getByLabel(/公务接待费$/).fill('9');
  await button(grid, '保存已填数字').click();
  await grid.getByRole('button', { name: '说明：公务接待费' }).click();
  await expect(button(person, '汇总')).toBeDisabled();
  const dialog = person.getByRole('dialog', { name: '说明原因：公务接待费' });
  await expect(dialog).toContainText('上年为5.02，本期为9（增加79%）');
  await dialog.getByLabel('原因').fill('承办全市现场会，接待批次增加。');
  await button(dialog, '记录').click();
  await expect(grid.getByRole('button', { name: '修改说明：公务接待费' })).toBeVisible();
  await button(person, '汇总').click();
  await button(person, '生成公开信息').click();
  await button(person.getByRole('dialog', { name: '生成公开信息' }), '生成').click();
  await person.waitForURL(/\/items\//);
  const item = /items\/([0-9a-f-]{36})/.exec(person.url())?.[1] ?? '';
  const { digest } = await signed(staff, await finance.done('POST', `/api/items/${item}/submit`));
  await (await staff('filing')).done('POST', `/api/items/${item}/release`, { digest });

  await visitor.goto(`${product.url}/data/three-expenses/`);
  const compared = visitor.getByRole('table', { name: '2019年与2018年比较' });
  await expect(compared.getByRole('row', { name: /^公务接待费/ })).toHaveText(
    /5\.02.*9.*\+3\.98.*\+79\.3%.*承办全市现场会，接待批次增加。/,
  );
  await visitor.goto(`${product.url}/data/three-expenses/2019/reception-cost/`);
  await expect(visitor.getByRole('img', { name: /公务接待费.*各期变化/ })).toBeVisible();
});
