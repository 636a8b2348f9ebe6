import { expect, type Page, test } from '@playwright/test';
import ExcelJS from 'exceljs';
import sharp from 'sharp';
import { systemClock } from '../../src/platform/clock.ts';
import { approved, chain, notice, signerOf } from '../acceptance/item-path.ts';
import { type Json, staffOf } from '../acceptance/officer.ts';
import { type PackFolder, quietPack } from '../acceptance/quiet-pack.ts';
import { residentId } from '../acceptance/sample-files.ts';
import { startWechatDouble, type WechatDouble } from '../support/carriers/wechat-double.ts';
import { type RunningProduct, startProduct } from '../support/start-product.ts';
import {
  allSaved,
  button,
  closeAll,
  giveDay,
  giveFile,
  pasteInto,
  section,
  signIn,
} from './console-person.ts';
import { violations, visitorWithoutScripts } from './portal-visitor.ts';

/**
 * A policy from Word with a workbook that hides a column of identity numbers: stopped, covered, released together with
 * its interpretations to portal, WeChat and notice board, proven by a photograph, and repealed everywhere.
 */
test.describe.configure({ mode: 'serial' });

const policy = '困难家庭取暖补助办法';
const number = '毕民发〔2019〕52号';
const workbookName = '补助资金安排表.xlsx';
const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const env = { GONGKAI_TODAY: '2019-06-20' };

let pack: PackFolder;
let product: RunningProduct;
let wechat: WechatDouble;
let drafter: Page;
let filing: Page;
let visitor: Page;
let id = '';
let path = '';

test.beforeAll(async () => {
  pack = await quietPack();
  wechat = await startWechatDouble({ clock: systemClock(env), decidesAfterMs: 500 });
  product = await startProduct({
    env: {
      ...env,
      GONGKAI_PACK: pack.folder,
      GONGKAI_WECHAT_APPID: 'wxdouble',
      GONGKAI_WECHAT_SECRET: 'double-secret',
      GONGKAI_WECHAT_API: wechat.url,
    },
  });
});
test.afterAll(async ({ browser }) => {
  await closeAll(browser);
  await product?.stop();
  await wechat?.close();
  await pack?.remove();
});

/** Ten families; the column that Excel does not show has what must not go out. */
async function hidingWorkbook(): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('资金安排');
  sheet.addRow(['乡镇', '金额（元）', '备注']);
  for (let nth = 1; nth <= 10; nth += 1)
    sheet.addRow([`第${nth}乡镇`, 1000 + nth, residentId('19680203', `00${nth % 10}`)]);
  sheet.getColumn(3).hidden = true;
  return Buffer.from(await book.xlsx.writeBuffer());
}

