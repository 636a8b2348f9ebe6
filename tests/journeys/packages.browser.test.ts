import { expect, type Page, test } from '@playwright/test';
import { signerOf } from '../acceptance/item-path.ts';
import { type Json, staffOf } from '../acceptance/officer.ts';
import { type PackFolder, quietPack } from '../acceptance/quiet-pack.ts';
import { type RunningProduct, startProduct } from '../support/start-product.ts';
import { allSaved, button, choose, closeAll, enter, giveDay, section, signIn } from './console-person.ts';
import { overflow, violations, visitorWithoutScripts } from './portal-visitor.ts';

/** A policy with its question-and-answer and its benefit card: written, signed, released and taken down as one. */

const policy = '困难残疾人生活补贴办法';
const card = `${policy}明白卡`;
const reason = '上级规定已经统一，本办法自即日起废止。';

test.describe.configure({ mode: 'serial' });

let pack: PackFolder;
let product: RunningProduct;
let drafter: Page;
let filing: Page;
let visitor: Page;
const addresses = new Map<string, string>();

test.beforeAll(async ({ browser }) => {
  pack = await quietPack();
  product = await startProduct({ env: { GONGKAI_TODAY: '2019-06-20', GONGKAI_PACK: pack.folder } });
  visitor = await visitorWithoutScripts(browser);
  drafter = await signIn(browser, product.url, 'assistance');
});
test.afterAll(async ({ browser }) => {
  await closeAll(browser);
  await product?.stop();
  await pack?.remove();
});

const row = (page: Page, words: string | RegExp) =>
  section(page, '文件和解读材料').getByRole('row', { name: words });

async function signHere(page: Page): Promise<void> {
  await enter(page, '审核');
  await section(page, '待我签署').getByRole('link', { name: policy, exact: true }).click();
  await expect(page.getByText('问：谁可以领取？')).toBeVisible();
  await button(page, '一并签署').click();
  const dialog = page.getByRole('dialog', { name: /^一并签署：/ });
  await expect(dialog.getByText(/数字摘要 [0-9a-f]{64}/)).toHaveCount(3);
  await button(dialog, '一并签署').click();
  await expect(page.getByRole('heading', { level: 1, name: '审核' })).toBeVisible();
}

test('the drafter writes the document; its page says that an interpretation is due', async () => {
  await drafter.goto(`${product.url}/console/items/new?kind=normative-document&column=policy-documents`);
  await drafter.getByLabel('标题').fill(policy);
  await button(drafter, '开始起草').click();
  await drafter.getByRole('textbox', { name: '正文' }).click();
  await drafter.keyboard.type('对困难残疾人按月发放生活补贴，由县级民政部门审批。');
  await drafter.getByLabel('发文字号').fill('毕民发〔2019〕30号');
  await giveDay(drafter.getByLabel('成文日期'), '2019-06-20');
  await button(drafter, '保存').click();
  await allSaved(drafter);
  await drafter.getByRole('link', { name: '信息详情' }).click();
  await expect(section(drafter, '政策解读')).toContainText('应当解读，还没有解读材料');
  await section(drafter, '政策解读').getByRole('link', { name: '组建解读' }).click();
  await expect(section(drafter, '还缺什么')).toContainText('还没有解读材料');
  await expect(button(drafter, '送审')).toHaveAccessibleDescription(/还没有解读方案/);
});

test('question-and-answer, benefit card and plan are put together', async () => {
  await test.step('question-and-answer', async () => {
    await button(drafter, '添加解读').click();
    await button(drafter.getByRole('dialog', { name: '添加解读' }), '添加').click();
    await button(row(drafter, /^问答解读/), '填写内容').click();
    const dialog = drafter.getByRole('dialog', { name: '填写问答解读' });
    await dialog.getByLabel('问题 1').fill('谁可以领取？');
    await dialog.getByLabel('回答 1').fill('持有残疾人证的困难家庭成员。');
    await button(dialog, '保存').click();
    await expect(dialog).toBeHidden();
  });
  await test.step('benefit card', async () => {
    await button(drafter, '添加解读').click();
    const adding = drafter.getByRole('dialog', { name: '添加解读' });
    await choose(drafter, '解读形式', '惠民政策明白卡');
    await button(adding, '添加').click();
    await expect(section(drafter, '还缺什么')).toContainText('明白卡的“谁能享受”一栏是空的');
    await button(row(drafter, /^惠民政策明白卡/), '填写内容').click();
    const dialog = drafter.getByRole('dialog', { name: '填写惠民政策明白卡' });
    await dialog.getByLabel('标题').fill(card);
    for (const field of ['谁能享受', '享受什么', '怎么办', '找谁办'])
      await dialog.getByLabel(field).fill('持有残疾人证的困难家庭成员，向乡镇（街道）提出申请。'.repeat(10));
    await button(dialog, '保存').click();
    await expect(dialog).toBeHidden();
  });
  await test.step('plan', async () => {
    await button(drafter, '编写解读方案').click();
    const dialog = drafter.getByRole('dialog', { name: '解读方案' });
    await expect(dialog.getByLabel('第一解读人')).toHaveValue(/主要负责人$/);
    await dialog.getByLabel('解读要点（每行一条）').fill('谁可以领取\n到哪里申请');
    await button(dialog, '保存').click();
    await expect(section(drafter, '还缺什么')).toContainText('没有缺项');
  });
});

