import AxeBuilder from '@axe-core/playwright';
import { type Browser, expect, type Page } from '@playwright/test';

/** What a citizen does at the portal. */

/** A visitor whose browser runs no scripts. */
export async function visitorWithoutScripts(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: false });
  return context.newPage();
}

/** Searches with the field that stands on every page. */
export async function search(page: Page, words: string): Promise<void> {
  await page.getByLabel('搜索公开信息').fill(words);
  await page.getByRole('search').getByRole('button', { name: '搜索' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '搜索' })).toBeVisible();
}

const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Violations of WCAG 2.2 AA that a machine can find: rule, and where. Empty when there are none. */
export async function violations(page: Page): Promise<string[]> {
  // Nothing here is framed from elsewhere, so axe may run in the page itself, which is much faster.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  const { violations } = await axe.withTags(levels).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(node => `${id}: ${node.target.join(' ')} ${node.failureSummary?.replace(/\s+/g, ' ') ?? ''}`),
  );
}

/** Pixels by which the page is wider than the window; 0 when nobody has to scroll sideways. */
export async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { documentElement } = (globalThis as unknown as { document: { documentElement: Width } }).document;
    return Math.max(0, documentElement.scrollWidth - documentElement.clientWidth);
  });
}

interface Width {
  readonly scrollWidth: number;
  readonly clientWidth: number;
}
