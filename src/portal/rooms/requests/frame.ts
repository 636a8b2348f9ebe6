import type { ComponentChildren } from 'preact';
import type { ColumnTree } from '../../columns.ts';
import { crumbsOf, type PageFrame, renderPage } from '../../layout.tsx';
import type { Site } from '../../view.ts';
import { requestPaths } from './desk.ts';

/** The frame of every page about requests: they stand in the column 依申请公开. */

export interface RequestSurroundings {
  readonly site: Site;
  readonly tree: ColumnTree;
}

export interface RequestPage {
  readonly title: string;
  readonly path: string;
  readonly body: ComponentChildren;
  /** Pages that somebody fills in or that show a case are in no index. */
  readonly isPersonal?: boolean;
}

export function requestPage(
  { site, tree }: RequestSurroundings,
  { title, path, body, isPersonal = false }: RequestPage,
): string {
  const column = [...tree.byId.values()].find(node => node.types.includes('依申请公开'));
  const guide = { name: '申请指引', path: requestPaths.guide };
  const frame: PageFrame = {
    site,
    roots: tree.roots,
    title,
    path,
    tags: { column },
    crumbs: [
      ...(column === undefined ? [] : crumbsOf(column)),
      ...(path === requestPaths.guide ? [] : [guide]),
      { name: title },
    ],
    ...(isPersonal ? { robots: 'noindex, nofollow' } : {}),
  };
  return renderPage(frame, body);
}
