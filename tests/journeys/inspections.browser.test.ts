import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { gongkai } from '../acceptance/command.ts';
import { staffOf } from '../acceptance/officer.ts';
import { type PackFolder, quietPack } from '../acceptance/quiet-pack.ts';
import { type RunningProduct, startProduct } from '../support/start-product.ts';
import { button, choose, closeAll, giveDay, giveFile, releaseProposed, signIn } from './console-person.ts';
import { overflow, violations, visitorWithoutScripts } from './portal-visitor.ts';

/**
 * A random inspection (国发〔2019〕5号): lists frozen and announced, drawn a day later with a number that nobody knew before,
 * repeated by a stranger against the public log, results entered on a telephone, published, handed to a credit site.
 */
test.describe.configure({ mode: 'serial' });

const artefacts = fileURLToPath(new URL('../artefacts/inspections/', import.meta.url));
const title = '2019年养老机构夏季抽查';

let pack: PackFolder;
let folder: string;
let product: RunningProduct;
let officer: Page;
let visitor: Page;
let task = '';

async function startOn(day: string): Promise<void> {
  product = await startProduct({ folder, env: { GONGKAI_TODAY: day, GONGKAI_PACK: pack.folder } });
}

test.beforeAll(async () => {
  pack = await quietPack();
  folder = await mkdtemp(join(tmpdir(), 'gongkai-inspections-'));
  await startOn('2019-06-20');
  const welfare = await staffOf(product.url)('welfare');
  for (let at = 1; at <= 4; at += 1)
    await welfare.done('POST', '/api/inspections/inspectors', {
      ...{ name: `演示检查员${at}`, certificate: `演示-${at}`, unitId: 'welfare', isActive: true },
      avoidances: [],
    });
  const { id } = await welfare.done('POST', '/api/inspections', {
    ...{ title, year: 2019, month: 6, itemCode: 'SJ-02', unitId: 'welfare' },
    ...{ sharePercent: 30, inspectorsPerObject: 2 },
  });
  task = id;
});
test.afterAll(async ({ browser }) => {
  await closeAll(browser);
  await product?.stop();
  await rm(folder, { recursive: true, force: true });
  await pack?.remove();
});

const room = () => `${product.url}/console/inspections/${task}`;

async function publish(part: string): Promise<void> {
  await officer.goto(room());
  await button(officer, `生成${part}`).click();
  await releaseProposed(officer, product.url, 'welfare');
  await officer.goto(room());
}

test('the list of objects comes from a file; a wrong code is told by its row, and nothing is half taken', async ({
  browser,
}) => {
  officer = await signIn(browser, product.url, 'welfare');
  await officer.goto(`${product.url}/console/inspections/pools`);
  const homes = Array.from({ length: 10 }, (_, at) => [`演示养老院${at + 1}`, ''] as const);
  const fileOf = (rows: readonly (readonly [string, string])[]) => ({
    name: '养老机构名录.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(['名称,统一社会信用代码', ...rows.map(row => row.join(','))].join('\n')),
  });
  await button(officer, '从文件导入').click();
  const dialog = officer.getByRole('dialog', { name: '从文件导入检查对象' });
  await choose(dialog, '类别', '养老机构');
  await giveFile(officer, '选择名录文件', fileOf([...homes, ['演示养老院', '11520500000000000E']]));
  await button(dialog, '导入').click();
  await expect(dialog).toContainText('第12行');
  await giveFile(officer, '换一个文件', fileOf(homes));
  await button(dialog, '导入').click();
  await expect(dialog).toBeHidden();
  await expect(officer.getByText('登记了10个检查对象')).toBeVisible();
  expect(await violations(officer)).toEqual([]);
});

test('the lists are frozen and announced with the commitment; nothing is drawn before that', async ({
  browser,
}) => {
  await officer.goto(room());
  await button(officer, '锁定名单，生成种子').click();
  await expect(officer.getByRole('heading', { name: '第二步：公告之后抽取' })).toBeVisible();
  await expect(officer.getByText('中国福利彩票“双色球”').first()).toBeVisible();
  await expect(button(officer, '抽取')).toHaveAttribute('aria-disabled', 'true');
  await publish('抽查公告');

  visitor = await visitorWithoutScripts(browser);
  await visitor.goto(`${product.url}/inspections/${task}/`);
  await expect(visitor.getByRole('main')).toContainText('抽取还取决于一个公告之后才产生的公开号码');
  expect(await (await visitor.request.get(`${product.url}/inspections/${task}/draw.json`)).status()).toBe(
    404,
  );
});

