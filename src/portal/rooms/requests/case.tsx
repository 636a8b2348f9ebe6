import {
  type ClockView,
  carrierFormWords,
  type RequestMatter,
  type RequestStage,
  requestStage,
  requestStageWords,
  supplyWayWords,
} from '../../../contexts/requests/contract.ts';
import type { OpenCase } from '../../../contexts/requests/online/service.ts';
import { type Citation, citationWords, markWords } from '../../../law/citation.ts';
import { href } from '../../layout.tsx';
import { Link } from '../../link.tsx';
import type { Site } from '../../view.ts';
import { dayWords, sizeWords } from '../../words.ts';
import { Steps } from '../ledger.tsx';
import { paperPath, requestPaths } from './desk.ts';
import { Office } from './office.tsx';

const stateWords: Readonly<Record<ClockView['state'], string>> = {
  'awaiting-confirmation': '等待双方确认收到，答复期限尚未开始计算',
  running: '正在办理',
  consulting: '正在征求意见，所需时间不计入答复期限',
  'awaiting-correction': '等待您补正',
  'awaiting-payment': '等待您缴费',
  replied: '已经答复',
  'deemed-abandoned': '视为放弃申请，不再处理',
  withdrawn: '您已撤回申请',
};

function Stages({ stage }: { stage: RequestStage }) {
  const now = requestStage.options.indexOf(stage);
  return (
    <ol class="stages" aria-label="办理阶段">
      {requestStage.options.map((each, at) => (
        <li
          class={at < now ? 'is-past' : at === now ? 'is-now' : undefined}
          aria-current={at === now ? 'step' : undefined}
        >
          {requestStageWords[each]}
          <span class="visually-hidden">
            {at < now ? '（已完成）' : at === now ? '（当前）' : '（尚未开始）'}
          </span>
        </li>
      ))}
    </ol>
  );
}

function dueWords(
  { dueOn, state, provisional, remainingWorkingDays, dueOnIfAnswered }: ClockView,
  matter: RequestMatter,
): string {
  if (matter === 'own-record') return '条例没有规定更正的期限，本机关及时核实办理';
  if (state === 'awaiting-confirmation') return '双方确认收到之后开始计算';
  if (state === 'awaiting-correction') return '收到补正之日起重新计算20个工作日';
  if (state === 'awaiting-payment') return '缴费之后重新计算';
  const due = dueOn ?? dueOnIfAnswered;
  if (due === null) return '不再计算';
  const left =
    remainingWorkingDays === null || state === 'replied'
      ? ''
      : `，还有${Math.max(0, remainingWorkingDays)}个工作日`;
  return `${dayWords(due)}${provisional ? '（暂定，所跨年份的放假安排尚未公布）' : ''}${left}`;
}

/** A step with the due date it leads to, unless its words name it already. */
function stepOf({ on, effect, dueOn, basis, mark }: ClockView['steps'][number]) {
  const due = dueOn === null || effect.includes(dayWords(dueOn)) ? '' : `答复期限：${dayWords(dueOn)}。`;
  const caution = mark === 'unverified' || mark === 'inference' ? markWords[mark] : '';
  return { on, words: `${effect}${due}${caution}`, basis: [...basis] };
}

function Clock({ clock, matter }: { clock: ClockView; matter: RequestMatter }) {
  return (
    <section class="sheet" aria-labelledby="clock">
      <h2 id="clock">{matter === 'own-record' ? '办理过程' : '这个日期怎么算出来的'}</h2>
      <dl class="facts">
        <dt>收到申请之日</dt>
        <dd>{clock.receivedOn === null ? '尚未确认' : dayWords(clock.receivedOn)}</dd>
        <dt>答复期限</dt>
        <dd>
          {dueWords(clock, matter)}
          {clock.late && <b class="state-late">（已超过期限，您可以依法申请行政复议或者提起行政诉讼）</b>}
        </dd>
      </dl>
      <Steps steps={clock.steps.map(stepOf)} cite={citation => citationWords(citation as Citation)} />
      <p>使用的工作日历：{clock.calendar}。</p>
    </section>
  );
}

