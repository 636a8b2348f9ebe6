import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { gongkai } from '../acceptance/command.ts';
import { type RunningProduct, startProduct } from '../support/start-product.ts';
import {
  allSaved,
  button,
  chooseByTyping,
  closeAll,
  enter,
  giveDay,
  section,
  sign,
  signIn,
} from './console-person.ts';
import { search, violations, visitorWithoutScripts } from './portal-visitor.ts';

/** A second bureau, made by `./gongkai pack init`, as a column of somebody's site under a path of its own. */

const basePath = '/bm/demo';
const title = '云溪市城乡低保标准公示（虚构）';

test.describe.configure({ mode: 'serial' });

let folder: string;
let product: RunningProduct;
/** Where this bureau begins. */
let home: string;

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gongkai-second-'));
  const pack = join(folder, 'bureau');
  const made = await gongkai(['pack', 'init', pack]);
  expect(made.stderr).not.toContain('"error"');
  expect(made.code).toBe(0);
  expect((await gongkai(['pack', 'check', pack])).code).toBe(0);
  product = await startProduct({
    env: { GONGKAI_PACK: pack, GONGKAI_BASE_PATH: basePath, GONGKAI_TODAY: '2026-06-10' },
    waitMs: 180_000,
  });
  home = product.url + basePath;
});
test.afterAll(async ({ browser }) => {
  await closeAll(browser);
  await product?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('a bureau made in a minute drafts, reviews, releases and shows a page', async ({ browser }) => {
  const drafter = await signIn(browser, home, 'assistance');
  await enter(drafter, '信息起草');
  await button(drafter, '起草信息').click();
  await chooseByTyping(drafter.getByLabel('发布栏目'), '社会救助');
  await drafter.getByLabel('标题').fill(title);
  await button(drafter, '开始起草').click();
  const text = drafter.getByRole('textbox', { name: '正文' });
  await text.click();
  await drafter.keyboard.type('自2026年7月起，城乡低保标准按新标准执行。');
  await drafter.getByLabel('统计口径').fill('保障标准为每人每月金额，自2026年7月1日起执行，范围为全市。');
  await giveDay(drafter.getByLabel('成文日期'), '2026-06-10');
  await button(drafter, '保存').click();
  await allSaved(drafter);
  expect(new URL(drafter.url()).pathname).toMatch(/^\/bm\/demo\/console\/items\//);
  await button(drafter, '送审').click();
  await expect(section(drafter, '审核环节')).toContainText('等待签署');

  // The starter's chain: legality and secrecy side by side, then approval, then filing.
  await sign(await signIn(browser, home, 'secrecy'), title, '保密审查');
  await sign(await signIn(browser, home, 'legality'), title);
  await sign(await signIn(browser, home, 'approver'), title);
  const filing = await signIn(browser, home, 'filing');
  await sign(filing, title);
  await enter(filing, '发布');
  await button(filing.getByRole('row', { name: title }), '发布').click();
  await button(filing.getByRole('dialog', { name: '立即发布？' }), '发布').click();
  await expect(section(filing, '最近发布').getByRole('row', { name: title })).toBeVisible();
});

test('its portal lives under the path: page, search, feed, log and style', async ({ browser }) => {
  const visitor = await visitorWithoutScripts(browser);
  const missing: string[] = [];
  visitor.on('response', answer => {
    if (answer.status() >= 400) missing.push(`${answer.status()} ${answer.url()}`);
  });
  expect((await visitor.goto(`${home}/`))?.status(), `${basePath}/`).toBe(200);
  await visitor.getByRole('link', { name: title }).first().click();
  await expect(visitor.getByRole('heading', { level: 1, name: title })).toBeVisible();
  expect(new URL(visitor.url()).pathname).toMatch(/^\/bm\/demo\/.+\/2026\/06\/[^/]+\.html$/);
  await search(visitor, '低保');
  await expect(visitor.getByRole('link', { name: title })).toBeVisible();
  await visitor.getByRole('link', { name: title }).click();
  await visitor.getByRole('link', { name: /公开日志中的记录/ }).click();
  await expect(visitor.getByRole('row', { name: new RegExp(`发布《${title}》`) })).toBeVisible();
  expect(await (await visitor.request.get(`${home}/feed.xml`)).text()).toContain(`${home}/`);
  await visitor.getByRole('link', { name: '网站地图' }).click();
  for (const link of await visitor.getByRole('main').getByRole('link').all())
    expect(await link.getAttribute('href')).toMatch(/^\/bm\/demo\//);
  expect(missing).toEqual([]);
});

test('its home page and its desk break no rule of WCAG 2.2 AA', async ({ browser }) => {
  const desk = await signIn(browser, home, 'plan-manager');
  expect(await violations(desk)).toEqual([]);
  const portal = await desk.context().newPage();
  const publicSite = await desk.getByRole('link', { name: '公众网站' }).getAttribute('href');
  expect((await portal.goto(product.url + publicSite))?.status()).toBe(200);
  await expect(portal).toHaveURL(`${home}/`);
  expect(await violations(portal)).toEqual([]);
});
