import { fileURLToPath } from 'node:url';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { type Officer, staffOf } from '../acceptance/officer.ts';
import { answerOf, person, picture, residentId } from '../acceptance/online-request-citizen.ts';
import { type PackFolder, quietPack } from '../acceptance/quiet-pack.ts';
import { type RunningProduct, startProduct } from '../support/start-product.ts';
import { closeAll } from './console-person.ts';
import { overflow, violations } from './portal-visitor.ts';

/** A citizen applies on a telephone whose browser runs no scripts (条例 arts 27–31); every page is looked at. */

const artefacts = fileURLToPath(new URL('../artefacts/portal/', import.meta.url));
const telephone = { width: 375, height: 812 } as const;
const today = '2026-03-02';

let pack: PackFolder;
let product: RunningProduct;
let filing: Officer;

test.beforeAll(async () => {
  pack = await quietPack();
  product = await startProduct({ env: { GONGKAI_TODAY: today, GONGKAI_PACK: pack.folder } });
  filing = await staffOf(product.url)('filing');
});
test.afterEach(async ({ browser }) => closeAll(browser));
test.afterAll(async () => {
  await product?.stop();
  await pack?.remove();
});

/**
 * Looks at a page as it stands before the visitor: rules of WCAG 2.2 AA, nothing to scroll sideways, a picture. The
 * checker needs scripts, so the very same bytes are shown to it in a browser that runs them.
 */
async function inspect(browser: Browser, page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${artefacts}requests-${name}-375.png`, fullPage: true });
  const html = await page.content();
  const other = await (await browser.newContext({ viewport: telephone })).newPage();
  const address = `${product.url}/requests/seen`;
  await other.route(address, route => route.fulfill({ body: html, contentType: 'text/html; charset=utf-8' }));
  await other.goto(address);
  expect(await violations(other), name).toEqual([]);
  expect(await overflow(other), name).toBe(0);
  await expect(other.getByRole('heading', { level: 1 })).toHaveCount(1);
  await other.context().close();
}

async function visitor(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: telephone });
  return context.newPage();
}

async function command(name: string, body: object): Promise<void> {
  const { requests } = await filing.done('GET', '/api/requests');
  await filing.done('POST', `/api/requests/${requests[0].id}/${name}`, body);
}

test('a citizen applies, corrects and withdraws on a telephone without scripts', async ({ browser }) => {
  const page = await visitor(browser);
  await page.goto(`${product.url}/requests/`);
  await expect(page.getByRole('heading', { name: '怎样申请：五种渠道任选一种' })).toBeVisible();
  await inspect(browser, page, 'guide');

  await page
    .getByRole('link', { name: /^在线申请/ })
    .first()
    .click();
  await page.getByLabel('您需要什么信息').fill('养老补贴');
  await page.getByRole('button', { name: '查一查' }).click();
  await expect(page.getByText('没有找到与“养老补贴”有关的已公开信息')).toBeVisible();
  await inspect(browser, page, 'asked-before');

  await page.getByRole('link', { name: '以个人名义申请' }).click();
  await expect(page.getByLabel('信息的名称')).toHaveValue('养老补贴');
  await inspect(browser, page, 'form');

  await page.getByLabel('证件号码').fill('522422198001010010');
  await page
    .getByLabel('身份证明', { exact: false })
    .setInputFiles({ name: '证件.png', mimeType: 'image/png', buffer: picture });
  await page.getByLabel('其他特征描述').fill('2018年，七星关区。');
  await page.getByLabel('请计算').fill(answerOf(await page.content()));
  await page.getByRole('button', { name: '提交申请' }).click();
  const summary = page.getByRole('alert');
  await expect(summary).toContainText('有3处需要修改，已填写的内容都还在');
  await expect(page.getByLabel('其他特征描述')).toHaveValue('2018年，七星关区。');
  await inspect(browser, page, 'form-wrong');
  await summary.getByRole('link', { name: /公民身份号码不正确/ }).click();
  await expect(page).toHaveURL(/#field-identityNo$/);

  await page.getByLabel('姓名（必填）').fill(person['name']!);
  await page.getByLabel('证件号码').fill(residentId());
  await page.getByLabel('联系电话').fill('13800000000');
  await page.getByRole('button', { name: '提交申请' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '申请已提交' })).toBeVisible();
  await expect(page.getByText('现在还没有确认收到。')).toBeVisible();
  await inspect(browser, page, 'receipt');
  const [code, secret] = await page.locator('.codes dd').allTextContents();

  await page.getByRole('link', { name: '查询进度' }).click();
  await inspect(browser, page, 'look');
  await page.getByRole('textbox', { name: /^查询码/ }).fill(code!.toLowerCase());
  await page.getByRole('textbox', { name: /^查询密码/ }).fill('WRONG');
  await page.getByRole('button', { name: '查询', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('查询码或者查询密码不正确');
  await inspect(browser, page, 'look-wrong');
  await page.getByRole('textbox', { name: /^查询密码/ }).fill(secret!);
  await page.getByRole('button', { name: '查询', exact: true }).click();
  await expect(page.getByText('等待双方确认收到，答复期限尚未开始计算。')).toBeVisible();
  await inspect(browser, page, 'case-waiting');

  await command('confirm-receipt', { on: today });
  await command('request-correction', {
    on: today,
    matters: '没有写明补贴的种类。',
    guidance: '请写明是建设补贴还是运营补贴。',
    correctBy: '2026-03-16',
  });
  await page.reload();
  await expect(page.getByRole('heading', { name: '请在2026年3月16日前补正' })).toBeVisible();
  await inspect(browser, page, 'case-correction');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: '接收回执' }).first().click();
  expect((await download).suggestedFilename()).toMatch(/接收回执.*\.(pdf|docx)$/);

  await page.getByRole('link', { name: '填写补正' }).click();
  await inspect(browser, page, 'correct');
  await page.getByLabel('补正后的信息名称').fill('2018年养老机构运营补贴标准');
  await page.getByRole('button', { name: '提交补正' }).click();
  await expect(page.getByText('补正已经收到，答复期限重新计算。')).toBeVisible();
  await expect(page.getByText('2018年养老机构运营补贴标准')).toBeVisible();

  await page.getByRole('link', { name: '撤回申请' }).click();
  await inspect(browser, page, 'withdraw');
  await page.getByRole('button', { name: '确定撤回' }).click();
  await expect(page.getByText('申请已经撤回。')).toBeVisible();
  await inspect(browser, page, 'case-withdrawn');
  await page.getByRole('button', { name: '结束查询' }).click();
  await expect(page.getByText('查询已经结束。')).toBeVisible();
});

test('an organisation finds its own form, and anybody a form to print on one sheet', async ({ browser }) => {
  const page = await visitor(browser);
  await page.goto(`${product.url}/requests/apply?who=organisation`);
  await expect(page.getByLabel('统一社会信用代码')).toBeVisible();
  await inspect(browser, page, 'form-organisation');
  await page.goto(`${product.url}/requests/form`);
  await inspect(browser, page, 'printable');
  await page.goto(`${product.url}/requests/receipt`);
  await inspect(browser, page, 'receipt-gone');
  const printer = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  await printer.goto(`${product.url}/requests/form`);
  const sheet = (await printer.pdf({ preferCSSPageSize: true, format: 'A4' })).toString('latin1');
  expect(sheet.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
});
