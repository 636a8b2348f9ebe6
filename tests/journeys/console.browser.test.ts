import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { submitted } from '../acceptance/item-path.ts';
import { type Json, staffOf } from '../acceptance/officer.ts';
import { residentId } from '../acceptance/sample-files.ts';
import type { RunningProduct } from '../support/start-product.ts';
import { startTold } from '../support/told-demo.ts';
import {
  allSaved,
  button,
  choose,
  closeAll,
  enter,
  filterByWord,
  giveCredentials,
  section,
  signIn,
} from './console-person.ts';
import { violations } from './portal-visitor.ts';

/** The console's rooms, as the people who work in them have them. */

const artefacts = fileURLToPath(new URL('../artefacts/console/', import.meta.url));

let product: RunningProduct;
let draft: Json;
let inReview: Json;
let released: Json;

test.beforeAll(async () => {
  product = await startTold();
  const staff = staffOf(product.url);
  draft = await (await staff('finance')).done('POST', '/api/items', {
    kind: 'budget-report',
    columnId: 'funds-three-expenses',
    title: '2019年第二季度公务接待情况',
    bodyHtml: '<p>第二季度公务接待共4批次。</p>',
    metadata: { writtenOn: '2019-06-20' },
  });
  inReview = await submitted(await staff('welfare'));
  for (const step of ['statistics', 'legality', 'secrecy'])
    inReview = await (await staff(step)).done('POST', `/api/items/${inReview.id}/sign`, {
      step,
      digest: inReview.digest,
    });
  const { items } = await (await staff('filing')).done(
    'GET',
    '/api/items?state=released&unit=finance&size=1',
  );
  released = items[0];
});
test.afterEach(async ({ browser }) => closeAll(browser));
test.afterAll(async () => {
  await product?.stop();
});

interface Room {
  readonly name: string;
  readonly path: string;
  readonly heading: string | RegExp;
}

const desk: Room = { name: 'desk', path: '', heading: '我的待办' };
const ledger: readonly Room[] = [
  { name: 'board', path: 'board', heading: '台账总览' },
  { name: 'duties', path: 'duties', heading: '台账列表' },
  { name: 'plans', path: 'plans', heading: '工作方案' },
];
const own: readonly Room[] = [
  { name: 'messages', path: 'messages', heading: '消息' },
  { name: 'account', path: 'account', heading: '我的账号' },
  { name: 'calendar', path: 'calendar', heading: '日历' },
];

