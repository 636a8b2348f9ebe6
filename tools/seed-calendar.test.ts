import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { renderPublishedYears } from './seed-calendar.ts';

/** The formatter breaks long lines; nothing but white space and the commas before a bracket may differ. */
function words(text: string): string {
  return text.replace(/,?\s+}/g, '}').replace(/\s+/g, '');
}

describe('《部分节假日安排的通知》：the days of the published years', () => {
  it('are those of the package they name, day by day; else run: node tools/seed-calendar.ts', () => {
    const kept = readFileSync(new URL('../src/law/published-years.ts', import.meta.url), 'utf8');
    expect(words(kept)).toBe(words(renderPublishedYears()));
  });
});
