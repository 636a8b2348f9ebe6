import type { z } from 'zod';
import type { explanation } from '../../contexts/calendar/contract.ts';
import { useSession } from '../session.tsx';
import { citationWords, dayWords, limitSetByWords } from '../words.ts';
import { Mark } from './marks.tsx';
import { Month, MonthLegend, monthsBetween, useKinds } from './months.tsx';

type Explanation = z.output<typeof explanation>;

/** How a date came about: every step with its article, then the days themselves. */
export function ClockExplanation({
  clock,
  startOn,
}: {
  readonly clock: Explanation;
  readonly startOn: string;
}) {
  const { limit } = clock;
  return (
    <>
      <p>
        到期日：<strong>{dayWords(clock.dueOn)}</strong>（{limit.words}，
        {limitSetByWords[limit.setBy] ?? limit.setBy}）
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
            {step.words}
            {step.basis.length > 0 && (
              <span className="basis">依据：{step.basis.map(citationWords).join('、')}</span>
            )}
          </li>
        ))}
      </ol>
      <ClockMonths startOn={startOn} dueOn={clock.dueOn} countsWorkdays={limit.words.includes('工作日')} />
      {clock.calendar.length > 0 && <p className="quiet">所用日历：{clock.calendar.join('、')}</p>}
    </>
  );
}

interface ClockMonthsProps {
  readonly startOn: string;
  readonly dueOn: string;
  /** The limit is one of working days: those counted are marked. */
  readonly countsWorkdays: boolean;
}

/** At most four months are drawn; a longer span shows its two ends. */
function ClockMonths({ startOn, dueOn, countsWorkdays }: ClockMonthsProps) {
  const { today } = useSession();
  const kindOf = useKinds(startOn, dueOn);
  if (startOn > dueOn) return null;
  const months = monthsBetween(startOn, dueOn);
  const drawn = months.length <= 4 ? months : [months[0] ?? '', months.at(-1) ?? ''];
  return (
    <>
      <div className="months">
        {drawn.map(month => (
          <Month
            key={month}
            month={month}
            kindOf={kindOf}
            today={today}
            span={{ start: startOn, end: dueOn, countsWorkdays }}
          />
        ))}
      </div>
      <MonthLegend span={countsWorkdays ? 'workdays' : 'days'} />
    </>
  );
}
