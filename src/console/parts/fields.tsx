import { useQuery } from '@tanstack/react-query';
import { DatePicker, Select, type SelectProps } from 'antd';
import dayjs from 'dayjs';
import type { Unit } from '../../contexts/organisation/contract.ts';
import { queries } from '../queries.ts';
import { momentWords, unitKindWords } from '../words.ts';

/** Fields that take and give the wire's own values, for use inside a form item. */

interface DayFieldProps {
  readonly id?: string;
  readonly value?: string | null | undefined;
  readonly onChange?: (day: string | null) => void;
  readonly label?: string;
  readonly disabled?: boolean;
}

/** A civil day, `YYYY-MM-DD`. */
export function DayField({ value, onChange, label, disabled, ...rest }: DayFieldProps) {
  return (
    <DatePicker
      {...rest}
      {...(label === undefined ? {} : { 'aria-label': label })}
      disabled={disabled === true}
      value={value === undefined || value === null || value === '' ? null : dayjs(value)}
      onChange={picked => onChange?.(picked === null ? null : picked.format('YYYY-MM-DD'))}
      placeholder="年-月-日"
      className="wide"
    />
  );
}

interface MomentFieldProps extends DayFieldProps {
  /** What it means that nothing is chosen. */
  readonly placeholder?: string;
}

/** An instant, typed and shown as Beijing time whatever the zone of this machine. */
export function MomentField({
  value,
  onChange,
  label,
  placeholder = '选择日期和时间',
  ...rest
}: MomentFieldProps) {
  const shown = value === undefined || value === null ? null : dayjs(momentWords(value).replace(' ', 'T'));
  return (
    <DatePicker
      {...rest}
      {...(label === undefined ? {} : { 'aria-label': label })}
      showTime={{ format: 'HH:mm' }}
      format="YYYY-MM-DD HH:mm"
      value={shown}
      onChange={picked =>
        onChange?.(picked === null ? null : `${picked.format('YYYY-MM-DDTHH:mm')}:00+08:00`)
      }
      placeholder={placeholder}
      className="wide"
    />
  );
}

function groupedUnits(units: readonly Unit[], kinds: readonly Unit['kind'][] | undefined) {
  const groups = new Map<Unit['kind'], Unit[]>();
  for (const unit of [...units].sort((a, b) => a.position - b.position)) {
    if (!unit.active || (kinds !== undefined && !kinds.includes(unit.kind))) continue;
    groups.set(unit.kind, [...(groups.get(unit.kind) ?? []), unit]);
  }
  return [...groups].map(([kind, members]) => ({
    label: unitKindWords[kind],
    options: members.map(unit => ({
      value: unit.id,
      label: unit.shortName || unit.name,
      aliases: unit.aliases,
    })),
  }));
}

type UnitFieldProps = Omit<SelectProps, 'options'> & { readonly kinds?: readonly Unit['kind'][] };

/** One unit or several, found by name or alias. */
export function UnitField({ kinds, ...rest }: UnitFieldProps) {
  const { data, isPending } = useQuery(queries.units());
  return (
    <Select
      allowClear
      placeholder="全部单位"
      {...rest}
      className="wide"
      loading={isPending}
      showSearch={{ filterOption: (typed, option) => unitMatches(typed, option) }}
      options={groupedUnits(data ?? [], kinds)}
    />
  );
}

function unitMatches(typed: string, option: unknown): boolean {
  const { label, aliases = [] } = (option ?? {}) as { label?: unknown; aliases?: string[] };
  return String(label ?? '').includes(typed) || aliases.some(alias => alias.includes(typed));
}

/** Name of a unit by id. */
export function useUnitName(): (id: string) => string {
  const { data } = useQuery(queries.units());
  return id => {
    const unit = data?.find(each => each.id === id);
    return unit === undefined ? id : unit.shortName || unit.name;
  };
}
