import type { NormativeRow } from '../../contexts/publications/contract.ts';
import { href } from '../layout.tsx';
import { Link } from '../link.tsx';
import type { Site } from '../view.ts';
import { dayWords, validityWords } from '../words.ts';

/** 行政规范性文件: the consolidated list by year, with what is in force and what is not. */

export interface NormativeFilter {
  readonly year?: string | undefined;
  readonly validity?: string | undefined;
  readonly unit?: string | undefined;
  readonly q?: string | undefined;
}

export interface NormativeRoom {
  readonly rows: readonly NormativeRow[];
  /** Everything there is, for the choices and the counts. */
  readonly all: readonly NormativeRow[];
  readonly filter: NormativeFilter;
}

export const filterKeys = ['year', 'validity', 'unit', 'q'] as const;

function queryOf(filter: NormativeFilter): string {
  const query = new URLSearchParams();
  for (const key of filterKeys) {
    const value = filter[key];
    if (value !== undefined && value !== '') query.set(key, value);
  }
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

function Choice(props: {
  label: string;
  name: string;
  all: string;
  value: string | undefined;
  options: readonly (readonly [string, string])[];
}) {
  return (
    <label>
      {props.label}
      <select name={props.name}>
        <option value="">{props.all}</option>
        {props.options.map(([value, words]) => (
          <option value={value} selected={props.value === value}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

function Filters({ site, room }: { site: Site; room: NormativeRoom }) {
  const { all, filter } = room;
  const years = [...new Set(all.map(row => row.madeOn.slice(0, 4)))].map(
    year => [year, `${year}年`] as const,
  );
  const units = [...new Map(all.map(row => [row.unitId, row.unitName]))];
  const states = (['in-force', 'amended', 'repealed', 'expired'] as const).map(
    state => [state, validityWords[state]] as const,
  );
  return (
    <form action={href(site, '/normative/list')} method="get">
      <div class="form-row">
        <label>
          名称或文号
          <input name="q" type="search" value={filter.q ?? ''} maxLength={200} size={24} />
        </label>
        <Choice label="年份" name="year" all="全部年份" value={filter.year} options={years} />
        <Choice label="有效性" name="validity" all="全部" value={filter.validity} options={states} />
        <Choice label="责任单位" name="unit" all="全部单位" value={filter.unit} options={units} />
        <button class="primary" type="submit">
          查找
        </button>
      </div>
    </form>
  );
}

function State({ row }: { row: NormativeRow }) {
  const ended = row.validity === 'repealed' || row.validity === 'expired';
  return (
    <>
      <strong class={ended ? 'validity-mark' : undefined}>
        {row.notYetEffective && row.validity === 'in-force' ? '尚未施行' : validityWords[row.validity]}
      </strong>
      {row.causeWords !== '' && (
        <span class="sub">
          {row.since !== null && dayWords(row.since)}
          {row.causeWords}
        </span>
      )}
      {row.validity === 'in-force' && row.expiresOn !== null && (
        <span class="sub">有效期至{dayWords(row.expiresOn)}</span>
      )}
    </>
  );
}

function YearTable({ site, year, rows }: { site: Site; year: string; rows: readonly NormativeRow[] }) {
  return (
    <section aria-labelledby={`year-${year}`}>
      <h2 id={`year-${year}`}>
        {year}年（{rows.length}件）
      </h2>
      <table class="stacks normative">
        <caption class="visually-hidden">{year}年制定的行政规范性文件</caption>
        <thead>
          <tr>
            <th scope="col">文件名称</th>
            <th scope="col">发文字号</th>
            <th scope="col">成文日期</th>
            <th scope="col">责任单位</th>
            <th scope="col">有效性</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr>
              <th scope="row" data-label="文件名称">
                <Link to={href(site, row.path)}>{row.title}</Link>
              </th>
              <td data-label="发文字号">{row.documentNo === '' ? '—' : row.documentNo}</td>
              <td data-label="成文日期">
                <time dateTime={row.madeOn}>{row.madeOn}</time>
              </td>
              <td data-label="责任单位">{row.unitName}</td>
              <td data-label="有效性">
                <State row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Counts({ all }: { all: readonly NormativeRow[] }) {
  const count = (state: NormativeRow['validity']) => all.filter(row => row.validity === state).length;
  const words = (['in-force', 'amended', 'repealed', 'expired'] as const)
    .filter(state => count(state) > 0)
    .map(state => `${validityWords[state]}${count(state)}件`);
  return (
    <p>
      共公开行政规范性文件{all.length}件{words.length > 0 && `，其中${words.join('、')}`}
      。有效性由修改、废止、清理等文件和文件载明的期限推定，每项均可在文件页面查看依据。
    </p>
  );
}

export function NormativePage({ site, room }: { site: Site; room: NormativeRoom }) {
  const { rows, all, filter } = room;
  const query = queryOf(filter);
  const years = [...Map.groupBy(rows, row => row.madeOn.slice(0, 4))];
  return (
    <div class="sheet">
      <h1>行政规范性文件</h1>
      <Counts all={all} />
      <Filters site={site} room={room} />
      <p>
        {query !== '' && (
          <>
            <span aria-live="polite">符合条件的{rows.length}件</span>
            {'　'}
            <Link to={href(site, '/normative/')}>查看全部</Link>
            {'　'}
          </>
        )}
        下载本表：
        <Link to={href(site, `/normative/list.csv${query}`)} download>
          CSV
        </Link>
        {' · '}
        <Link to={href(site, `/normative/list.xlsx${query}`)} download>
          XLSX
        </Link>
        {' · '}
        <Link to={href(site, `/normative/list.json${query}`)}>JSON</Link>
      </p>
      {rows.length === 0 && (
        <p class="empty">
          {query === '' ? '目前没有公开的行政规范性文件。' : '没有符合条件的文件，可以减少限定条件后再查。'}
        </p>
      )}
      {years.map(([year, made]) => (
        <YearTable site={site} year={year} rows={made} />
      ))}
    </div>
  );
}
