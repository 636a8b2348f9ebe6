import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { type ConfigData, HtmlValidate } from 'html-validate';
import { gongkai } from '../acceptance/command.ts';
import { type Json, type Officer, staffOf } from '../acceptance/officer.ts';
import type { RunningProduct } from '../support/start-product.ts';
import { startTold } from '../support/told-demo.ts';
import { closeAll } from './console-person.ts';
import { overflow, violations, visitorWithoutScripts } from './portal-visitor.ts';

/** Every kind of public page, at two widths, with and without scripts, as WCAG 2.2 AA and HTML have it. */

interface PublicPage {
  readonly name: string;
  readonly path: string;
  readonly status: number;
  /** Words that only the whole content has. */
  readonly has: string | RegExp;
}

const artefacts = fileURLToPath(new URL('../artefacts/portal/', import.meta.url));
const sizes = [
  { width: 1280, height: 900 },
  { width: 375, height: 812 },
] as const;

const rules: ConfigData = {
  extends: ['html-validate:recommended'],
  rules: {
    // How a tag, an attribute or the doctype is spelt where HTML allows several spellings.
    'void-style': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'doctype-style': 'off',
    // A meter's width is data and stands in the element.
    'no-inline-style': 'off',
    // Titles of official papers are as long as they are.
    'long-title': 'off',
    // Telephone numbers of Chinese offices are written without spaces.
    'tel-non-breaking': 'off',
    // The reading tools are a form that is never sent: each choice acts at once, by CSS.
    'wcag/h32': 'off',
  },
};

let product: RunningProduct;
let pages: readonly PublicPage[];

/** Not the edition of a data set, a register, a list or a decision. */
function isArticle({ attachments }: Json): boolean {
  return !attachments.some((file: Json) => file.name === 'data.json');
}

/** The page of one project, as a visitor finds it. */
async function projectPath(): Promise<string> {
  const html = await (await fetch(`${product.url}/projects/`)).text();
  return /href="(\/projects\/[0-9a-f-]{36}\.html)"/.exec(html)![1]!;
}

/** The page of one enforcement decision, as a visitor finds it. */
async function decisionPath(): Promise<string> {
  const html = await (await fetch(`${product.url}/enforcement/`)).text();
  return /href="(\/enforcement\/[0-9a-f-]{36}\.html)"/.exec(html)![1]!;
}

/** The page of the random inspection whose results are public. */
async function inspectionPath(): Promise<string> {
  const html = await (await fetch(`${product.url}/inspections/`)).text();
  return /href="(\/inspections\/[0-9a-f-]{36}\/)">2019年养老机构/.exec(html)![1]!;
}

/** Of all pages of the list: data sets and registers alone fill the first. */
async function releasedItems(officer: Officer): Promise<Json[]> {
  const items: Json[] = [];
  for (let page = 1; page < 20; page += 1) {
    const read = await officer.done('GET', `/api/items?state=released&size=200&page=${page}`);
    items.push(...read.items);
    if (read.items.length < 200) break;
  }
  return items;
}

