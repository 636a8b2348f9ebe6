/** Compares a served page with the canonical record the log vouches for. */
import type { Problem, ReleasedAct } from './acts.ts';

export interface ReadRecord {
  readonly title: string;
  readonly bodyHtml: string;
}

/** Title and body of a canonical record; nothing if it has none. */
export function readRecord(text: string): ReadRecord | undefined {
  try {
    const { title, bodyHtml } = JSON.parse(text) as Partial<ReadRecord>;
    return typeof title === 'string' && typeof bodyHtml === 'string' ? { title, bodyHtml } : undefined;
  } catch {
    return undefined;
  }
}

/** What stands between two marks; nothing unless each stands exactly once, in this order. */
function between(text: string, start: RegExp, end: string): string | undefined {
  const starts = [...text.matchAll(start)];
  if (starts.length !== 1) return undefined;
  const from = starts[0]!.index + starts[0]![0].length;
  const to = text.indexOf(end, from);
  return to < 0 ? undefined : text.slice(from, to);
}

const entities: Record<string, string> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&#x27;': "'",
  '&amp;': '&',
};

/** The text of an escaped title; nothing if it holds an element. */
function unescaped(html: string): string | undefined {
  if (html.includes('<')) return undefined;
  return html.replaceAll(/&(?:lt|gt|quot|#39|#x27|amp);/g, entity => entities[entity]!);
}

/** A portal below a base path prints it before the pictures and files it keeps itself; no other byte may differ. */
function withoutBase(bodyHtml: string): string {
  return bodyHtml.replaceAll(/(\b(?:src|href)=")(?:\/[a-z0-9-]+)+(\/files\/[0-9a-f]{64}\/)/g, '$1$2');
}

/**
 * The page must carry the record's title and body byte for byte: the title in `<h1 data-record-title>`, the body
 * between `<!--record-body-->` and `<!--/record-body-->`, each exactly once.
 */
export function pageProblems(html: string, record: ReadRecord | undefined, act: ReleasedAct): Problem[] {
  const where = act.path;
  if (record === undefined)
    return [{ kind: 'record-unreadable', where, message: `《${act.title}》的公开记录没有标题或正文。` }];
  const problems: Problem[] = [];
  const heading = between(html, /<h1\b[^>]*\sdata-record-title\b[^>]*>/g, '</h1>');
  const title = heading === undefined ? undefined : unescaped(heading);
  if (title !== record.title)
    problems.push({ kind: 'title-changed', where, message: `页面标题与《${act.title}》的公开记录不一致。` });
  const body = between(html, /<!--record-body-->/g, '<!--/record-body-->');
  const isOnce = html.split('<!--/record-body-->').length === 2;
  if (body === undefined || withoutBase(body) !== withoutBase(record.bodyHtml) || !isOnce)
    problems.push({ kind: 'page-changed', where, message: `页面正文与《${act.title}》的公开记录不一致。` });
  return problems;
}
