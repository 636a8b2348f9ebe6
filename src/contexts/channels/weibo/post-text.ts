import type { Posting } from '../carrier.ts';
import type { WeiboSettings } from './settings.ts';

/** The words of a post: title, what fits of the summary, the address. Pure. */

export interface PostText {
  readonly text: string;
  /** As the platform counts it. */
  readonly length: number;
  readonly isTitleCut: boolean;
  readonly isSummaryCut: boolean;
  /** The address lies on the bound domain. */
  readonly isOnBoundDomain: boolean;
}

type Rule = WeiboSettings['status'];

function lengthOf(text: string, rule: Rule): number {
  let length = 0;
  for (const character of text) length += character.codePointAt(0)! < 128 ? rule.asciiCounts : 1;
  return length;
}

function addressLength(address: string, rule: Rule): number {
  return rule.addressCounts === 'full' ? lengthOf(address, rule) : rule.addressCounts;
}

/** As much of the text as fits, ending in `…` where something is missing; empty when hardly anything would be left. */
function fitted(text: string, room: number, rule: Rule, least: number): string {
  if (lengthOf(text, rule) <= room) return text;
  let kept = '';
  for (const character of text) {
    if (lengthOf(`${kept}${character}…`, rule) > room) break;
    kept += character;
  }
  return [...kept].length < least ? '' : `${kept}…`;
}

export function isOnDomain(address: string, domain: string): boolean {
  const host = URL.canParse(address) ? new URL(address).hostname.toLowerCase() : '';
  const wanted = domain.toLowerCase();
  return host === wanted || host.endsWith(`.${wanted}`);
}

/** A part of the summary shorter than this says nothing. */
const leastSummary = 8;

export function postText(
  posting: Posting,
  settings: Pick<WeiboSettings, 'status' | 'boundDomain'>,
): PostText {
  const { status: rule, boundDomain } = settings;
  // A word between two number signs would be a topic, which the interface refuses.
  const plain = (text: string): string => text.replaceAll('#', '').replace(/\s+/g, ' ').trim();
  const title = `【${plain(posting.title)}】`;
  const summary = plain(posting.summary);
  const address = posting.publicUrl;
  const room = rule.limit - addressLength(address, rule) - lengthOf(' ', rule);
  const head =
    lengthOf(title, rule) <= room ? title : `【${fitted(plain(posting.title), room - 2, rule, 1)}】`;
  const rest = fitted(summary, room - lengthOf(head, rule), rule, leastSummary);
  const words = `${head}${rest}`;
  return {
    text: `${words} ${address}`,
    length: Math.ceil(lengthOf(`${words} `, rule) + addressLength(address, rule)),
    isTitleCut: head !== title,
    isSummaryCut: rest !== summary,
    isOnBoundDomain: isOnDomain(address, boundDomain),
  };
}

/** The page on which a person shares by hand, with the words filled in. */
export function shareLink(posting: Posting, text: string): string {
  const words = text.endsWith(posting.publicUrl) ? text.slice(0, -posting.publicUrl.length).trim() : text;
  const query = new URLSearchParams({ url: posting.publicUrl, title: words });
  return `https://service.weibo.com/share/share.php?${query}`;
}
