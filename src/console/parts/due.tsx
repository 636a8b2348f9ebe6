import type { DutyView } from '../../contexts/plan/contract.ts';
import { path } from '../path.ts';
import { daysLeftWords, dayWords } from '../words.ts';
import { Link } from './link.tsx';
import { Mark } from './marks.tsx';

/** A due date; it always leads to how it came about. */
export function Due({ duty }: { readonly duty: DutyView }) {
  const open = duty.state === 'due' || duty.state === 'late' || duty.state === 'not-yet-due';
  return (
    <span className="due">
      <Link to={path.dutyClock(duty.id)} title="查看期限是怎样算出来的">
        {duty.dueOn}
      </Link>
      {open && (
        <span className={duty.state === 'late' ? 'late-words' : 'quiet'}>{daysLeftWords(duty.daysLeft)}</span>
      )}
      {duty.metOn !== null && <span className="quiet">{dayWords(duty.metOn)}履行</span>}
      {duty.provisional && <Mark>暂定</Mark>}
    </span>
  );
}
