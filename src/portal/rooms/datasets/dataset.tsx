import type { EditionMeasure } from '../../../contexts/datasets/contract.ts';
import { href } from '../../layout.tsx';
import { Link } from '../../link.tsx';
import type { Site } from '../../view.ts';
import { dayOf, dayWords, minuteWords } from '../../words.ts';
import { periodicityWords } from './catalogue.tsx';
import { type DatasetRoom, headWords, type PeriodRoom } from './collection.ts';
import { ComparisonFigure, drawable, type Figures, TrendFigure } from './figures.tsx';
import { EditionTable, TableNotes } from './table.tsx';
import { ComparedYears, YearFigure } from './year-comparison.tsx';
import { reasonSentences, yearComparison } from './years.ts';

/** The page of a data set, showing one of its periods and one of its measures drawn. */

export interface DatasetPageRoom {
  readonly room: DatasetRoom;
  readonly shown: PeriodRoom;
  /** Null where no measure is a number. */
  readonly figures: Figures | null;
  readonly nextDueOn: string | null;
}

interface Part {
  readonly site: Site;
  readonly page: DatasetPageRoom;
}

export function setPath(id: string, period?: string, measure?: string): string {
  return `/data/${id}/${period === undefined ? '' : `${period}/`}${measure === undefined ? '' : `${measure}/`}`;
}

export function filePath(id: string, of: string, ending: string): string {
  return `/data/${id}/${id}-${of}.${ending}`;
}

/** 2019年第二季度 as 第二季度: the year stands before the row. */
function shortWords(periodWords: string): string {
  return periodWords.replace(/^\d{4}年(?=.)/, '');
}

function PeriodChooser({ site, page: { room, shown } }: Part) {
  const isYearly = room.about.periodicity === 'year';
  const years = [...new Set(room.periods.map(({ period }) => (isYearly ? '' : period.slice(0, 4))))];
  return (
    <nav aria-label="选择期别" class="choices periods">
      <h2>各期数据</h2>
      {years.map(year => (
        <ul>
          {year !== '' && <li class="year">{year}年</li>}
          {room.periods
            .filter(({ period }) => period.startsWith(year))
            .map(each => (
              <li>
                <Link
                  to={href(site, setPath(room.id, each.period))}
                  current={each === shown}
                  label={each.current.edition.periodWords}
                >
                  {shortWords(each.current.edition.periodWords)}
                </Link>
              </li>
            ))}
        </ul>
      ))}
    </nav>
  );
}

