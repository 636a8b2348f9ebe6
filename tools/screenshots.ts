import { mkdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from '@playwright/test';
import { drafted, submitted } from '../tests/acceptance/item-path.ts';
import { type Json, staffOf } from '../tests/acceptance/officer.ts';
import { workbook } from '../tests/acceptance/sample-files.ts';
import { section, signIn } from '../tests/journeys/console-person.ts';
import { startProduct } from '../tests/support/start-product.ts';

/** Takes the README's pictures from the running product: `node tools/screenshots.ts`. Content is the demonstration's. */

const folder = fileURLToPath(new URL('../docs/screenshots/', import.meta.url));
const view = { width: 1280, height: 800 };
const today = '2019-06-20';
const largestBytes = 250_000;
const options = {
  viewport: view,
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
  reducedMotion: 'reduce',
} as const;

const title = '毕节市民政局2019年6月三公经费支出情况';
const table = `<p>2019年6月，局机关公务接待4批次、27人，“三公”经费支出情况如下。</p><table><tbody>
<tr><th>项目</th><th>本月（万元）</th><th>上年同月（万元）</th><th>增减原因</th></tr>
<tr><td>公务接待费</td><td>0.86</td><td>1.12</td><td>接待批次减少</td></tr>
<tr><td>公务用车运行维护费</td><td>1.42</td><td>1.38</td><td>下乡核查增加</td></tr>
<tr><td>因公出国（境）费</td><td>0</td><td>0</td><td>无</td></tr></tbody></table><p>详见附件。</p>`;

async function shoot(page: Page, name: string): Promise<void> {
  // A field with the focus has a caret that blinks; pictures are to be alike from one run to the next.
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.mouse.move(0, 0);
  const path = `${folder}${name}.png`;
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
  const { size } = statSync(path);
  if (size > largestBytes) throw new Error(`${name}.png has ${size} bytes, more than ${largestBytes}`);
  console.log(`docs/screenshots/${name}.png  ${Math.round(size / 1000)} kB`);
}

async function portalPictures(browser: Browser, url: string, duty: Json, item: Json): Promise<void> {
  const page = await (await browser.newContext(options)).newPage();
  await page.goto(`${url}/`);
  await shoot(page, 'portal-home');
  await page.goto(`${url}/ledger/${duty.id}.html`);
  await shoot(page, 'portal-duty');
  await page.goto(`${url}/log/item/${item.id}`);
  await shoot(page, 'portal-log');
}

/** A draft as the tour makes it, another one waiting for legality, and what is released already. */
async function content(url: string): Promise<{ duty: Json; draft: Json; review: Json; released: Json }> {
  const staff = staffOf(url);
  const [finance, welfare] = await Promise.all([staff('finance'), staff('welfare')]);
  const { rows } = await finance.done('GET', '/api/duties?unit=finance&leaf=3.2.2');
  const duty = rows.find((row: Json) => row.state === 'not-yet-due') ?? rows[0];
  const detail = await finance.done('GET', `/api/duties/${duty.id}`);
  const bytes = await workbook([
    ['项目', '金额（万元）'],
    ['公务接待费', 0.86],
  ]);
  const file = (await finance.upload('2019年6月三公经费明细表.xlsx', bytes)).body;
  const body = {
    kind: 'budget-report',
    columnId: 'funds-three-expenses',
    title,
    summary: '公开2019年6月“三公”经费支出情况。',
    bodyHtml: table,
    metadata: { writtenOn: today, documentNo: '毕民发〔2019〕36号' },
    attachments: [{ fileDigest: file.digest, name: file.name }],
    meets: [
      { dutyId: duty.id, elements: detail.elements.filter((e: Json) => e.required).map((e: Json) => e.no) },
    ],
  };
  const draft = await drafted(finance, body);
  let review = await submitted(welfare, {
    kind: 'notice',
    columnId: 'notices',
    title: '关于开展养老机构安全检查的通知',
    bodyHtml: '<p>各养老机构：</p><p>定于2019年6月24日至28日开展安全检查，请做好准备。</p>',
    metadata: { writtenOn: today },
  });
  const statistics = await staff('statistics');
  const sign = async () => {
    review = await statistics.done('POST', `/api/items/${review.id}/sign`, {
      step: 'statistics',
      digest: review.digest,
    });
  };
  await sign();
  const legality = await staff('legality');
  const returned = await legality.done('POST', `/api/items/${review.id}/return`, {
    step: 'legality',
    digest: review.digest,
    reasons: ['请写明检查依据。'],
  });
  await welfare.done('PATCH', `/api/items/${review.id}`, {
    revision: returned.revision,
    bodyHtml:
      '<p>各养老机构：</p><p>根据《养老机构管理办法》，定于2019年6月24日至28日开展安全检查，请做好准备。</p>',
  });
  review = await welfare.done('POST', `/api/items/${review.id}/submit`);
  await sign();
  const { items } = await (await staff('filing')).done('GET', '/api/items?state=released&size=1');
  return { duty, draft, review, released: items[0] };
}

async function consolePictures(browser: Browser, url: string, draft: Json, review: Json): Promise<void> {
  const finance = await signIn(browser, url, 'finance', options);
  await finance.goto(`${url}/console/items/${draft.id}/edit`);
  await finance.getByRole('textbox', { name: '正文' }).getByText('下乡核查增加').waitFor();
  await finance.getByRole('checkbox').first().waitFor();
  await shoot(finance, 'console-draft');

  const legality = await signIn(browser, url, 'legality', options);
  await legality.goto(`${url}/console/review/${review.id}`);
  await section(legality, /差别$/).getByText('根据《养老机构管理办法》').first().waitFor();
  await shoot(legality, 'console-review');

  const manager = await signIn(browser, url, 'plan-manager', options);
  await manager.goto(`${url}/console/plans/import`);
  const sample = fileURLToPath(new URL('../tests/samples/plans/outline.txt', import.meta.url));
  await manager.getByLabel('选择方案文件').and(manager.locator('input')).setInputFiles(sample);
  await manager.getByRole('button', { name: '保存草稿并逐项核对' }).click();
  await manager.getByRole('button', { name: '确认方案' }).waitFor();
  await manager
    .getByRole('button', { name: /责任单位待定|·/ })
    .filter({ hasText: '公开福彩公益金使用情况' })
    .click();
  await manager.getByLabel('任务名称').waitFor();
  await manager.getByText('草稿已保存').waitFor({ state: 'hidden' });
  await manager.getByRole('heading', { name: /^任务（/ }).evaluate(heading => heading.scrollIntoView());
  await shoot(manager, 'console-import');
}

async function requestPictures(browser: Browser, url: string): Promise<void> {
  const citizen = await (await browser.newContext(options)).newPage();
  await citizen.goto(`${url}/requests/`);
  await shoot(citizen, 'portal-requests');
  const filing = await signIn(browser, url, 'filing', options);
  await filing.goto(`${url}/console/requests?outcome=partly-disclosed`);
  await filing.getByRole('table').getByRole('link').first().click();
  await section(filing, '期限是怎样算出来的').evaluate(block => block.scrollIntoView());
  await shoot(filing, 'console-request');
}

mkdirSync(folder, { recursive: true });
const product = await startProduct({ env: { GONGKAI_TODAY: today } });
const browser = await chromium.launch({
  executablePath: process.env['GONGKAI_CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--force-color-profile=srgb'],
});
try {
  const { duty, draft, review, released } = await content(product.url);
  await portalPictures(browser, product.url, duty, released);
  await consolePictures(browser, product.url, draft, review);
  await requestPictures(browser, product.url);
} finally {
  await browser.close();
  await product.stop();
}