/** Addresses that only the running product knows. */
async function addresses(): Promise<readonly PublicPage[]> {
  const filing = await staffOf(product.url)('filing');
  const items = await releasedItems(filing);
  const written = items.filter((each: Json) => each.kind !== 'statistics');
  const withTable = await Promise.all(
    written.slice(0, 40).map((each: { id: string }) => filing.done('GET', `/api/items/${each.id}`)),
  );
  const item =
    withTable.find(
      each => each.bodyHtml.includes('<table') && isArticle(each) && each.attachments.length > 0,
    ) ?? withTable[0];
  const gone = withTable.findLast(each => each.id !== item.id && isArticle(each));
  await filing.done('POST', `/api/items/${gone.id}/withdraw`, {
    kind: 'published-in-error',
    reason: '内容经复核有误，予以撤下。',
  });
  const { rows } = await filing.done('GET', '/api/duties?state=met&size=50');
  const duty = rows[0];
  const column = item.path.replace(/\d{4}\/[^/]*\/?[^/]*$/, '');
  const root = `/${item.path.split('/')[1]}/`;
  const pathOf = (title: string | RegExp): string =>
    items.find((each: { title: string }) => each.title.match(title) !== null).path;
  return [
    { name: 'home', path: '/', status: 200, has: /最新公开[\s\S]*数据和服务/ },
    { name: 'column-root', path: root, status: 200, has: '订阅本栏目' },
    { name: 'column-leaf', path: column, status: 200, has: item.title },
    { name: 'item', path: item.path, status: 200, has: item.indexNo },
    { name: 'policy', path: pathOf(/^困难残疾人.*实施办法/), status: 200, has: '解读材料' },
    { name: 'questions', path: pathOf(/^残疾人两项补贴.*问答解读/), status: 200, has: '解读的文件' },
    { name: 'benefit-card', path: pathOf(/^残疾人两项补贴.*明白卡/), status: 200, has: '谁能享受' },
    { name: 'repealed', path: pathOf(/^困难残疾人.*暂行办法/), status: 200, has: /本文件已于.*废止/ },
    { name: 'citing', path: pathOf(/年度复核的通知/), status: 200, has: '本文引用的' },
    { name: 'tombstone', path: gone.path, status: 410, has: '内容经复核有误，予以撤下。' },
    {
      name: 'search-hits',
      path: `/search?q=${encodeURIComponent('养老')}`,
      status: 200,
      has: /找到 [1-9]\d* 条/,
    },
    {
      name: 'search-none',
      path: `/search?q=${encodeURIComponent('麒麟饕餮')}`,
      status: 200,
      has: '没有找到',
    },
    { name: 'normative', path: '/normative/', status: 200, has: '共公开行政规范性文件' },
    {
      name: 'normative-list',
      path: '/normative/list?validity=repealed',
      status: 200,
      has: /符合条件的[1-9]\d*件/,
    },
    { name: 'data', path: '/data/', status: 200, has: '按词语查找数据集' },
    {
      name: 'data-found',
      path: `/data/?q=${encodeURIComponent('低保')}`,
      status: 200,
      has: /相符的数据集有\d+个/,
    },
    { name: 'data-set', path: '/data/subsistence-allowance/', status: 200, has: '本期发布和更正记录' },
    { name: 'data-years', path: '/data/three-expenses/', status: 200, has: '变动超过20%的' },
    { name: 'data-years-places', path: '/data/funeral-facilities/', status: 200, has: '2018年与2017年比较' },
    { name: 'data-item', path: pathOf(/^城乡最低生活保障/), status: 200, has: '表格、图表、历次数据和下载' },
    { name: 'registers', path: '/registers/', status: 200, has: '养老机构名录' },
    { name: 'register', path: '/registers/social-organisations/', status: 200, has: '各地分布' },
    { name: 'register-sketch', path: '/registers/committees/', status: 200, has: '示意图，不是地图' },
    {
      name: 'register-place',
      path: '/registers/rescue-stations/1.html',
      status: 200,
      has: /在七星关区标注点/,
    },
    {
      name: 'register-found',
      path: `/registers/social-organisations/list?q=${encodeURIComponent('乐龄')}`,
      status: 200,
      has: '符合条件的社会组织',
    },
    {
      name: 'register-entry',
      path: '/registers/social-organisations/1.html',
      status: 200,
      has: '统一社会信用代码',
    },
    { name: 'enforcement', path: '/enforcement/', status: 200, has: '演民许〔2019〕1号' },
    { name: 'decision', path: await decisionPath(), status: 200, has: '决定书文号' },
    { name: 'areas', path: '/areas/', status: 200, has: '逾期' },
    { name: 'area', path: '/areas/mzzj/', status: 200, has: '逾期未公开' },
    { name: 'inspections', path: '/inspections/', status: 200, has: '随机抽查事项清单' },
    { name: 'inspection', path: await inspectionPath(), status: 200, has: '怎样重新抽取一次' },
    { name: 'projects', path: '/projects/', status: 200, has: '演示养老机构护理床采购' },
    { name: 'project', path: await projectPath(), status: 200, has: '各阶段' },
    { name: 'enforcement-matters', path: '/enforcement/matters', status: 200, has: '执法主体' },
    { name: 'enforcement-statistics', path: '/enforcement/statistics', status: 200, has: '统计' },
    { name: 'search-read-as', path: '/search?q=yanglao', status: 200, has: '养老' },
    { name: 'powers', path: '/powers/', status: 200, has: '权力和责任清单' },
    { name: 'power-list', path: '/powers/licence/', status: 200, has: 'DEMO-XK-001' },
    { name: 'power', path: '/powers/licence/DEMO-XK-001.html', status: 200, has: '运行流程' },
    { name: 'guides', path: '/guides/', status: 200, has: '办事指南' },
    { name: 'guide', path: '/guides/DEMO-ZN-001.html', status: 200, has: '办事流程' },
    { name: 'ledger', path: '/ledger/', status: 200, has: '按责任单位' },
    { name: 'duty', path: `/ledger/${duty.id}.html`, status: 200, has: '到期日是怎样算出来的' },
    { name: 'log', path: '/log/', status: 200, has: '总摘要' },
    { name: 'log-item', path: `/log/item/${item.id}`, status: 200, has: '证明路径' },
    { name: 'calculator', path: '/calculator?kind=general&on=2019-06-03', status: 200, has: /到期日/ },
    { name: 'requests', path: '/requests/', status: 200, has: '申请公开政府信息' },
    { name: 'apply', path: '/requests/apply?who=person', status: 200, has: '在线申请' },
    { name: 'correction', path: '/requests/correction?who=person', status: 200, has: '申请更正本人信息' },
    { name: 'request-form', path: '/requests/form', status: 200, has: '政府信息公开申请表' },
    { name: 'request-status', path: '/requests/status', status: 200, has: '查询申请进度' },
    { name: 'request-statistics', path: '/requests/statistics', status: 200, has: '依申请公开统计' },
    { name: 'sitemap', path: '/sitemap.html', status: 200, has: '网站地图' },
    { name: 'accessibility', path: '/accessibility', status: 200, has: '已知的不足' },
    { name: 'not-found', path: '/meiyou/', status: 404, has: '没有找到这个页面' },
  ];
}

