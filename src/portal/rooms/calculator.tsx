import { citationWords } from '../../law/citation.ts';
import { addDays, type Day, isDay, monthLength } from '../../law/day.ts';
import { type Explanation, limitWords } from '../../law/explanation.ts';
import { type ProactiveKind, proactiveDeadline, proactiveRules } from '../../law/proactive-deadline.ts';
import { addWorkdays, type Calendar, isWorkday, kindOfDay } from '../../law/working-days.ts';
import { href } from '../layout.tsx';
import type { Site } from '../view.ts';
import { dayWords } from '../words.ts';
import { Steps } from './ledger.tsx';

/** What a citizen or an official may ask: a rule of proactive disclosure, or plain working days. */
const kinds: readonly (readonly [ProactiveKind, string])[] = [
  ['general', '主动公开（一般信息）'],
  ['licence', '行政许可决定公示'],
  ['penalty', '行政处罚决定公示'],
  ['other-enforcement', '其他行政执法决定公示'],
  ['grass-roots-item', '基层政务公开标准目录事项'],
  ['budget', '预算、决算公开'],
  ['interpretation', '政策解读'],
];

export interface CalculatorQuestion {
  readonly kind: string;
  readonly on: string;
  readonly days: string;
}

interface Answer {
  readonly from: Day;
  readonly dueOn: Day;
  readonly provisional: boolean;
  readonly explanation: Explanation | null;
}

function answerOf(calendar: Calendar, question: CalculatorQuestion): Answer | string | null {
  if (question.on === '') return null;
  if (!isDay(question.on)) return `“${question.on}”不是存在的日期，请写作 2019-06-10 的形式。`;
  const from = question.on;
  if (question.kind === 'working-days') {
    const count = Number(question.days);
    if (!Number.isInteger(count) || count < 1 || count > 500) return '工作日天数请填写 1 至 500 的整数。';
    const { due, provisional } = addWorkdays(calendar, from, count);
    return { from, dueOn: due, provisional, explanation: null };
  }
  const kind = kinds.find(([id]) => id === question.kind)?.[0];
  if (kind === undefined) return '请选择一种期限。';
  const explanation = proactiveDeadline({ kind, on: from, calendar });
  return { from, dueOn: explanation.dueOn, provisional: explanation.provisional, explanation };
}

interface Cell {
  readonly day: Day;
  readonly name: string;
  readonly words: string;
}

function cellOf(calendar: Calendar, answer: Answer, day: Day): Cell {
  const kind = kindOfDay(calendar, day);
  const off = !isWorkday(calendar, day);
  if (day === answer.from) return { day, name: 'start', words: '起算日，不计入' };
  if (day === answer.dueOn) return { day, name: 'due', words: '到期日' };
  const base = off ? 'rest' : kind === 'make-up' ? 'make-up' : '';
  const within = day > answer.from && day < answer.dueOn;
  const counted = within && !off ? `${base} counted` : base;
  return { day, name: counted, words: off ? '休息日' : kind === 'make-up' ? '调休上班' : '工作日' };
}

function Month(props: { calendar: Calendar; answer: Answer; year: number; month: number }) {
  const { year, month } = props;
  const first = `${year}-${String(month).padStart(2, '0')}-01` as Day;
  const length = monthLength(year, month);
  const lead = (new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % 7;
  const cells: (Cell | null)[] = [
    ...Array.from({ length: lead }, () => null),
    ...Array.from({ length }, (_, at) => cellOf(props.calendar, props.answer, addDays(first, at))),
  ];
  const weeks: (Cell | null)[][] = [];
  for (let at = 0; at < cells.length; at += 7) weeks.push(cells.slice(at, at + 7));
  return (
    <table>
      <caption>
        {year}年{month}月
      </caption>
      <thead>
        <tr>
          {['一', '二', '三', '四', '五', '六', '日'].map(name => (
            <th scope="col" abbr={`星期${name}`}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map(week => (
          <tr>
            {week.map(cell =>
              cell === null ? (
                <td />
              ) : (
                <td class={cell.name}>
                  {Number(cell.day.slice(8))}
                  <span class="visually-hidden">，{cell.words}</span>
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function monthsBetween(from: Day, to: Day): { year: number; month: number }[] {
  const months: { year: number; month: number }[] = [];
  let [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5, 7))];
  while (`${year}-${String(month).padStart(2, '0')}` <= to.slice(0, 7) && months.length < 30) {
    months.push({ year, month });
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
  }
  return months;
}

function AnswerView({ calendar, answer }: { calendar: Calendar; answer: Answer }) {
  return (
    <section class="sheet" aria-labelledby="answer">
      <h2 id="answer">
        到期日：{dayWords(answer.dueOn)}
        {answer.provisional && '(暂定)'}
      </h2>
      {answer.explanation !== null && (
        <>
          <Steps
            steps={answer.explanation.steps.map(step => ({ ...step, basis: [...step.basis] }))}
            cite={citation => citationWords(citation as Parameters<typeof citationWords>[0])}
          />
          <p>
            适用期限：{limitWords(answer.explanation.limit)}。工作日历：{answer.explanation.calendar}。
          </p>
        </>
      )}
      {answer.provisional && <p>期限跨入尚未公布放假安排的年份，放假安排公布后日期可能变化。</p>}
      <div class="months">
        {monthsBetween(answer.from, answer.dueOn).map(m => (
          <Month calendar={calendar} answer={answer} year={m.year} month={m.month} />
        ))}
      </div>
      <p>图例：深色为起算日和到期日，浅蓝为计入的工作日，灰色为休息日，浅黄为调休上班日。</p>
    </section>
  );
}

export function CalculatorPage(props: { site: Site; calendar: Calendar; question: CalculatorQuestion }) {
  const { site, calendar, question } = props;
  const answer = answerOf(calendar, question);
  return (
    <div class="grid">
      <section class="sheet">
        <h1>期限计算器</h1>
        <p>按照国务院办公厅公布的放假安排计算工作日；起算当日不计入（《民法典》第二百零一条）。</p>
        <form action={href(site, '/calculator')} method="get">
          <div class="form-row">
            <label>
              期限种类
              <select name="kind">
                {kinds.map(([id, words]) => (
                  <option value={id} selected={question.kind === id}>
                    {words}（{proactiveRules[id].trigger}起）
                  </option>
                ))}
                <option value="working-days" selected={question.kind === 'working-days'}>
                  自定义工作日
                </option>
              </select>
            </label>
            <label>
              起算日期
              <input name="on" type="date" value={question.on} required />
            </label>
            <label>
              工作日天数（仅自定义）
              <input
                name="days"
                type="number"
                min="1"
                max="500"
                value={question.days === '' ? '20' : question.days}
              />
            </label>
            <button class="primary" type="submit">
              计算
            </button>
          </div>
        </form>
        {typeof answer === 'string' && (
          <p class="banner" role="alert">
            {answer}
          </p>
        )}
      </section>
      {answer !== null && typeof answer !== 'string' && <AnswerView calendar={calendar} answer={answer} />}
    </div>
  );
}
