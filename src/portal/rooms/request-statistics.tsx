import {
  type QuarterStatistics,
  type RequestChannel,
  requestChannels,
  requestChannelWords,
  resultGroups,
} from '../../contexts/reports/contract.ts';
import { href, type PageFrame, renderPage } from '../layout.tsx';
import { Link } from '../link.tsx';
import type { RenderedPage } from '../page-store.ts';
import type { PortalReads } from '../reads.ts';
import type { Site } from '../view.ts';
import { dayWords } from '../words.ts';

/** 依申请公开 in numbers, by quarter: a drawing and, beside it, everything as tables. No personal data. */

interface StatisticsRoom {
  /** The year asked for; null for the last quarters. */
  readonly year: number | null;
  /** The latest first. */
  readonly quarters: readonly QuarterStatistics[];
  readonly years: readonly number[];
  /** Address of this page without ending. */
  readonly path: string;
}

function quarterWords({ year, quarter, isComplete }: QuarterStatistics): string {
  return `${year}年第${'一二三四'[quarter - 1]}季度${isComplete ? '' : '（未结束）'}`;
}

function percentWords(part: number, whole: number): string {
  return whole === 0 ? '—' : `${((part / whole) * 100).toFixed(1)}%`;
}

function medianWords(days: number | null): string {
  return days === null ? '—' : `${days}`;
}

interface SheetColumn {
  readonly name: string;
  readonly value: (quarter: QuarterStatistics) => string | number;
}

const progress: readonly SheetColumn[] = [
  { name: '新收（件）', value: quarter => quarter.received },
  { name: '办结（件）', value: quarter => quarter.closed },
  { name: '按期办结（件）', value: quarter => quarter.onTime },
  { name: '按期办结率', value: quarter => percentWords(quarter.onTime, quarter.judged) },
  { name: '办理用时中位数（工作日）', value: quarter => medianWords(quarter.medianWorkingDays) },
  { name: '期末在办（件）', value: quarter => quarter.open },
];

const results: readonly SheetColumn[] = resultGroups.map(({ key, label }) => ({
  name: label,
  value: quarter => quarter.results[key],
}));

const channels: readonly SheetColumn[] = requestChannels.map((channel: RequestChannel) => ({
  name: requestChannelWords[channel],
  value: quarter => quarter.channels[channel],
}));

const kindLabels = ['自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他'];

const applicants: readonly SheetColumn[] = [
  ...kindLabels.map(label => ({
    name: label,
    value: ({ applicants: kinds }: QuarterStatistics) =>
      kinds.shown.find(kind => kind.label === label)?.count ?? '合并',
  })),
  { name: '合并计数', value: quarter => quarter.applicants.folded?.count ?? 0 },
];

