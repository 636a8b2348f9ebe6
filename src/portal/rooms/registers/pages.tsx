import type { ReleasedEntry } from '../../../contexts/registers/contract.ts';
import { changeWords, eventWords, regionWords } from '../../../contexts/registers/rendering/files.ts';
import { href, type PageFrame, renderPage } from '../../layout.tsx';
import { Link } from '../../link.tsx';
import type { RenderedPage } from '../../page-store.ts';
import type { Site } from '../../view.ts';
import { dayOf, dayWords } from '../../words.ts';
import {
  Downloads,
  EntryTable,
  entryPath,
  listHref,
  nameOf,
  PlaceMap,
  registerPath,
  SearchForm,
  valueWords,
} from './parts.tsx';
import { EntryPlace, Sketch, sketchOf } from './places.tsx';
import {
  type PublicRegister,
  type RegisterFilter,
  type RegisterReads,
  registerFilterOf,
  search,
} from './reads.ts';

/** 名录: what is registered, found without a script; every page from the released edition. */

export interface RegisterRooms {
  readonly site: Site;
  readonly registers: RegisterReads;
  frameOf(parts: Pick<PageFrame, 'title' | 'path' | 'crumbs'> & { readonly robots?: string }): PageFrame;
}

const crumb = { name: '名录', path: '/registers/' };
const pageSize = 20;

const tagsOf = ({ registers }: RegisterRooms) => [
  'items',
  'site',
  ...registers.columnIds.map(id => `column:${id}`),
];

