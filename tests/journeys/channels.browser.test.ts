import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import sharp from 'sharp';
import { extractText, getDocumentProxy } from 'unpdf';
import { approved, notice } from '../acceptance/item-path.ts';
import { staffOf } from '../acceptance/officer.ts';
import { type PackFolder, quietPack } from '../acceptance/quiet-pack.ts';
import { type RunningProduct, startProduct } from '../support/start-product.ts';
import { button, closeAll, enter, giveFile, section, signIn } from './console-person.ts';
import { violations } from './portal-visitor.ts';

/**
 * From the release to the notice board and back (plan 4.1, 4.2): the sheet is printed, hung up, photographed with a
 * telephone, and the task is proven.
 */
test.describe.configure({ mode: 'serial' });

const artefacts = fileURLToPath(new URL('../artefacts/console/', import.meta.url));
const title = '关于公布养老机构安全检查结果的通知';

let pack: PackFolder;
let product: RunningProduct;
let drafter: Page;

test.beforeAll(async () => {
  pack = await quietPack();
  product = await startProduct({ env: { GONGKAI_TODAY: '2019-06-20', GONGKAI_PACK: pack.folder } });
});
test.afterAll(async ({ browser }) => {
  await closeAll(browser);
  await product?.stop();
  await pack?.remove();
});

/** A photograph of a board, as a telephone names and turns it. */
function photograph(): Promise<Buffer> {
  return sharp({ create: { width: 640, height: 480, channels: 3, background: '#b5651d' } })
    .jpeg()
    .withExif({ IFD0: { Make: 'TelephoneMaker' } })
    .toBuffer();
}

test('what was chosen and signed is asked of the notice board when it is released', async ({ browser }) => {
  const staff = staffOf(product.url);
  await approved(staff, await staff('finance'), notice({ title, channels: ['notice-board'] }));
  const filing = await signIn(browser, product.url, 'filing');
  await enter(filing, '发布');
  await button(filing.getByRole('row', { name: title }), '发布').click();
  await button(filing.getByRole('dialog', { name: '立即发布？' }), '发布').click();
  await expect(section(filing, '最近发布').getByRole('link', { name: title, exact: true })).toBeVisible();
  await enter(filing, '渠道发布');
  const row = filing.getByRole('row', { name: title });
  await expect(row).toContainText('政务公开栏（发布）');
  await expect(row).toContainText('待办');
  await expect(row).toContainText('2019-06-27');
});

test('the section finds it on its desk, on a telephone, and prints the sheet', async ({ browser }) => {
  drafter = await signIn(browser, product.url, 'finance', { viewport: { width: 375, height: 720 } });
  await section(drafter, '我单位的渠道任务').getByRole('link', { name: title }).click();
  await expect(drafter.getByRole('heading', { level: 1, name: /政务公开栏：发布/ })).toBeVisible();
  await button(drafter, '打印张贴稿').click();
  const dialog = drafter.getByRole('dialog', { name: '打印张贴稿' });
  const arriving = drafter.waitForEvent('download');
  await button(dialog, '下载 PDF').click();
  const download = await arriving;
  expect(download.suggestedFilename()).toBe(`张贴稿-${title}.pdf`);
  const sheet = await getDocumentProxy(new Uint8Array(await readFile((await download.path())!)));
  const { text } = await extractText(sheet, { mergePages: true });
  const plain = text.replace(/\s+/g, '');
  for (const words of [
    title,
    '请按要求做好养老机构安全检查工作',
    '（盖章处）',
    '张贴期间：2019年6月20日起',
    '第1页/共1页',
  ])
    expect(plain).toContain(words);
});

test('the photograph proves it, and the words say what it does not prove', async () => {
  await giveFile(drafter, '拍照', { name: '公开栏.jpg', mimeType: 'image/jpeg', buffer: await photograph() });
  await expect(drafter.getByText('公开栏.jpg（')).toBeVisible();
  await button(drafter, '提交凭证').click();
  await expect(drafter.getByText('请填写地点。')).toBeVisible();
  await drafter.getByLabel('地点', { exact: true }).fill('局机关一楼政务公开栏');
  const wide = await drafter.evaluate('document.documentElement.scrollWidth');
  expect(wide, 'width of the page on a telephone').toBeLessThanOrEqual(375);
  expect(await violations(drafter)).toEqual([]);
  await drafter.screenshot({ path: `${artefacts}channel-task-375.png`, fullPage: true });
  await button(drafter, '提交凭证').click();
  const proof = section(drafter, '凭证');
  await expect(proof.getByRole('img', { name: '凭证照片：公开栏.jpg' })).toBeVisible();
  await expect(proof).toContainText('系统证明该文件自上传后未被改动，不证明照片的内容');
  await expect(drafter.getByText('已证实', { exact: true })).toBeVisible();
  await drafter.screenshot({ path: `${artefacts}channel-task-proven-375.png`, fullPage: true });
});

test('the item says where it hangs, with its evidence', async () => {
  await drafter.getByRole('link', { name: title }).click();
  const row = section(drafter, '发布渠道').getByRole('row', { name: /政务公开栏/ });
  await expect(row).toContainText('已证实');
  const evidence = drafter.getByRole('region', { name: '其他渠道公开凭证', exact: true });
  await expect(evidence).toContainText('局机关一楼政务公开栏');
});
