import { type Day, parseDay } from '../../../law/day.ts';
import type { ColumnTable, OldArticle } from '../contract/importing.ts';

/** Reading what an old site says of an article. Pure. */

/**
 * The instant an old site means, in Asia/Shanghai where it names no zone: `2019-06-03`, `2019/6/3 10:00:05`,
 * `2019年6月3日 10:00`, `20190603`, ISO 8601 with a zone. Nothing if it is no such day, or lies after `now`.
 */
export function oldInstant(text: string, now: Date): Date | undefined {
  const instant = readInstant(text.trim());
  return instant === undefined || instant.getTime() > now.getTime() ? undefined : instant;
}

const zoned = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})$/;
const civil =
  /^(\d{4})(?:[-/.年]?)(\d{1,2})(?:[-/.月]?)(\d{1,2})日?(?:[T\s]*(\d{1,2})[:：时](\d{1,2})(?:[:：分](\d{1,2})(?:\.\d+)?秒?)?分?)?$/;

function readInstant(text: string): Date | undefined {
  if (zoned.test(text)) {
    const instant = new Date(text);
    return Number.isNaN(instant.getTime()) ? undefined : instant;
  }
  const match = civil.exec(text);
  if (match === null) return undefined;
  const [year, month, date, hour, minute, second] = match.slice(1).map(part => Number(part ?? 0));
  const two = (value: number | undefined) => String(value ?? 0).padStart(2, '0');
  const day = `${year}-${two(month)}-${two(date)}`;
  if (parseDay(day) === undefined || hour! > 23 || minute! > 59 || second! > 59) return undefined;
  return new Date(`${day}T${two(hour)}:${two(minute)}:${two(second)}+08:00`);
}

/** `/path?query` of an address, as redirects are looked up: no scheme, host, fragment, doubled or trailing slashes. */
export function oldAddress(url: string): string | undefined {
  const trimmed = url.trim();
  if (trimmed === '' || /^(?:javascript|data|mailto):/i.test(trimmed)) return undefined;
  let parsed: URL;
  try {
    parsed = new URL(trimmed, 'http://old.invalid/');
  } catch {
    return undefined;
  }
  if (!/^https?:$/.test(parsed.protocol)) return undefined;
  const path = parsed.pathname.replaceAll(/\/{2,}/g, '/');
  if (path === '/' && parsed.search === '') return undefined;
  return `${path}${parsed.search}`;
}

/** Our column for an old one: by its whole name, else by the longest beginning of its path. */
export function columnFor(column: string, { columns, otherwise }: ColumnTable): string | undefined {
  const name = column.trim();
  if (Object.hasOwn(columns, name)) return columns[name];
  const beginnings = Object.keys(columns)
    .filter(each => each.endsWith('/') && name.startsWith(each))
    .sort((a, b) => b.length - a.length);
  return beginnings[0] === undefined ? otherwise : columns[beginnings[0]];
}

/** What tells one article of an old site from another. */
export function oldIdOf(article: OldArticle): string | undefined {
  if (article.id !== undefined && article.id.trim() !== '') return article.id.trim();
  return article.url === undefined ? undefined : oldAddress(article.url);
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
  const escape = (line: string) =>
    line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return body
    .split(/\r?\n/)
    .map(line => line.trim())
    .filter(line => line !== '')
    .map(line => `<p>${escape(line)}</p>`)
    .join('');
}

/** The day an item was made: said, else the day it was published. */
export function writtenDay(article: OldArticle, publishedOn: Day): Day {
  return (article.writtenOn ?? publishedOn) as Day;
}
