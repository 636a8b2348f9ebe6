import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { residentId, workbook } from '../acceptance/sample-files.ts';
import type { RunningProduct } from '../support/start-product.ts';
import { startTold } from '../support/told-demo.ts';
import {
  allSaved,
  button,
  choose,
  chooseByTyping,
  closeAll,
  enter,
  filterByWord,
  giveDay,
  giveFile,
  openReview,
  pasteInto,
  section,
  sign,
  signIn,
} from './console-person.ts';
import { search, visitorWithoutScripts } from './portal-visitor.ts';

/** From the text of a plan to a proven page and its tombstone, as a new user would try it. The steps follow each other. */

interface PlanInHand {
  readonly words: string;
  readonly file: string;
  readonly leaves: number;
  /** The leaf that makes the drafter's duty, and that duty's period. */
  readonly duty: {
    readonly leaf: string;
    readonly title: string;
    readonly period: string;
    readonly dueOn: string;
  };
}

const place = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const realPlan: PlanInHand = {
  words: 'the bureau’s own plan of 2019 (46 leaves)',
  file: place('../shared/plan/plan-2019.txt'),
  leaves: 46,
  duty: { leaf: '3.2.2', title: '公开“三公”经费信息', period: '2019年6月', dueOn: '2019-07-26' },
};
const samplePlan: PlanInHand = {
  words:
    'the synthetic sample tests/samples/plans/outline.txt (9 leaves); the bureau’s own plan is not at hand',
  file: place('tests/samples/plans/outline.txt'),
  leaves: 9,
  duty: { leaf: '3.1.2', title: '公开福彩公益金使用情况', period: '2019年第二季度', dueOn: '2019-07-26' },
};
const plan = existsSync(realPlan.file) ? realPlan : samplePlan;

const itemTitle = '毕节市民政局2019年6月“三公”经费支出情况';
const attachment = '2019年6月三公经费明细表.xlsx';
const withdrawalReason = '公务用车运行维护费数据经复核有误，予以撤下。';

/** What Word puts on the clipboard for two paragraphs and a table. */
const fromWord = (lastLine: string) => `<html xmlns:o="urn:schemas-microsoft-com:office:office"
  xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta name=Generator content="Microsoft Word 15">
<style><!-- p.MsoNormal {margin:0cm;font-family:宋体;mso-pagination:none} table.MsoTableGrid {mso-style-name:网格型} --></style></head>
<body lang=ZH-CN style='tab-interval:21.0pt'><!--StartFragment-->
<p class=MsoNormal align=center style='text-align:center'><b><span style='font-size:16.0pt;font-family:黑体'>“三公”经费支出情况<o:p></o:p></span></b></p>
<p class=MsoNormal style='text-indent:24.0pt'><span style='font-family:仿宋'>本月接待<span lang=EN-US>4</span>批次、<span lang=EN-US>27</span>人，支出如下表。</span></p>
<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse;border:none;mso-border-alt:solid windowtext .5pt'>
 <tr style='mso-yfti-irow:0'><td width=200 valign=top><p class=MsoNormal><b>项目</b></p></td><td width=200><p class=MsoNormal><b>金额（万元）</b></p></td></tr>
 <tr><td><p class=MsoNormal>公务接待费</p></td><td><p class=MsoNormal><span lang=EN-US>0.86<o:p></o:p></span></p></td></tr>
 <tr><td><p class=MsoNormal>公务用车运行维护费</p></td><td><p class=MsoNormal><span lang=EN-US>1.42<o:p></o:p></span></p></td></tr>
</table>
<p class=MsoNormal>${lastLine}</p><script>document.title='x'</script>
<!--EndFragment--></body></html>`;

const onePixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

test.describe.configure({ mode: 'serial' });

let product: RunningProduct;
let manager: Page;
let finance: Page;
let visitor: Page;
/** Address of the item's public page. */
let address: string;
let attachmentAddress: string;
const officers = new Map<string, Page>();

test.beforeAll(async ({ browser }) => {
  console.log(`The plan of this journey: ${plan.words}`);
  product = await startTold();
  visitor = await visitorWithoutScripts(browser);
});
test.afterAll(async ({ browser }) => {
  await closeAll(browser);
  await product?.stop();
});

