import { decisionLines, kindWords, type ReleasedDecision } from '../../../contexts/enforcement/contract.ts';
import { matterSheet } from '../../../contexts/enforcement/rendering/files.ts';
import type { PublicMatters, PublicRow } from '../../../contexts/enforcement/service.ts';
import { shanghaiDay } from '../../../platform/clock.ts';
import { sheetCsv } from '../../../platform/sheets.ts';
import { href, type PageFrame, renderPage } from '../../layout.tsx';
import { Link } from '../../link.tsx';
import type { RenderedPage } from '../../page-store.ts';
import { SheetTable } from '../../sheet-table.tsx';
import type { Site } from '../../view.ts';
import { dayWords } from '../../words.ts';
import {
  DecisionList,
  decisionPath,
  enforcementHome,
  enforcementList,
  enforcementMatters,
  enforcementStatistics,
  StatisticsPage,
} from './lists.tsx';
import type { DecisionFilter, EnforcementReads } from './reads.ts';

/** Which page of enforcement stands at which address. */

export interface EnforcementRooms {
  readonly site: Site;
  readonly enforcement: EnforcementReads;
  frameOf(parts: Pick<PageFrame, 'title' | 'path' | 'crumbs'> & { readonly robots?: string }): PageFrame;
}

const mattersCsv = '/enforcement/matters.csv';
const mattersJson = '/enforcement/matters.json';
const home = { name: '执法公示', path: enforcementHome };
const pageSize = 20;

const tagsOf = ({ enforcement }: EnforcementRooms) => [
  ...['items', 'site'],
  ...enforcement.columnIds.map(id => `column:${id}`),
];

async function listHtml(
  rooms: EnforcementRooms,
  asked: DecisionFilter & { readonly page: number },
  frame: PageFrame,
): Promise<string> {
  const { page, ...filter } = asked;
  const { enforcement, site } = rooms;
  const [{ rows, count }, units, counts, matters] = await Promise.all([
    enforcement.list({ ...filter, page, size: pageSize }),
    enforcement.units(),
    enforcement.counts(),
    enforcement.matters(),
  ]);
  const years = [...new Set(counts.map(each => each.year))];
  const room = {
    ...{ rows, count, page, size: pageSize, filter, units, years },
    hasMatters: matters !== null,
  };
  return renderPage(frame, <DecisionList site={site} room={room} />);
}

function stageLines({ kind }: ReleasedDecision): readonly string[] {
  if (kind !== 'penalty') return [];
  return [
    '事前：处罚事项、依据、程序和救济渠道在权力和责任清单中公开。',
    '事中：执法人员表明身份、出具文书，告知拟处罚的事实、理由、依据和陈述、申辩、听证的权利。',
    '事后：本决定自作出之日起7个工作日内公示。',
  ];
}

