import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { person, residentId } from '../acceptance/online-request-citizen.ts';
import { type PackFolder, quietPack } from '../acceptance/quiet-pack.ts';
import { type RunningProduct, startProduct } from '../support/start-product.ts';
import { button, choose, closeAll, giveDay, section, signIn } from './console-person.ts';
import { violations } from './portal-visitor.ts';

/**
 * The register over the years: a letter that is a request in truth is entered at the counter, put into another class,
 * counted beside what was carried over from before the register, archived, and decided on when its retention has ended.
 */
test.describe.configure({ mode: 'serial' });

const artefacts = fileURLToPath(new URL('../artefacts/requests/', import.meta.url));
const subject = '关于提高补贴标准的文件';

let pack: PackFolder;
let folder: string;
let product: RunningProduct;
let clerk: Page;

test.beforeAll(async () => {
  pack = await quietPack();
  folder = await mkdtemp(join(tmpdir(), 'gongkai-years-'));
  product = await startProduct({
    folder,
    env: { GONGKAI_TODAY: '2026-03-02', GONGKAI_PACK: pack.folder },
  });
});
test.afterAll(async ({ browser }) => {
  await closeAll(browser);
  await product?.stop();
  await rm(folder, { recursive: true, force: true });
  await pack?.remove();
});

async function give(page: Page, words: string, okWords: string, fill: (dialog: Page) => Promise<void>) {
  await button(page, words).first().click();
  const dialog = page.getByRole('dialog', { name: words });
  await fill(page);
  await button(dialog, okWords).click();
  await expect(dialog).toBeHidden();
}

test('a letter that is a request is entered with its number and day; a wrong day loses nothing', async ({
  browser,
}) => {
  clerk = await signIn(browser, product.url, 'filing');
  await clerk.goto(`${product.url}/console/requests/new`);
  await choose(clerk, '渠道', '平常信函');
  await clerk.getByLabel(/由信箱、信访/).check();
  await clerk.getByLabel('来信编号').fill('民信〔2026〕15号');
  await giveDay(clerk.getByLabel('来信日期'), '2026-03-03');
  await clerk.getByLabel('姓名', { exact: true }).fill(person['name'] ?? '');
  await clerk.getByLabel('证件号码').fill(residentId());
  await clerk.getByLabel('通信地址').fill('毕节市（演示地址）');
  await clerk.getByLabel('所需政府信息的名称或者特征').fill(subject);
  await button(clerk, '登记').click();
  await expect(clerk.getByRole('alert').first()).toContainText('来信');
  await expect(clerk.getByLabel('来信编号')).toHaveValue('民信〔2026〕15号');
  await expect(clerk.getByLabel('所需政府信息的名称或者特征')).toHaveValue(subject);
  await clerk.screenshot({ path: `${artefacts}letter-entered-1280.png`, fullPage: true });
  await giveDay(clerk.getByLabel('来信日期'), '2026-02-27');
  await button(clerk, '登记').click();
  await expect(clerk.getByText('申请已登记').first()).toBeVisible();
});

test('the register finds it by its origin; its receipt counts from the confirmation by both sides', async () => {
  await clerk.goto(`${product.url}/console/requests`);
  await choose(clerk, '来源', '来信转入');
  await expect(clerk).toHaveURL(/origin=letter/);
  await clerk.getByRole('link', { name: subject }).click();
  await expect(clerk.locator('main')).toContainText('民信〔2026〕15号');
  await give(clerk, '确认收到', '确认收到', async () => {});
  await expect(section(clerk, '期限是怎样算出来的')).toContainText('2026年3月30日');
  expect(await violations(clerk)).toEqual([]);
});

test('an officer’s word goes before the class that the words of the request tell', async () => {
  await give(clerk, '更改内容类别', '更改', page => choose(page, '内容类别', '养老服务'));
  await clerk.goto(`${product.url}/console/requests`);
  await choose(clerk, '内容类别', '养老服务');
  await expect(clerk).toHaveURL(/class=elderly/);
  await expect(clerk.getByRole('link', { name: subject })).toBeVisible();
});

test('what was carried over from before the register stands in the annual report with its source', async () => {
  await button(clerk, '上年结转').click();
  await clerk.getByLabel('启用年度').fill('2026');
  await clerk.getByLabel('自然人（件）').fill('3');
  await button(clerk, '保存').click();
  await expect(clerk.getByText('请写明数字的来源')).toBeVisible();
  await clerk.getByLabel('数字的来源和理由').fill('原纸质登记簿第12页，未办结三件。');
  await button(clerk, '保存').click();
  await expect(section(clerk, '填写记录')).toContainText('原纸质登记簿第12页');
  expect(await violations(clerk)).toEqual([]);
  await clerk.screenshot({ path: `${artefacts}carried-over-1280.png`, fullPage: true });
  await clerk.goto(`${product.url}/console/reports/2026`);
  const row = clerk.getByRole('row', { name: /^二、上年结转/ });
  await expect(row.getByRole('cell').first()).toHaveText('3');
});

test('the file is archived; ten years later a person decides what becomes of it', async ({ browser }) => {
  await clerk.goto(`${product.url}/console/requests?origin=letter`);
  await clerk.getByRole('link', { name: subject }).click();
  await give(clerk, '登记撤回', '登记撤回', page =>
    giveDay(page.getByLabel('撤回日期', { exact: true }), '2026-03-02'),
  );
  await give(clerk, '归档', '归档', async () => {});
  await expect(section(clerk, '归档')).toContainText('2036');
  await clerk.getByRole('button', { name: /^现在不能办理的/ }).click();
  await expect(button(clerk, '保管期限鉴定')).toBeDisabled();
  await expect(clerk.getByText('案卷保管至2036-12-31')).toBeVisible();
  const address = new URL(clerk.url()).pathname;

  await closeAll(browser);
  await product.stop();
  product = await startProduct({
    folder,
    env: { GONGKAI_TODAY: '2037-01-05', GONGKAI_PACK: pack.folder },
  });
  clerk = await signIn(browser, product.url, 'filing');
  await clerk.goto(`${product.url}/console/requests/retention`);
  await expect(clerk.getByRole('link', { name: subject })).toBeVisible();
  await clerk.screenshot({ path: `${artefacts}retention-1280.png`, fullPage: true });
  await clerk.getByRole('link', { name: subject }).click();
  await expect(clerk).toHaveURL(new RegExp(`${address}$`));
  await give(clerk, '保管期限鉴定', '确定', async page => {
    await choose(page, '鉴定结果', '销毁');
    await page.getByLabel('理由').fill('保管期限届满，没有查考价值。');
  });
  await expect(clerk.locator('main')).toContainText('销毁');
  await expect(section(clerk, '申请人')).not.toContainText(person['name'] ?? '');
  await clerk.goto(`${product.url}/console/requests/retention`);
  await expect(clerk.getByText('没有保管期限届满、等待鉴定的案卷。')).toBeVisible();
});
