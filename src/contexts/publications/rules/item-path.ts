import type { Day } from '../../../law/day.ts';
import type { CataloguePack, Column } from '../contract.ts';

/** Permanent addresses: `/<column path>/<yyyy>/<mm>/<8 characters>.html`. */

/** A column and its ancestors, itself first. A ring in the pack ends the walk: the pack's own check reports it. */
export function ancestry(catalogue: CataloguePack, columnId: string): Column[] {
  const byId = new Map(catalogue.columns.map(column => [column.id, column]));
  const line: Column[] = [];
  let at = byId.get(columnId);
  while (at !== undefined && !line.includes(at)) {
    line.push(at);
    at = at.parent === undefined ? undefined : byId.get(at.parent);
  }
  return line;
}

/** `/zfxxgk/fdzdgknr` – without a slash at the end; empty for an unknown column. */
export function columnPath(catalogue: CataloguePack, columnId: string): string {
  return ancestry(catalogue, columnId)
    .reverse()
    .map(column => `/${column.segment}`)
    .join('');
}

/** The address of an item begun on a day; `id` is a UUID, of which the first eight characters are used. */
export function itemPath(catalogue: CataloguePack, columnId: string, on: Day, id: string): string {
  const short = id.replaceAll('-', '').slice(0, 8);
  return `${columnPath(catalogue, columnId)}/${on.slice(0, 4)}/${on.slice(5, 7)}/${short}.html`;
}

/** The address after a change of column before the first release: day and short id stay. */
export function movedPath(catalogue: CataloguePack, columnId: string, path: string): string {
  return (
    columnPath(catalogue, columnId) +
    path
      .split('/')
      .slice(-3)
      .map(part => `/${part}`)
      .join('')
  );
}