test('the plan manager imports the plan, corrects owners, sees the difference and confirms it', async ({
  browser,
}) => {
  manager = await signIn(browser, product.url, 'plan-manager');
  await enter(manager, '工作方案');
  await button(manager, '导入方案').click();
  await giveFile(manager, '选择方案文件', plan.file);
  await expect(section(manager, new RegExp(`识别出 ${plan.leaves} 项任务`))).toBeVisible();
  await test.step('a warning leads to the words it is about', async () => {
    const text = section(manager, '方案原文');
    await expect(text.locator('mark')).toHaveCount(0);
    const warning = section(manager, /^需要核对$/)
      .getByRole('button')
      .first();
    const title = ((await warning.textContent()) ?? '').replace(/^[\d.]+ /, '');
    await warning.click();
    await expect(text.locator('mark')).toContainText(title);
  });
  await manager.getByLabel('年度').fill('2019');
  await giveDay(manager.getByLabel('印发（生效）日期'), '2019-01-01');
  await button(manager, '保存草稿并逐项核对').click();

  await test.step('text and leaves stand side by side, and a leaf is marked in the text', async () => {
    const leaves = manager.getByRole('button', { name: /责任单位待定|·/ });
    await expect(leaves).toHaveCount(plan.leaves);
    const text = section(manager, '方案原文');
    await expect(text).toContainText(plan.duty.title);
    const [left, right] = [await text.boundingBox(), await leaves.first().boundingBox()];
    expect((left?.x ?? 0) + (left?.width ?? 0)).toBeLessThanOrEqual(right?.x ?? 0);
    await manager.getByRole('button', { name: plan.duty.title }).click();
    await expect(text.locator('mark')).toContainText(plan.duty.title);
  });

  await test.step('a leaf without an owner keeps the plan from being confirmed, until it has one', async () => {
    await expect(button(manager, '确认方案')).toHaveAccessibleDescription(/没有责任单位/);
    const doubtful = manager.getByRole('button', { name: /处需核对$/ });
    for (const words of await doubtful.allInnerTexts()) {
      const leaf = manager.getByRole('button', { name: new RegExp(`^${/^[\d.]+/.exec(words)?.[0]}\\s`) });
      await leaf.click();
      const missing = manager.getByText('尚未选择责任单位');
      if ((await missing.count()) === 0) continue;
      await chooseByTyping(manager.getByLabel('责任单位', { exact: true }), '办公室');
      await manager.keyboard.press('Escape');
      await expect(missing).toHaveCount(0);
    }
    await expect(manager.getByText('有修改尚未保存').first()).toBeVisible();
    await button(manager, '保存修改').click();
    await expect(button(manager, '确认方案')).not.toHaveAttribute('aria-disabled', 'true');
  });

  await test.step('the difference against the plan in force is shown, then the plan is confirmed', async () => {
    await expect(section(manager, /^与上一方案的差别/)).toContainText(
      /新增 \d+ 项[\s\S]*减少 \d+ 项[\s\S]*调整 \d+ 项/,
    );
    await button(manager, '确认方案').click();
    const dialog = manager.getByRole('dialog', { name: '确认方案并生成台账' });
    await expect(dialog).toContainText(`共 ${plan.leaves} 项任务`);
    await expect(dialog).toContainText(/将新生成 \d+ 项应公开事项/);
    await button(dialog, '确认方案').click();
    await expect(manager.getByRole('heading', { level: 1, name: '台账总览' })).toBeVisible();
  });

  await test.step('its duties are in the ledger, each with its date', async () => {
    await enter(manager, '台账列表');
    await filterByWord(manager, '事项名称', plan.duty.title);
    const row = manager
      .getByRole('row', { name: plan.duty.title })
      .filter({ has: manager.getByRole('cell', { name: plan.duty.period, exact: true }) });
    await expect(row.filter({ hasText: '财务科' })).toContainText(plan.duty.dueOn);
  });
});

