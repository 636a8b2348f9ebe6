import { cadenceWords, deadlineWords, setByWords } from '../../../contexts/plan/contract/words.ts';
import type { PublicLeaf } from '../../../contexts/plan/service/public-views.ts';
import type { Column } from '../../../contexts/publications/contract.ts';
import { csvText } from '../../../platform/sheets.ts';
import { withDescendants } from '../../columns.ts';
import { doorsOfColumn, type PageDoor } from '../../doors.ts';
import { href, type PageFrame, renderPage } from '../../layout.tsx';
import { Link } from '../../link.tsx';
import type { RenderedPage } from '../../page-store.ts';
import type { PortalReads } from '../../reads.ts';
import type { ColumnNode, DutyCounts, ListEntry, PublicDuty, Site } from '../../view.ts';
import { collectionOf, type DatasetRoom } from '../datasets/collection.ts';
import { setPath } from '../datasets/dataset.tsx';
import { DutyTable } from '../ledger.tsx';
import { Entries } from '../lists.tsx';
import { DataCards } from './data-cards.tsx';

/** The key areas, each with what the plan promises beside what is out and what is late. */

export interface AreaRooms {
  readonly site: Site;
  readonly reads: PortalReads;
  readonly columns: readonly Column[];
  readonly nodes: readonly ColumnNode[];
  frameOf(parts: Pick<PageFrame, 'title' | 'path' | 'crumbs'>): PageFrame;
}

export const areasHome = '/areas/';
const home = { name: '重点领域：承诺与公开', path: areasHome };

/** Roots of the areas: columns with an area whose parent has none. */
export function areaRoots(nodes: readonly ColumnNode[]): readonly ColumnNode[] {
  return nodes.filter(node => node.area !== null && (node.parent === null || node.parent.area === null));
}

const segmentOf = (column: ColumnNode): string => column.path.split('/').at(-2) ?? column.id;
export const areaPath = (column: ColumnNode): string => `${areasHome}${segmentOf(column)}/`;

const stateWords = { out: '已公开', late: '逾期未公开', open: '待公开' } as const;

interface Area {
  readonly column: ColumnNode;
  readonly leaves: readonly PublicLeaf[];
  readonly counts: DutyCounts;
  readonly duties: readonly PublicDuty[];
  readonly columnIds: readonly string[];
}

async function areaOf(rooms: AreaRooms, column: ColumnNode, promised: readonly PublicLeaf[]): Promise<Area> {
  const columnIds = withDescendants(column).map(node => node.id);
  const ids = rooms.columns.filter(each => columnIds.includes(each.id)).flatMap(each => each.leaves);
  const leaves = promised.filter(leaf => ids.includes(leaf.id));
  return { column, leaves, columnIds, ...(await rooms.reads.dutiesOf(ids)) };
}

function elementCounts({ leaves }: Pick<Area, 'leaves'>) {
  const all = leaves.flatMap(leaf => leaf.elements);
  const of = (state: 'out' | 'late' | 'open') => all.filter(each => each.state === state).length;
  return { all: all.length, out: of('out'), late: of('late'), open: of('open') };
}

/** Three parts of a whole: out, late, still to come. The numbers stand beside it in words. */
function Share({ out, late, all }: { out: number; late: number; all: number }) {
  if (all === 0) return null;
  const width = (part: number) => (part / all) * 100;
  return (
    <svg class="share" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect class="share-all" width="100" height="6" />
      <rect class="share-out" width={width(out)} height="6" />
      <rect class="share-late" x={width(out)} width={width(late)} height="6" />
    </svg>
  );
}

