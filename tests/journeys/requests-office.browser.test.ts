import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { type Browser, expect, type Page, test } from '@playwright/test';
import ExcelJS from 'exceljs';
import { answerOf, person, picture, residentId } from '../acceptance/online-request-citizen.ts';
import { type PackFolder, quietPack } from '../acceptance/quiet-pack.ts';
import { workbook } from '../acceptance/sample-files.ts';
import { type RunningProduct, startProduct } from '../support/start-product.ts';
import { button, choose, closeAll, enter, giveDay, giveFile, section, signIn } from './console-person.ts';
import { violations } from './portal-visitor.ts';

/**
 * A request from the citizen's telephone to the sealed file (条例 arts 29–37, 45): the counter confirms, a correction is
 * made, a third party is consulted, an extension approved, a partial reply signed, delivered and downloaded, and the
 * annual report shows the case in the right cell. The steps follow each other.
 */
test.describe.configure({ mode: 'serial' });

const artefacts = fileURLToPath(new URL('../artefacts/requests/', import.meta.url));
const today = '2026-03-02';
const subject = '2018年养老机构运营补贴发放明细';

let pack: PackFolder;
let product: RunningProduct;
let citizen: Page;
let filing: Page;
let codes: { code: string; secret: string };

test.beforeAll(async () => {
  pack = await quietPack();
  product = await startProduct({ env: { GONGKAI_TODAY: today, GONGKAI_PACK: pack.folder } });
});
test.afterAll(async ({ browser }) => {
  await closeAll(browser);
  await product?.stop();
  await pack?.remove();
});

/** Opens the case from the register, as an officer of this name. */
async function openCase(browser: Browser, username: string): Promise<Page> {
  const page = await signIn(browser, product.url, username);
  await page.goto(`${product.url}/console/requests`);
  await page.getByRole('link', { name: subject }).click();
  await expect(page.getByRole('heading', { level: 1, name: subject })).toBeVisible();
  return page;
}

/** Gives a command of the case: its button, what is asked, its end. */
async function give(page: Page, words: string, okWords: string, fill: (dialog: Page) => Promise<void>) {
  await button(page, words).first().click();
  const dialog = page.getByRole('dialog', { name: words });
  await expect(dialog).toBeVisible();
  await fill(page);
  await button(dialog, okWords).click();
  await expect(dialog).toBeHidden();
}

async function write(page: Page, label: string, words: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).fill(words);
}

const due = (page: Page) => section(page, '期限是怎样算出来的');

test('a citizen applies on a telephone without scripts', async ({ browser }) => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 375, height: 812 },
  });
  citizen = await context.newPage();
  await citizen.goto(`${product.url}/requests/apply?who=person`);
  await citizen.getByLabel('信息的名称').fill(subject);
  await citizen.getByLabel('姓名（必填）').fill(person['name'] ?? '');
  await citizen.getByLabel('证件号码').fill(residentId());
  await citizen.getByLabel('联系电话').fill('13800000000');
  await citizen
    .getByLabel('身份证明', { exact: false })
    .setInputFiles({ name: '证件.png', mimeType: 'image/png', buffer: picture });
  await citizen.getByLabel('请计算').fill(answerOf(await citizen.content()));
  await citizen.getByRole('button', { name: '提交申请' }).click();
  await expect(citizen.getByRole('heading', { level: 1, name: '申请已提交' })).toBeVisible();
  const [code = '', secret = ''] = await citizen.locator('.codes dd').allTextContents();
  codes = { code, secret };
});

test('the counter confirms; the clock starts with the mutual confirmation', async ({ browser }) => {
  filing = await openCase(browser, 'filing');
  await expect(due(filing)).toContainText('待确认收到');
  await give(filing, '确认收到', '确认收到', async () => {});
  await expect(due(filing)).toContainText('2026年3月30日');
  await expect(section(filing, '申请人')).not.toContainText(residentId());
  await button(section(filing, '申请人'), '查看申请人信息').click();
  await expect(section(filing, '申请人')).toContainText(residentId());
  await filing.screenshot({ path: `${artefacts}case-confirmed-1280.png`, fullPage: true });
});