function QuarterTable(props: {
  caption: string;
  columns: readonly SheetColumn[];
  quarters: readonly QuarterStatistics[];
}) {
  return (
    <section class="scroll" tabIndex={0} aria-label={`${props.caption}（可左右滚动）`}>
      <table class="quarters">
        <caption class="visually-hidden">{props.caption}</caption>
        <thead>
          <tr>
            <th scope="col">季度</th>
            {props.columns.map(({ name }) => (
              <th scope="col">{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.quarters.map(quarter => (
            <tr>
              <th scope="row">{quarterWords(quarter)}</th>
              {props.columns.map(({ value }) => (
                <td class="number">{value(quarter)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const chart = { width: 360, label: 24, bar: 16, gap: 18, room: 300 } as const;

function Bar(props: { y: number; share: number; value: number; colour: string }) {
  const length = Math.max(props.value > 0 ? 2 : 0, props.share * chart.room);
  return (
    <>
      <rect x="0" y={props.y} width={length} height={chart.bar} fill={props.colour} />
      <text x={length + 6} y={props.y + 13} font-size="13" fill="#1c2430">
        {props.value}
      </text>
    </>
  );
}

const colours = { received: '#1c4f9c', closed: '#b35c00' } as const;

/** Two bars a quarter; drawn on the server, the same numbers stand in the table below. */
function Bars({ quarters }: { quarters: readonly QuarterStatistics[] }) {
  const most = Math.max(1, ...quarters.flatMap(({ received, closed }) => [received, closed]));
  const step = chart.label + 2 * chart.bar + chart.gap;
  const height = quarters.length * step + chart.label;
  return (
    <figure class="chart">
      <svg
        viewBox={`0 0 ${chart.width} ${height}`}
        role="img"
        aria-label="各季度新收和办结的申请件数，数字见下表"
        font-family="inherit"
      >
        <rect x="0" y="3" width="14" height="14" fill={colours.received} />
        <text x="20" y="15" font-size="13" fill="#1c2430">
          新收
        </text>
        <rect x="72" y="3" width="14" height="14" fill={colours.closed} />
        <text x="92" y="15" font-size="13" fill="#1c2430">
          办结
        </text>
        {quarters.map((quarter, at) => {
          const top = chart.label + at * step;
          return (
            <g>
              <text x="0" y={top + 17} font-size="13" font-weight="700" fill="#1c2430">
                {quarterWords(quarter)}
              </text>
              <Bar
                y={top + chart.label}
                share={quarter.received / most}
                value={quarter.received}
                colour={colours.received}
              />
              <Bar
                y={top + chart.label + chart.bar + 2}
                share={quarter.closed / most}
                value={quarter.closed}
                colour={colours.closed}
              />
            </g>
          );
        })}
      </svg>
    </figure>
  );
}

function RequestStatisticsPage({ site, room }: { site: Site; room: StatisticsRoom }) {
  const { quarters, years, year, path } = room;
  const until = quarters[0]?.until;
  return (
    <div class="grid">
      <section class="sheet">
        <h1>依申请公开统计{year === null ? '' : `（${year}年）`}</h1>
        <p>
          本页按季度统计本机关收到和办理政府信息公开申请的情况
          {until === undefined ? '' : `，数据截至${dayWords(until)}`}
          。一件申请只计一项结果；办理用时从收到申请的次日起按工作日计算，包括补正、征求意见等时间。
        </p>
        <p>
          年度：
          {years.map(each => (
            <>
              <Link to={href(site, `/requests/statistics/${each}`)} current={each === year}>
                {each}年
              </Link>{' '}
            </>
          ))}
        </p>
        <p>
          下载：<Link to={href(site, `${path}.csv`)}>CSV</Link>{' '}
          <Link to={href(site, `${path}.json`)}>JSON</Link>
        </p>
      </section>
      <section class="sheet">
        <h2>收到和办结</h2>
        <Bars quarters={quarters} />
        <QuarterTable caption="各季度收到和办结情况" columns={progress} quarters={quarters} />
      </section>
      <section class="sheet">
        <h2>办理结果</h2>
        <QuarterTable caption="各季度办理结果（件）" columns={results} quarters={quarters} />
      </section>
      <section class="sheet">
        <h2>申请渠道</h2>
        <QuarterTable caption="各季度新收申请的渠道（件）" columns={channels} quarters={quarters} />
      </section>
      <section class="sheet">
        <h2>申请人类型</h2>
        <p>为了不使他人由数字识别出申请人，不足3件的类型不单独列出，合并到最后一列。</p>
        <QuarterTable caption="各季度新收申请的申请人类型（件）" columns={applicants} quarters={quarters} />
      </section>
    </div>
  );
}

/** The same numbers as CSV, one line a quarter. */
function statisticsCsv(quarters: readonly QuarterStatistics[]): string {
  const columns = [...progress, ...results, ...channels, ...applicants];
  const head = ['年', '季度', '截至', ...columns.map(({ name }) => name)];
  const rows = quarters.map(quarter => [
    quarter.year,
    quarter.quarter,
    quarter.until,
    ...columns.map(({ value }) => value(quarter)),
  ]);
  return `\uFEFF${[head, ...rows].map(row => row.join(',')).join('\r\n')}\r\n`;
}

/** The page, or its numbers as `.csv` and `.json`: of one year, or of this year and the last. Null for another path. */
export async function requestStatistics(
  { site, reads }: { readonly site: Site; readonly reads: Pick<PortalReads, 'requestStatistics' | 'today'> },
  path: string,
  frameOf: (title: string) => PageFrame,
): Promise<RenderedPage | null> {
  const asked = /^(\/requests\/statistics(?:\/(\d{4}))?)(\.csv|\.json)?$/.exec(path);
  if (asked === null) return null;
  const year = asked[2] === undefined ? null : Number(asked[2]);
  const quarters = await reads.requestStatistics(year);
  if (quarters === null) return null;
  const tags = ['requests', 'day'];
  if (asked[3] === '.json')
    return { contentType: 'application/json; charset=utf-8', body: JSON.stringify({ quarters }), tags };
  if (asked[3] === '.csv')
    return { contentType: 'text/csv; charset=utf-8', body: statisticsCsv(quarters), tags };
  const now = Number(reads.today().slice(0, 4));
  const room = { year, quarters, years: [now, now - 1, now - 2], path: asked[1]! };
  const frame = frameOf('依申请公开统计');
  return { body: renderPage(frame, <RequestStatisticsPage site={site} room={room} />), tags };
}
