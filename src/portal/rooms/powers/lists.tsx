import { powerKinds, type ReleasedEntry, type Sort, tableOf } from '../../../contexts/powers/contract.ts';
import { href } from '../../layout.tsx';
import { Link } from '../../link.tsx';
import type { Site } from '../../view.ts';
import { dayOf, dayWords } from '../../words.ts';
import { UnitChoice } from '../unit-choice.tsx';
import { Downloads, entryPath, History, listPathOf, Notice, Removed, sortWords } from './parts.tsx';
import type { Filter, PublicPowerList } from './reads.ts';

/** 权责清单: what the bureau may do, by kind; found without a script. */

export interface Hit {
  readonly sort: Sort;
  readonly entry: ReleasedEntry;
}

export function Search(props: {
  site: Site;
  action: string;
  filter: Filter;
  units: readonly string[];
  kinds: readonly Sort[];
}) {
  const { site, action, filter, units, kinds } = props;
  return (
    <form action={href(site, action)} method="get" aria-label="查找事项">
      <div class="form-row">
        <label>
          名称、编码或内容
          <input name="q" type="search" value={filter.q ?? ''} maxLength={200} size={24} />
        </label>
        {kinds.length > 0 && (
          <label>
            权力类型
            <select name="kind">
              <option value="">全部类型</option>
              {kinds.map(kind => (
                <option value={kind} selected={filter.kind === kind}>
                  {sortWords(kind)}
                </option>
              ))}
            </select>
          </label>
        )}
        <UnitChoice label="责任单位" units={units} chosen={filter.unit} />
        <button class="primary" type="submit">
          查找
        </button>
      </div>
    </form>
  );
}

export function Entries({ site, hits, caption }: { site: Site; hits: readonly Hit[]; caption: string }) {
  return (
    <table class="stacks">
      <caption class="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">事项名称</th>
          <th scope="col">编码</th>
          <th scope="col">类型</th>
          <th scope="col">责任单位</th>
        </tr>
      </thead>
      <tbody>
        {hits.map(({ sort, entry }) => (
          <tr>
            <th scope="row" data-label="事项名称">
              <Link to={href(site, entryPath(sort, entry.code))}>{entry.name}</Link>
            </th>
            <td data-label="编码">{entry.code}</td>
            <td data-label="类型">{sortWords(sort)}</td>
            <td data-label="责任单位">{entry.unitName}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface IndexRoom {
  readonly lists: readonly PublicPowerList[];
  readonly units: readonly string[];
}

function KindRow({ site, sort, list }: { site: Site; sort: Sort; list: PublicPowerList | undefined }) {
  return (
    <tr>
      <th scope="row" data-label="清单">
        {list === undefined ? (
          tableOf(sort).title
        ) : (
          <Link to={href(site, listPathOf(sort))}>{tableOf(sort).title}</Link>
        )}
      </th>
      <td data-label="事项">{list === undefined ? '尚未公开' : `${list.released.entries.length}项`}</td>
      <td data-label="版本">{list === undefined ? '—' : `第${list.released.edition}版`}</td>
      <td data-label="公开日期">
        {list === undefined ? (
          '—'
        ) : (
          <time dateTime={list.releasedAt}>{dayWords(dayOf(list.releasedAt))}</time>
        )}
      </td>
    </tr>
  );
}

export function PowersIndex({ site, room }: { site: Site; room: IndexRoom }) {
  const listOf = (sort: Sort) => room.lists.find(list => list.released.list.sort === sort);
  return (
    <div class="sheet">
      <h1>权力和责任清单</h1>
      <p>
        本机关依法行使的行政权力及其责任，按六类公开（《政府信息公开条例》第二十条第五项、第六项）。每一项载明设定依据、责任事项、追责范围、承办机构、运行流程和监督方式。
      </p>
      <Search site={site} action="/powers/list" filter={{}} units={room.units} kinds={powerKinds} />
      <table class="stacks">
        <caption class="visually-hidden">六类权力清单和保留证明事项清单</caption>
        <thead>
          <tr>
            <th scope="col">清单</th>
            <th scope="col">事项</th>
            <th scope="col">版本</th>
            <th scope="col">公开日期</th>
          </tr>
        </thead>
        <tbody>
          {[...powerKinds, 'certificate' as const].map(sort => (
            <KindRow site={site} sort={sort} list={listOf(sort)} />
          ))}
        </tbody>
      </table>
      <p>
        <Link to={href(site, '/guides/')}>办事指南</Link>
      </p>
    </div>
  );
}

export function PowerListPage(props: {
  site: Site;
  list: PublicPowerList;
  versions: readonly { readonly no: number; readonly releasedAt: string }[];
}) {
  const { site, list, versions } = props;
  const { released } = list;
  const { sort, title } = released.list;
  const hits = released.entries.map(entry => ({ sort, entry }));
  return (
    <div class="grid">
      <section class="sheet">
        <h1>{title}</h1>
        <p>
          编制机关：{released.organ}。第{released.edition}版，
          <time dateTime={released.compiledOn}>{dayWords(released.compiledOn)}</time>编制，
          <time dateTime={list.releasedAt}>{dayWords(dayOf(list.releasedAt))}</time>公开，共
          {released.entries.length}项。
        </p>
        {hits.length === 0 ? (
          <p class="empty">目前没有事项。</p>
        ) : (
          <Entries site={site} hits={hits} caption={title} />
        )}
        <Downloads site={site} list={list} />
      </section>
      <Notice released={released} />
      <Removed released={released} />
      <History site={site} list={list} versions={versions} />
    </div>
  );
}

export function FoundPage(props: {
  site: Site;
  title: string;
  action: string;
  home: string;
  filter: Filter;
  units: readonly string[];
  kinds: readonly Sort[];
  hits: readonly Hit[];
}) {
  const { site, title, action, home, filter, units, kinds, hits } = props;
  return (
    <div class="sheet">
      <h1>{title}</h1>
      <Search site={site} action={action} filter={filter} units={units} kinds={kinds} />
      <p>
        <span aria-live="polite">符合条件的{hits.length}项</span>
        {'　'}
        <Link to={href(site, home)}>查看全部</Link>
      </p>
      {hits.length === 0 ? (
        <p class="empty">没有符合条件的事项，可以减少限定条件后再查。</p>
      ) : (
        <Entries site={site} hits={hits} caption="符合条件的事项" />
      )}
    </div>
  );
}