test('a correction is asked for and made; the clock starts anew', async () => {
  await give(filing, '告知补正', '发出补正告知书', async page => {
    await write(page, '需要补正的事项', '没有写明所需明细的范围。');
    await write(page, '指导和释明', '请写明县区和机构类型。');
    await giveDay(page.getByLabel('合理的补正期限（截止日期）', { exact: true }), '2026-03-16');
  });
  await expect(due(filing)).toContainText('待补正');
  await expect(section(filing, '文书与材料')).toContainText('补正告知书');
  await citizen.goto(`${product.url}/requests/status`);
  await citizen.getByRole('textbox', { name: /^查询码/ }).fill(codes.code);
  await citizen.getByRole('textbox', { name: /^查询密码/ }).fill(codes.secret);
  await citizen.getByRole('button', { name: '查询', exact: true }).click();
  await citizen.getByRole('link', { name: '填写补正' }).click();
  await citizen.getByLabel('补正后的信息名称').fill(subject);
  await citizen.getByRole('button', { name: '提交补正' }).click();
  await expect(citizen.getByText('补正已经收到，答复期限重新计算。')).toBeVisible();
  await filing.reload();
  await expect(due(filing)).toContainText('2026年3月30日');
});

test('what is public already is searched, and what was found is kept', async () => {
  const place = section(filing, '是否已经公开');
  await place.getByLabel('检索词').fill('养老机构运营补贴');
  await button(place, '检索').click();
  await expect(place.getByRole('status')).toHaveText('没有检索到。可以换一个较短的词再试。');
  await button(place, '记入检索记录').click();
  await expect(section(filing, /^检索记录$/)).toContainText('养老机构运营补贴');
  await expect(section(filing, /^检索记录$/)).toContainText('没有检索到。');
});

test('a third party is consulted; the days until its answer do not count', async () => {
  await give(filing, '征求意见', '发出征求意见书', async page => {
    await write(page, '名称', '演示养老服务有限公司');
    await write(page, '涉及的政府信息', '该公司2018年领取运营补贴的金额和床位数。');
    await giveDay(page.getByLabel('对方收到日期', { exact: true }), today);
  });
  await expect(due(filing)).toContainText('答复期限：2026年4月21日');
  await expect(due(filing)).toContainText('如今天收齐意见，期限为 2026年3月30日');
  await give(filing, '登记意见', '登记意见', async page => {
    await choose(page, '意见', '不同意公开');
    await write(page, '意见内容', '床位单价属于商业秘密。');
  });
  await expect(section(filing, '征求意见')).toContainText('不同意公开');
});

test('an extension is asked for by the officer and approved by the head of the office', async ({
  browser,
}) => {
  await give(filing, '申请延期', '提交', async page => {
    await page.getByLabel('延长的工作日数', { exact: true }).fill('10');
    await write(page, '理由', '涉及多家机构，需逐家核对。');
  });
  const head = await openCase(browser, 'disclosure-head');
  await give(head, '批准延期', '批准延期', async () => {});
  await expect(due(head)).toContainText('2026年4月14日');
  await expect(due(head)).toContainText('第三十三条');
  await filing.reload();
  await expect(due(filing)).toContainText('2026年4月14日');
});

