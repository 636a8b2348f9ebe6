import { href } from '../../layout.tsx';
import { Link } from '../../link.tsx';
import type { Site } from '../../view.ts';
import { dayOf, dayWords } from '../../words.ts';
import { Search } from './lists.tsx';
import { Downloads, EntryTable, entryPath, Flows, History, listPathOf, Notice, sortWords } from './parts.tsx';
import type { Filter, PublicPowerList } from './reads.ts';

/** 办事指南: one page each, printable on one sheet; and one entry of a power list. */

export function GuidesPage(props: {
  site: Site;
  guides: readonly PublicPowerList[];
  filter: Filter;
  units: readonly string[];
  isNarrowed: boolean;
}) {
  const { site, guides, filter, units, isNarrowed } = props;
  return (
    <div class="sheet">
      <h1>办事指南</h1>
      <p>按事项公开依据、条件、材料、流程、时限、收费、结果和办理窗口，可以打印成一页纸带到窗口办理。</p>
      <Search site={site} action="/guides/list" filter={filter} units={units} kinds={[]} />
      {isNarrowed && (
        <p>
          <span aria-live="polite">符合条件的{guides.length}项</span>
          {'　'}
          <Link to={href(site, '/guides/')}>查看全部</Link>
        </p>
      )}
      {guides.length === 0 ? (
        <p class="empty">
          {isNarrowed ? '没有符合条件的指南，可以减少限定条件后再查。' : '目前没有公开的办事指南。'}
        </p>
      ) : (
        <GuideTable site={site} guides={guides} />
      )}
      <p>
        <Link to={href(site, '/powers/')}>权力和责任清单</Link>
      </p>
    </div>
  );
}

function GuideTable({ site, guides }: { site: Site; guides: readonly PublicPowerList[] }) {
  return (
    <table class="stacks">
      <caption class="visually-hidden">办事指南</caption>
      <thead>
        <tr>
          <th scope="col">事项名称</th>
          <th scope="col">承诺时限</th>
          <th scope="col">办理窗口</th>
          <th scope="col">责任单位</th>
        </tr>
      </thead>
      <tbody>
        {guides.flatMap(({ released }) =>
          released.entries.map(({ code, name, unitName, content }) => (
            <tr>
              <th scope="row" data-label="事项名称">
                <Link to={href(site, entryPath('guide', code))}>{name}</Link>
              </th>
              <td data-label="承诺时限">
                {content['promisedDays'] === 0 ? '当场办结' : `${content['promisedDays']}个工作日`}
              </td>
              <td data-label="办理窗口">{String(content['window'] ?? '—')}</td>
              <td data-label="责任单位">{unitName}</td>
            </tr>
          )),
        )}
      </tbody>
    </table>
  );
}

export interface GuideRoom {
  readonly list: PublicPowerList;
  readonly versions: readonly { readonly no: number; readonly releasedAt: string }[];
  /** An SVG of ours that leads to this page. */
  readonly qr: string;
  readonly address: string;
}

export function GuidePage({ site, room }: { site: Site; room: GuideRoom }) {
  const { list, versions, qr, address } = room;
  const { released } = list;
  const entry = released.entries[0]!;
  return (
    <div class="grid guide-page">
      <article class="sheet one-sheet">
        <div class="guide-head">
          <div>
            <h1>{entry.name}</h1>
            <p class="sub">
              {released.organ}办事指南　第{released.edition}版　
              <time dateTime={list.releasedAt}>{dayWords(dayOf(list.releasedAt))}</time>公开
            </p>
          </div>
          <figure class="qr">
            <div
              role="img"
              aria-label={`本页二维码，网址：${address}`}
              dangerouslySetInnerHTML={{ __html: qr }}
            />
            <figcaption>扫码查看最新版本</figcaption>
          </figure>
        </div>
        <EntryTable entry={entry} fields={released.fields} sort="guide" />
        <Flows entry={entry} fields={released.fields} />
      </article>
      <div class="tools">
        <p>本页可以直接打印成一张A4纸：使用浏览器的“打印”功能即可。</p>
        <Downloads site={site} list={list} />
      </div>
      <Notice released={released} />
      <History site={site} list={list} versions={versions} />
    </div>
  );
}

export function PowerEntryPage({ site, list, code }: { site: Site; list: PublicPowerList; code: string }) {
  const { released } = list;
  const { sort } = released.list;
  const entry = released.entries.find(each => each.code === code)!;
  return (
    <article class="sheet">
      <h1>{entry.name}</h1>
      <p>
        {sortWords(sort)}　{released.organ}　
        <Link to={href(site, listPathOf(sort))}>{released.list.title}</Link>第{released.edition}版，
        <time dateTime={list.releasedAt}>{dayWords(dayOf(list.releasedAt))}</time>公开
      </p>
      <EntryTable entry={entry} fields={released.fields} sort={sort} />
      <Flows entry={entry} fields={released.fields} />
      <p class="tools">
        <Link to={href(site, `/log/item/${list.documentId}`)}>在公开日志中核验本清单</Link>
      </p>
    </article>
  );
}
