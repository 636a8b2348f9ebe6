import { InputNumber, Select } from 'antd';
import { deadlineStartWords } from '../../../contexts/plan/contract/words.ts';
import type { DeadlineRule } from '../../../contexts/plan/contract.ts';
import { optionsOf } from '../../words.ts';

const kinds: readonly { value: DeadlineRule['kind']; label: string }[] = [
  { value: 'working-days', label: '若干工作日内' },
  { value: 'calendar-days', label: '若干日内' },
  { value: 'month-day', label: '某月某日前' },
  { value: 'hours', label: '若干小时内' },
  { value: 'year-end', label: '当年年底前' },
];

function fresh(kind: DeadlineRule['kind']): DeadlineRule {
  switch (kind) {
    case 'working-days':
      return { kind, days: 20, from: 'formed-or-changed' };
    case 'calendar-days':
      return { kind, days: 20, from: 'approved-by-finance' };
    case 'month-day':
      return { kind, monthDay: '06-30', yearOffset: 0 };
    case 'hours':
      return { kind, hours: 24, from: 'event' };
    case 'year-end':
      return { kind };
  }
}

interface DeadlineFieldProps {
  readonly id?: string;
  /** Where no visible label stands beside it. */
  readonly label?: string;
  readonly value: DeadlineRule;
  readonly disabled: boolean;
  readonly onChange: (rule: DeadlineRule) => void;
}

/** How a due date is derived; the date itself is never typed. */
export function DeadlineField({ id, label, value, disabled, onChange }: DeadlineFieldProps) {
  return (
    <div className="inline-fields">
      <Select
        {...(id === undefined ? {} : { id })}
        {...(label === undefined ? {} : { 'aria-label': label })}
        value={value.kind}
        disabled={disabled}
        options={[...kinds]}
        style={{ width: 140 }}
        onChange={kind => onChange(fresh(kind))}
      />
      <DeadlineParts value={value} disabled={disabled} onChange={onChange} />
    </div>
  );
}

function DeadlineParts({ value, disabled, onChange }: Omit<DeadlineFieldProps, 'id' | 'label'>) {
  if (value.kind === 'working-days' || value.kind === 'calendar-days') {
    return (
      <>
        <InputNumber
          aria-label="天数"
          min={1}
          max={366}
          value={value.days}
          disabled={disabled}
          onChange={days => onChange({ ...value, days: days ?? 1 })}
        />
        <Select
          aria-label="从何时起算"
          value={value.from}
          disabled={disabled}
          options={optionsOf(deadlineStartWords)}
          style={{ width: 200 }}
          onChange={from => onChange({ ...value, from })}
        />
      </>
    );
  }
  if (value.kind === 'hours') {
    return (
      <InputNumber
        aria-label="小时数"
        min={1}
        max={720}
        value={value.hours}
        disabled={disabled}
        onChange={hours => onChange({ ...value, hours: hours ?? 1 })}
      />
    );
  }
  if (value.kind === 'month-day') return <MonthDay value={value} disabled={disabled} onChange={onChange} />;
  return null;
}

type MonthDayRule = Extract<DeadlineRule, { kind: 'month-day' }>;

function MonthDay({
  value,
  disabled,
  onChange,
}: {
  readonly value: MonthDayRule;
  readonly disabled: boolean;
  readonly onChange: (rule: DeadlineRule) => void;
}) {
  const [month = 1, date = 1] = value.monthDay.split('-').map(Number);
  const set = (newMonth: number, newDate: number) =>
    onChange({
      ...value,
      monthDay: `${String(newMonth).padStart(2, '0')}-${String(newDate).padStart(2, '0')}`,
    });
  return (
    <>
      <Select
        aria-label="年"
        value={value.yearOffset}
        disabled={disabled}
        options={[
          { value: 0, label: '当年' },
          { value: 1, label: '次年' },
        ]}
        style={{ width: 84 }}
        onChange={yearOffset => onChange({ ...value, yearOffset })}
      />
      <InputNumber
        aria-label="月"
        min={1}
        max={12}
        value={month}
        disabled={disabled}
        onChange={m => set(m ?? 1, date)}
      />
      <InputNumber
        aria-label="日"
        min={1}
        max={31}
        value={date}
        disabled={disabled}
        onChange={d => set(month, d ?? 1)}
      />
    </>
  );
}
