import { Button, Input } from 'antd';
import { type ReactNode, useEffect, useId, useState } from 'react';

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
