import { type Citation, citationsWords, citationWords, markWords } from '../../law/citation.ts';
import type { Fee } from '../../law/processing-fee.ts';
import type { Reason } from '../../law/refusal.ts';
import type { Calendar } from '../../law/working-days.ts';
import { href } from '../layout.tsx';
import { Link } from '../link.tsx';
import type { Site } from '../view.ts';
import { dayWords } from '../words.ts';
import { answerOf, kindOf } from './calculator-answers.ts';
import { calculatorForms } from './calculator-forms.tsx';
import { Months } from './calculator-months.tsx';
import {
  type CalculatorAnswer,
  type CalculatorKind,
  type CalculatorQuestion,
  calculatorKinds,
  type Dated,
} from './calculator-question.ts';
import { Steps } from './ledger.tsx';

export type { CalculatorQuestion } from './calculator-question.ts';

function Kinds({ site, chosen }: { site: Site; chosen: CalculatorKind | undefined }) {
  return (
    <nav class="choices" aria-label="期限种类">
      <ul>
        {Object.entries(calculatorKinds).map(([kind, words]) => (
          <li>
            <Link to={href(site, `/calculator?kind=${kind}`)} current={kind === chosen}>
              {words}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Refused({ reasons }: { reasons: readonly Reason[] }) {
  return (
    <div class="banner" role="alert">
      <p>按所填内容不能计算，请逐项核对：</p>
      <ul>
        {reasons.map(({ message, basis }) => (
          <li>
            {message}
            {basis.length > 0 && <span class="basis">依据：{citationsWords(basis)}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}

function DatedView({ calendar, dated, no }: { calendar: Calendar; dated: Dated; no: number }) {
  const { dueOn } = dated;
  return (
    <section class="sheet" aria-labelledby={`answer-${no}`}>
      <h2 id={`answer-${no}`}>
        {dated.title}
        {dueOn !== undefined && `：${dayWords(dueOn)}`}
        {dated.provisional && '（暂定）'}
      </h2>
      <Steps
        steps={dated.steps.map(step => ({ ...step, basis: [...step.basis] }))}
        cite={citation => citationWords(citation as Citation)}
      />
      <p>
        {dated.standing}
        {dated.limitWords !== undefined && `适用期限：${dated.limitWords}。`}工作日历：{dated.calendar}。
      </p>
      {dated.provisional && <p>期限跨入尚未公布放假安排的年份，放假安排公布后日期可能变化。</p>}
      {dated.drawing !== undefined && <Months calendar={calendar} drawing={dated.drawing} />}
    </section>
  );
}

function FeeView(props: { fee: Fee; unit: '件' | '页'; basis: readonly Citation[] }) {
  const { fee, unit } = props;
  return (
    <section class="sheet" aria-labelledby="answer-1">
      <h2 id="answer-1">信息处理费：{fee.totalYuan}元</h2>
      <table>
        <caption>分档计算（超额累进）</caption>
        <thead>
          <tr>
            <th scope="col">档次</th>
            <th scope="col">单价</th>
            <th scope="col">数量</th>
            <th scope="col">小计</th>
          </tr>
        </thead>
        <tbody>
          {fee.tiers.map(tier => (
            <tr>
              <th scope="row">
                第{tier.from}
                {tier.to === undefined ? `${unit}以上` : `至${tier.to}${unit}`}
              </th>
              <td>{tier.priceYuan === 0 ? '不收费' : `每${unit}${tier.priceYuan}元`}</td>
              <td>
                {tier.count}
                {unit}
              </td>
              <td>{tier.subtotalYuan}元</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        依据：{citationsWords(props.basis)}。一件申请只适用一种计收方式。
        {fee.mark !== undefined && markWords[fee.mark]}
      </p>
    </section>
  );
}

function Answer({ calendar, answer }: { calendar: Calendar; answer: CalculatorAnswer | undefined }) {
  if (answer === undefined || 'reasons' in answer) return null;
  if ('fee' in answer) return <FeeView fee={answer.fee} unit={answer.unit} basis={answer.basis} />;
  return (
    <>
      {answer.dated.map((dated, at) => (
        <DatedView calendar={calendar} dated={dated} no={at + 1} />
      ))}
    </>
  );
}

function Form(props: { site: Site; kind: CalculatorKind; question: CalculatorQuestion }) {
  const Questions = calculatorForms[props.kind];
  return (
    <form class="calculator" action={href(props.site, '/calculator')} method="get">
      <h2>{calculatorKinds[props.kind]}</h2>
      <input type="hidden" name="kind" value={props.kind} />
      <Questions question={props.question} />
      <button class="primary" type="submit">
        计算
      </button>
    </form>
  );
}

/** How a date or a fee comes about, for anyone: choose a kind, fill in its fields, see every step with its article. */
export function CalculatorPage(props: { site: Site; calendar: Calendar; question: CalculatorQuestion }) {
  const { site, calendar, question } = props;
  const kind = kindOf(question);
  const answer = answerOf(calendar, question);
  return (
    <div class="grid">
      <section class="sheet">
        <h1>期限计算器</h1>
        <p>
          按照国务院办公厅公布的放假安排计算工作日，起算当日不计入（《民法典》第二百零一条）。结果列明每一步的依据，所填内容不保存。
        </p>
        <Kinds site={site} chosen={kind} />
        {answer !== undefined && 'reasons' in answer && <Refused reasons={answer.reasons} />}
        {kind === undefined ? (
          <p>请先选择要计算的种类。</p>
        ) : (
          <Form site={site} kind={kind} question={question} />
        )}
      </section>
      <Answer calendar={calendar} answer={answer} />
    </div>
  );
}
