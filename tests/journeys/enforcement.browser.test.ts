import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { type RunningProduct, startProduct } from '../support/start-product.ts';
import {
  button,
  choose,
  closeAll,
  giveDay,
  giveFile,
  releaseProposed,
  section,
  signIn,
} from './console-person.ts';
import { visitorWithoutScripts } from './portal-visitor.ts';

/** A penalty from its registration to the portal and the credit site, and back from both once it is revoked (行政处罚法 art 48). */
test.describe.configure({ mode: 'serial' });

const number = '毕民罚〔2019〕88号';
const why = '复议机关撤销该处罚决定';
const day = '2019-06-20';

let product: RunningProduct;
let officer: Page;
let reporter: Page;
let visitor: Page;
let decision = '';

test.beforeAll(async ({ browser }) => {
  product = await startProduct({ env: { GONGKAI_TODAY: day } });
  [officer, reporter] = await Promise.all([
    signIn(browser, product.url, 'welfare'),
    signIn(browser, product.url, 'legality'),
  ]);
  visitor = await visitorWithoutScripts(browser);
});
test.afterAll(async ({ browser }) => {
  await closeAll(browser);
  await product?.stop();
});

async function openExchange(page: Page): Promise<void> {
  await page.goto(`${product.url}/console/enforcement/exchange?kind=penalty&organ=bureau`);
  await expect(page.getByRole('heading', { level: 1, name: '信用信息报送' })).toBeVisible();
}

async function downloaded(page: Page, part: RegExp): Promise<string> {
  const row = section(page, '报送记录').getByRole('row').nth(1);
  await expect(row).toContainText(part);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    row.getByRole('link', { name: /CSV$/ }).first().click(),
  ]);
  return readFile(await download.path(), 'utf8');
}

test('the officer registers the penalty; what is missing is said at its field', async () => {
  await officer.goto(`${product.url}/console/enforcement/new`);
  await officer.getByLabel('决定书文号').fill(number);
  await officer.getByLabel('决定文书名称').fill('行政处罚决定书');
  await officer.getByLabel('执法事项').fill('对养老机构违反管理规定行为的处罚');
  await giveDay(officer.getByLabel('决定日期'), '2019-06-17');
  await officer.getByLabel('行政相对人名称').fill('演示某养老服务公司');
  await officer.getByLabel('统一社会信用代码').fill('11520500000000000E');
  await officer.getByLabel('法定代表人').fill('演示代表');
  await choose(officer, '处罚类别', '警告、通报批评');
  await officer.keyboard.press('Escape');
  await choose(officer, '处罚轻重', '较轻');
  await officer.getByLabel('事实摘要').fill('消防通道堆放杂物，经责令改正逾期未改。');
  await officer.getByLabel('依据', { exact: true }).fill('《养老机构管理办法》');
  await officer.getByLabel('内容或者结论').fill('警告。');
  await button(officer, '保存').click();
  await expect(officer.getByText('请填写违法行为类型').first()).toBeVisible();
  await expect(officer.getByText(/校验/).first()).toBeVisible();
  await officer.getByLabel('违法行为类型').fill('存在安全隐患逾期未改正');
  await officer.getByLabel('统一社会信用代码').fill('11520500000000000F');
  await button(officer, '保存').click();
  await expect(officer.getByRole('heading', { level: 1, name: number })).toBeVisible();
  await expect(section(officer, '公示期限的计算')).toContainText('2019年6月26日');
  decision = officer.url().split('/').at(-1) ?? '';
});

test('it goes through the review and is on the portal within its seven working days', async () => {
  await button(officer, '生成公示稿').click();
  await releaseProposed(officer, product.url, 'welfare');

  await visitor.goto(`${product.url}/enforcement/`);
  await visitor.getByRole('link', { name: number }).click();
  await expect(visitor.getByRole('main')).toContainText('存在安全隐患逾期未改正');
  await expect(visitor.getByRole('main')).toContainText('2019年6月26日前公示');
  await expect(visitor.getByRole('main')).not.toContainText('演示代表');
});

test('the file for the credit site has it, and its receipt is kept', async () => {
  await openExchange(reporter);
  await expect(section(reporter, /^待报送/).getByRole('row', { name: new RegExp(number) })).toContainText(
    '新增',
  );
  await button(reporter, '生成报送文件').click();
  const csv = await downloaded(reporter, /新增和变更/);
  const line = csv.split('\r\n').find(each => each.includes(number)) ?? '';
  expect(line.split(',').slice(0, 3)).toEqual([
    '演示某养老服务公司',
    '法人及非法人组织',
    '11520500000000000F',
  ]);
  expect(line).toContain('演示代表');

  const row = section(reporter, '报送记录').getByRole('row').nth(1);
  await button(row, '登记回执').click();
  const dialog = reporter.getByRole('dialog', { name: /^登记回执/ });
  const answers = csv
    .split('\r\n')
    .slice(1)
    .filter(each => each !== '')
    .map(each => `${each.split(',')[13]},成功,`);
  const wrong = ['文号,结果,原因', '无此文号,成功,', ''].join('\n');
  await giveFile(reporter, '选择回执文件', {
    name: '回执.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(wrong),
  });
  await button(dialog, '登记').click();
  await expect(dialog).toContainText('第2行的文号“无此文号”不在这一批中');
  const right = ['文号,结果,原因', ...answers, ''].join('\n');
  await giveFile(reporter, '换一个文件', {
    name: '回执.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(right),
  });
  await button(dialog, '登记').click();
  await expect(row).toContainText(`已入库${answers.length}件`);
});

test('revoked, it is taken down with its reason, and the next file takes it back', async ({ browser }) => {
  await officer.goto(`${product.url}/console/enforcement/${decision}`);
  await button(officer, '登记变更、撤销或者修复').click();
  const dialog = officer.getByRole('dialog', { name: /^登记决定的变更/ });
  await choose(officer, '情形', '依法撤销');
  await giveDay(dialog.getByLabel('发生日期'), day);
  await dialog.getByLabel('理由').fill(why);
  await button(dialog, '登记').click();
  await expect(section(officer, '撤下期限的计算')).toContainText('2019年6月25日');

  const filing = await signIn(browser, product.url, 'filing');
  await filing.goto(`${product.url}/console/enforcement/${decision}`);
  await filing.getByRole('link', { name: '查看公示稿、审查和撤下' }).click();
  await button(filing, '撤下').click();
  const down = filing.getByRole('dialog', { name: /撤下/ });
  await down.getByLabel(/^已废止/).check();
  await down.getByLabel('理由（将向社会公开）').fill(why);
  await button(down, '撤下').click();
  await expect(section(filing, '已撤下')).toContainText(why);

  await visitor.goto(`${product.url}/enforcement/statistics`);
  await expect(visitor.getByRole('row', { name: new RegExp(number) })).toContainText(why);
  const gone = await visitor.goto(`${product.url}/enforcement/${decision}.html`);
  expect(gone?.status()).toBe(404);

  await openExchange(reporter);
  await expect(section(reporter, /^待报送/).getByRole('row', { name: new RegExp(number) })).toContainText(
    '撤下',
  );
  await button(reporter, '生成报送文件').click();
  const csv = await downloaded(reporter, /撤下1件/);
  expect(csv).toContain(number);
  expect(csv).toContain(why);
  await officer.reload();
  await expect(section(officer, '公示情况')).toContainText('信用网站报送');
});
