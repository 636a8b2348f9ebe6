import { type Browser, type BrowserContextOptions, expect, type Locator, type Page } from '@playwright/test';
import { signed } from '../acceptance/item-path.ts';
import { staffOf } from '../acceptance/officer.ts';

/** What a member of staff does at the console, in the words on the screen. */

export const demoPassword = 'Gongkai-demo-2019';

/** Somebody at a computer of their own: a browser context of its own, signed in. */
export async function signIn(
  browser: Browser,
  url: string,
  username: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(`${url}/console/`);
  await giveCredentials(page, username);
  await expect(page.getByRole('heading', { level: 1, name: '我的待办' })).toBeVisible();
  return page;
}

export async function giveCredentials(
  page: Page,
  username: string,
  password: string = demoPassword,
): Promise<void> {
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page
    .getByRole('button', { name: '登 录' })
    .or(page.getByRole('button', { name: '登录' }))
    .click();
}

/** Through a door of the main menu. */
export async function enter(page: Page, door: string): Promise<void> {
  await page
    .getByRole('navigation', { name: '主菜单' })
    .getByRole('link', { name: door, exact: true })
    .click();
  await expect(page.getByRole('heading', { level: 1, name: door })).toBeVisible();
}

/** A block of the page, by its heading. */
export function section(page: Page, title: string | RegExp): Locator {
  return page.getByRole('region', { name: title });
}

/** Chooses in a list that drops down: opened by its label, the option by its words. */
export async function choose(place: Page | Locator, label: string, option: string): Promise<void> {
  const field = place.getByLabel(label, { exact: true });
  await field.click();
  await field.page().getByTitle(option, { exact: true }).last().click();
}

/** Types a word into a filter of a list. */
export async function filterByWord(page: Page, label: string, word: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).fill(word);
  await page.getByLabel(label, { exact: true }).press('Enter');
  await expect(page).toHaveURL(new RegExp(`q=${encodeURIComponent(word)}`));
}

/** Types into a list that can be searched, and takes the first that fits. */
export async function chooseByTyping(field: Locator, typed: string): Promise<void> {
  await field.click();
  await field.pressSequentially(typed);
  await field.page().getByTitle(new RegExp(typed)).last().click();
}

/** Two Chinese characters on a button are set with a space between them. */
export function button(place: Page | Locator, words: string): Locator {
  const spaced = /^\p{Script=Han}{2}$/u.test(words) ? [...words].join('\\s?') : words;
  return place.getByRole('button', { name: new RegExp(`^${spaced}$`) });
}

/** Gives a file to the field that a button of these words opens. */
export async function giveFile(
  page: Page,
  label: string,
  file: string | { readonly name: string; readonly mimeType: string; readonly buffer: Buffer },
): Promise<void> {
  await page.locator('input[type=file]').and(page.getByLabel(label)).setInputFiles(file);
}

/** Types a day, and leaves the field as one does. */
export async function giveDay(field: Locator, day: string): Promise<void> {
  await field.fill(day);
  await field.press('Tab');
}

/** Pastes into the rich text what an office program put on the clipboard. */
export async function pasteInto(textbox: Locator, html: string, plain: string): Promise<void> {
  await textbox.click();
  // The system's clipboard would tidy the HTML on its way; Word's arrives as Word wrote it.
  await textbox.evaluate(
    (node, { html, plain }) => {
      const { DataTransfer, ClipboardEvent } = globalThis as unknown as Clipboard;
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/html', html);
      clipboardData.setData('text/plain', plain);
      node.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    },
    { html, plain },
  );
}

/** What a browser has and Node has not. */
interface Clipboard {
  readonly DataTransfer: new () => { setData(type: string, text: string): void };
  readonly ClipboardEvent: new (type: string, init: object) => Event;
}

/** Waits until the server has everything that was typed. */
export async function allSaved(page: Page): Promise<void> {
  await expect(page.getByText('全部内容已保存')).toBeVisible();
}

/** Signs the item for the step that waits for this person; where several wait side by side, for the one named. */
export async function sign(page: Page, title: string, step?: string): Promise<void> {
  await openReview(page, title);
  await button(page, step === undefined ? '签署' : `签署（${step}）`).click();
  const dialog = page.getByRole('dialog', { name: /^签署：/ });
  await expect(dialog).toContainText(/数字摘要 [0-9a-f]{64}/);
  await button(dialog, '签署').click();
  await expect(page.getByRole('heading', { level: 1, name: '审核' })).toBeVisible();
}

/** From the desk to what is to be signed. */
export async function openReview(page: Page, title: string): Promise<void> {
  // The door of the room one is in brings what has come in since.
  await enter(page, '审核');
  await section(page, '待我签署').getByRole('link', { name: title }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
}

/** Everybody goes home: windows left open would go on asking the server. */
export async function closeAll(browser: Browser): Promise<void> {
  await Promise.all(browser.contexts().map(context => context.close()));
}

/**
 * Ends the dialog that makes an item of structured data; five officers sign the item, and it is released. `username` is who
 * proposes it.
 */
export async function releaseProposed(page: Page, url: string, username: string): Promise<void> {
  await button(page.getByRole('dialog', { name: /^生成/ }), '生成').click();
  await page.waitForURL(/\/items\//);
  const item = /items\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
  const staff = staffOf(url);
  const submitted = await (await staff(username)).done('POST', `/api/items/${item}/submit`);
  const { digest } = await signed(staff, submitted);
  await (await staff('filing')).done('POST', `/api/items/${item}/release`, { digest });
}