test('the finance section drafts from its desk with a table from Word and a workbook', async ({
  browser,
}) => {
  finance = await signIn(browser, product.url, 'finance');
  await section(finance, '我单位应办的公开事项')
    .getByRole('row', { name: plan.duty.title })
    .filter({ has: finance.getByRole('cell', { name: plan.duty.period, exact: true }) })
    .getByRole('link', { name: `起草信息：${plan.duty.title}` })
    .click();
  await expect(section(finance, `履行台账事项：${plan.duty.title}（${plan.duty.period}）`)).toBeVisible();
  await finance.getByLabel('标题').fill(itemTitle);
  await button(finance, '开始起草').click();
  const text = finance.getByRole('textbox', { name: '正文' });
  await pasteInto(text, fromWord(`经办人身份证号：${residentId()}`), '“三公”经费支出情况');
  await expect(text.getByRole('row', { name: '公务用车运行维护费 1.42' })).toBeVisible();
  await giveFile(finance, '上传附件', {
    name: attachment,
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: Buffer.from(
      await workbook([
        ['项目', '金额（万元）'],
        ['公务接待费', 0.86],
        ['公务用车运行维护费', 1.42],
      ]),
    ),
  });
  await expect(finance.getByLabel('第 1 个附件的名称')).toHaveValue(attachment);
  await finance.getByLabel('发文字号').fill('毕民发[2019]36号');
  await button(finance, '改为规范写法').click();
  await expect(finance.getByLabel('发文字号')).toHaveValue('毕民发〔2019〕36号');
  await finance.getByLabel('摘要').fill('公开2019年6月“三公”经费支出情况。');
  await giveDay(finance.getByLabel('成文日期'), '2019-06-20');
  await button(finance, '保存').click();
  await allSaved(finance);
});

test('the gate blocks a resident identity number with a clear message, and lets the corrected text pass', async () => {
  await button(finance, '送审').click();
  await expect(finance.getByRole('alert').first()).toContainText(/含有公民身份号码。请删除/);
  await expect(section(finance, /发布检查：1 处须处理/)).toContainText('须处理');
  await expect(section(finance, /发布检查/)).not.toContainText(residentId());
  const text = finance.getByRole('textbox', { name: '正文' });
  await expect(text).toContainText(residentId());
  await text.getByText(residentId()).click({ clickCount: 3 });
  await finance.keyboard.type('详见附件。');
  await expect(text).not.toContainText(residentId());
  await button(finance, '送审').click();
  await expect(section(finance, '审核环节')).toContainText('等待签署');
});

test('five officers sign, each at a place of their own; a returned draft shows what changed', async ({
  browser,
}) => {
  for (const username of ['statistics', 'legality', 'secrecy', 'approver', 'filing'])
    officers.set(username, await signIn(browser, product.url, username));
  const at = (username: string) => officers.get(username) as Page;

  await sign(at('statistics'), itemTitle);

  await test.step('legality returns it with a reason, finance mends it', async () => {
    await openReview(at('legality'), itemTitle);
    await button(at('legality'), '退回').click();
    const dialog = at('legality').getByRole('dialog', { name: '退回修改' });
    await dialog.getByLabel('退回理由 1').last().fill('请补充与去年同期相比的增减变化原因。');
    await button(dialog, '退回').click();
    await expect(at('legality').getByRole('heading', { level: 1, name: '审核' })).toBeVisible();
    await enter(finance, '我的待办');
    await section(finance, '退回与草稿').getByRole('link', { name: itemTitle }).click();
    await expect(finance.getByText('请补充与去年同期相比的增减变化原因。').first()).toBeVisible();
    await button(finance, '修改').click();
    const text = finance.getByRole('textbox', { name: '正文' });
    await text.getByText('详见附件。').click();
    await finance.keyboard.press('End');
    await finance.keyboard.type('同比减少主要是公务接待减少。');
    await button(finance, '送审').click();
    await expect(section(finance, '审核环节')).toContainText('等待签署');
  });

  await sign(at('statistics'), itemTitle);
  await test.step('legality sees the difference against what it had before it', async () => {
    await openReview(at('legality'), itemTitle);
    await expect(section(at('legality'), /差别$/)).toContainText('同比减少主要是公务接待减少。');
  });
  for (const username of ['legality', 'secrecy', 'approver', 'filing']) await sign(at(username), itemTitle);
});

