import { expect, test } from '@playwright/test';
import { approved, notice, signed } from '../acceptance/item-path.ts';
import { type Json, staffOf } from '../acceptance/officer.ts';
import type { RunningProduct } from '../support/start-product.ts';
import { startTold } from '../support/told-demo.ts';
import {
  allSaved,
  button,
  choose,
  chooseByTyping,
  closeAll,
  enter,
  giveDay,
  section,
  signIn,
} from './console-person.ts';
import { overflow, search, violations, visitorWithoutScripts } from './portal-visitor.ts';

/** A document is repealed: its own page, every page that cites it and every list say so. */

const oldTitle = '云岭敬老院备案管理办法';
const oldNumber = '毕民发〔2015〕77号';
const citingTitle = '关于开展敬老院备案检查的通知';
const actTitle = '关于废止敬老院备案管理办法的通知';

let product: RunningProduct;
let old: Json;
let citing: Json;

test.beforeAll(async () => {
  product = await startTold();
  const staff = staffOf(product.url);
  const drafter = await staff('finance');
  const filing = await staff('filing');
  const release = async (item: Json) =>
    filing.done('POST', `/api/items/${item.id}/release`, { digest: item.digest });
  const document = await approved(
    staff,
    drafter,
    notice({
      kind: 'normative-document',
      columnId: 'policy-documents',
      title: oldTitle,
      bodyHtml: '<p>一、敬老院应当在开办后报民政部门备案。</p>',
      metadata: { writtenOn: '2015-05-04', documentNo: oldNumber },
    }),
  );
  await (await staff('approver')).done('POST', `/api/packages/${document.id}/exempt`, {
    reason: '早年文件，内容简单明了，无需解读。',
  });
  old = await release(document);
  const body = '<p>各有关单位：请按照毕民发[2015]77号的要求做好备案检查工作。</p>';
  citing = await release(await approved(staff, drafter, notice({ title: citingTitle, bodyHtml: body })));
});
test.afterEach(async ({ browser }) => closeAll(browser));
test.afterAll(async () => {
  await product?.stop();
});

test('行政规范性文件： the repealing notice marks the old document and whatever cites it', async ({
  browser,
}) => {
  const staff = staffOf(product.url);
  const drafter = await staff('finance');
  const visitor = await visitorWithoutScripts(browser);
  await visitor.goto(product.url + citing.path);
  await expect(visitor.getByText('本文引用的')).toHaveCount(0);

  const { id } = await drafter.done('POST', '/api/items', notice({ title: actTitle }));
  const page = await signIn(browser, product.url, 'finance');
  await page.goto(`${product.url}/console/items/${id}/edit`);
  await choose(page, '关系种类', '废止');
  await chooseByTyping(page.getByLabel('选择已公开的规范性文件'), oldTitle);
  await expect(page.getByText(`废止：《${oldTitle}》${oldNumber}`)).toBeVisible();
  await allSaved(page);

  const view = await drafter.done('POST', `/api/items/${id}/submit`);
  const { digest } = await signed(staff, view);
  const act = await (await staff('filing')).done('POST', `/api/items/${id}/release`, { digest });

  await visitor.goto(product.url + citing.path);
  const banner = visitor.getByRole('note', { name: '所引用文件的效力' });
  await expect(banner).toContainText(`本文引用的《${oldTitle}》（${oldNumber}）已于2019年6月20日废止。`);
  await banner.getByRole('link', { name: `查看该文件：《${oldTitle}》` }).click();
  const own = visitor.getByRole('note', { name: '文件效力' });
  await expect(own).toContainText('本文件已于2019年6月20日废止，仅供查阅。');
  await expect(own.getByRole('link', { name: actTitle })).toHaveAttribute('href', act.path);
  await expect(visitor.getByRole('heading', { name: '效力和文件关系' })).toBeVisible();
  await visitor.setViewportSize({ width: 375, height: 800 });
  expect(await overflow(visitor)).toBe(0);

  await visitor.goto(`${product.url}/normative/list?q=${encodeURIComponent('毕民发[2015]77号')}`);
  await expect(visitor.getByRole('row', { name: new RegExp(oldTitle) })).toContainText('废止');
  expect(await overflow(visitor)).toBe(0);
  await search(visitor, oldTitle);
  await expect(visitor.getByText('已废止').first()).toBeVisible();
  const json = await (await fetch(`${product.url}/normative/list.json?validity=repealed`)).json();
  expect(json.documents.map((each: Json) => each.title)).toContain(oldTitle);

  const scripted = await browser.newPage();
  for (const path of ['/normative/', old.path]) {
    await scripted.goto(product.url + path);
    expect(await violations(scripted)).toEqual([]);
  }

  await enter(page, '规范性文件');
  await page.getByRole('link', { name: oldTitle }).click();
  await expect(section(page, '效力是怎样推定的')).toContainText(`由《${actTitle}》废止`);
  await expect(section(page, '引用本文件的信息').getByRole('link', { name: citingTitle })).toBeVisible();
});

test('政府公报： a document is picked, handed over as DOCX and XML, and its issue is recorded', async ({
  browser,
}) => {
  const page = await signIn(browser, product.url, 'filing');
  await page.goto(`${product.url}/console/gazette`);
  await button(page, '选取文件').click();
  const picking = page.getByRole('dialog', { name: '选取报送公报的文件' });
  await chooseByTyping(picking.getByLabel('文件', { exact: true }), oldTitle);
  await picking.getByText('选取报送公报的文件').click();
  await button(picking, '选取').click();
  const row = page.getByRole('row', { name: new RegExp(oldTitle) });
  await expect(row).toContainText('待报送');
  for (const format of ['DOCX', 'XML']) {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      row.getByRole('link', { name: new RegExp(format) }).click(),
    ]);
    expect(file.suggestedFilename()).toBe(`${oldNumber}（公报报送稿）.${format.toLowerCase()}`);
  }
  await button(row, '登记报送').click();
  const handing = page.getByRole('dialog', { name: '登记报送' });
  await giveDay(handing.getByLabel('报送日期'), '2019-06-20');
  await button(handing, '登记').click();
  await expect(row).toContainText('已报送');
});
