import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TermMatcher } from './term-matcher.ts';

function naive(terms: readonly string[], text: string): string[] {
  const hits: string[] = [];
  terms.forEach((term, number) => {
    if (term === '') return;
    for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) hits.push(`${number}@${at}`);
  });
  return hits.sort();
}

describe('finding many terms in one pass', () => {
  it('finds what looking for each term by itself finds, overlaps and terms within terms included', () => {
    const word = fc.string({ unit: fc.constantFrom('甲', '乙', '丙'), maxLength: 4 });
    const text = fc.string({ unit: fc.constantFrom('甲', '乙', '丙', '丁'), maxLength: 60 });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), text, (terms, within) => {
        const found = new TermMatcher(terms).find(within).map(({ term, from, to }) => {
          expect(within.slice(from, to)).toBe(terms[term]);
          return `${term}@${from}`;
        });
        expect(found.sort()).toEqual(naive(terms, within));
      }),
      { numRuns: 300 },
    );
  });
});
