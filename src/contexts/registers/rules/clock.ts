import { type Day, dayOf } from '../../../law/day.ts';
import { addWorkdays, type Calendar, workdaysBetween } from '../../../law/working-days.ts';
import type { RegisterClock, RegisterKind } from '../contract.ts';

/** An edition is due so many working days after the one before; the first day is not counted (民法典 art 201). */

/** Told as soon so many working days before. */
const soonDays = 5;

export function clockOf(
  { cadence }: Pick<RegisterKind, 'cadence'>,
  releasedOn: string | null,
  /** The last day on which it was found unchanged since then. */
  checkedOn: string | null,
  today: Day,
  calendar: Calendar,
): RegisterClock {
  const { workingDays, basis, setBy } = cadence;
  const common = { basis, isDefault: setBy === 'default' };
  if (releasedOn === null)
    return { ...common, state: 'unpublished', dueOn: null, explanation: '尚未公开，请生成第一版。' };
  const isChecked = checkedOn !== null && checkedOn > releasedOn;
  const from = isChecked ? checkedOn : releasedOn;
  const { due, provisional } = addWorkdays(calendar, dayOf(from), workingDays);
  const words = `上一版于${releasedOn}公开，${isChecked ? `${checkedOn}核对无变化，` : ''}次日起算第${workingDays}个工作日为${due}${
    provisional ? '（该年放假安排尚未公布，暂按周一至周五计算）' : ''
  }。`;
  if (today > due) {
    const late = workdaysBetween(calendar, due, today);
    return { ...common, state: 'late', dueOn: due, explanation: `${words}已逾期${late}个工作日。` };
  }
  const left = workdaysBetween(calendar, today, due);
  return { ...common, state: left <= soonDays ? 'soon' : 'in-time', dueOn: due, explanation: words };
}