function MeasureChooser({ site, page: { room, shown, figures } }: Part) {
  const measures: readonly EditionMeasure[] = drawable(shown.current.edition.dataset);
  if (measures.length < 2) return null;
  return (
    <nav aria-label="选择指标" class="choices periods">
      <ul>
        {measures.map(measure => (
          <li>
            <Link
              to={href(site, setPath(room.id, shown.period, measure.id))}
              current={measure.id === figures?.measure.id}
            >
              {headWords(measure)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Reasons({ reasons }: { reasons: readonly string[] }) {
  if (reasons.length === 0) return null;
  return (
    <ul class="notes">
      {reasons.map(each => (
        <li>{each}</li>
      ))}
    </ul>
  );
}

function Top({ site, page }: Part) {
  const { current } = page.shown;
  const { edition } = current;
  const isLatest = page.shown === page.room.periods[0];
  return (
    <section class="sheet">
      <h1>{edition.dataset.title}</h1>
      <p>{edition.dataset.description}</p>
      {edition.revisionReason !== null && (
        <p class="banner" role="note">
          本期数据已更正（第{edition.revision - 1}次更正）。更正原因：{edition.revisionReason}
        </p>
      )}
      <h2>
        {edition.periodWords}
        {isLatest && '（最新一期）'}
      </h2>
      <EditionTable edition={edition} />
      <TableNotes edition={edition} />
      {yearComparison(page.room, page.shown) === null && <Reasons reasons={reasonSentences(edition)} />}
      <p>
        {minuteWords(current.releasedAt)}发布。正式发布页面：
        <Link to={href(site, current.path)}>
          {edition.dataset.title}（{edition.periodWords}）
        </Link>
      </p>
      <PeriodChooser site={site} page={page} />
    </section>
  );
}

function About({ page: { room, shown, nextDueOn } }: Part) {
  const { dataset, compiledOn } = shown.current.edition;
  return (
    <section class="sheet">
      <h2>数据说明</h2>
      <dl class="facts">
        <dt>统计口径</dt>
        <dd>{dataset.definition}</dd>
        <dt>数据来源</dt>
        <dd>{dataset.source}</dd>
        <dt>汇总单位</dt>
        <dd>{dataset.ownerUnit}</dd>
        <dt>更新周期</dt>
        <dd>{periodicityWords[dataset.periodicity]}</dd>
        <dt>本期汇总日期</dt>
        <dd>{dayWords(compiledOn)}</dd>
        <dt>最近更新</dt>
        <dd>{dayWords(dayOf(room.updatedAt))}</dd>
        {nextDueOn !== null && [<dt>下次公开</dt>, <dd>不晚于{dayWords(nextDueOn)}</dd>]}
      </dl>
    </section>
  );
}

const downloads = [
  { ending: 'csv', name: 'CSV' },
  { ending: 'xlsx', name: 'XLSX' },
  { ending: 'json', name: 'JSON' },
] as const;

function Files({ site, id, of }: { site: Site; id: string; of: string }) {
  return (
    <>
      {downloads.map(({ ending, name }) => (
        <>
          <Link
            to={href(site, filePath(id, of, ending))}
            download
            label={`${of === 'all' ? '全部各期' : '本期'}${name}`}
          >
            {name}
          </Link>{' '}
        </>
      ))}
    </>
  );
}

function Downloads({ site, page: { room, shown } }: Part) {
  const { id } = room;
  const api = `/api/open/datasets/${id}`;
  const { digest } = shown.current;
  return (
    <section class="sheet">
      <h2>下载和接口</h2>
      <dl class="facts">
        <dt>本期</dt>
        <dd>
          <Files site={site} id={id} of={shown.period} />
        </dd>
        <dt>全部各期</dt>
        <dd>
          <Files site={site} id={id} of="all" />
        </dd>
        <dt>字段说明</dt>
        <dd>
          <Link to={href(site, filePath(id, 'dictionary', 'csv'))} download>
            数据字典（CSV）
          </Link>{' '}
          <Link to={href(site, filePath(id, 'all', 'csv-metadata.json'))}>CSVW 元数据</Link>
        </dd>
        <dt>程序接口</dt>
        <dd>
          <Link to={href(site, `${api}/${shown.period}`)}>{`${api}/${shown.period}`}</Link>
        </dd>
        <dt>核验</dt>
        <dd>
          本期 JSON 与审查签署的 data.json 逐字节相同，SHA-256：<code class="digest">{digest}</code>
        </dd>
      </dl>
    </section>
  );
}

function Revisions({ site, page: { shown } }: Part) {
  return (
    <section class="sheet">
      <h2>本期发布和更正记录</h2>
      <section class="scroll" tabIndex={0} aria-label="本期发布和更正记录，可左右滚动">
        <table>
          <caption class="visually-hidden">本期发布和更正记录</caption>
          <thead>
            <tr>
              <th scope="col">发布时间</th>
              <th scope="col">版次</th>
              <th scope="col">更正原因</th>
              <th scope="col">公开日志</th>
            </tr>
          </thead>
          <tbody>
            {shown.revisions.map(each => (
              <tr>
                <th scope="row">{minuteWords(each.releasedAt)}</th>
                <td>
                  {each.edition.revision === 1 ? '首次发布' : `第${each.edition.revision - 1}次更正`}
                  {each === shown.current && '（现行）'}
                </td>
                <td>{each.edition.revisionReason ?? '—'}</td>
                <td>
                  <Link to={href(site, `/log/item/${each.documentId}`)}>
                    记录和证明
                    <span class="visually-hidden">（{minuteWords(each.releasedAt)}发布）</span>
                  </Link>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

export function DatasetPage({ site, page }: Part) {
  const { figures, shown } = page;
  const comparison = yearComparison(page.room, shown);
  return (
    <div class="grid">
      <Top site={site} page={page} />
      {comparison !== null && <ComparedYears comparison={comparison} />}
      {figures !== null && (
        <section class="sheet">
          <h2>各期变化：{headWords(figures.measure)}</h2>
          <MeasureChooser site={site} page={page} />
          {figures.isYearly ? <YearFigure figures={figures} /> : <TrendFigure figures={figures} />}
        </section>
      )}
      {figures !== null && (
        <ComparisonFigure site={site} figures={figures} periodWords={shown.current.edition.periodWords} />
      )}
      <About site={site} page={page} />
      <Downloads site={site} page={page} />
      <Revisions site={site} page={page} />
    </div>
  );
}

/** What stands at the address of figures that were withdrawn. */
export function GonePage({ site, catalogued }: { site: Site; catalogued: string | null }) {
  return (
    <section class="sheet">
      <h1>该数据已撤下</h1>
      <p>这里曾经公开的数据已经撤下，不再提供查看和下载。撤下的原因见当时发布页面上的说明和公开日志。</p>
      <p>
        {catalogued !== null && (
          <>
            <Link to={href(site, setPath(catalogued))}>查看该数据集的其他各期</Link>{' '}
          </>
        )}
        <Link to={href(site, '/data/')}>查看数据目录</Link>
      </p>
    </section>
  );
}