test('the filing officer releases it', async () => {
  const filing = officers.get('filing') as Page;
  await enter(filing, '发布');
  const row = filing.getByRole('row', { name: itemTitle });
  await button(row, '发布').click();
  const dialog = filing.getByRole('dialog', { name: '立即发布？' });
  await expect(dialog).toContainText(itemTitle);
  await button(dialog, '发布').click();
  const link = section(filing, '最近发布')
    .getByRole('row', { name: itemTitle })
    .getByRole('link', { name: /公众页面/ });
  address = new URL((await link.getAttribute('href')) ?? '', product.url).href;
});

test('the filing officer proves that it was posted elsewhere too', async () => {
  const filing = officers.get('filing') as Page;
  await section(filing, '最近发布').getByRole('link', { name: itemTitle, exact: true }).click();
  const evidence = section(filing, /^其他渠道公开凭证$/);
  await button(evidence, '登记凭证').click();
  const dialog = filing.getByRole('dialog', { name: '登记其他渠道公开凭证' });
  await button(dialog, '登记').click();
  const missing = dialog.getByText('请附上照片、扫描件等凭证文件，或者填写网址。');
  await expect(missing).toBeVisible();
  await dialog.getByLabel('公开渠道').fill('公告栏');
  await dialog.getByLabel('公开情况').fill('一楼大厅公告栏张贴');
  await giveFile(filing, '选择文件', {
    name: '公告栏照片.png',
    mimeType: 'image/png',
    buffer: Buffer.from(onePixel, 'base64'),
  });
  await expect(dialog.getByText('公告栏照片.png')).toBeVisible();
  // The words leave with a movement, and the button under them moves too.
  await expect(missing).toHaveCount(0);
  await button(dialog, '登记').click();
  const row = evidence.getByRole('row', { name: /一楼大厅公告栏张贴/ });
  const photograph = row.getByRole('link', { name: '公告栏照片.png' });
  const answer = await filing.request.get(
    new URL((await photograph.getAttribute('href')) ?? '', product.url).href,
  );
  expect(answer.headers()['content-type']).toBe('image/png');
  await enter(filing, '发布');
});

test('a visitor without scripts reads the page, its header and its attachment', async () => {
  await visitor.goto(address);
  await expect(visitor.getByRole('heading', { level: 1, name: itemTitle })).toBeVisible();
  const head = visitor.getByRole('table', { name: '信息概要' });
  await expect(head).toContainText('毕民发〔2019〕36号');
  await expect(head).toContainText('财务科');
  await expect(visitor.getByRole('row', { name: '公务用车运行维护费 1.42' })).toBeVisible();
  const link = visitor.getByRole('link', { name: attachment, exact: true });
  attachmentAddress = new URL((await link.getAttribute('href')) ?? '', product.url).href;
  const [download] = await Promise.all([visitor.waitForEvent('download'), link.click()]);
  expect(download.suggestedFilename()).toBe(attachment);
  expect(await download.failure()).toBeNull();
});

test('a visitor finds it by two characters and by its number in other brackets, and in the feed', async () => {
  for (const words of ['三公', '毕民发（2019）36号', '毕民发[2019]36号']) {
    await search(visitor, words);
    await expect(visitor.getByRole('link', { name: itemTitle }), words).toBeVisible();
  }
  expect(await (await visitor.request.get(`${product.url}/feed.xml`)).text()).toContain(itemTitle);
  await visitor.goto(product.url);
  await expect(visitor.getByRole('link', { name: itemTitle }).first()).toBeVisible();
});

test('the public log has it recorded, then sealed', async () => {
  await visitor.goto(address);
  await visitor.getByRole('link', { name: /公开日志中的记录/ }).click();
  const row = visitor.getByRole('row', { name: new RegExp(`发布《${itemTitle}》`) });
  await expect(row).toContainText(/已记录|已封存/);
  await expect(async () => {
    await visitor.reload();
    await expect(row).toContainText('已封存', { timeout: 100 });
  }).toPass({ timeout: 60_000 });
  await expect(visitor.getByText('证明路径').first()).toBeVisible();
});

