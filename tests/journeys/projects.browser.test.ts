import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import type { Json } from '../acceptance/officer.ts';
import { type PackFolder, quietPack } from '../acceptance/quiet-pack.ts';
import { workbook } from '../acceptance/sample-files.ts';
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
import { overflow, violations, visitorWithoutScripts } from './portal-visitor.ts';

/** A purchase stage by stage (政府采购法实施条例 arts 43, 50): its documents go out with it, and into the contracting data. */
test.describe.configure({ mode: 'serial' });

const artefacts = fileURLToPath(new URL('../artefacts/projects/', import.meta.url));
const title = '演示护理床采购';

let pack: PackFolder;
let product: RunningProduct;
let officer: Page;
let visitor: Page;
let project = '';
let tender: Buffer;

test.beforeAll(async () => {
  pack = await quietPack();
  product = await startProduct({ env: { GONGKAI_TODAY: '2019-06-20', GONGKAI_PACK: pack.folder } });
  tender = Buffer.from(
    await workbook([
      ['货物', '数量'],
      ['护理床', 40],
    ]),
  );
});
test.afterAll(async ({ browser }) => {
  await closeAll(browser);
  await product?.stop();
  await pack?.remove();
});

const room = () => `${product.url}/console/projects/${project}`;

async function publish(stage: RegExp): Promise<void> {
  await button(section(officer, stage), '生成公开稿').click();
  await releaseProposed(officer, product.url, 'welfare');
  await officer.goto(room());
}

test('a purchase is recorded with the document that its announcement needs', async ({ browser }) => {
  officer = await signIn(browser, product.url, 'welfare');
  await officer.goto(`${product.url}/console/projects/new`);
  await choose(officer, '项目类别', '政府采购项目');
  await officer.getByLabel('项目编号').fill('演采2019-9');
  await officer.getByLabel('项目名称').fill(title);
  await choose(officer, '项目领域', '养老公共服务');
  await officer.getByLabel('计划金额').fill('50');
  await choose(officer, '金额单位', '万元');
  await officer.getByLabel('资金来源').fill('演示资金');
  await officer.getByLabel('项目说明').fill('采购护理床四十张（演示）。');
  await button(officer, '保存').click();
  await expect(officer.getByRole('heading', { level: 1, name: title })).toBeVisible();
  project = officer.url().split('/').at(-1) ?? '';

  await button(officer, '登记阶段').click();
  const dialog = officer.getByRole('dialog', { name: '登记阶段' });
  await choose(dialog, '阶段', '采购公告');
  await giveDay(dialog.getByLabel('日期'), '2019-06-20');
  await dialog.getByLabel('公告编号').fill('毕采公告〔2019〕9号');
  await button(dialog, '保存').click();
  await expect(dialog.getByText(/采购方式/).last()).toBeVisible();
  await expect(dialog.getByRole('alert').first()).toBeVisible();
  await expect(dialog.getByLabel('公告编号')).toHaveValue('毕采公告〔2019〕9号');
  await choose(dialog, '采购方式', '公开招标');
  await giveFile(officer, '选择文件', {
    name: '护理床采购文件.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: tender,
  });
  await expect(button(dialog, '移除')).toBeVisible();
  await officer.screenshot({ path: `${artefacts}stage-1280.png` });
  await button(dialog, '保存').click();
  await expect(dialog).toBeHidden();
  await expect(section(officer, /^采购公告/)).toContainText('采购文件');
  expect(await violations(officer)).toEqual([]);
});

test('it goes out with five signatures, the document beside it', async ({ browser }) => {
  await publish(/^采购公告/);
  visitor = await visitorWithoutScripts(browser);
  await visitor.goto(`${product.url}/projects/`);
  await visitor.getByRole('link', { name: title }).click();
  await expect(visitor.getByRole('main')).toContainText('毕采公告〔2019〕9号');
  const coming = visitor.waitForEvent('download');
  await visitor.getByRole('link', { name: '采购文件（护理床采购文件.xlsx）' }).click();
  expect(await readFile(await (await coming).path())).toEqual(tender);
  await visitor.screenshot({ path: `${artefacts}project-public.png`, fullPage: true });
  await visitor.setViewportSize({ width: 375, height: 812 });
  expect(await overflow(visitor)).toBe(0);
});

test('the contracting data leads to the very file', async () => {
  const answer = await fetch(`${product.url}/api/open/contracting/${project}.json`);
  const { releases } = (await answer.json()) as Json;
  const [document] = releases[0].tender.documents;
  expect(document).toMatchObject({ title: '采购文件', language: 'zh' });
  const file = await fetch(`${product.url}${new URL(document.url).pathname}`);
  expect(Buffer.from(await file.arrayBuffer())).toEqual(tender);
});

test('the award opens a clock of two working days for its publication, shown step by step', async () => {
  await button(officer, '登记阶段').click();
  const dialog = officer.getByRole('dialog', { name: '登记阶段' });
  await choose(dialog, '阶段', '中标（成交）结果');
  await giveDay(dialog.getByLabel('日期'), '2019-06-20');
  await dialog.getByLabel('中标（成交）供应商', { exact: true }).fill('演示某护理用品公司');
  await dialog.getByLabel('供应商统一社会信用代码').fill('11520500000000000E');
  await dialog.getByLabel('中标（成交）金额').fill('48.5');
  await choose(dialog, '金额单位', '万元');
  await button(dialog, '保存').click();
  await expect(dialog.getByText(/校验/).first()).toBeVisible();
  await dialog.getByLabel('供应商统一社会信用代码').fill('11520500000000000F');
  await button(dialog, '保存').click();
  await expect(dialog).toBeHidden();
  await expect(officer.getByRole('main')).toContainText('2019年6月24日');
  await publish(/^中标/);
  await expect(section(officer, /^中标/)).toContainText('按期公开');
  await officer.screenshot({ path: `${artefacts}project-1280.png`, fullPage: true });
  await visitor.reload();
  await expect(visitor.getByRole('main')).toContainText('演示某护理用品公司');
});
