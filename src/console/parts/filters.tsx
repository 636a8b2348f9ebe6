import { Button, Input, InputNumber, Select } from 'antd';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { UnitField } from './fields.tsx';

/** The row of filters above a list; what is chosen stands in the address. */
export function FilterBar({
  children,
  onClear,
}: {
  readonly children: ReactNode;
  readonly onClear: (() => void) | undefined;
}) {
  return (
    <search className="filters" aria-label="筛选">
      {children}
      {onClear !== undefined && <Button onClick={onClear}>清除筛选</Button>}
    </search>
  );
}

/** One filter with its label above; the child takes the id. */
export function Filter({
  label,
  children,
}: {
  readonly label: string;
  readonly children: (id: string) => ReactNode;
}) {
  const id = useId();
  return (
    <div className="filter">
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}

/** A word to search for; applied on Enter, on leaving the field, or by its button. */
export function WordFilter({
  label,
  value,
  onApply,
}: {
  readonly label: string;
  readonly value: string | undefined;
  readonly onApply: (word: string | undefined) => void;
}) {
  const [typed, setTyped] = useState(value ?? '');
  useEffect(() => setTyped(value ?? ''), [value]);
  const apply = (word: string) => {
    const trimmed = word.trim();
    if (trimmed !== (value ?? '')) onApply(trimmed === '' ? undefined : trimmed);
  };
  return (
    <Filter label={label}>
      {id => (
        <Input.Search
          id={id}
          value={typed}
          allowClear
          onChange={event => setTyped(event.target.value)}
          onSearch={apply}
          onBlur={() => apply(typed)}
        />
      )}
    </Filter>
  );
}

interface ChoiceFilterProps<Value> {
  readonly label: string;
  /** Shown while nothing is chosen; 不限 unless given. */
  readonly placeholder?: string;
  readonly value: Value | undefined;
  readonly options: readonly { readonly value: Value; readonly label: string | undefined }[];
  /** Of the opened list, where its words are longer than the field. CSS pixels. */
  readonly listWidth?: number;
  readonly onChange: (value: Value | undefined) => void;
}

/** One of several, or none. */
export function ChoiceFilter<Value extends string | number>(props: ChoiceFilterProps<Value>) {
  const { label, placeholder = '不限', value, options, listWidth, onChange } = props;
  return (
    <Filter label={label}>
      {id => (
        <Select<Value>
          id={id}
          allowClear
          placeholder={placeholder}
          value={(value ?? null) as Value}
          options={[...options]}
          {...(listWidth === undefined ? {} : { popupMatchSelectWidth: listWidth })}
          onChange={chosen => onChange(chosen ?? undefined)}
        />
      )}
    </Filter>
  );
}

export function UnitFilter(props: {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (unit: string | undefined) => void;
}) {
  const { label, value, onChange } = props;
  return (
    <Filter label={label}>
      {id => <UnitField id={id} value={value ?? null} onChange={unit => onChange(unit ?? undefined)} />}
    </Filter>
  );
}

export function YearFilter(props: {
  readonly label: string;
  readonly value: number | undefined;
  readonly min: number;
  readonly onChange: (year: number | undefined) => void;
}) {
  const { label, value, min, onChange } = props;
  return (
    <Filter label={label}>
      {id => (
        <InputNumber
          id={id}
          className="wide"
          min={min}
          max={9998}
          placeholder="不限"
          value={value ?? null}
          onChange={year => onChange(year ?? undefined)}
        />
      )}
    </Filter>
  );
}