test.describe.configure({ mode: 'default' });
test.beforeAll(async () => {
  product = await startTold();
  pages = await addresses();
});
test.afterEach(async ({ browser }) => closeAll(browser));
test.afterAll(async () => {
  await product?.stop();
});

async function open(page: Page, { path, status }: PublicPage): Promise<void> {
  const answer = await page.goto(product.url + path);
  expect(answer?.status(), path).toBe(status);
}

for (const size of sizes) {
  test(`every page at ${size.width} px fits the window and breaks no rule of WCAG 2.2 AA`, async ({
    browser,
  }) => {
    const page = await (await browser.newContext({ viewport: size })).newPage();
    const wrong: string[] = [];
    for (const each of pages) {
      await open(page, each);
      await expect(page.getByRole('main'), each.name).toContainText(each.has);
      const tooWide = await overflow(page);
      if (tooWide > 0) wrong.push(`${each.name}: ${tooWide} px too wide`);
      wrong.push(...(await violations(page)).map(words => `${each.name}: ${words}`));
      await page.screenshot({ path: `${artefacts}${each.name}-${size.width}.png`, fullPage: true });
    }
    expect(wrong).toEqual([]);
  });
}

test('every page is complete without scripts', async ({ browser }) => {
  const page = await visitorWithoutScripts(browser);
  for (const each of pages) {
    await open(page, each);
    await expect(page.getByRole('heading', { level: 1 }), each.name).toHaveCount(1);
    await expect(page.getByRole('main'), each.name).toContainText(each.has);
    await expect(page.getByRole('navigation', { name: '主导航' }).getByRole('link').first()).toBeVisible();
    // What a script would do is not offered where none runs.
    await expect(page.getByRole('button', { name: /朗读|打印|关闭|辅助线/ }), each.name).toHaveCount(0);
  }
});

test('beside its interpretations a document is not said twice to be interpreted, and its parts stand in one line', async ({
  browser,
}) => {
  const page = await (await browser.newContext({ viewport: sizes[0] })).newPage();
  for (const name of ['policy', 'questions', 'benefit-card']) {
    await open(page, pages.find(each => each.name === name)!);
    const beside = page.getByRole('complementary', { name: '文件与解读' });
    const again = page.getByRole('region', { name: '效力和文件关系' });
    for (const link of await beside.getByRole('link').all())
      await expect(again.getByRole('link', { name: (await link.textContent()) ?? '' }), name).toHaveCount(0);
    const lefts = await page
      .locator('.item-body, .standing, .proof')
      .evaluateAll(parts => parts.map(part => Math.round(part.getBoundingClientRect().x)));
    expect(new Set(lefts).size, name).toBe(1);
  }
});

test('the benefit card is printed on exactly one page of A4', async ({ browser }) => {
  const page = await (await browser.newContext()).newPage();
  await open(page, pages.find(each => each.name === 'benefit-card')!);
  const paper = await page.pdf({ preferCSSPageSize: true, path: `${artefacts}benefit-card.pdf` });
  const text = paper.toString('latin1');
  expect(text.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
  const [, wide, high] = text.match(/\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)/) ?? [];
  expect([Math.round(Number(wide)), Math.round(Number(high))]).toEqual([595, 842]);
});

