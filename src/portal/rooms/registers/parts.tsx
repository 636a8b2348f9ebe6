import {
  type EntryValue,
  locationWords,
  pointOf,
  type ReleasedEntry,
  type ReleasedRegister,
} from '../../../contexts/registers/contract.ts';
import { regionWords } from '../../../contexts/registers/rendering/files.ts';
import { Tiles } from '../../charts/tiles.tsx';
import { href } from '../../layout.tsx';
import { Link } from '../../link.tsx';
import type { Site } from '../../view.ts';
import type { Found, PublicRegister, RegisterFilter } from './reads.ts';

/** Parts that the pages of a register share. */

export function registerPath(id: string): string {
  return `/registers/${id}/`;
}

export function entryPath(id: string, no: number): string {
  return `/registers/${id}/${no}.html`;
}

export function valueWords(
  field: ReleasedRegister['register']['fields'][number],
  value: EntryValue | undefined,
): string {
  if (value === undefined || value === '') return '—';
  const point = field.kind === 'location' ? pointOf(value) : null;
  if (point !== null) return locationWords(point);
  return field.measure === '' ? String(value) : `${value}${field.measure === '%' ? '' : ' '}${field.measure}`;
}

export function nameOf({ register }: Pick<ReleasedRegister, 'register'>, entry: ReleasedEntry): string {
  return String(entry.values[register.fields[0]!.id] ?? '');
}

/** The address of a list with one part of the question changed. */
export function listHref(site: Site, id: string, filter: RegisterFilter): string {
  const query = new URLSearchParams();
  if (filter.q !== undefined) query.set('q', filter.q);
  if (filter.region !== undefined) query.set('region', filter.region);
  for (const [field, value] of Object.entries(filter.choices)) query.set(`f-${field}`, value);
  if (filter.page > 1) query.set('page', String(filter.page));
  const text = query.toString();
  return href(site, `${registerPath(id)}list${text === '' ? '' : `?${text}`}`);
}

export function SearchForm(props: {
  site: Site;
  released: ReleasedRegister;
  filter: RegisterFilter;
  found: Found;
}) {
  const { site, released, filter, found } = props;
  const { register } = released;
  const places = [...(found.counts.get('region') ?? [])].map(
    ([code, count]) => [code, code === 'city' ? '市本级' : regionWords(released, code), count] as const,
  );
  return (
    <form action={href(site, `${registerPath(register.id)}list`)} method="get" aria-label="查找">
      <div class="form-row">
        <label>
          名称、地址或者内容
          <input name="q" type="search" value={filter.q ?? ''} maxLength={100} size={24} />
        </label>
        <label>
          地区
          <select name="region">
            <option value="">全部地区</option>
            {places.map(([code, name, count]) => (
              <option value={code} selected={filter.region === code}>
                {name}（{count}）
              </option>
            ))}
          </select>
        </label>
        {register.fields
          .filter(
            field =>
              field.filterable && [...(found.counts.get(field.id)?.keys() ?? [])].some(each => each !== ''),
          )
          .map(field => (
            <label>
              {field.name}
              <select name={`f-${field.id}`}>
                <option value="">不限</option>
                {[...(found.counts.get(field.id) ?? [])]
                  .filter(([value]) => value !== '')
                  .map(([value, count]) => (
                    <option value={value} selected={filter.choices[field.id] === value}>
                      {value}（{count}）
                    </option>
                  ))}
              </select>
            </label>
          ))}
        <button class="primary" type="submit">
          查找
        </button>
      </div>
    </form>
  );
}

/** Columns of the list beside name and place: what tells most in little room. */
const shownKinds: ReadonlySet<string> = new Set(['choice', 'place', 'phone']);
const mostColumns = 4;

export function EntryTable({
  site,
  released,
  entries,
  onMap,
}: {
  site: Site;
  released: ReleasedRegister;
  entries: readonly ReleasedEntry[];
  /** The number on the sketch by the number of the entry; empty where there is no sketch. */
  onMap: ReadonlyMap<number, number>;
}) {
  const { register } = released;
  const columns = register.fields
    .slice(1)
    .filter(field => shownKinds.has(field.kind))
    .slice(0, mostColumns);
  return (
    <table class="stacks">
      <caption class="visually-hidden">{register.title}</caption>
      <thead>
        <tr>
          <th scope="col">{register.fields[0]!.name}</th>
          <th scope="col">地区</th>
          {columns.map(field => (
            <th scope="col">{field.name}</th>
          ))}
          {onMap.size > 0 && <th scope="col">图上</th>}
        </tr>
      </thead>
      <tbody>
        {entries.map(entry => (
          <tr>
            <th scope="row" data-label={register.fields[0]!.name}>
              <Link to={href(site, entryPath(register.id, entry.no))}>{nameOf(released, entry)}</Link>
            </th>
            <td data-label="地区">{regionWords(released, entry.region)}</td>
            {columns.map(field => (
              <td data-label={field.name}>{valueWords(field, entry.values[field.id])}</td>
            ))}
            {onMap.size > 0 && <td data-label="图上">{onMap.get(entry.no) ?? '—'}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Where they are, as tiles with their numbers, and the same as a list that leads to each place. */
export function PlaceMap(props: {
  site: Site;
  released: ReleasedRegister;
  filter: RegisterFilter;
  counts: ReadonlyMap<string, number>;
}) {
  const { site, released, filter, counts } = props;
  const { register, regions } = released;
  const countOf = (code: string) => counts.get(code) ?? 0;
  const tiles = regions.map(({ code, name }) => ({
    ...{ code, name, value: countOf(code), words: String(countOf(code)) },
  }));
  const description = regions.map(({ code, name }) => `${name}${countOf(code)}`).join('，');
  if (regions.length === 0) return null;
  return (
    <section class="sheet" aria-labelledby="places">
      <h2 id="places">各地分布</h2>
      <p>方位示意图不表示边界和面积，颜色越深数量越多。</p>
      <div class="grid halves">
        <figure class="chart">
          <Tiles
            id="register-map"
            title={`${register.noun}各地分布示意图`}
            description={description}
            tiles={tiles}
            layout={site.openData?.tiles ?? {}}
          />
        </figure>
        <ul>
          {regions.map(({ code, name }) => (
            <li>
              <Link to={listHref(site, register.id, { ...filter, region: code, page: 1 })}>{name}</Link>：
              {countOf(code)}
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

/** The files of the released edition, as they were signed. */
export function Downloads({ site, room }: { site: Site; room: PublicRegister }) {
  const words = (name: string) =>
    name === 'data.json' ? 'JSON' : (/\.([a-z]+)$/i.exec(name)?.[1]?.toUpperCase() ?? name);
  return (
    <p class="tools">
      下载全部：
      {room.attachments.map((file, at) => (
        <>
          {at > 0 && ' · '}
          <Link
            to={href(site, `/files/${file.fileDigest}/${encodeURIComponent(file.name)}`)}
            label={`${room.released.register.title} ${words(file.name)}`}
            download
          >
            {words(file.name)}
          </Link>
        </>
      ))}
    </p>
  );
}
