import { citationWords, cite } from '../../../../law/citation.ts';
import type { Finding } from '../../contract.ts';
import { findingAt } from './finding.ts';
import { hitsOf } from './hits.ts';
import type { PlacedText } from './text-place.ts';

/** Links that leave the government's sites, and links that lead nowhere (政府网站发展指引: 无错链、断链). */

export interface GivenLink {
  readonly url: string;
  /** The words that carry it. */
  readonly words: string;
}

const basis = ['《政府网站发展指引》（国办发〔2017〕47号）', citationWords(cite('政府信息公开条例', 6))];
const written = /(?:https?:\/\/|(?<![A-Za-z0-9@.])www\.)[^\s\u4e00-\u9fff，。；、）)】》“”"'<>|]{3,2000}/gi;

function hostOf(url: string): string | undefined {
  const match = /^(?:https?:)?(?:\/\/)?(?:[^/?#@\s]*@)?([^/?#:\s]+)/i.exec(url);
  return match?.[1]?.toLowerCase().replace(/\.$/, '');
}

function isAllowed(host: string, allowed: readonly string[]): boolean {
  return allowed.some(each => host === each || host.endsWith(`.${each}`));
}

function shown(url: string): string {
  return url.length > 60 ? `${url.slice(0, 60)}…` : url;
}

const outside = (host: string) =>
  `链接指向本系统以外的网站（${host}）。请确认其内容合法、长期有效且与本信息有关；不需要的请删除。常用的政务网站可以列入机构包 gate.yaml 的 linkHosts。`;
const dead = '链接已经打不开。请改正或删除。';

/** `deadLinks` are addresses that a checker found dead; an address of our own begins with `/`. */
export function linkFindings(
  places: readonly PlacedText[],
  given: readonly GivenLink[],
  allowed: readonly string[],
  deadLinks: readonly string[],
): Finding[] {
  const gone = new Set(deadLinks);
  const inText = places.flatMap(place =>
    hitsOf(written, place.text).flatMap(match => {
      const url = match[0];
      const span = { from: match.index, to: match.index + url.length, basis, severity: 'warn' as const };
      const host = hostOf(url);
      if (gone.has(url)) return [findingAt(place, { rule: 'dead-link', advice: dead, ...span })];
      if (host === undefined || isAllowed(host, allowed)) return [];
      return [findingAt(place, { rule: 'outside-link', advice: outside(host), ...span })];
    }),
  );
  const seen = new Set(places.flatMap(place => hitsOf(written, place.text).map(match => match[0])));
  const inLinks = given.flatMap(({ url, words }): Finding[] => {
    const host = /^https?:/i.test(url) ? hostOf(url) : undefined;
    const at = {
      where: `正文链接“${shown(words)}”`,
      excerpt: shown(url),
      severity: 'warn' as const,
      basis,
      overridable: true,
    };
    if (gone.has(url)) return [{ rule: 'dead-link', advice: dead, ...at }];
    if (host === undefined || isAllowed(host, allowed) || seen.has(url)) return [];
    return [{ rule: 'outside-link', advice: outside(host), ...at }];
  });
  return [...inText, ...inLinks];
}