/** Each person's rooms; the addresses that only the running product knows are asked when the test runs. */
const rooms: Readonly<Record<string, () => Promise<readonly Room[]>>> = {
  finance: async () => {
    const { rows } = await (await staffOf(product.url)('finance')).done(
      'GET',
      '/api/duties?unit=finance&leaf=3.2.2',
    );
    return [
      desk,
      ...ledger,
      ...own,
      { name: 'duty', path: `duties/${rows[0].id}`, heading: /三公/ },
      { name: 'items', path: 'items', heading: '信息起草' },
      { name: 'new-item', path: `items/new?duty=${rows[0].id}`, heading: '起草信息' },
      { name: 'item', path: `items/${released.id}`, heading: released.title },
      { name: 'edit-item', path: `items/${draft.id}/edit`, heading: draft.title },
      { name: 'delegations', path: 'delegations', heading: '委托' },
    ];
  },
  approver: async () => [
    desk,
    { name: 'review-queue', path: 'review', heading: '审核' },
    { name: 'review', path: `review/${inReview.id}`, heading: inReview.title },
    { name: 'release', path: 'release', heading: '发布' },
  ],
  welfare: async () => {
    const welfare = await staffOf(product.url)('welfare');
    const { packages } = await welfare.done('GET', `/api/packages?q=${encodeURIComponent('实施办法')}`);
    const { rows } = await welfare.done('GET', '/api/channel-tasks?unit=welfare&state=to-do');
    return [
      desk,
      { name: 'packages', path: 'packages', heading: '政策解读' },
      { name: 'package', path: `packages/${packages[0].policyId}`, heading: /^政策解读：/ },
      { name: 'package-policy', path: `items/${packages[0].policyId}`, heading: packages[0].title },
      { name: 'channel-task', path: `channels/tasks/${rows[0].id}`, heading: '政务公开栏：发布' },
    ];
  },
  'social-organisations': async () => {
    const registrar = await staffOf(product.url)('social-organisations');
    const { rows } = await registrar.done('GET', '/api/enforcement/decisions?size=1');
    const { rows: projects } = await registrar.done('GET', '/api/projects?size=1');
    const { rows: tasks } = await registrar.done('GET', '/api/inspections?state=drawn');
    const { rows: entries } = await registrar.done(
      'GET',
      '/api/registers/social-organisations/entries?size=1',
    );
    return [
      { name: 'registers', path: 'registers', heading: '名录' },
      { name: 'register', path: 'registers/social-organisations', heading: '社会组织名录' },
      { name: 'register-entry', path: `registers/entries/${entries[0].id}`, heading: entries[0].name },
      { name: 'inspections', path: 'inspections', heading: '双随机抽查' },
      { name: 'inspection-pools', path: 'inspections/pools', heading: '检查对象和人员名录库' },
      { name: 'inspection', path: `inspections/${tasks[0].id}`, heading: tasks[0].title },
      { name: 'projects', path: 'projects', heading: '项目' },
      { name: 'new-project', path: 'projects/new', heading: '登记项目' },
      { name: 'project', path: `projects/${projects[0].id}`, heading: projects[0].title },
      { name: 'enforcement', path: 'enforcement', heading: '执法公示' },
      { name: 'credit-exchange', path: 'enforcement/exchange', heading: '信用信息报送' },
      { name: 'new-decision', path: 'enforcement/new', heading: '登记执法决定' },
      { name: 'decision', path: `enforcement/${rows[0].id}`, heading: rows[0].documentNo },
    ];
  },
  'plan-manager': async () => {
    const { rows: plans } = await (await staffOf(product.url)('plan-manager')).done('GET', '/api/plans');
    return [
      desk,
      { name: 'plan', path: `plans/${plans[0].id}?leaf=3.2.2`, heading: plans[0].title },
      { name: 'plan-import', path: 'plans/import', heading: '导入工作方案' },
    ];
  },
  administrator: async () => {
    const people = await (await staffOf(product.url)('administrator')).done('GET', '/api/staff');
    return [
      desk,
      { name: 'staff', path: 'staff', heading: '人员与角色' },
      { name: 'staff-member', path: `staff/${people[0].id}`, heading: people[0].name },
      { name: 'new-staff', path: 'staff/new', heading: /新增/ },
      { name: 'calendar-import', path: 'calendar/import', heading: /放假|日历|导入/ },
      { name: 'delegations', path: 'delegations', heading: '委托' },
    ];
  },
  filing: async () => {
    const filing = await staffOf(product.url)('filing');
    const { requests } = await filing.done('GET', '/api/requests?size=1');
    const { rows } = await filing.done('GET', '/api/normative-documents?validity=repealed');
    return [
      desk,
      { name: 'channels', path: 'channels', heading: '渠道发布' },
      { name: 'channels-none', path: 'channels?state=stuck', heading: '渠道发布' },
      { name: 'activities', path: 'channels/activities', heading: '发布会和访谈' },
      { name: 'new-activity', path: 'channels/activities/new', heading: '新的发布会或者访谈' },
      { name: 'list-sheet', path: 'channels/list-sheet', heading: '打印公示名单' },
      { name: 'outlets', path: 'matrix?kind=wechat', heading: '网站与账号' },
      { name: 'outlet', path: 'matrix/portal', heading: /门户网站/ },
      { name: 'site-check', path: 'site-check', heading: '网站自查' },
      { name: 'normative', path: 'normative', heading: '规范性文件' },
      { name: 'normative-document', path: `normative/${rows[0].id}`, heading: rows[0].title },
      { name: 'gazette', path: 'gazette', heading: '公报报送' },
      { name: 'requests', path: 'requests', heading: '依申请公开' },
      { name: 'new-request', path: 'requests/new', heading: '登记申请' },
      { name: 'request-load', path: 'requests/load', heading: '期限日历' },
      { name: 'request-retention', path: 'requests/retention', heading: '保管期限届满的案卷' },
      { name: 'request-opening', path: 'requests/opening', heading: '上年结转（启用前的申请）' },
      { name: 'request', path: `requests/${requests[0].id}`, heading: requests[0].subject },
      { name: 'reports', path: 'reports', heading: '年度报告' },
      { name: 'report', path: 'reports/2019', heading: '2019年度报告' },
    ];
  },
  auditor: async () => [{ name: 'audit', path: 'audit', heading: '审计记录' }],
};

async function settled(page: Page, { path, heading }: Room): Promise<void> {
  await page.goto(`${product.url}/console/${path}`);
  await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
  await expect(page.getByText('正在载入…')).toHaveCount(0);
}

for (const [username, roomsOf] of Object.entries(rooms)) {
  test(`no room of ${username} breaks a rule of WCAG 2.2 AA`, async ({ browser }) => {
    const page = await signIn(browser, product.url, username);
    const wrong: string[] = [];
    for (const room of await roomsOf()) {
      await settled(page, room);
      wrong.push(...(await violations(page)).map(words => `${room.name}: ${words}`));
      await page.screenshot({ path: `${artefacts}${username}-${room.name}.png`, fullPage: true });
    }
    expect(wrong).toEqual([]);
  });
}

