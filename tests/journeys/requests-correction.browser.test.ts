import { fileURLToPath } from 'node:url';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { answerOf, person, picture, residentId } from '../acceptance/online-request-citizen.ts';
import { type PackFolder, quietPack } from '../acceptance/quiet-pack.ts';
import { type RunningProduct, startProduct } from '../support/start-product.ts';
import { button, choose, closeAll, giveDay, section, signIn } from './console-person.ts';
import { overflow, violations } from './portal-visitor.ts';

/**
 * A citizen asks on a telephone without scripts that the own record be corrected (条例 art 41); the office finds the
 * case by its filter, verifies, answers, and the citizen reads the result where the case is looked after.
 */
test.describe.configure({ mode: 'serial' });

const artefacts = fileURLToPath(new URL('../artefacts/requests/', import.meta.url));
const telephone = { width: 375, height: 812 } as const;
const subject = '最低生活保障档案中的家庭人口数';
const statement = { now: '档案登记为三人', right: '应当登记为四人', reasons: '户口簿证明家中有四人。' };
const photo = (name: string) => ({ name, mimeType: 'image/png', buffer: picture });

let pack: PackFolder;
let product: RunningProduct;
let citizen: Page;
let filing: Page;
let codes: { code: string; secret: string };

test.beforeAll(async () => {
  pack = await quietPack();
  product = await startProduct({ env: { GONGKAI_TODAY: '2026-03-02', GONGKAI_PACK: pack.folder } });
});
test.afterAll(async ({ browser }) => {
  await closeAll(browser);
  await product?.stop();
  await pack?.remove();
});

/** The page as it stands, for the eye and for the rules of WCAG 2.2 AA; the checker needs scripts and gets a copy. */
async function inspect(browser: Browser, name: string): Promise<void> {
  await citizen.screenshot({ path: `${artefacts}correction-${name}-375.png`, fullPage: true });
  const html = await citizen.content();
  const other = await (await browser.newContext({ viewport: telephone })).newPage();
  const address = `${product.url}/requests/seen`;
  await other.route(address, route => route.fulfill({ body: html, contentType: 'text/html; charset=utf-8' }));
  await other.goto(address);
  expect(await violations(other), name).toEqual([]);
  expect(await overflow(other), name).toBe(0);
  await other.context().close();
}

async function lookAfter(): Promise<void> {
  await citizen.goto(`${product.url}/requests/status`);
  await citizen.getByRole('textbox', { name: /^查询码/ }).fill(codes.code);
  await citizen.getByRole('textbox', { name: /^查询密码/ }).fill(codes.secret);
  await citizen.getByRole('button', { name: '查询', exact: true }).click();
  await expect(citizen.getByRole('heading', { level: 1, name: '我的申请' })).toBeVisible();
}

test('a citizen asks for it on a telephone without scripts; mistakes lose nothing', async ({ browser }) => {
  citizen = await (await browser.newContext({ javaScriptEnabled: false, viewport: telephone })).newPage();
  await citizen.goto(`${product.url}/requests/`);
  await citizen.getByRole('link', { name: /^申请更正本人信息/ }).click();
  await expect(citizen.getByText('条例没有规定办理期限')).toBeVisible();
  await inspect(browser, 'start');
  await citizen.getByRole('link', { name: '以个人名义申请更正' }).click();
  await inspect(browser, 'form');

  await citizen.getByLabel('姓名（必填）').fill(person['name'] ?? '');
  await citizen.getByLabel('证件号码').fill('522422198001010010');
  await citizen.getByLabel('身份证明（必填）').setInputFiles(photo('证件.png'));
  await citizen.getByLabel('联系电话').fill('13800000000');
  await citizen.getByLabel('记录的名称').fill(subject);
  await citizen.getByLabel('记录现在怎样写').fill(statement.now);
  await citizen.getByLabel('理由和证据').fill(statement.reasons);
  await citizen.getByLabel('请计算').fill(answerOf(await citizen.content()));
  await citizen.getByRole('button', { name: '提交申请' }).click();
  const summary = citizen.getByRole('alert');
  await expect(summary).toContainText('有3处需要修改，已填写的内容都还在');
  for (const words of ['公民身份号码不正确', '请写明应当怎样更正', '请上传能够证明记录不准确的证据'])
    await expect(summary).toContainText(words);
  await expect(summary).toContainText('第四十一条');
  await expect(citizen.getByLabel('理由和证据')).toHaveValue(statement.reasons);
  await expect(citizen.getByText('已上传：证件.png')).toBeVisible();
  await inspect(browser, 'form-wrong');

  await citizen.getByLabel('证件号码').fill(residentId());
  await citizen.getByLabel('应当怎样写').fill(statement.right);
  await citizen.getByLabel('证据材料（必填）').setInputFiles(photo('户口簿首页.png'));
  await citizen.getByLabel('证据材料（二）').setInputFiles(photo('户口簿内页.png'));
  await citizen.getByRole('button', { name: '提交申请' }).click();
  await expect(citizen.getByRole('heading', { level: 1, name: '申请已提交' })).toBeVisible();
  await expect(citizen.getByText('条例没有规定更正的办理期限')).toBeVisible();
  await inspect(browser, 'receipt');
  const [code = '', secret = ''] = await citizen.locator('.codes dd').allTextContents();
  codes = { code, secret };
  await lookAfter();
  await expect(citizen.getByText('等待双方确认收到')).toBeVisible();
  await expect(citizen.locator('main')).not.toContainText(residentId());
});

