import type { ComponentChildren } from 'preact';
import { href } from '../../layout.tsx';
import { Link } from '../../link.tsx';
import type { Site } from '../../view.ts';
import { dayOf, dayWords } from '../../words.ts';
import type { DatasetRoom } from './collection.ts';

/** All data sets of the bureau, by area. */

export const periodicityWords = { month: '每月', quarter: '每季度', year: '每年' } as const;

export interface CatalogueEntry {
  readonly room: DatasetRoom;
  readonly area: string;
  /** Day by which the plan promises the next figures of the column; null where it is not known. */
  readonly nextDueOn: string | null;
}

export interface CatalogueRoom {
  readonly entries: readonly CatalogueEntry[];
  /** What was searched for; empty: everything is shown. */
  readonly query: string;
}

/** Data sets in which every word of the question occurs. */
export function searched(entries: readonly CatalogueEntry[], query: string): CatalogueEntry[] {
  const asked = query.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter(({ room: { about }, area }) => {
    const measures = about.measures.map(({ name }) => name);
    const classes = about.classes.map(({ name }) => name);
    const text = [
      about.title,
      about.description,
      about.definition,
      about.source,
      area,
      ...measures,
      ...classes,
    ]
      .join('\n')
      .toLowerCase();
    return asked.every(word => text.includes(word));
  });
}

function Entry({ site, entry }: { site: Site; entry: CatalogueEntry }) {
  const { room, nextDueOn } = entry;
  const { about, periods } = room;
  return (
    <li>
      <h3>
        <Link to={href(site, `/data/${room.id}/`)}>{about.title}</Link>
      </h3>
      <p>{about.description}</p>
      <p class="meta">
        {periodicityWords[about.periodicity]} · 已公开{periods.length}期 · 最新{' '}
        {periods[0]!.current.edition.periodWords} · 更新于{dayWords(dayOf(room.updatedAt))}
        {nextDueOn !== null && ` · 下次公开不晚于${dayWords(nextDueOn)}`}
      </p>
    </li>
  );
}

function Areas({ site, entries }: { site: Site; entries: readonly CatalogueEntry[] }) {
  const areas = [...new Set(entries.map(({ area }) => area))];
  return (
    <>
      {areas.map(area => (
        <section class="sheet">
          <h2>{area}</h2>
          <ul class="hits">
            {entries
              .filter(entry => entry.area === area)
              .map(entry => (
                <Entry site={site} entry={entry} />
              ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function licenceOf(site: Site): ComponentChildren {
  const { licenceName = '', licenceUrl = '' } = site.openData ?? {};
  if (licenceName === '') return '未注明';
  return licenceUrl === '' ? licenceName : <Link to={licenceUrl}>{licenceName}</Link>;
}

export function CataloguePage({ site, room }: { site: Site; room: CatalogueRoom }) {
  const { entries, query } = room;
  return (
    <div class="grid">
      <section class="sheet">
        <h1>数据目录</h1>
        <p>
          本机关公开的统计数据集。每期数据经过审查后随一条公开信息发布，可以查看、比较、下载，也可以由程序读取。
        </p>
        <form class="form-row" action={href(site, '/data/')} method="get">
          <label>
            按词语查找数据集
            <input name="q" type="search" value={query} maxLength={100} />
          </label>
          <button type="submit" class="primary">
            查找
          </button>
        </form>
        {query !== '' && (
          <p role="status">
            {entries.length === 0
              ? `没有与“${query}”相符的数据集，请换一个词语。`
              : `与“${query}”相符的数据集有${entries.length}个。`}{' '}
            <Link to={href(site, '/data/')}>查看全部</Link>
          </p>
        )}
        {query === '' && entries.length === 0 && <p class="empty">还没有公开的数据集。</p>}
      </section>
      <Areas site={site} entries={entries} />
      <section class="sheet">
        <h2>供程序使用</h2>
        <dl class="facts">
          <dt>目录</dt>
          <dd>
            <Link to={href(site, '/data/catalogue.jsonld')}>DCAT（JSON-LD）</Link>
          </dd>
          <dt>接口</dt>
          <dd>
            <Link to={href(site, '/api/open/datasets')}>/api/open/datasets</Link>
            ，返回 JSON，可以跨域读取，不需要登记。
          </dd>
          <dt>使用许可</dt>
          <dd>{licenceOf(site)}</dd>
        </dl>
      </section>
    </div>
  );
}
