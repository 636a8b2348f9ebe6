import { csvText } from '../platform/sheets.ts';
import { withDescendants } from './columns.ts';
import { addressOf } from './layout.tsx';
import type { RenderedPage } from './page-store.ts';
import type { Portal } from './portal.ts';
import { dayOf } from './words.ts';

/** The list of a column for programs and spreadsheets: `list.json` and `list.csv` below the column's address. */

/** Newest entries that a file holds; the feed and the sitemap know the others. */
const mostListed = 10_000;

/** Null where there is no such column. */
export async function columnFile(portal: Portal, path: string): Promise<RenderedPage | null> {
  const { site, reads, tree } = portal;
  const [, folder = '', format] = /^(.*\/)list\.(json|csv)$/.exec(path) ?? [];
  const column = tree.byPath.get(folder);
  if (column === undefined) return null;
  const nodes = withDescendants(column);
  const list = await reads.list(
    nodes.map(node => node.id),
    1,
    mostListed,
  );
  const entries = list.entries.map(
    ({ title, path: at, releasedAt, documentNo, unitName, columnId, summary }) => ({
      ...{ title, url: addressOf(site, at), releasedAt, documentNo, unit: unitName },
      ...{ column: tree.byId.get(columnId)?.name ?? '', summary },
    }),
  );
  const tags = ['site', ...nodes.map(node => `column:${node.id}`)];
  if (format === 'json') {
    const body = JSON.stringify({ column: column.name, total: list.total, entries });
    return { contentType: 'application/json; charset=utf-8', isOpen: true, body, tags };
  }
  const heads = ['标题', '网址', '发布日期', '文号', '责任单位', '栏目', '摘要'];
  const rows = entries.map(each => [
    ...[each.title, each.url, dayOf(each.releasedAt), each.documentNo, each.unit, each.column, each.summary],
  ]);
  return {
    contentType: 'text/csv; charset=utf-8',
    isOpen: true,
    body: csvText([heads, ...rows]),
    tags,
  };
}
