import { href } from '../layout.tsx';
import { Link } from '../link.tsx';
import type { ColumnNode, ListEntry, ListPage, Site } from '../view.ts';
import { dayOf } from '../words.ts';
import { ValidityMark } from './normative-standing.tsx';

/** Titles with their day, the form every list of the portal has. */
export function Entries(props: {
  site: Site;
  entries: readonly ListEntry[];
  empty: string;
  detail?: boolean;
}) {
  if (props.entries.length === 0) return <p class="empty">{props.empty}</p>;
  return (
    <ul class="entries">
      {props.entries.map(entry => (
        <li>
          <span>
            <ValidityMark validity={entry.validity} />
            <Link to={href(props.site, entry.path)}>{entry.title}</Link>
            {props.detail === true && (
              <span class="sub">
                {entry.unitName}
                {entry.documentNo !== '' && ` · ${entry.documentNo}`}
              </span>
            )}
          </span>
          <time dateTime={dayOf(entry.releasedAt)}>{dayOf(entry.releasedAt)}</time>
        </li>
      ))}
    </ul>
  );
}

/** Address of page N of a list: the first is the folder itself. */
export function listPath(column: ColumnNode, page: number): string {
  return page === 1 ? column.path : `${column.path}index_${page}.html`;
}

function pageNumbers(current: number, last: number): number[] {
  const wanted = new Set([1, last, current - 2, current - 1, current, current + 1, current + 2]);
  return [...wanted].filter(n => n >= 1 && n <= last).sort((a, b) => a - b);
}

export function Pages(props: { current: number; total: number; size: number; to: (page: number) => string }) {
  const last = Math.max(1, Math.ceil(props.total / props.size));
  if (last === 1) return null;
  return (
    <nav aria-label="分页">
      <ul class="pages">
        {props.current > 1 && (
          <li>
            <Link to={props.to(props.current - 1)} rel="prev">
              上一页
            </Link>
          </li>
        )}
        {pageNumbers(props.current, last).map(n => (
          <li>
            {n === props.current ? (
              <span aria-current="page">{n}</span>
            ) : (
              <Link to={props.to(n)} label={`第 ${n} 页`}>
                {n}
              </Link>
            )}
          </li>
        ))}
        {props.current < last && (
          <li>
            <Link to={props.to(props.current + 1)} rel="next">
              下一页
            </Link>
          </li>
        )}
      </ul>
    </nav>
  );
}

function Branch(props: {
  site: Site;
  nodes: readonly ColumnNode[];
  currentId: string;
  openIds: ReadonlySet<string>;
}) {
  return (
    <ul class="side-nav">
      {props.nodes.map(node => (
        <li>
          <Link to={href(props.site, node.path)} current={node.id === props.currentId}>
            {node.name}
          </Link>
          {props.openIds.has(node.id) && node.children.length > 0 && (
            <Branch
              site={props.site}
              nodes={node.children}
              currentId={props.currentId}
              openIds={props.openIds}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

/** The columns of one root, opened on the way to the current one. */
export function SideNav(props: { site: Site; path: readonly ColumnNode[] }) {
  const root = props.path[0];
  const current = props.path.at(-1);
  if (root === undefined || current === undefined) return null;
  return (
    <nav class="side sheet" aria-label={`${root.name}栏目`}>
      <h2>
        <Link to={href(props.site, root.path)}>{root.name}</Link>
      </h2>
      <Branch
        site={props.site}
        nodes={root.children}
        currentId={current.id}
        openIds={new Set(props.path.map(node => node.id))}
      />
    </nav>
  );
}

export function BlockHead(props: { site: Site; name: string; path: string }) {
  return (
    <div class="block-head">
      <h2>{props.name}</h2>
      <Link to={href(props.site, props.path)} label={`更多${props.name}`}>
        更多
      </Link>
    </div>
  );
}

export type ColumnContent = ListPage;
