import type { PageDoor } from '../doors.ts';
import { href } from '../layout.tsx';
import { Link } from '../link.tsx';
import type { ColumnNode, DutyCounts, LedgerView, ListEntry, Site } from '../view.ts';
import { BlockHead, Entries } from './lists.tsx';

export interface HomeView {
  readonly openness: readonly ColumnNode[];
  readonly latest: readonly ListEntry[];
  readonly blocks: readonly { column: ColumnNode; entries: readonly ListEntry[] }[];
  readonly areas: readonly { column: ColumnNode; counts: DutyCounts | null }[];
  /** Data, power lists, guides: what is there beside the columns. */
  readonly doors: readonly (PageDoor & { readonly count: string })[];
  readonly ledger: LedgerView | null;
  readonly logSize: number;
}

/** Share of duties met, 0–100, for the meter. */
function share(counts: DutyCounts): number {
  return counts.total === 0 ? 0 : Math.round((counts.met / counts.total) * 100);
}

function PromiseAndFact({ site, ledger }: { site: Site; ledger: LedgerView }) {
  const { total } = ledger;
  return (
    <section class="sheet" aria-labelledby="promise">
      <div class="block-head">
        <h2 id="promise">承诺与兑现</h2>
        <Link to={href(site, '/ledger/')}>查看公开台账</Link>
      </div>
      <p>{ledger.planTitle}</p>
      <ul class="promise">
        <li>
          <b>{total.total}</b>应公开事项
        </li>
        <li>
          <b>{total.met}</b>已履行
        </li>
        <li>
          <b>{total.open}</b>未到期或应办
        </li>
        <li class={total.late > 0 ? 'alert' : ''}>
          <b>{total.late}</b>逾期
        </li>
      </ul>
      <p class="elder-hides">
        每一事项由谁负责、何时到期、依据哪一条、有何凭证，都可在台账中查到；到期日由系统依法推算，不由人填写。
      </p>
    </section>
  );
}

export function Home({ site, view }: { site: Site; view: HomeView }) {
  const [first, ...others] = view.blocks;
  return (
    <>
      <h1 class="visually-hidden">{site.name}</h1>
      <ul class="five">
        {view.openness.map(column => (
          <li>
            <Link to={href(site, column.path)}>
              {column.name}
              <span class="elder-hides">{column.description}</span>
            </Link>
          </li>
        ))}
      </ul>
      <div class="grid two">
        <div class="grid">
          <section class="sheet" aria-labelledby="latest">
            <div class="block-head">
              <h2 id="latest">最新公开</h2>
              <Link to={href(site, '/feed.xml')}>订阅</Link>
            </div>
            <Entries site={site} entries={view.latest} empty="暂无公开信息。" detail />
          </section>
          {first !== undefined && (
            <section class="sheet">
              <BlockHead site={site} name={first.column.name} path={first.column.path} />
              <Entries site={site} entries={first.entries} empty="本栏目暂无信息。" />
            </section>
          )}
        </div>
        <div class="grid">
          {view.ledger !== null && <PromiseAndFact site={site} ledger={view.ledger} />}
          <section class="sheet" aria-labelledby="log">
            <div class="block-head">
              <h2 id="log">公开日志</h2>
              <Link to={href(site, '/log/')}>核验</Link>
            </div>
            <p>
              发布、修改、撤下均记入任何人都能核验的日志，至今已封存 <b>{view.logSize}</b> 条。
            </p>
          </section>
        </div>
      </div>
      {view.doors.length > 0 && (
        <section class="sheet" style="margin-top:1.1rem" aria-labelledby="doors">
          <div class="block-head">
            <h2 id="doors">数据和服务</h2>
          </div>
          <ul class="areas">
            {view.doors.map(({ path, name, count }) => (
              <li>
                <Link to={href(site, path)}>
                  <b>{name}</b>
                  <small>{count}</small>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      {view.areas.length > 0 && (
        <section class="sheet" style="margin-top:1.1rem" aria-labelledby="areas">
          <div class="block-head">
            <h2 id="areas">重点领域</h2>
            <Link to={href(site, '/areas/')}>承诺与公开</Link>
          </div>
          <ul class="areas">
            {view.areas.map(({ column, counts }) => (
              <li>
                <Link to={href(site, column.path)}>
                  <b>{column.name}</b>
                  {counts !== null && counts.total > 0 && (
                    <>
                      <small>
                        应公开 {counts.total} 项，已履行 {counts.met} 项
                        {counts.late > 0 ? `，逾期 ${counts.late} 项` : ''}
                      </small>
                      <span class="meter" aria-hidden="true">
                        <i style={`width:${share(counts)}%`} />
                      </span>
                    </>
                  )}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      <div class="grid halves" style="margin-top:1.1rem">
        {others.map(block => (
          <section class="sheet">
            <BlockHead site={site} name={block.column.name} path={block.column.path} />
            <Entries site={site} entries={block.entries} empty="本栏目暂无信息。" />
          </section>
        ))}
      </div>
    </>
  );
}
