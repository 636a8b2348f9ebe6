import { clockStateWords, type RequestView } from '../../../contexts/requests/contract.ts';
import { Mark } from '../../parts/marks.tsx';
import { Section } from '../../parts/page.tsx';
import { Basis } from '../../parts/problem.tsx';
import { daysLeftWords, dayWords } from '../../words.ts';

const markWords: Readonly<Record<string, string>> = { unverified: '待核实', inference: '推定' };

/** How the last day for the reply came about: each step with its article and what it did to the date. */
export function RequestClockSection({ request }: { readonly request: RequestView }) {
  const { clock } = request;
  return (
    <Section title="期限是怎样算出来的" id="clock">
      <p>
        {clock.dueOn === null ? (
          `现在没有期限在计算：${clockStateWords[clock.state]}。`
        ) : (
          <>
            答复期限：<strong>{dayWords(clock.dueOn)}</strong>
            {clock.remainingWorkingDays !== null && `（${daysLeftWords(clock.remainingWorkingDays)}）`}
          </>
        )}
        {clock.waitingUntil !== null && ` 等待至 ${dayWords(clock.waitingUntil)}。`}
        {clock.dueOnIfAnswered !== null && ` 如今天收齐意见，期限为 ${dayWords(clock.dueOnIfAnswered)}。`}
        {clock.provisional && (
          <>
            {' '}
            <Mark>暂定</Mark> 该日期涉及尚未公布放假安排的年份，公布后将重新计算。
          </>
        )}
      </p>
      <ol className="clock-steps" aria-label="期限的计算步骤">
        {clock.steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the steps of one clock never change place
          <li key={index}>
            <time dateTime={step.on}>{step.on}</time>
            {step.effect}
            {step.dueOn !== null &&
              !step.effect.includes(dayWords(step.dueOn)) &&
              ` 此后期限为${dayWords(step.dueOn)}。`}
            {step.mark !== undefined && <Mark>{markWords[step.mark] ?? step.mark}</Mark>}
            <Basis of={step.basis} />
          </li>
        ))}
      </ol>
      {clock.calendar !== '' && <p className="quiet">所用日历：{clock.calendar}</p>}
    </Section>
  );
}