test('the office finds it by its filter, and sees what is wrong only after a recorded look', async ({
  browser,
}) => {
  filing = await signIn(browser, product.url, 'filing');
  await filing.goto(`${product.url}/console/requests`);
  await choose(filing, '申请事项', '申请更正本人信息');
  await expect(filing).toHaveURL(/matter=own-record/);
  await filing.getByRole('link', { name: subject }).click();
  await button(filing, '确认收到').first().click();
  await button(filing.getByRole('dialog', { name: '确认收到' }), '确认收到').click();
  await expect(filing.getByRole('dialog', { name: '确认收到' })).toBeHidden();
  await expect(section(filing, '期限是怎样算出来的')).toContainText('更正的期限条例没有规定');
  await expect(section(filing, '文书与材料')).toContainText('户口簿内页');
  await expect(filing.locator('main')).not.toContainText(statement.right);
  await button(section(filing, '申请人'), '查看申请人信息').click();
  for (const words of Object.values(statement)) await expect(section(filing, '申请人')).toContainText(words);
});

test('what is missing is asked for once; the citizen sends it from the telephone, sealed as the rest', async ({
  browser,
}) => {
  await button(filing, '告知补正').first().click();
  const notice = filing.getByRole('dialog', { name: '告知补正' });
  await notice.getByLabel('需要补正的事项', { exact: true }).fill('没有写明哪一年的档案。');
  await notice.getByLabel('指导和释明', { exact: true }).fill('请写明年份，并补交出生医学证明。');
  await giveDay(notice.getByLabel('合理的补正期限（截止日期）', { exact: true }), '2026-03-16');
  await button(notice, '发出补正告知书').click();
  await expect(notice).toBeHidden();

  await lookAfter();
  await citizen.getByRole('link', { name: '填写补正' }).click();
  await citizen.getByLabel('补正的具体内容').fill('2018年的档案，第四人当年出生。');
  await citizen
    .getByLabel('补交的证据（二）')
    .setInputFiles({ name: '照片.zip', mimeType: 'application/zip', buffer: Buffer.from('PK\u0003\u0004') });
  await citizen.getByLabel('补交的证据').first().setInputFiles(photo('出生医学证明.png'));
  await citizen.getByRole('button', { name: '提交补正' }).click();
  await expect(citizen.getByRole('alert')).toContainText('不接收压缩包');
  await expect(citizen.getByText('已上传：出生医学证明.png')).toBeVisible();
  await expect(citizen.getByLabel('补正的具体内容')).toHaveValue('2018年的档案，第四人当年出生。');
  await inspect(browser, 'more-wrong');
  await citizen.getByRole('button', { name: '提交补正' }).click();
  await expect(citizen.getByRole('heading', { level: 1, name: '我的申请' })).toBeVisible();

  await filing.reload();
  await expect(section(filing, '文书与材料')).toContainText('出生医学证明');
  await expect(section(filing, '文书与材料')).toContainText('补正内容');
  await expect(filing.locator('main')).not.toContainText('第四人当年出生');
});

test('the reply says how it ended, three officers sign it, and it goes out online', async ({ browser }) => {
  await button(section(filing, '答复'), '起草答复').click();
  const draft = filing.getByRole('dialog', { name: '起草答复' });
  await draft.getByRole('radio', { name: '予以更正', exact: true }).check();
  await expect(draft.getByLabel('申请更正的记录')).toHaveValue(subject);
  await draft.getByLabel('核实和更正的情况').fill('经核对户口簿，档案中的家庭人口数已更正为四人。');
  await filing.screenshot({ path: `${artefacts}correction-draft-1280.png` });
  await button(draft, '保存草稿').click();
  await expect(draft).toBeHidden();
  await expect(section(filing, '答复')).toContainText('予以更正');
  await button(filing, '答复送审').click();
  await expect(section(filing, '答复')).toContainText('等待签署');
  const address = filing.url();
  for (const username of ['legality', 'secrecy', 'approver']) {
    const signer = await signIn(browser, product.url, username);
    await signer.goto(address);
    await button(section(signer, '答复'), '签署').click();
    const sheet = signer.getByRole('dialog', { name: '签署答复' });
    await button(sheet, '签署').click();
    await expect(sheet).toBeHidden();
    await signer.context().close();
  }
  await filing.reload();
  await button(filing, '送达答复').first().click();
  const delivery = filing.getByRole('dialog', { name: '送达答复' });
  await button(delivery, '送达').click();
  await expect(delivery).toBeHidden();
  await expect(section(filing, '文书与材料')).toContainText('政府信息更正答复书');
  expect(await violations(filing)).toEqual([]);
  await filing.screenshot({ path: `${artefacts}correction-case-1280.png`, fullPage: true });
});

test('the citizen reads the result in the same place and downloads the reply', async ({ browser }) => {
  await lookAfter();
  await expect(citizen.getByText('办理结果：予以更正。')).toBeVisible();
  await expect(citizen.getByText('档案中的家庭人口数已更正为四人')).toBeVisible();
  await inspect(browser, 'result');
  const coming = citizen.waitForEvent('download');
  await citizen.getByRole('link', { name: /答复书/ }).click();
  expect((await coming).suggestedFilename()).toMatch(/答复书.*\.pdf$/);
});