test('the duty is met, with the page as its proof', async () => {
  await enter(finance, '台账列表');
  await filterByWord(finance, '事项名称', plan.duty.title);
  await choose(finance, '状态', '已履行');
  await finance
    .getByRole('row', { name: plan.duty.title })
    .filter({ has: finance.getByRole('cell', { name: plan.duty.period, exact: true }) })
    .filter({ hasText: '财务科' })
    .filter({ hasText: '已履行' })
    .getByRole('link', { name: plan.duty.title })
    .click();
  await expect(finance.getByRole('heading', { level: 1, name: plan.duty.title })).toContainText('已履行');
  const proof = section(finance, '履行证明').getByRole('row', { name: /公开发布/ });
  await expect(proof).toContainText('有效');
  await expect(proof.getByRole('link', { name: '公众页面' })).toHaveAttribute(
    'href',
    new URL(address).pathname,
  );
  await expect(
    section(finance, /^其他渠道公开凭证$/).getByRole('row', { name: /一楼大厅公告栏张贴/ }),
  ).toBeVisible();
});

test('the filing officer withdraws it with a reason', async () => {
  const filing = officers.get('filing') as Page;
  await section(filing, '最近发布').getByRole('link', { name: itemTitle, exact: true }).click();
  await button(filing, '撤下').click();
  const dialog = filing.getByRole('dialog', { name: /撤下/ });
  await dialog.getByLabel(/^误发布/).check();
  await dialog.getByLabel('理由（将向社会公开）').fill(withdrawalReason);
  await button(dialog, '撤下').click();
  await expect(section(filing, '已撤下')).toContainText(withdrawalReason);
});

test('a tombstone stands where the page was, and nothing of it is left anywhere', async () => {
  const answer = await visitor.goto(address);
  expect(answer?.status()).toBe(410);
  await expect(visitor.getByRole('heading', { level: 1, name: '该信息已撤下' })).toBeVisible();
  await expect(visitor.getByRole('main')).toContainText(withdrawalReason);
  await expect(visitor.getByRole('main')).not.toContainText('1.42');
  expect((await visitor.request.get(attachmentAddress)).status()).toBe(410);
  for (const words of ['三公', '毕民发〔2019〕36号']) {
    await search(visitor, words);
    await expect(visitor.getByRole('link', { name: itemTitle }), words).toHaveCount(0);
  }
  const column = address.replace(/\d{4}\/[^/]*$/, '');
  for (const path of [`${product.url}/feed.xml`, `${column}feed.xml`, `${product.url}/sitemap-1.xml`])
    expect(await (await visitor.request.get(path)).text(), path).not.toContain(new URL(address).pathname);
  for (const path of [product.url, column]) {
    await visitor.goto(path);
    await expect(visitor.getByRole('heading', { level: 1 })).toHaveCount(1);
    await expect(visitor.locator(`a[href="${new URL(address).pathname}"]`), path).toHaveCount(0);
  }
});

test('the duty is open again, and keeps the void proof', async () => {
  await finance.reload();
  await expect(finance.getByRole('heading', { level: 1, name: plan.duty.title })).toContainText(
    /应办|未到期|逾期/,
  );
  const proof = section(finance, '履行证明').getByRole('row', { name: /公开发布/ });
  await expect(proof).toContainText('已失效');
});

test('a request that a duty does not apply is refused with a reason, and who asked is told', async () => {
  await button(finance, '申请不适用').click();
  await finance.getByLabel('不适用的理由').fill('本期没有发生该类事项。');
  await button(finance, '提交申请').click();
  await expect(section(finance, '已申请不适用，等待批准')).toContainText('本期没有发生该类事项。');
  await manager.goto(finance.url());
  await button(manager, '不批准').click();
  await manager.getByLabel('不批准的理由').fill('本期有公务接待，应当公开。');
  await button(manager.getByRole('dialog', { name: '不批准不适用' }), '不批准').click();
  await expect(section(manager, '不适用申请未获批准')).toContainText('本期有公务接待，应当公开。');
  await finance.getByRole('link', { name: /^消息/ }).click();
  await expect(finance.getByText(/本期有公务接待，应当公开。/).first()).toBeVisible();
});