function IndexPage({ site, all }: { site: Site; all: readonly PublicRegister[] }) {
  return (
    <div class="sheet">
      <h1>名录</h1>
      <p>民政部门登记、备案和管理的组织、机构和设施，按名录公开，可以查找和下载。</p>
      {all.length === 0 ? (
        <p class="empty">目前没有公开的名录。</p>
      ) : (
        <table class="stacks">
          <caption class="visually-hidden">已公开的名录</caption>
          <thead>
            <tr>
              <th scope="col">名录</th>
              <th scope="col">数量</th>
              <th scope="col">更新要求</th>
              <th scope="col">公开日期</th>
            </tr>
          </thead>
          <tbody>
            {all.map(({ released, releasedAt }) => (
              <tr>
                <th scope="row" data-label="名录">
                  <Link to={href(site, registerPath(released.register.id))}>{released.register.title}</Link>
                </th>
                <td data-label="数量">{released.entries.length}</td>
                <td data-label="更新要求">{released.register.cadence}</td>
                <td data-label="公开日期">
                  <time dateTime={releasedAt}>{dayWords(dayOf(releasedAt))}</time>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

function About({ site, room }: { site: Site; room: PublicRegister }) {
  const { released } = room;
  const { register, changes } = released;
  return (
    <>
      <p>{register.description}</p>
      <p>
        责任单位：{released.ownerUnit}。第{released.edition}版，
        <time dateTime={released.compiledOn}>{dayWords(released.compiledOn)}</time>汇总，
        <time dateTime={room.releasedAt}>{dayWords(dayOf(room.releasedAt))}</time>公开，共
        {released.entries.length}条{changes === null ? '' : `；${changeWords(changes)}`}。{register.cadence}
        。数据来源：
        {register.source}。
      </p>
      {room.checked !== null && (
        <p>
          <time dateTime={room.checked.on}>{dayWords(room.checked.on)}</time>核对，内容没有变化：
          {room.checked.words}
        </p>
      )}
      {released.note !== '' && <p>{released.note}</p>}
      <Downloads site={site} room={room} />
      <p>
        索引号：{room.indexNo}。<Link to={href(site, room.path)}>查看发布的信息</Link>；
        <Link to={href(site, `/log/item/${room.documentId}`)}>在公开日志中核验</Link>。
      </p>
    </>
  );
}

function Pager(props: { site: Site; id: string; filter: RegisterFilter; count: number }) {
  const { site, id, filter, count } = props;
  const last = Math.max(1, Math.ceil(count / pageSize));
  if (last === 1) return null;
  const to = (page: number) => listHref(site, id, { ...filter, page });
  return (
    <nav class="pager" aria-label="分页">
      {filter.page > 1 && <Link to={to(filter.page - 1)}>上一页</Link>}{' '}
      <span>
        第{filter.page}页，共{last}页
      </span>{' '}
      {filter.page < last && <Link to={to(filter.page + 1)}>下一页</Link>}
    </nav>
  );
}

function RegisterPage(props: { rooms: RegisterRooms; room: PublicRegister; asked: RegisterFilter }) {
  const { rooms, room, asked } = props;
  const { site } = rooms;
  const { released } = room;
  const { register } = released;
  const found = search(room, asked);
  const { length } = found.entries;
  const filter = { ...asked, page: Math.min(asked.page, Math.max(1, Math.ceil(length / pageSize))) };
  const shown = found.entries.slice((filter.page - 1) * pageSize, filter.page * pageSize);
  const sketch = sketchOf(room, found.entries, shown);
  return (
    <div class="grid">
      <section class="sheet">
        <h1>{register.title}</h1>
        <SearchForm site={site} released={released} filter={filter} found={found} />
        <p>
          <span aria-live="polite">
            符合条件的{register.noun}：{length}
          </span>
          {'　'}
          <Link to={href(site, registerPath(register.id))}>查看全部</Link>
        </p>
        {length === 0 ? (
          <p class="empty">没有符合条件的{register.noun}。请减少条件后再查。</p>
        ) : (
          <EntryTable site={site} released={released} entries={shown} onMap={sketch.onMap} />
        )}
        <Pager site={site} id={register.id} filter={filter} count={length} />
      </section>
      <Sketch room={room} sketch={sketch} landmarks={rooms.registers.landmarks} />
      <PlaceMap
        site={site}
        released={released}
        filter={filter}
        counts={found.counts.get('region') ?? new Map()}
      />
      <section class="sheet" aria-labelledby="about">
        <h2 id="about">关于本名录</h2>
        <About site={site} room={room} />
      </section>
    </div>
  );
}

function EntryPage(props: { rooms: RegisterRooms; room: PublicRegister; entry: ReleasedEntry }) {
  const { rooms, room, entry } = props;
  const { site } = rooms;
  const { released } = room;
  const { register } = released;
  const rows = register.fields.map(field => [field.name, valueWords(field, entry.values[field.id])] as const);
  return (
    <div class="grid">
      <section class="sheet">
        <h1>{nameOf(released, entry)}</h1>
        <table class="power-entry">
          <caption class="visually-hidden">{nameOf(released, entry)}</caption>
          <tbody>
            {[...rows, ['地区', regionWords(released, entry.region)] as const].map(([name, words]) => (
              <tr>
                <th scope="row">{name}</th>
                <td>{words}</td>
              </tr>
            ))}
            <tr>
              <th scope="row">更新日期</th>
              <td>
                <time dateTime={entry.updatedOn}>{dayWords(entry.updatedOn)}</time>
              </td>
            </tr>
          </tbody>
        </table>
        {entry.events.length > 0 && (
          <>
            <h2>登记和变动</h2>
            <ol>
              {entry.events.map(event => (
                <li>{eventWords(released, event)}</li>
              ))}
            </ol>
          </>
        )}
        <p>
          <Link to={href(site, registerPath(register.id))}>返回{register.title}</Link>
        </p>
      </section>
      <EntryPlace room={room} entry={entry} landmarks={rooms.registers.landmarks} />
      <section class="sheet" aria-labelledby="about">
        <h2 id="about">关于本名录</h2>
        <About site={site} room={room} />
      </section>
    </div>
  );
}

async function roomOf({ registers }: RegisterRooms, id: string): Promise<PublicRegister | undefined> {
  return (await registers.all()).find(each => each.released.register.id === id);
}

/** The page at a path below /registers/, or null where there is none. */
export async function registerPages(rooms: RegisterRooms, path: string): Promise<RenderedPage | null> {
  const { site } = rooms;
  const tags = tagsOf(rooms);
  if (path === '/registers/') {
    const frame = rooms.frameOf({ title: '名录', path, crumbs: [{ name: '名录' }] });
    return { body: renderPage(frame, <IndexPage site={site} all={await rooms.registers.all()} />), tags };
  }
  const [, id = '', no] = /^\/registers\/([a-z][a-z0-9-]*)\/(?:(\d{1,9})\.html)?$/.exec(path) ?? [];
  const room = await roomOf(rooms, id);
  if (room === undefined) return null;
  const { title } = room.released.register;
  if (no === undefined) {
    const frame = rooms.frameOf({ title, path, crumbs: [crumb, { name: title }] });
    const asked = { choices: {}, page: 1 };
    return { body: renderPage(frame, <RegisterPage rooms={rooms} room={room} asked={asked} />), tags };
  }
  const entry = room.released.entries.find(each => each.no === Number(no));
  if (entry === undefined) return null;
  const name = nameOf(room.released, entry);
  const crumbs = [crumb, { name: title, path: registerPath(id) }, { name }];
  const frame = rooms.frameOf({ title: name, path: entryPath(id, entry.no), crumbs });
  return { body: renderPage(frame, <EntryPage rooms={rooms} room={room} entry={entry} />), tags };
}

/** What a question finds in one register; rendered for each question, never stored. */
export async function registerFound(
  rooms: RegisterRooms,
  id: string,
  query: unknown,
): Promise<string | null> {
  const room = await roomOf(rooms, id);
  if (room === undefined) return null;
  const { title } = room.released.register;
  const crumbs = [crumb, { name: title, path: registerPath(id) }, { name: '查找' }];
  const path = `${registerPath(id)}list`;
  const frame = rooms.frameOf({ title: `查找${title}`, path, crumbs, robots: 'noindex' });
  const asked = registerFilterOf(room.released, query);
  return renderPage(frame, <RegisterPage rooms={rooms} room={room} asked={asked} />);
}