function HomePage({ site, areas }: { site: Site; areas: readonly Area[] }) {
  return (
    <section class="sheet">
      <h1>重点领域：承诺与公开</h1>
      <p>每个领域按年度工作方案应当公开哪些内容，哪些已经公开，哪些逾期没有公开。数字由公开台账逐项计算。</p>
      <ul class="areas">
        {areas.map(area => {
          const { all, out, late } = elementCounts(area);
          return (
            <li>
              <Link to={href(site, areaPath(area.column))}>
                <b>{area.column.name}</b>
                <small>
                  方案要求公开{all}项内容，已公开{out}项{late > 0 ? `，逾期${late}项` : ''}
                </small>
                <Share out={out} late={late} all={all} />
              </Link>
            </li>
          );
        })}
      </ul>
      <p>
        下载：<Link to={href(site, `${areasHome}promises.csv`)}>CSV</Link>{' '}
        <Link to={href(site, `${areasHome}promises.json`)}>JSON</Link>
      </p>
    </section>
  );
}

interface LeafRoom {
  readonly leaf: PublicLeaf;
  readonly sets: readonly DatasetRoom[];
  /** Registers, lists, decisions: what is no data set. */
  readonly doors: readonly PageDoor[];
}

const leafAnchor = ({ id }: PublicLeaf): string => `leaf-${id.replaceAll('.', '-')}`;

function LeafPart({ site, room }: { site: Site; room: LeafRoom }) {
  const { leaf, sets, doors } = room;
  return (
    <section class="sheet" aria-labelledby={leafAnchor(leaf)}>
      <h2 id={leafAnchor(leaf)}>
        {leaf.id} {leaf.title}
      </h2>
      <dl class="facts">
        <dt>责任单位</dt>
        <dd>{leaf.units.join('、')}</dd>
        <dt>公开频率</dt>
        <dd>{cadenceWords[leaf.cadence]}</dd>
        <dt>公开期限</dt>
        <dd>
          {deadlineWords(leaf.deadline)}（{setByWords[leaf.setBy]}
          {leaf.basis === '' ? '' : `，依据${leaf.basis}`}）
        </dd>
      </dl>
      <ul class="promised" aria-label={`${leaf.title}应当公开的内容`}>
        {leaf.elements.map(({ no, name, state }) => (
          <li>
            <span>
              {no}. {name}
            </span>
            <span class={`tagword state-${state === 'out' ? 'met' : state === 'late' ? 'late' : 'due'}`}>
              {stateWords[state]}
            </span>
          </li>
        ))}
      </ul>
      <DataCards site={site} sets={sets} of={leaf.title} />
      {doors.length > 0 && (
        <p>
          名录和清单：
          {doors.map((door, at) => (
            <>
              {at > 0 ? '、' : ''}
              <Link to={href(site, door.path)}>{door.name}</Link>
            </>
          ))}
        </p>
      )}
    </section>
  );
}

function AreaPage(props: {
  readonly site: Site;
  readonly area: Area;
  readonly rooms: readonly LeafRoom[];
  readonly newest: readonly ListEntry[];
}) {
  const { site, area, rooms, newest } = props;
  const { all, out, late, open } = elementCounts(area);
  const { column, counts, duties } = area;
  const overdue = duties.filter(duty => duty.state === 'late');
  return (
    <div class="grid">
      <section class="sheet">
        <h1>{column.name}</h1>
        <p>{column.description}</p>
        <p>
          方案要求公开{all}项内容：已公开{out}项，逾期未公开{late}项，待公开{open}项。按单位和期间分解为
          {counts.total}项公开任务，已履行{counts.met}项，逾期{counts.late}项。
        </p>
        <Share out={out} late={late} all={all} />
        <p>
          <Link to={href(site, column.path)}>本领域全部信息</Link>
        </p>
      </section>
      {counts.late > 0 && (
        <section class="sheet" aria-labelledby="late">
          <h2 id="late">逾期未公开</h2>
          {overdue.length === 0 ? (
            <p>逾期事项清单由本机关内部督办。</p>
          ) : (
            <>
              <p>点开每一项，可以看到到期日是怎样算出来的。</p>
              <DutyTable site={site} duties={overdue} />
            </>
          )}
        </section>
      )}
      <section class="sheet" aria-labelledby="newest">
        <h2 id="newest">最近公开</h2>
        <Entries site={site} entries={newest} empty="还没有公开的信息。" />
      </section>
      {rooms.map(room => (
        <LeafPart site={site} room={room} />
      ))}
    </div>
  );
}