const fromWord = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><p class="MsoNormal"
  style="text-indent:32pt;font-family:仿宋_GB2312"><span lang="EN-US">一、对困难家庭发放取暖补助，由县级民政部门审批。<o:p></o:p></span></p>
  <p class="MsoNormal">二、资金安排见附件。</p></body></html>`;

test('the check stops it and says where: in a hidden column', async ({ browser }) => {
  drafter = await signIn(browser, product.url, 'assistance');
  await drafter.goto(`${product.url}/console/items/new?kind=normative-document&column=policy-documents`);
  await drafter.getByLabel('标题').fill(policy);
  await button(drafter, '开始起草').click();
  await pasteInto(drafter.getByRole('textbox', { name: '正文' }), fromWord, policy);
  await drafter.getByLabel('发文字号').fill(number);
  await giveDay(drafter.getByLabel('成文日期'), '2019-06-20');
  await giveFile(drafter, '上传附件', {
    name: workbookName,
    mimeType: sheetType,
    buffer: await hidingWorkbook(),
  });
  await expect(drafter.getByLabel('第 1 个附件的名称')).toHaveValue(workbookName);
  await button(drafter, '保存').click();
  await allSaved(drafter);
  id = /items\/([0-9a-f-]{36})/.exec(drafter.url())?.[1] ?? '';
  await button(drafter, '送审').click();
  const found = section(drafter, /发布检查：\d+ 处须处理/);
  await expect(found).toContainText('隐藏');
  await expect(found).toContainText('公民身份号码');
  await expect(found).not.toContainText(residentId('19680203', '001'));
});

test('one press makes a covered copy, and what was hidden is in none of its parts', async () => {
  await drafter.getByRole('button', { name: `遮盖附件“${workbookName}”` }).click();
  const dialog = drafter.getByRole('dialog', { name: /^遮盖“/ });
  await button(dialog, '生成遮盖副本').click();
  await expect(dialog.getByRole('heading', { name: '已经遮盖或去掉' })).toBeVisible();
  await dialog.getByRole('button', { name: /替换/ }).click();
  await expect(dialog).toBeHidden();
  await button(drafter, '保存').click();
  await allSaved(drafter);
  const officer = await staffOf(product.url)('assistance');
  const { attachments } = (await officer.get(`/api/items/${id}`)).body;
  expect(attachments).toHaveLength(1);
  const answer = await drafter.request.get(
    `${product.url}/api/files/${attachments[0].fileDigest}/${encodeURIComponent(attachments[0].name)}`,
  );
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await answer.body()).buffer as ArrayBuffer);
  const text = JSON.stringify(book.worksheets.map(sheet => sheet.getSheetValues()));
  expect(text).toContain('第3乡镇');
  for (let nth = 1; nth <= 10; nth += 1) expect(text).not.toContain(residentId('19680203', `00${nth % 10}`));
});

test('it goes out with question-and-answer and benefit card, to the portal and to WeChat', async ({
  browser,
}) => {
  const staff = staffOf(product.url);
  const officer = await staff('assistance');
  await test.step('its interpretations join it', async () => {
    for (const [form, fields] of [
      ['questions', { pairs: [{ question: '谁可以申请？', answer: '困难家庭可以向乡镇（街道）申请。' }] }],
      [
        'benefit-card',
        { who: '困难家庭', what: '取暖补助', how: '向乡镇（街道）申请', where: '乡镇（街道）民政办' },
      ],
    ] as const) {
      await officer.done('POST', `/api/packages/${id}/members`, { form });
      const { members } = (await officer.get(`/api/packages/${id}`)).body;
      const made = members.find((each: Json) => each.form === form);
      const { revision } = (await officer.get(`/api/items/${made.id}`)).body;
      await officer.done('PATCH', `/api/items/${made.id}`, {
        revision,
        metadata: { writtenOn: '2019-06-20', interpretation: { form, ...fields } },
      });
    }
    const { revision } = (await officer.get(`/api/items/${id}`)).body;
    await officer.done('PATCH', `/api/items/${id}`, {
      revision,
      channels: ['wechat', 'notice-board'],
      metadata: {
        interpretationPlan: {
          interpreter: '主要负责人',
          points: ['谁可以申请'],
          forms: ['questions', 'benefit-card'],
          channels: ['门户网站'],
          together: true,
        },
      },
    });
  });
  await drafter.goto(`${product.url}/console/packages/${id}`);
  await button(drafter, '一并送审').click();
  await expect(section(drafter, '文件和解读材料').getByText('审核中')).toHaveCount(3);
  for (const step of chain) {
    const signer = await staff(signerOf(step));
    const { members } = (await signer.get(`/api/packages/${id}`)).body;
    const digests = Object.fromEntries(members.map((each: Json) => [each.id, each.digest]));
    await signer.done('POST', `/api/packages/${id}/sign`, { step, digests });
  }
  filing = await signIn(browser, product.url, 'filing');
  await filing.goto(`${product.url}/console/packages/${id}`);
  await button(filing, '一并发布').click();
  await button(filing.getByRole('dialog', { name: '一并发布？' }), '发布').click();
  await expect(section(filing, '文件和解读材料').getByText('已发布')).toHaveCount(3);
  path = (await officer.get(`/api/items/${id}`)).body.path;
  visitor = await visitorWithoutScripts(browser);
  await visitor.goto(product.url + path);
  await expect(visitor.getByRole('complementary', { name: '文件与解读' }).getByRole('link')).toHaveCount(2);
  await expect(async () => {
    await wechat.settle();
    expect(wechat.published.map(each => [each.title, each.isDeleted])).toEqual([[policy, false]]);
  }).toPass({ timeout: 60_000 });
  expect(wechat.published[0]?.content_source_url).toContain(path);
});

test('the sheet hangs on the board, and the photograph comes back from a telephone', async ({ browser }) => {
  const phone = await signIn(browser, product.url, 'assistance', { viewport: { width: 375, height: 720 } });
  await section(phone, '我单位的渠道任务').getByRole('link', { name: policy }).first().click();
  await button(phone, '打印张贴稿').click();
  const arriving = phone.waitForEvent('download');
  await button(phone.getByRole('dialog', { name: '打印张贴稿' }), '下载 PDF').click();
  expect((await arriving).suggestedFilename()).toBe(`张贴稿-${policy}.pdf`);
  await phone.keyboard.press('Escape');
  const buffer = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#b5651d' } })
    .jpeg()
    .toBuffer();
  await giveFile(phone, '拍照', { name: '公开栏.jpg', mimeType: 'image/jpeg', buffer });
  await expect(phone.getByText('公开栏.jpg（')).toBeVisible();
  await phone.getByLabel('地点', { exact: true }).fill('局机关一楼政务公开栏');
  await phone.getByLabel(/^可以对外展示/).check();
  await button(phone, '提交凭证').click();
  await expect(phone.getByText('已证实', { exact: true })).toBeVisible();
  await expect(async () => {
    await visitor.goto(product.url + path);
    const elsewhere = visitor.getByRole('region', { name: '还在这些渠道公开' });
    await expect(elsewhere).toContainText('局机关一楼政务公开栏');
    await expect(elsewhere.getByRole('link', { name: '微信公众号' })).toBeVisible({ timeout: 1000 });
    await expect(elsewhere.getByRole('img', { name: /公开现场照片/ })).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 60_000 });
  const scripted = await browser.newPage();
  await scripted.goto(product.url + path);
  expect(await violations(scripted)).toEqual([]);
});

test('it is repealed: the page, whatever cites it, and every copy say so', async () => {
  const staff = staffOf(product.url);
  const officer = await staff('assistance');
  const clerk = await staff('filing');
  const citing = await approved(
    staff,
    officer,
    notice({ title: '关于发放取暖补助的通知', bodyHtml: `<p>各县（区）按照${number}发放。</p>` }),
  );
  await clerk.done('POST', `/api/items/${citing.id}/release`, { digest: citing.digest });
  const relation = { kind: 'repeals', documentId: id, title: policy, documentNo: number, on: null };
  const metadata = { writtenOn: '2019-06-20', relations: [relation] };
  const act = await approved(staff, officer, notice({ title: `关于废止《${policy}》的通知`, metadata }));
  await clerk.done('POST', `/api/items/${act.id}/release`, { digest: act.digest });
  await visitor.goto(product.url + path);
  await expect(visitor.getByRole('note', { name: '文件效力' })).toContainText('本文件已于2019年6月20日废止');
  await visitor.goto(product.url + citing.path);
  await expect(visitor.getByRole('note', { name: '所引用文件的效力' })).toContainText('废止');
  await expect(async () => {
    expect(wechat.published.every(each => each.isDeleted)).toBe(true);
  }).toPass({ timeout: 60_000 });
  await filing.goto(`${product.url}/console/items/${id}`);
  const board = section(filing, '发布渠道').getByRole('row', { name: /政务公开栏.*撤下/ });
  await expect(board).toContainText('待办');
});
