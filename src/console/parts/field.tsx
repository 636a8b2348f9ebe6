import { type ReactNode, useId } from 'react';

interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly problem?: string | undefined;
  readonly whole?: boolean;
  readonly children: (id: string) => ReactNode;
}

/** A labelled field outside a form library: the child takes the id. */
export function Field({ label, hint, problem, whole, children }: FieldProps) {
  const id = useId();
  return (
    <div className={whole === true ? 'field whole' : 'field'}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {hint !== undefined && <div className="quiet hint">{hint}</div>}
      {problem !== undefined && (
        <div className="late-words" role="alert">
          {problem}
        </div>
      )}
    </div>
  );
}