function Wanted({ site, open }: { site: Site; open: OpenCase }) {
  const { canCorrect, correction, fee, state } = open.status;
  if (!canCorrect && (fee === null || fee.paidOn !== null || state !== 'awaiting-payment')) return null;
  return (
    <section class="sheet wanted" aria-labelledby="wanted">
      <h2 id="wanted">需要您办理</h2>
      {canCorrect && correction !== null && (
        <>
          <h3>请在{dayWords(correction.correctBy)}前补正</h3>
          <dl class="facts">
            <dt>需要补正的内容</dt>
            <dd class="lines">{correction.matters}</dd>
            <dt>怎样补正</dt>
            <dd class="lines">{correction.guidance}</dd>
          </dl>
          <p>
            <Link to={href(site, requestPaths.correct)} class="button">
              填写补正
            </Link>
          </p>
          <p class="basis">
            没有正当理由逾期不补正的，视为放弃申请，本机关不再处理。依据：《政府信息公开条例》第三十条
          </p>
        </>
      )}
      {fee !== null && fee.paidOn === null && state === 'awaiting-payment' && (
        <>
          <h3>
            请在{dayWords(fee.payBy)}前缴纳信息处理费{fee.totalYuan}元
          </h3>
          <p>
            计收方式：
            {fee.method === 'by-case' ? `按件计收，本月第${fee.units}件` : `按量计收，共${fee.units}页`}
            。收费通知书和缴款办法见下方“文书和答复”，缴入国库，本网站不收款。逾期不缴的，视为放弃申请。
          </p>
        </>
      )}
    </section>
  );
}

function Papers({ site, open }: { site: Site; open: OpenCase }) {
  const { papers, outcomeWords, resultLines, matter } = open.status;
  return (
    <section class="sheet" aria-labelledby="papers">
      <h2 id="papers">文书和答复</h2>
      {outcomeWords !== null && (
        <p>
          {matter === 'own-record' ? '办理结果' : '答复结果'}：{outcomeWords}。
        </p>
      )}
      {resultLines.length > 0 && (
        <dl class="facts">
          {resultLines.map(({ label, words }) => (
            <>
              <dt>{label}</dt>
              <dd class="lines">{words}</dd>
            </>
          ))}
        </dl>
      )}
      {papers.length === 0 ? (
        <p class="empty">目前没有可以下载的文书。</p>
      ) : (
        <ul class="papers">
          {papers.map(paper => (
            <li>
              <Link to={href(site, paperPath(paper.id))} download>
                {paper.title}
              </Link>
              <small>
                {dayWords(paper.on)} · {sizeWords(paper.size)}
              </small>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function minutesLeft(untilMs: number, nowMs: number): number {
  return Math.max(1, Math.round((untilMs - nowMs) / 60_000));
}

/** One's own case: never with an identity number, the name masked. */
export function CasePage(props: { site: Site; open: OpenCase; nowMs: number; note?: string }) {
  const { site, open } = props;
  const { status } = open;
  return (
    <div class="grid request">
      <section class="sheet">
        <h1>我的申请</h1>
        {props.note !== undefined && (
          <p class="note" role="status">
            {props.note}
          </p>
        )}
        <Stages stage={status.stage} />
        <p class="lead">{stateWords[status.state]}。</p>
        <dl class="facts">
          <dt>{status.matter === 'own-record' ? '申请更正的记录' : '申请事项'}</dt>
          <dd>{status.subject}</dd>
          <dt>查询码</dt>
          <dd>{status.trackingCode}</dd>
          <dt>登记号</dt>
          <dd>{status.number ?? '尚未登记'}</dd>
          <dt>申请人</dt>
          <dd>{status.applicantName}</dd>
          <dt>{status.matter === 'own-record' ? '接收结果的方式' : '形式和获取方式'}</dt>
          <dd>
            {status.matter === 'own-record' ? '' : `${carrierFormWords[status.carrier]}，`}
            {supplyWayWords[status.supply]}
          </dd>
        </dl>
        <form method="post" action={href(site, requestPaths.leave)} class="leave">
          <p>本页还可以查看{minutesLeft(open.untilMs, props.nowMs)}分钟。</p>
          <button type="submit" class="tool">
            结束查询
          </button>
        </form>
      </section>
      <Wanted site={site} open={open} />
      <Papers site={site} open={open} />
      <Clock clock={status.clock} matter={status.matter} />
      {status.canWithdraw && (
        <section class="sheet" aria-labelledby="withdraw">
          <h2 id="withdraw">不需要了</h2>
          <p>答复之前可以撤回申请，撤回后本机关不再办理，需要时可以重新申请。</p>
          <p>
            <Link to={href(site, requestPaths.withdraw)} class="button quiet">
              撤回申请
            </Link>
          </p>
        </section>
      )}
      <Office office={{ ...status.office, fax: '', email: '', postcode: '' }} title="承办机构" />
    </div>
  );
}