function DecisionPage({ site, row }: { site: Site; row: PublicRow }) {
  const { released, releasedOn, shownUntil, path } = row;
  const stages = stageLines(released);
  return (
    <div class="grid">
      <section class="sheet">
        <h1>{released.title}</h1>
        <table class="stacks">
          <caption class="visually-hidden">决定内容</caption>
          <tbody>
            {decisionLines(released).map(([head, value]) => (
              <tr>
                <th scope="row">{head}</th>
                <td>{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p>
          <Link to={href(site, path)}>公示原文、数据文件（JSON、CSV、XLSX）和公开记录</Link>
        </p>
      </section>
      <section class="sheet">
        <h2>公示期限</h2>
        <p>
          {dayWords(released.decidedOn)}作出决定，应当于{dayWords(released.publishBy)}前公示，
          {dayWords(releasedOn)}公示（{releasedOn <= released.publishBy ? '按期' : '逾期'}）。公示至
          {dayWords(shownUntil)}，共{released.shownMonths}个月（本机关规定）。
        </p>
        {released.partyKind === 'person' && <p>自然人的姓名和身份信息按个人信息保护的要求处理。</p>}
        <p>认为公示内容有误的，可以向{released.organ}提出更正申请。</p>
        {stages.length > 0 && (
          <>
            <h2>处罚三阶段公开</h2>
            <ul>
              {stages.map(line => (
                <li>{line}</li>
              ))}
            </ul>
          </>
        )}
      </section>
    </div>
  );
}

async function decisionPage(rooms: EnforcementRooms, id: string): Promise<RenderedPage | null> {
  const row = await rooms.enforcement.decision(id);
  if (row === null) return null;
  const { title, documentNo, kind } = row.released;
  const frame = rooms.frameOf({
    title: `${title}（${documentNo}）`,
    path: decisionPath(id),
    crumbs: [home, { name: `${kindWords[kind]} ${documentNo}` }],
  });
  return {
    body: renderPage(frame, <DecisionPage site={rooms.site} row={row} />),
    tags: [...tagsOf(rooms), `item:${row.itemId}`],
  };
}

function MattersPage({ site, list }: { site: Site; list: PublicMatters }) {
  const { data, path, releasedAt } = list;
  const sheet = matterSheet(data);
  return (
    <div class="sheet">
      <h1>{sheet.name}</h1>
      <p>
        {data.organ}的行政执法事项共{data.matters.length}
        项，写明执法主体、职责、权限和依据，在执法之前公开（国办发〔2018〕118号）。
      </p>
      <SheetTable sheet={sheet} />
      <p>
        {dayWords(shanghaiDay(releasedAt))}公布：
        <Link to={href(site, path)}>清单原文，附数据文件和公开记录</Link>、
        <Link to={href(site, mattersCsv)} download>
          下载清单（CSV）
        </Link>
        、<Link to={href(site, mattersJson)}>数据（JSON）</Link>。
      </p>
    </div>
  );
}

async function mattersPage(rooms: EnforcementRooms, path: string): Promise<RenderedPage | null> {
  const list = await rooms.enforcement.matters();
  if (list === null) return null;
  const tags = [...tagsOf(rooms), `item:${list.itemId}`];
  if (path === mattersCsv)
    return {
      ...{ contentType: 'text/csv; charset=utf-8', isOpen: true, tags },
      body: sheetCsv(matterSheet(list.data)),
    };
  if (path === mattersJson)
    return {
      ...{ contentType: 'application/json; charset=utf-8', isOpen: true, tags },
      body: JSON.stringify(list.data),
    };
  const title = '行政执法事项清单';
  const frame = rooms.frameOf({ title, path, crumbs: [home, { name: title }] });
  return { body: renderPage(frame, <MattersPage site={rooms.site} list={list} />), tags };
}

async function statisticsPage(rooms: EnforcementRooms): Promise<RenderedPage> {
  const frame = rooms.frameOf({
    title: '执法公示统计',
    path: enforcementStatistics,
    crumbs: [home, { name: '统计' }],
  });
  const [counts, gone] = await Promise.all([rooms.enforcement.counts(), rooms.enforcement.takenDown()]);
  return {
    body: renderPage(frame, <StatisticsPage site={rooms.site} counts={counts} gone={gone} />),
    tags: tagsOf(rooms),
  };
}

/** Decisions that a question finds: rendered for each question, never stored. */
export function decisionsFound(
  rooms: EnforcementRooms,
  asked: DecisionFilter & { readonly page: number },
): Promise<string> {
  const frame = rooms.frameOf({
    title: '查找执法决定',
    path: enforcementList,
    crumbs: [home, { name: '查找' }],
    robots: 'noindex',
  });
  return listHtml(rooms, asked, frame);
}

/** The page at a path below /enforcement/, or null where there is none. */
export async function enforcementPages(rooms: EnforcementRooms, path: string): Promise<RenderedPage | null> {
  if (path === enforcementHome) {
    const frame = rooms.frameOf({ title: home.name, path, crumbs: [{ name: home.name }] });
    return { body: await listHtml(rooms, { page: 1 }, frame), tags: tagsOf(rooms) };
  }
  if (path === enforcementStatistics) return statisticsPage(rooms);
  if ([enforcementMatters, mattersCsv, mattersJson].includes(path)) return mattersPage(rooms, path);
  const id = /^\/enforcement\/([0-9a-f-]{36})\.html$/.exec(path)?.[1];
  return id === undefined ? null : decisionPage(rooms, id);
}
