import { render as renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { collectionOf } from '../datasets/collection.ts';
import { edition, publicEdition, someEditions } from '../datasets/editions.fixture.ts';
import { DataCards } from './data-cards.tsx';

const site = { basePath: '/bm/mz', origin: '' } as never;
const cards = (editions: typeof someEditions) =>
  renderToString(<DataCards site={site} sets={collectionOf(editions).sets} of="低保" />);
const words = (html: string) => html.replaceAll(/<[^>]+>/g, '');

describe('the data of a leaf on the page of its area', () => {
  it('is a small drawing with the figures in words, and the way to the data set', () => {
    const html = cards(someEditions);
    expect(html).toContain('href="/bm/mz/data/allowance/"');
    expect(html).toContain(
      'aria-label="保障人数（人），合计，2期：2019年第一季度6,010，2019年第二季度6,075。"',
    );
    expect(html.match(/<rect/g)).toHaveLength(2);
    expect(words(html)).toContain('2019年第二季度 6,075（2019年第一季度 6,010）');
  });

  it('shows nothing of a withdrawn period, and a single period by itself', () => {
    const html = cards([
      publicEdition(edition('2018Q4'), { standing: 'withdrawn' }),
      publicEdition(edition('2019Q1')),
    ]);
    expect(html).not.toContain('2018年');
    expect(words(html)).toMatch(/2019年第一季度 6,010$/);
  });

  it('is left out where there is none', () => {
    expect(cards([])).toBe('');
  });
});
