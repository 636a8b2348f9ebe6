/**
 * Finds many terms in one pass over a text (Aho and Corasick 1975): the time depends on the length of the text and on
 * what is found, not on how many terms there are.
 */

export interface TermHit {
  /** Place of the term in the list that the matcher was made of. */
  readonly term: number;
  readonly from: number;
  readonly to: number;
}

interface State {
  readonly next: Map<number, number>;
  fallback: number;
  /** Terms that end here. */
  readonly ends: number[];
  /** The nearest state on the way of fallbacks at which a term ends; 0 for none. */
  shorter: number;
}

const newState = (): State => ({ next: new Map(), fallback: 0, ends: [], shorter: 0 });

export class TermMatcher {
  readonly #states: State[] = [newState()];
  readonly #lengths: readonly number[];

  /** Empty terms are never found. */
  constructor(terms: readonly string[]) {
    this.#lengths = terms.map(term => term.length);
    terms.forEach((term, i) => {
      if (term !== '') this.#insert(term, i);
    });
    this.#link();
  }

  #insert(term: string, number: number): void {
    let at = 0;
    for (let i = 0; i < term.length; i += 1) {
      const state = this.#states[at]!;
      const code = term.charCodeAt(i);
      let next = state.next.get(code);
      if (next === undefined) {
        next = this.#states.push(newState()) - 1;
        state.next.set(code, next);
      }
      at = next;
    }
    this.#states[at]!.ends.push(number);
  }

  #link(): void {
    const queue = [...this.#states[0]!.next.values()];
    for (let i = 0; i < queue.length; i += 1) {
      const state = this.#states[queue[i]!]!;
      for (const [code, child] of state.next) {
        let fallback = state.fallback;
        while (fallback !== 0 && !this.#states[fallback]!.next.has(code))
          fallback = this.#states[fallback]!.fallback;
        const target = this.#states[fallback]!.next.get(code) ?? 0;
        const linked = this.#states[child]!;
        linked.fallback = target === child ? 0 : target;
        const below = this.#states[linked.fallback]!;
        linked.shorter = below.ends.length > 0 ? linked.fallback : below.shorter;
        queue.push(child);
      }
    }
  }

  /** Every place where a term stands, in the order of their ends; they may overlap. */
  find(text: string): TermHit[] {
    const hits: TermHit[] = [];
    let at = 0;
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      while (at !== 0 && !this.#states[at]!.next.has(code)) at = this.#states[at]!.fallback;
      at = this.#states[at]!.next.get(code) ?? 0;
      for (let seen = at; seen !== 0; seen = this.#states[seen]!.shorter)
        for (const term of this.#states[seen]!.ends)
          hits.push({ term, from: i + 1 - this.#lengths[term]!, to: i + 1 });
    }
    return hits;
  }
}
