import type { ExplanationView } from '../../contexts/calendar/contract.ts';
import { href } from '../layout.tsx';
import { Link } from '../link.tsx';
import type { DutyCounts, LedgerView, PublicDuty, Site } from '../view.ts';
import { dayWords, dutyStateWords } from '../words.ts';

export function DutyTable(props: { site: Site; duties: readonly PublicDuty[] }) {
  return (
    <section class="scroll" tabIndex={0} aria-label="公开事项表">
      <table>
        <thead>
          <tr>
            <th scope="col">序号</th>
            <th scope="col">公开事项</th>
            <th scope="col">期间</th>
            <th scope="col">责任单位</th>
            <th scope="col">到期日</th>
            <th scope="col">状态</th>
            <th scope="col">进度</th>
          </tr>
        </thead>
        <tbody>
          {props.duties.map(duty => (
            <tr>
              <td>{duty.leafId}</td>
              <td>
                <Link to={href(props.site, `/ledger/${duty.id}.html`)}>{duty.title}</Link>
              </td>
              <td>{duty.periodWords}</td>
              <td>{duty.unitName}</td>
              <td class="number">
                {duty.dueOn}
                {duty.provisional && '(暂定)'}
              </td>
              <td>
                <span class={`tagword state-${duty.state}`}>{dutyStateWords[duty.state]}</span>
              </td>
              <td class="number">
                {duty.covered}/{duty.required}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function CountsTable(props: {
  caption: string;
  rows: readonly { key: string; name: string; counts: DutyCounts }[];
}) {
  return (
    <section class="scroll" tabIndex={0} aria-label={props.caption}>
      <table>
        <caption class="visually-hidden">{props.caption}</caption>
        <thead>
          <tr>
            <th scope="col">名称</th>
            <th scope="col">应公开</th>
            <th scope="col">已履行</th>
            <th scope="col">未到期</th>
            <th scope="col">逾期</th>
            <th scope="col">履行比例</th>
          </tr>
        </thead>
        <tbody>
          {props.rows.map(({ name, counts }) => (
            <tr>
              <th scope="row">{name}</th>
              <td class="number">{counts.total}</td>
              <td class="number">{counts.met}</td>
              <td class="number">{counts.open}</td>
              <td class={counts.late > 0 ? 'number state-late' : 'number'}>{counts.late}</td>
              <td class="number">
                {counts.total === 0 ? '—' : `${Math.round((counts.met / counts.total) * 100)}%`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function LedgerPage({ site, view }: { site: Site; view: LedgerView }) {
  return (
    <div class="grid">
      <section class="sheet">
        <h1>公开台账</h1>
        <p>
          {view.planTitle}。截至 {dayWords(view.today)}，应公开 {view.total.total} 项，已履行 {view.total.met}{' '}
          项，未到期 {view.total.open} 项，逾期 {view.total.late} 项。
        </p>
        <p>
          下载：<Link to={href(site, '/ledger/duties.csv')}>CSV</Link>{' '}
          <Link to={href(site, '/ledger/duties.json')}>JSON</Link>
        </p>
      </section>
      <section class="sheet">
        <h2>到期未公开</h2>
        {!view.lateIsPublic ? (
          <p>逾期事项清单由本机关内部督办。</p>
        ) : view.late.length === 0 ? (
          <p class="empty">目前没有到期未公开的事项。</p>
        ) : (
          <DutyTable site={site} duties={view.late} />
        )}
      </section>
      <section class="sheet">
        <h2>按领域</h2>
        <CountsTable caption="按领域统计" rows={view.byArea} />
      </section>
      <section class="sheet">
        <h2>按责任单位</h2>
        <CountsTable caption="按责任单位统计" rows={view.byUnit} />
      </section>
    </div>
  );
}

/** A citation as the contract carries it, in words; the law's own renderer is given by the caller. */
export type CitationWords = (citation: ExplanationView['steps'][number]['basis'][number]) => string;

export function Steps(props: { steps: ExplanationView['steps']; cite: CitationWords }) {
  return (
    <ol class="steps">
      {props.steps.map(step => (
        <li>
          <time dateTime={step.on}>{dayWords(step.on)}</time> {step.words}
          {step.basis.length > 0 && <span class="basis">依据：{step.basis.map(props.cite).join('、')}</span>}
        </li>
      ))}
    </ol>
  );
}

export interface DutyRoom {
  readonly duty: PublicDuty;
  readonly explanation: ExplanationView;
  readonly basis: string;
  readonly channels: readonly string[];
  readonly elements: readonly { no: number; name: string; covered: boolean; required: boolean }[];
  readonly proofs: readonly { words: string; provedOn: string; path: string | null; voided: boolean }[];
  readonly moved: readonly { dueBefore: string; dueAfter: string; movedAt: string }[];
}

export function DutyPage(props: { site: Site; room: DutyRoom; cite: CitationWords }) {
  const { site, room } = props;
  const { duty } = room;
  return (
    <div class="grid">
      <section class="sheet">
        <h1>{duty.title}</h1>
        <dl class="facts">
          <dt>事项编号</dt>
          <dd>{duty.leafId}</dd>
          <dt>责任单位</dt>
          <dd>{duty.unitName}</dd>
          <dt>期间</dt>
          <dd>{duty.periodWords}</dd>
          <dt>到期日</dt>
          <dd>
            {dayWords(duty.dueOn)}
            {duty.provisional && '(暂定：所跨年份的放假安排尚未公布)'}
          </dd>
          <dt>状态</dt>
          <dd>
            <span class={`tagword state-${duty.state}`}>{dutyStateWords[duty.state]}</span>
            {duty.metOn !== null && ` 履行于${dayWords(duty.metOn)}`}
          </dd>
          <dt>依据</dt>
          <dd>{room.basis}</dd>
          <dt>公开渠道</dt>
          <dd>{room.channels.length === 0 ? '门户网站' : room.channels.join('、')}</dd>
        </dl>
      </section>
      <section class="sheet">
        <h2>到期日是怎样算出来的</h2>
        <Steps steps={room.explanation.steps} cite={props.cite} />
        <p>
          期限：{room.explanation.limit.words}。使用的工作日历：{room.explanation.calendar.join('、')}。
        </p>
        {room.moved.map(move => (
          <p>
            因放假安排调整，到期日由 {move.dueBefore} 改为 {move.dueAfter}。
          </p>
        ))}
      </section>
      <section class="sheet">
        <h2>应公开的内容</h2>
        <ul>
          {room.elements
            .filter(element => element.required)
            .map(element => (
              <li>
                {element.name}:{element.covered ? <b class="state-met">已公开</b> : '尚未公开'}
              </li>
            ))}
        </ul>
      </section>
      <section class="sheet">
        <h2>凭证</h2>
        {room.proofs.length === 0 ? (
          <p class="empty">尚无凭证。</p>
        ) : (
          <ul>
            {room.proofs.map(proof => (
              <li>
                {proof.provedOn}{' '}
                {proof.path === null ? proof.words : <Link to={href(site, proof.path)}>{proof.words}</Link>}
                {proof.voided && '(已失效)'}
              </li>
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}