const heads = ['领域', '条目', '名称', '序号', '应当公开的内容', '责任单位', '公开频率', '公开期限', '现状'];

function promises(areas: readonly Area[]) {
  return areas.flatMap(({ column, leaves }) =>
    leaves.flatMap(leaf =>
      leaf.elements.map(({ no, name, state }) => ({
        ...{ area: column.name, leaf: leaf.id, title: leaf.title, no, name, units: leaf.units },
        ...{ cadence: cadenceWords[leaf.cadence], deadline: deadlineWords(leaf.deadline) },
        state: stateWords[state],
      })),
    ),
  );
}

const baseTags = ['site', 'ledger', 'day', 'items', 'data'];

/** Addresses of the areas for the site map; none where the plan promises nothing for them. */
export async function areaAddresses(rooms: Pick<AreaRooms, 'reads' | 'nodes'>): Promise<string[]> {
  if ((await rooms.reads.leaves()).length === 0) return [];
  const roots = areaRoots(rooms.nodes);
  return roots.length === 0 ? [] : [areasHome, ...roots.map(areaPath)];
}

async function leafRoomsOf({ reads, columns }: AreaRooms, { leaves }: Area): Promise<LeafRoom[]> {
  const { sets: all } = collectionOf((await reads.datasets?.editions()) ?? []);
  return Promise.all(
    leaves.map(async leaf => {
      const of = columns.filter(each => each.leaves.includes(leaf.id)).map(each => each.id);
      const sets = all.filter(room => of.includes(room.columnId));
      const drawn = new Set(sets.map(({ id }) => setPath(id)));
      const guides = (await reads.powers?.guidesOf(leaf.id)) ?? [];
      const doors = [...guides, ...(await Promise.all(of.map(id => doorsOfColumn(reads, id)))).flat()];
      return { leaf, sets, doors: doors.filter(({ path }) => !drawn.has(path)) };
    }),
  );
}

/** The page at a path below /areas/, or null where there is none. */
export async function areaPages(rooms: AreaRooms, path: string): Promise<RenderedPage | null> {
  const { site, reads } = rooms;
  const roots = areaRoots(rooms.nodes);
  const promised = await reads.leaves();
  if (roots.length === 0 || promised.length === 0) return null;
  const everyArea = () => Promise.all(roots.map(column => areaOf(rooms, column, promised)));
  if (path === areasHome) {
    const frame = rooms.frameOf({ title: home.name, path, crumbs: [{ name: home.name }] });
    return { body: renderPage(frame, <HomePage site={site} areas={await everyArea()} />), tags: baseTags };
  }
  if (path === `${areasHome}promises.json`) {
    const body = JSON.stringify({ promises: promises(await everyArea()) });
    return { contentType: 'application/json; charset=utf-8', isOpen: true, body, tags: baseTags };
  }
  if (path === `${areasHome}promises.csv`) {
    const rows = promises(await everyArea()).map(each => [
      ...[each.area, each.leaf, each.title, each.no, each.name, each.units.join('、')],
      ...[each.cadence, each.deadline, each.state],
    ]);
    const body = csvText([heads, ...rows]);
    return { contentType: 'text/csv; charset=utf-8', isOpen: true, body, tags: baseTags };
  }
  const column = roots.find(each => areaPath(each) === path);
  if (column === undefined) return null;
  const area = await areaOf(rooms, column, promised);
  const newest = await reads.list(area.columnIds, 1, 8);
  const leafRooms = await leafRoomsOf(rooms, area);
  const frame = rooms.frameOf({ title: column.name, path, crumbs: [home, { name: column.name }] });
  return {
    body: renderPage(frame, <AreaPage site={site} area={area} rooms={leafRooms} newest={newest.entries} />),
    tags: [...baseTags, ...area.columnIds.map(id => `column:${id}`)],
  };
}
