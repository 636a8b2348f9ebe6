/** Many words looked for at once: a list of fifty thousand names must not make every cell slow. */
import { halfWidth } from '../../../law/document-number.ts';

export interface TermHit {
  readonly from: number;
  readonly to: number;
  readonly term: string;
}

export interface TermIndex {
  readonly size: number;
  add(term: string): void;
  /** Every place where a term stands, the longest at each place; spaces and unseen marks part no term. */
  find(text: string): TermHit[];
  has(term: string): boolean;
}

const passedOver = /[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/;

function compact(text: string): { plain: string; origin: readonly number[] | null } {
  const same = halfWidth(text).toLowerCase();
  // A few letters grow when they become small; then positions would no longer agree.
  const whole = same.length === text.length ? same : text;
  if (!passedOver.test(whole)) return { plain: whole, origin: null };
  const origin: number[] = [];
  let plain = '';
  for (let i = 0; i < whole.length; i += 1) {
    if (passedOver.test(whole[i]!)) continue;
    plain += whole[i];
    origin.push(i);
  }
  return { plain, origin };
}

export function createTermIndex(terms: Iterable<string> = []): TermIndex {
  /** Lengths of the terms by their first two characters, the longest first: identity numbers all begin alike. */
  const lengths = new Map<string, number[]>();
  const known = new Set<string>();

  function add(given: string): void {
    const term = compact(given).plain;
    if (term.length < 2 || known.has(term)) return;
    known.add(term);
    const begin = term.slice(0, 2);
    const all = lengths.get(begin) ?? [];
    if (!all.includes(term.length))
      lengths.set(
        begin,
        [...all, term.length].sort((a, b) => b - a),
      );
  }

  function find(text: string): TermHit[] {
    if (known.size === 0 || text.length < 2) return [];
    const { plain, origin } = compact(text);
    const hits: TermHit[] = [];
    for (let i = 0; i + 1 < plain.length; i += 1) {
      const length = lengths
        .get(plain.slice(i, i + 2))
        ?.find(each => i + each <= plain.length && known.has(plain.slice(i, i + each)));
      if (length === undefined) continue;
      const term = plain.slice(i, i + length);
      const last = i + term.length - 1;
      hits.push({ from: origin?.[i] ?? i, to: (origin?.[last] ?? last) + 1, term });
      i = last;
    }
    return hits;
  }

  for (const term of terms) add(term);
  return {
    get size() {
      return known.size;
    },
    add,
    find,
    has: term => known.has(compact(term).plain),
  };
}