test('the sign-in page breaks no rule of WCAG 2.2 AA and says what is wrong with a password', async ({
  browser,
}) => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${product.url}/console/`);
  await expect(page.getByRole('heading', { level: 1, name: '政务公开工作台' })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await giveCredentials(page, 'finance', 'not-the-password');
  await expect(page.getByRole('alert')).toContainText('用户名、密码或动态口令不正确。请核对后重试');
  expect(await violations(page)).toEqual([]);
});

test('a list keeps its filters in the address, through a reload', async ({ browser }) => {
  const page = await signIn(browser, product.url, 'finance');
  await enter(page, '台账列表');
  await choose(page, '状态', '逾期');
  await filterByWord(page, '事项名称', '三公');
  await page.reload();
  await expect(page.getByLabel('事项名称')).toHaveValue('三公');
  await expect(section(page, '筛选').or(page.getByRole('search', { name: '筛选' }))).toContainText('逾期');
  const rows = page.getByRole('table', { name: '公开台账' }).getByRole('row', { name: /三公/ });
  await expect(rows.first()).toContainText('逾期');
  await enter(page, '信息起草');
  await filterByWord(page, '标题', '公务接待');
  await page.reload();
  await expect(page.getByRole('link', { name: draft.title })).toBeVisible();
  await expect(page.getByLabel('标题')).toHaveValue('公务接待');
});

test('the website is checked by a button, and the page of an item is kept among its evidence', async ({
  browser,
}) => {
  const page = await signIn(browser, product.url, 'filing');
  await enter(page, '网站自查');
  await button(page, '立即自查').click();
  const found = section(page, '问题清单');
  await expect(found.getByRole('row', { name: /页尾没有网站标识码/ })).toBeVisible({ timeout: 60_000 });
  await choose(page, '类别', '扣分指标');
  await expect(page).toHaveURL(/level=deduct/);
  await expect(found.getByRole('row', { name: /栏目没有内容/ })).toHaveCount(0);
  expect(await violations(page)).toEqual([]);
  await page.screenshot({ path: `${artefacts}filing-site-check-done.png`, fullPage: true });
  await page.goto(`${product.url}/console/items/${released.id}`);
  await button(page, '保存网页存档').click();
  const told = page.getByRole('dialog', { name: '网页已留存' });
  await expect(told).toContainText(/[0-9a-f]{64}/);
  await button(told, '知道了').click();
  const evidence = section(page, '其他渠道公开凭证');
  await expect(evidence.getByRole('link', { name: /^网页留存-.*\.warc\.gz$/ })).toBeVisible();
});

test('an enforcement decision with a wrong code is told by field, then recorded and proposed', async ({
  browser,
}) => {
  const page = await signIn(browser, product.url, 'social-organisations');
  await enter(page, '执法公示');
  await button(page, '登记决定').click();
  await choose(page, '执法类别', '行政许可');
  const given = {
    决定书文号: '演民许〔2019〕9号',
    决定文书名称: '社会团体注销登记决定书（演示）',
    执法事项: '社会团体成立、变更、注销登记',
    行政相对人名称: '演示某某协会',
    统一社会信用代码: '51520500MJR123456A',
    依据: '《社会团体登记管理条例》',
    内容或者结论: '准予注销登记（演示）。',
  };
  for (const [label, value] of Object.entries(given))
    await page.getByLabel(label, { exact: true }).fill(value);
  await button(page, '保存').click();
  await expect(page.getByText('校验位', { exact: false }).first()).toBeVisible();
  await page.getByLabel('统一社会信用代码', { exact: true }).fill('51599999ENF000022B');
  await choose(page, '许可类别', '登记');
  await button(page, '保存').click();
  await expect(page.getByRole('heading', { level: 1, name: '演民许〔2019〕9号' })).toBeVisible();
  await expect(section(page, '公示期限的计算')).toContainText('2019-06-');
  await button(page, '生成公示稿').click();
  await button(page.getByRole('dialog', { name: '生成公示稿' }), '生成').click();
  await expect(page.getByRole('heading', { level: 1, name: /行政许可决定公示/ })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await button(page, '送审').click();
  await expect(section(page, '审核环节')).toContainText('等待签署');
});

test('a button that is closed to one tells every reason to the keyboard', async ({ browser }) => {
  const page = await signIn(browser, product.url, 'finance');
  await page.goto(`${product.url}/console/items/${released.id}`);
  const withdraw = button(page, '撤下');
  await expect(withdraw).toHaveAttribute('aria-disabled', 'true');
  await expect(withdraw).toHaveAccessibleDescription(/^现在不能办理：.{5,}/);
  for (let tabs = 0; tabs < 60 && !(await withdraw.evaluate(isFocused)); tabs += 1)
    await page.keyboard.press('Tab');
  await expect(withdraw).toBeFocused();
  await expect(page.getByRole('tooltip').filter({ hasText: '现在不能办理' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: /撤下/ })).toBeHidden();
});

function isFocused(node: { readonly ownerDocument: { readonly activeElement: unknown } | null }): boolean {
  return node.ownerDocument?.activeElement === node;
}

test('a session that times out asks for the password again and loses nothing that was typed', async ({
  browser,
}) => {
  const page = await signIn(browser, product.url, 'finance');
  await page.goto(`${product.url}/console/items/${draft.id}/edit`);
  const text = page.getByRole('textbox', { name: '正文' });
  await expect(text).toContainText('第二季度公务接待共4批次。');
  await page.context().clearCookies();
  await text.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('超时前写下的话。');
  const dialog = page.getByRole('dialog', { name: '登录已超时，请重新登录' });
  await expect(dialog).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await dialog.getByLabel('密码', { exact: true }).fill('Gongkai-demo-2019');
  await button(dialog, '登录').click();
  await expect(dialog).toBeHidden();
  await expect(text).toContainText('超时前写下的话。');
  await allSaved(page);
  await page.reload();
  await expect(text).toContainText('超时前写下的话。');
});

test('two officers at once on one item see each other’s text and lose neither', async ({ browser }) => {
  const open = async () => {
    const page = await signIn(browser, product.url, 'finance');
    await page.goto(`${product.url}/console/items/${draft.id}/edit`);
    await expect(page.getByRole('textbox', { name: '正文' })).toContainText('第二季度公务接待');
    return page;
  };
  const [first, second] = [await open(), await open()];
  await first.getByLabel('摘要').fill('第一人写的摘要。');
  await button(first, '保存').click();
  await allSaved(first);
  await second.getByLabel('标题').fill('第二人改的标题');
  await second.getByLabel('摘要').fill('第二人写的摘要。');
  await button(second, '保存').click();
  const conflict = section(second, '该信息刚刚被其他人修改');
  await expect(conflict.getByRole('row', { name: /摘要/ })).toContainText('第一人写的摘要。');
  await expect(conflict.getByRole('row', { name: /摘要/ })).toContainText('第二人写的摘要。');
  expect(await violations(second)).toEqual([]);
  await conflict.getByRole('radiogroup', { name: '摘要采用哪一份' }).getByText('对方的').click();
  await button(conflict, '按所选内容继续').click();
  await expect(second.getByLabel('摘要')).toHaveValue('第一人写的摘要。');
  await expect(second.getByLabel('标题')).toHaveValue('第二人改的标题');
  await allSaved(second);
  await first.reload();
  await expect(first.getByLabel('标题')).toHaveValue('第二人改的标题');
  await expect(first.getByLabel('摘要')).toHaveValue('第一人写的摘要。');
});

test('what is public already is found from the case, kept in its file, and answered with where it stands', async ({
  browser,
}) => {
  const filing = await staffOf(product.url)('filing');
  const subject = '城市最低生活保障标准';
  const { id } = await filing.done('POST', '/api/requests', {
    via: 'in-person',
    submittedOn: '2019-06-20',
    matter: 'information',
    applicant: {
      kind: 'natural-person',
      name: '测试申请人',
      identityDocument: 'resident-id',
      identityNo: residentId(),
      address: '毕节市（演示地址）',
    },
    wish: { subject, carrier: 'paper', supply: 'post' },
  });
  const page = await signIn(browser, product.url, 'filing');
  await page.goto(`${product.url}/console/requests/${id}`);
  const place = section(page, '是否已经公开');
  await expect(place.getByLabel('检索词')).toHaveValue(subject);
  await place.getByLabel('检索词').fill('最低生活保障');
  await button(place, '检索').click();
  await expect(place.getByRole('status')).toContainText(/^检索到\d+条/);
  const first = place.getByRole('checkbox').first();
  const title = await place.getByRole('listitem').first().locator('label').textContent();
  await first.check();
  await button(place, '记入检索记录').click();
  await expect(section(page, /^检索记录$/)).toContainText(`《${title}》`);
  await page.screenshot({ path: `${artefacts}request-published-search.png`, fullPage: true });
  await place.getByRole('button', { name: /^据此起草/ }).click();
  const reply = section(page, '答复');
  await expect(reply).toContainText('已主动公开');
  await expect(reply).toContainText(`《${title}》`);
  await expect(reply).toContainText(`${product.url}/`);
  expect(await violations(page)).toEqual([]);
});
