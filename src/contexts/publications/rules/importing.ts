import type { Day } from '../../../law/day.ts';
import type { ColumnTable, OldArticle } from '../contract/importing.ts';

/** Reading what an old site says of an article. Pure. */

export interface OldAddress {
  /** Lower case; empty where the source told none. */
  readonly host: string;
  /** `/path?query`, without fragment and doubled slashes, percent-encoded as a URL is. */
  readonly address: string;
}

const nowhere = 'old.invalid';

/** An address as redirects are looked up; nothing for what is none, or for the home page. */
export function oldAddress(url: string): OldAddress | undefined {
  const trimmed = url.trim();
  if (trimmed === '' || !URL.canParse(trimmed, `http://${nowhere}/`)) return undefined;
  const { protocol, host, pathname, search } = new URL(trimmed, `http://${nowhere}/`);
  if (!/^https?:$/.test(protocol)) return undefined;
  const path = pathname.replaceAll(/\/{2,}/g, '/');
  if (path === '/' && search === '') return undefined;
  return { host: host === nowhere ? '' : host, address: `${path}${search}` };
}

/**
 * Addresses under which an asked one may be kept, the nearest first: whole, without its query (shared links carry marks
 * of their own), and a folder as its first page.
 */
export function addressesAsked(asked: string): string[] {
  const found = oldAddress(asked);
  if (found === undefined) return [];
  const [path = ''] = found.address.split('?', 1);
  const more = path.endsWith('/')
    ? ['index.html', 'index.htm', 'index.shtml'].map(name => `${path}${name}`)
    : [];
  return [...new Set([found.address, path, ...more])];
}

/** Our column for an old one: by its whole name, else by the longest beginning of its path. */
function columnIn(name: string, { columns }: ColumnTable): string | undefined {
  if (name === '') return undefined;
  if (Object.hasOwn(columns, name)) return columns[name];
  const [longest] = Object.keys(columns)
    .filter(each => each.endsWith('/') && name.startsWith(each))
    .sort((a, b) => b.length - a.length);
  return longest === undefined ? undefined : columns[longest];
}

/** Where an article goes: by its column, by its address, by the name of a column of ours, else where the rest goes. */
export function columnFor(
  article: Pick<OldArticle, 'column' | 'url'>,
  table: ColumnTable,
  ours: ReadonlySet<string>,
): string | undefined {
  const name = article.column.trim();
  const path = oldAddress(article.url ?? '')?.address ?? '';
  return (
    columnIn(name, table) ??
    columnIn(path, table) ??
    columnIn(path.replace(/^\//, ''), table) ??
    (ours.has(name) ? name : table.otherwise)
  );
}

/** What tells one article of an old site from another. */
export function oldIdOf(article: Pick<OldArticle, 'id' | 'url'>): string | undefined {
  const id = (article.id ?? '').trim();
  if (id !== '') return id;
  const from = oldAddress(article.url ?? '');
  return from === undefined ? undefined : `${from.host}${from.address}`;
}

/** A relative path that stays inside its folder, with `/`; nothing for one that leads out, is absolute or has a drive. */
export function pathInside(base: string, path: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path.split(/[?#]/, 1)[0] ?? '');
  } catch {
    decoded = path;
  }
  if (decoded === '' || /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(decoded) || decoded.includes('\u0000'))
    return undefined;
  const from = decoded.startsWith('/') ? [] : base.split('/').slice(0, -1);
  const parts: string[] = [...from];
  for (const part of decoded.replaceAll('\\', '/').split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.length === 0 ? undefined : parts.join('/');
}

/** Plain text as paragraphs; HTML is left alone. */
export function asHtml(body: string): string {
  if (/<(?:p|div|table|br|span|img|h[1-6]|ul|ol|section|article)\b/i.test(body)) return body;
  const escaped = (line: string) =>
    line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return body
    .split(/\r?\n/)
    .map(line => line.trim())
    .filter(line => line !== '')
    .map(line => `<p>${escaped(line)}</p>`)
    .join('');
}

/** The day an item was made: said, else the day it was published. */
export function writtenDay(article: OldArticle, publishedOn: Day): Day {
  return (article.writtenOn ?? publishedOn) as Day;
}