test('all of it goes into review with one press, and each signer signs all of it at once', async ({
  browser,
}) => {
  await button(drafter, '一并送审').click();
  await expect(row(drafter, policy).getByText('审核中')).toHaveCount(3);
  await signHere(await signIn(browser, product.url, 'statistics'));
  const staff = staffOf(product.url);
  const id = drafter.url().split('/').at(-1);
  for (const step of ['legality', 'secrecy', 'approval'] as const) {
    const officer = await staff(signerOf(step));
    const { members } = (await officer.get(`/api/packages/${id}`)).body;
    const digests = Object.fromEntries(members.map((each: Json) => [each.id, each.digest]));
    await officer.done('POST', `/api/packages/${id}/sign`, { step, digests });
  }
  filing = await signIn(browser, product.url, 'filing');
  await signHere(filing);
});

test('the document alone cannot be released; the package can', async () => {
  await enter(filing, '发布');
  await filing
    .getByRole('row', { name: new RegExp(`^${policy} `) })
    .getByRole('link', { name: '与解读一并发布' })
    .click();
  await filing.getByRole('link', { name: '文件详情' }).click();
  await expect(button(filing, '发布')).toHaveAccessibleDescription(/不能单独办理.*国办发〔2016〕80号/s);
  await section(filing, '政策解读').getByRole('link', { name: '办理解读' }).click();
  await button(filing, '一并发布').click();
  const dialog = filing.getByRole('dialog', { name: '一并发布？' });
  await expect(dialog).toContainText(card);
  await button(dialog, '发布').click();
  await expect(section(filing, '文件和解读材料').getByText('已发布')).toHaveCount(3);
});

test('a visitor without scripts finds the interpretation beside the document and the document beside it', async () => {
  await visitor.goto(product.url);
  await visitor.getByRole('link', { name: policy, exact: true }).first().click();
  addresses.set('policy', visitor.url());
  const beside = visitor.getByRole('complementary', { name: '文件与解读' });
  await expect(beside.getByRole('listitem')).toHaveText([/^问答解读/, /^惠民政策明白卡/]);
  const [text, links] = [await visitor.getByRole('article').boundingBox(), await beside.boundingBox()];
  expect((text?.x ?? 0) + (text?.width ?? 0)).toBeLessThanOrEqual(links?.x ?? 0);
  await beside.getByRole('link', { name: /问答解读$/ }).click();
  addresses.set('questions', visitor.url());
  await expect(visitor.getByRole('heading', { level: 2, name: '问：谁可以领取？' })).toBeVisible();
  await beside.getByRole('link', { name: policy, exact: true }).click();
  await expect(visitor).toHaveURL(addresses.get('policy') ?? '');
  await beside.getByRole('link', { name: card }).click();
  addresses.set('card', visitor.url());
  await visitor.setViewportSize({ width: 375, height: 800 });
  expect(await overflow(visitor)).toBe(0);
  const [above, below] = [await visitor.getByRole('article').boundingBox(), await beside.boundingBox()];
  expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThanOrEqual(below?.y ?? 0);
});

test('the benefit card fills one printed page, and the pages are accessible', async ({ browser }) => {
  const reader = await (await browser.newContext()).newPage();
  for (const address of addresses.values()) {
    await reader.goto(address);
    expect(await violations(reader), address).toEqual([]);
  }
  await reader.goto(addresses.get('card') ?? '');
  const paper = await reader.pdf({ preferCSSPageSize: true });
  expect(paper.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
});

test('the document is withdrawn, and its interpretations with it: three tombstones', async () => {
  await filing.getByRole('link', { name: '文件详情' }).click();
  await button(filing, '撤下').click();
  const dialog = filing.getByRole('dialog', { name: '撤下已发布信息' });
  await dialog.getByText('已废止：').click();
  await dialog.getByLabel('理由（将向社会公开）').fill(reason);
  await button(dialog, '撤下').click();
  await expect(section(filing, '已撤下')).toContainText(reason);
  for (const address of addresses.values()) {
    const answer = await visitor.goto(address);
    expect(answer?.status(), address).toBe(410);
    await expect(visitor.getByText(new RegExp(reason))).toBeVisible();
  }
});
