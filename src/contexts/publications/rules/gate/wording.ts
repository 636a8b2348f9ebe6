import { citationWords, cite } from '../../../../law/citation.ts';
import type { GatePack } from '../../contract/gate-pack.ts';
import type { Finding } from '../../contract.ts';
import { findingAt } from './finding.ts';
import { TermMatcher } from './term-matcher.ts';
import type { PlacedText } from './text-place.ts';

/** Wrong writings, fixed expressions, words the organ does not use, names and titles of leaders: tables of the pack. */

interface Entry {
  readonly term: string;
  readonly rule: string;
  readonly severity: Finding['severity'];
  readonly advice: string;
  readonly allow: readonly string[];
}

const basis = [
  '《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）',
  citationWords(cite('政府信息公开条例', 6)),
];

function entriesOf({ wording, banned, leaders }: GatePack): Entry[] {
  return [
    ...wording.map(({ wrong, right, allow, severity, note }) => ({
      term: wrong,
      rule: 'wording',
      severity,
      advice: `“${wrong}”应为“${right}”。${note}请核对后改正。`,
      // What is right may hold what is wrong: 党史学习教育活动 beside 学习教育.
      allow: right.includes(wrong) ? [...allow, right] : allow,
    })),
    ...banned.map(({ term, allow, severity, advice }) => ({
      term,
      rule: 'banned-word',
      severity,
      advice,
      allow,
    })),
    ...leaders.flatMap(({ name, mistaken }) =>
      mistaken.map(term => ({
        term,
        rule: 'leader-name',
        severity: 'block' as const,
        advice: `领导姓名“${term}”应为“${name}”。请改正。`,
        allow: [],
      })),
    ),
  ];
}

/** The tables made ready once; the same for every text. */
export class WordingTables {
  readonly #entries: readonly Entry[];
  readonly #matcher: TermMatcher;
  readonly #leaders: GatePack['leaders'];
  readonly #leaderMatcher: TermMatcher;
  readonly #titles: readonly string[];

  constructor(pack: GatePack) {
    this.#entries = entriesOf(pack);
    this.#matcher = new TermMatcher(this.#entries.map(each => each.term));
    this.#leaders = pack.leaders;
    this.#leaderMatcher = new TermMatcher(pack.leaders.map(each => each.name));
    this.#titles = [...new Set(pack.leaders.flatMap(each => each.titles))].sort(
      (a, b) => b.length - a.length,
    );
  }

  findings(places: readonly PlacedText[]): Finding[] {
    return places.flatMap(place => [...this.#words(place), ...this.#titlesOf(place)]);
  }

  #words(place: PlacedText): Finding[] {
    return this.#matcher.find(place.text).flatMap(({ term, from, to }) => {
      const { rule, severity, advice, allow } = this.#entries[term]!;
      if (allow.some(context => standsIn(place.text, context, from, to))) return [];
      return [findingAt(place, { rule, severity, advice, basis, from, to })];
    });
  }

  /** A title directly beside the name that is not one of this person's. */
  #titlesOf(place: PlacedText): Finding[] {
    return this.#leaderMatcher.find(place.text).flatMap(({ term, from, to }) => {
      const { name, titles } = this.#leaders[term]!;
      const before = place.text.slice(Math.max(0, from - 20), from);
      const title = this.#titles.find(each => before.endsWith(each) || before.endsWith(`${each}、`));
      if (title === undefined || titles.includes(title)) return [];
      const advice = `机构包中“${name}”的现任职务是${titles.join('、')}，文中写作“${title}”。请核对姓名和职务。`;
      return [
        findingAt(place, {
          rule: 'leader-title',
          severity: 'warn',
          advice,
          basis,
          from: from - title.length,
          to,
        }),
      ];
    });
  }
}

/** Does the longer expression stand around these characters? */
function standsIn(text: string, context: string, from: number, to: number): boolean {
  const start = Math.max(0, to - context.length);
  const at = text.slice(start, from + context.length).indexOf(context);
  return at >= 0 && start + at <= from && start + at + context.length >= to;
}