test('a partial reply is drafted with what is withheld taken out, and three officers sign it', async ({
  browser,
}) => {
  const papers = section(filing, '文书与材料');
  await button(papers, '添加材料').click();
  const dialog = filing.getByRole('dialog', { name: '添加材料' });
  await giveFile(filing, '选择文件', {
    name: '补贴发放明细.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: Buffer.from(
      await workbook([
        ['机构', '床位单价（元）', '金额（万元）'],
        ['演示养老服务有限公司', 1234.5, 12.5],
      ]),
    ),
  });
  await expect(dialog.getByText('补贴发放明细.xlsx')).toBeVisible();
  await write(filing, '材料名称', '补贴发放明细');
  await button(dialog, '添加').click();
  await expect(dialog).toBeHidden();
  await button(papers, '在系统中遮盖').click();
  const cover = filing.getByRole('dialog', { name: '遮盖“补贴发放明细”' });
  await cover.getByLabel(/^还要删除的列/).fill('床位单价（元）');
  await button(cover, '生成遮盖副本').click();
  await expect(cover.getByRole('heading', { name: '已经遮盖或去掉' })).toBeVisible();
  await filing.screenshot({ path: `${artefacts}paper-covered-1280.png` });
  await button(cover, '副本已记入案卷，完成').click();
  await expect(papers).toContainText('已删减');

  await button(section(filing, '答复'), '起草答复').click();
  const draft = filing.getByRole('dialog', { name: '起草答复' });
  await choose(filing, '处理结果', '部分公开（区分处理）');
  await draft.getByLabel('不予公开的理由', { exact: true }).click();
  await filing
    .getByTitle(/商业秘密、个人隐私/)
    .last()
    .click();
  await write(filing, '所依据的条款', '《政府信息公开条例》第三十七条');
  await write(filing, '所提供的政府信息，或者获取的方式、途径和时间', '随本答复提供删减后的发放明细。');
  await write(filing, '对不予公开的部分说明理由', '床位单价属于商业秘密，第三方不同意公开。');
  await draft.getByRole('checkbox', { name: /补贴发放明细.*遮盖副本/ }).check();
  await button(draft, '保存草稿').click();
  await expect(draft).toBeHidden();
  await expect(section(filing, '答复')).toContainText('应当自收到本答复之日起60日内先向');
  await button(filing, '答复送审').click();
  await expect(section(filing, '答复')).toContainText('等待签署');

  for (const username of ['legality', 'secrecy', 'approver']) {
    const signer = await openCase(browser, username);
    await button(section(signer, '答复'), '签署').click();
    const sheet = signer.getByRole('dialog', { name: '签署答复' });
    await button(sheet, '签署').click();
    await expect(sheet).toBeHidden();
    await signer.context().close();
  }
  await filing.reload();
  await expect(section(filing, '答复')).toContainText(/毕民公复〔2026〕1号/);
  expect(await violations(filing)).toEqual([]);
});

test('the reply is delivered online, the citizen downloads it, the case is archived', async () => {
  await give(filing, '送达答复', '送达', async page => {
    await expect(page.getByText('网上送达', { exact: true }).first()).toBeVisible();
  });
  await expect(section(filing, '送达')).toContainText('按期答复');

  await citizen.reload();
  await expect(citizen.getByText('部分公开').first()).toBeVisible();
  // Every date with its article, on the citizen's page as at the office.
  const how = citizen.getByRole('region', { name: '这个日期怎么算出来的' });
  for (const day of ['2026年3月2日', '2026年3月30日', '2026年4月14日']) await expect(how).toContainText(day);
  const told = await how.getByRole('listitem').allTextContents();
  expect(told).toHaveLength(8);
  expect(told.join()).not.toContain('演示养老服务有限公司');
  for (const step of told) expect(step).toMatch(/《[^》]+》|国办/);
  const coming = citizen.waitForEvent('download');
  await citizen
    .getByRole('link', { name: /答复书|告知书/ })
    .last()
    .click();
  const stream = await (await coming).createReadStream();
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks).subarray(0, 5).toString()).toBe('%PDF-');
  const supplied = citizen.waitForEvent('download');
  await citizen.getByRole('link', { name: /遮盖副本/ }).click();
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(await (await supplied).path());
  const cells = JSON.stringify(book.worksheets.map(each => each.getSheetValues()));
  expect(cells).toContain('12.5');
  expect(cells).not.toMatch(/1234\.5|床位单价/);

  await give(filing, '归档', '归档', async () => {});
  const archive = section(filing, '归档');
  const digest = (await archive.locator('.digest').textContent()) ?? '';
  const download = filing.waitForEvent('download');
  await archive.getByRole('link', { name: '下载案卷' }).click();
  const file = await (await download).createReadStream();
  const hash = createHash('sha256');
  for await (const chunk of file) hash.update(chunk as Buffer);
  expect(hash.digest('hex')).toBe(digest.trim());
  await filing.screenshot({ path: `${artefacts}case-archived-1280.png`, fullPage: true });
  await filing.setViewportSize({ width: 375, height: 812 });
  await filing.screenshot({ path: `${artefacts}case-archived-375.png`, fullPage: true });
  await filing.setViewportSize({ width: 1280, height: 900 });
});

test('the annual report counts the case as partly disclosed, and its cell leads back to it', async () => {
  await enter(filing, '年度报告');
  await filing.goto(`${product.url}/console/reports/2026`);
  const partly = filing.locator('a[href*="cell=t3.r3_2.c1"]');
  await expect(partly).toHaveText('1');
  await filing.screenshot({ path: `${artefacts}annual-reports-1280.png`, fullPage: true });
  await partly.click();
  await expect(filing.getByRole('link', { name: subject })).toBeVisible();
  await expect(filing.getByText('共 1 条')).toBeVisible();
});