test('a day later it is drawn with the public number; a wrong one is told and loses nothing', async ({
  browser,
}) => {
  await closeAll(browser);
  await product.stop();
  await startOn('2019-06-21');
  officer = await signIn(browser, product.url, 'welfare');
  await officer.goto(room());
  await button(officer, '抽取').click();
  const dialog = officer.getByRole('dialog', { name: '抽取' });
  await dialog.getByLabel('公开号码').fill('2 9 13 18 25 31 7');
  await dialog.getByLabel('期号').fill('2019072');
  await button(dialog, '抽取').click();
  await expect(dialog).toContainText('公开号码的写法不对');
  await expect(dialog.getByLabel('期号')).toHaveValue('2019072');
  await officer.screenshot({ path: `${artefacts}draw-1280.png` });
  await dialog.getByLabel('公开号码').fill('02 09 13 18 25 31 07');
  await button(dialog, '抽取').click();
  await expect(dialog).toBeHidden();
  await expect(officer.getByText('02 09 13 18 25 31 07（2019072期）')).toBeVisible();
  await publish('抽取结果');
});

test('a stranger repeats the draw from its address, and the log says that it was announced before', async ({
  browser,
}) => {
  const address = `${product.url}/inspections/${task}/draw.json`;
  const ran = await gongkai(['draw', 'verify', address, '--json']);
  expect(ran.code, ran.stderr).toBe(0);
  expect(ran.json()).toMatchObject({
    isRight: true,
    drawn: 3,
    publicNumber: '02 09 13 18 25 31 07',
    comparedWithAnnouncement: true,
    comparedWithLog: true,
  });
  const told = await gongkai(['draw', 'verify', address]);
  expect(told.stdout).toContain('公告于2019-06-20公开，抽取结果于2019-06-21公开');

  visitor = await visitorWithoutScripts(browser);
  await visitor.goto(`${product.url}/inspections/${task}/`);
  await expect(visitor.getByRole('main')).toContainText('02 09 13 18 25 31 07');
  await expect(visitor.getByRole('main')).toContainText('本机关也不能挑选抽取结果');
  await visitor.screenshot({ path: `${artefacts}draw-public.png`, fullPage: true });
  await visitor.setViewportSize({ width: 375, height: 812 });
  expect(await overflow(visitor)).toBe(0);
});

test('the inspectors enter what they found on a telephone', async ({ browser }) => {
  const phone = await signIn(browser, product.url, 'welfare');
  await phone.setViewportSize({ width: 375, height: 812 });
  await phone.goto(room());
  const object = phone.locator('.inspection-object').first();
  await object.getByRole('button', { name: /检查结果/ }).click();
  const dialog = phone.getByRole('dialog').last();
  await giveDay(dialog.getByLabel('检查日期'), '2019-06-21');
  await choose(dialog, '检查结果', '发现问题已责令改正');
  await dialog.getByLabel('处理意见（公开）').fill('责令当场改正。');
  await giveDay(dialog.getByLabel('整改或者后续处理的期限'), '2019-07-05');
  await phone.screenshot({ path: `${artefacts}result-375.png` });
  await dialog.getByRole('button', { name: /保\s?存|登\s?记/ }).click();
  await expect(object).toContainText('发现问题已责令改正');
  expect(await overflow(phone)).toBe(0);
  expect(await violations(phone)).toEqual([]);
});

test('the results are published and handed to the credit site', async () => {
  await officer.goto(room());
  await expect(button(officer, '登记移交信用网站')).toBeVisible();
  await publish('检查结果');
  await button(officer, '登记移交信用网站').click();
  const dialog = officer.getByRole('dialog', { name: '登记检查结果移交信用网站' });
  await choose(dialog, '网站', '信用中国');
  await button(dialog, '登记').click();
  await expect(dialog).toBeHidden();
  await expect(officer.getByRole('main')).toContainText('信用中国');
  const download = officer.waitForEvent('download');
  await officer.locator(`a[href$="${task}/results.csv"]`).click();
  expect((await download).suggestedFilename()).toMatch(/csv$/);
  await visitor.goto(`${product.url}/inspections/${task}/`);
  await expect(visitor.getByRole('main')).toContainText('发现问题已责令改正');
  await officer.screenshot({ path: `${artefacts}handed-over-1280.png`, fullPage: true });
});