test('a stranger repeats a published draw from its address; one that was tampered with is told', async () => {
  const address = `${product.url}${await inspectionPath()}draw.json`;
  const own = await gongkai(['draw', 'verify', address, '--json']);
  expect(own.code).toBe(0);
  expect(own.json()).toMatchObject({ isRight: true, comparedWithAnnouncement: true, drawn: 2 });
  const draw = await (await fetch(address)).json();
  const drawn = draw.picked.map((each: Json) => each.objectId);
  draw.picked[0].objectId = draw.lists.objects.find((each: Json) => !drawn.includes(each.id)).id;
  const file = test.info().outputPath('draw.json');
  await writeFile(file, JSON.stringify(draw));
  const told = await gongkai(['draw', 'verify', file]);
  expect(told.code).toBe(1);
  expect(told.stdout).toContain('不应抽中');
});

test('every address of the sitemap opens and is valid HTML', async () => {
  const checker = new HtmlValidate(rules);
  const sitemap = await (await fetch(`${product.url}/sitemap-1.xml`)).text();
  const paths = [...sitemap.matchAll(/<loc>([^<]+)<\/loc>/g)].map(
    ([, address]) => new URL(address!).pathname,
  );
  for (const start of ['/data/', '/powers/licence/', '/guides/', '/zfxxgk/'])
    expect(paths.some(path => path.startsWith(start) && path !== start)).toBe(true);
  const wrong: string[] = [];
  for (const path of paths) {
    const answer = await fetch(product.url + path, { headers: { accept: 'text/html' } });
    const report = await checker.validateString(await answer.text());
    if (answer.status !== 200) wrong.push(`${path}: ${answer.status}`);
    for (const { messages } of report.results)
      for (const { ruleId, message, line } of messages) wrong.push(`${path} ${line} ${ruleId} ${message}`);
  }
  expect(wrong).toEqual([]);
});

test('every address named in docs/coverage.md opens, and each data set has figures', async () => {
  const coverage = await readFile(new URL('../../docs/coverage.md', import.meta.url), 'utf8');
  const named = [...coverage.matchAll(/^\|.*\| (`\/[^|]*`) \|$/gm)].flatMap(([, cell]) =>
    [...cell!.matchAll(/`([^`]+)`/g)].map(([, path]) => path!),
  );
  const paths = [...new Set(named)];
  expect(paths.length).toBeGreaterThan(50);
  const wrong: string[] = [];
  for (const path of paths) {
    const answer = await fetch(product.url + path, { headers: { accept: 'text/html' } });
    const html = await answer.text();
    const isThere = path.startsWith('/data/') ? html.includes('本期发布和更正记录') : html.includes('<h1');
    if (answer.status !== 200 || !isThere) wrong.push(`${path}: ${answer.status}`);
  }
  expect(wrong).toEqual([]);
});

test('every page is valid HTML', async () => {
  const checker = new HtmlValidate(rules);
  const wrong: string[] = [];
  for (const { name, path } of pages) {
    const html = await (await fetch(product.url + path, { headers: { accept: 'text/html' } })).text();
    await writeFile(`${artefacts}${name}.html`, html);
    const report = await checker.validateString(html);
    for (const { messages } of report.results)
      for (const { ruleId, message, line, column } of messages)
        wrong.push(`${name} ${line}:${column} ${ruleId} ${message}`);
  }
  expect(wrong).toEqual([]);
});

test('the reading tools are worked by the keyboard and need no script', async ({ browser }) => {
  const page = await visitorWithoutScripts(browser);
  await page.goto(product.url);
  const heading = page.getByRole('heading', { name: '最新公开' });
  await expect(heading).toHaveCSS('font-size', '20px');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: '跳到主要内容' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('radio', { name: '标准', exact: true }).first()).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: '大', exact: true })).toBeChecked();
  await expect(heading).toHaveCSS('font-size', '23.6px');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('radio', { name: '银河白' })).toBeFocused();
  for (const _ of ['杏仁黄', '秋叶褐']) await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: '秋叶褐' })).toBeChecked();
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(249, 232, 211)');
});

test('the reading tools are remembered on the next page where scripts run', async ({ browser }) => {
  const page = await (await browser.newContext({ viewport: sizes[0] })).newPage();
  await page.goto(product.url);
  await page.getByText('阅读工具：').click();
  await page.getByRole('radio', { name: '长者版' }).check();
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '公开台账' }).click();
  await expect(page.getByRole('heading', { name: '按领域' })).toHaveCSS('font-size', '30px');
  const wrong = await violations(page);
  expect(wrong).toEqual([]);
});
