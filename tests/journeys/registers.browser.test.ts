import { expect, type Page, test } from '@playwright/test';
import { socialCreditCheckCharacter } from '../../src/law/social-credit-code.ts';
import { sheetXlsx } from '../../src/platform/sheets.ts';
import { signed } from '../acceptance/item-path.ts';
import { staffOf } from '../acceptance/officer.ts';
import { type PackFolder, quietPack } from '../acceptance/quiet-pack.ts';
import { type RunningProduct, startProduct } from '../support/start-product.ts';
import { button, closeAll, enter, giveFile, section, signIn } from './console-person.ts';
import { violations } from './portal-visitor.ts';

/** A county takes its organisations over from a file with two errors; the section publishes; a citizen finds them. */

let pack: PackFolder;
let product: RunningProduct;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  pack = await quietPack();
  const env = { GONGKAI_PACK: pack.folder, GONGKAI_TODAY: '2019-06-20' };
  product = await startProduct({ env, waitMs: 120_000 });
});
test.afterEach(async ({ browser }) => closeAll(browser));
test.afterAll(async () => {
  await product?.stop();
  await pack?.remove();
});

const codeOf = (no: number) => {
  const stem = `51599999${String(no).padStart(9, '0')}`;
  return stem + socialCreditCheckCharacter(stem);
};
const wrongCode = codeOf(2).slice(0, 17) + (codeOf(2)[17] === '0' ? '1' : '0');
const heads = [
  '地区',
  '名称',
  '统一社会信用代码',
  '类型',
  '状态',
  '地址',
  '经纬度',
  '成立登记日期',
  '年检结论',
];
const row = (no: number, change: Readonly<Record<string, string>> = {}) => {
  const cells: Record<string, string> = {
    地区: '大方县',
    名称: `演示协会${no}`,
    统一社会信用代码: codeOf(no),
    类型: no === 4 ? '基金会' : '社会团体',
    状态: no === 3 ? '注销' : '正常',
    地址: `演示路${no}号`,
    经纬度: `105.6${no},27.1${no}`,
    成立登记日期: '2015-03-10',
    年检结论: '合格',
    ...change,
  };
  return heads.map(head => cells[head] ?? '');
};

async function file() {
  const rows = [row(1), row(2, { 统一社会信用代码: wrongCode }), row(3, { 经纬度: '27.13,105.63' }), row(4)];
  const buffer = await sheetXlsx({ name: '社会组织', heads, rows });
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return { name: '大方县社会组织.xlsx', mimeType, buffer };
}

/** Puts one cell right in the dialog of its row. */
async function correct(page: Page, cell: string, head: string, value: string): Promise<void> {
  await section(page, '需要改正')
    .getByRole('button', { name: `改正${cell}` })
    .click();
  const dialog = page.getByRole('dialog', { name: /^第\d+行$/ });
  await dialog.getByLabel(head, { exact: true }).fill(value);
  await button(dialog, '保存这一行').click();
  await expect(dialog).toBeHidden();
}

test('a file with two errors waits, is put right cell by cell, and is taken over as a whole', async ({
  browser,
}) => {
  const county = await signIn(browser, product.url, 'county-dafang');
  await enter(county, '名录');
  await county.getByRole('link', { name: '社会组织名录' }).click();
  await giveFile(county, '导入填好的表格', await file());
  await expect(county.getByRole('heading', { level: 1, name: '导入“大方县社会组织.xlsx”' })).toBeVisible();

  const wrong = section(county, '需要改正');
  const wrongRow = (words: RegExp) => wrong.getByRole('row', { name: words });
  await expect(wrongRow(/C3.*统一社会信用代码.*校验位（第18位）不正确/)).toBeVisible();
  await expect(wrongRow(/G4.*经纬度.*经度和纬度写反了。.*请改为 105\.63,27\.13。/)).toBeVisible();
  expect(await violations(county)).toEqual([]);
  const apply = button(county, '写入名录');
  await expect(apply).toHaveAttribute('aria-disabled', 'true');
  await expect(apply).toHaveAccessibleDescription(/还有2处问题/);

  await correct(county, 'C3', '统一社会信用代码', codeOf(2));
  await expect(wrongRow(/C3/)).toBeHidden();
  await expect(apply).toHaveAccessibleDescription(/还有1处问题/);
  // Nothing is in the register while one cell is wrong.
  const { count } = await (await staffOf(product.url)('county-dafang')).done(
    'GET',
    '/api/registers/social-organisations/entries',
  );
  expect(count).toBe(0);
  await correct(county, 'G4', '经纬度', '105.63,27.13');
  await expect(wrong).toBeHidden();
  await button(county, '写入名录').click();
  await expect(county.getByRole('heading', { level: 1, name: '社会组织名录' })).toBeVisible();
  for (const no of [1, 2, 3, 4])
    await expect(section(county, '条目').getByRole('link', { name: `演示协会${no}` })).toBeVisible();
});

test('the section publishes them; a citizen without scripts finds one by three filters, and where it stands', async ({
  browser,
}) => {
  const staff = staffOf(product.url);
  const officer = await staff('social-organisations');
  const { itemId } = await officer.done('POST', '/api/registers/social-organisations/propose', {});
  const item = await officer.done('POST', `/api/items/${itemId}/submit`);
  const { digest } = await signed(staff, item);
  await (await staff('filing')).done('POST', `/api/items/${itemId}/release`, { digest });

  const citizen = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  const outside: string[] = [];
  citizen.on('request', request => {
    if (!request.url().startsWith(product.url)) outside.push(request.url());
  });
  await citizen.goto(`${product.url}/registers/social-organisations/`);
  await expect(citizen.getByRole('img', { name: '社会组织位置示意图' })).toBeVisible();
  await citizen.getByLabel('地区').selectOption({ label: '大方县（4）' });
  await citizen.getByLabel('类型').selectOption({ label: '社会团体（3）' });
  await citizen.getByLabel('状态').selectOption({ label: '正常（3）' });
  await button(citizen, '查找').click();
  await expect(citizen).toHaveURL(/region=520521.*f-type=.*f-status=/);
  await expect(citizen.getByText('符合条件的社会组织：2')).toBeVisible();
  await expect(citizen.getByRole('row', { name: /演示协会2.*2$/ })).toBeVisible();
  await citizen.getByRole('link', { name: '演示协会2' }).click();
  await expect(citizen.getByRole('img', { name: '演示协会2位置示意图' })).toBeVisible();
  await expect(section(citizen, '位置')).toContainText(
    /东经105\.620°，北纬27\.120°，在大方县标注点东南约2公里。/,
  );
  expect(outside).toEqual([]);
});
