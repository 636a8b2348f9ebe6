import type { ComponentChildren } from 'preact';
import { citationsWords } from '../../../law/citation.ts';
import type { Reason } from '../../../law/refusal.ts';
import { Link } from '../../link.tsx';

/** Fields with label, hint and what is wrong; complete without a script, and the same for eye and ear. */

export interface FilledIn {
  readonly values: Readonly<Record<string, string>>;
  readonly reasons: readonly Reason[];
}

export interface FieldProps {
  readonly filled: FilledIn;
  readonly name: string;
  readonly label: string;
  readonly hint?: ComponentChildren;
  readonly needed?: boolean;
}

export const idOf = (name: string): string => `field-${name}`;

export function wrongOf({ reasons }: FilledIn, name: string): readonly Reason[] {
  return reasons.filter(each => each.where === name);
}

/** What describes a field to who can not see it. */
function describedBy({ filled, name, hint }: FieldProps): string | undefined {
  const ids = [
    ...(hint === undefined ? [] : [`${idOf(name)}-hint`]),
    ...(wrongOf(filled, name).length === 0 ? [] : [`${idOf(name)}-wrong`]),
  ];
  return ids.length === 0 ? undefined : ids.join(' ');
}

function Need({ needed }: { needed: boolean }) {
  return <span class="need">{needed ? '（必填）' : '（选填）'}</span>;
}

function Notes({ props }: { props: FieldProps }) {
  const { filled, name, hint } = props;
  const wrong = wrongOf(filled, name);
  return (
    <>
      {hint !== undefined && (
        <span class="hint" id={`${idOf(name)}-hint`}>
          {hint}
        </span>
      )}
      {wrong.length > 0 && (
        <span class="wrong" id={`${idOf(name)}-wrong`}>
          <b>请修改：</b>
          {wrong.map(each => each.message).join('')}
        </span>
      )}
    </>
  );
}

export function Field(props: FieldProps & { children: ComponentChildren }) {
  const isWrong = wrongOf(props.filled, props.name).length > 0;
  return (
    <div class={isWrong ? 'field is-wrong' : 'field'}>
      <label for={idOf(props.name)}>
        {props.label}
        <Need needed={props.needed === true} />
      </label>
      <Notes props={props} />
      {props.children}
    </div>
  );
}

/** What every control of a field carries. */
export function controlOf(props: FieldProps) {
  return {
    id: idOf(props.name),
    name: props.name,
    'aria-describedby': describedBy(props),
    'aria-invalid': wrongOf(props.filled, props.name).length > 0 ? ('true' as const) : undefined,
    'aria-required': props.needed === true ? ('true' as const) : undefined,
  };
}

interface TextProps extends FieldProps {
  readonly type?: 'text' | 'email' | 'tel';
  readonly autocomplete?: string;
  readonly inputMode?: 'numeric' | 'text';
  readonly short?: boolean;
}

export function TextField(props: TextProps) {
  return (
    <Field {...props}>
      <input
        {...controlOf(props)}
        // The types of the renderer tell the kinds apart one by one; what differs between them is not used here.
        type={(props.type ?? 'text') as 'text'}
        class={props.short === true ? 'short' : undefined}
        value={props.filled.values[props.name] ?? ''}
        autoComplete={props.autocomplete ?? 'off'}
        {...(props.inputMode === undefined ? {} : { inputMode: props.inputMode })}
      />
    </Field>
  );
}

export function LongField(props: FieldProps & { rows?: number }) {
  return (
    <Field {...props}>
      <textarea {...controlOf(props)} rows={props.rows ?? 5}>
        {props.filled.values[props.name] ?? ''}
      </textarea>
    </Field>
  );
}

type Choices = readonly (readonly [value: string, words: string, hint?: string])[];

export function SelectField(props: FieldProps & { choices: Choices }) {
  const chosen = props.filled.values[props.name] ?? '';
  return (
    <Field {...props}>
      <select {...controlOf(props)}>
        {props.choices.map(([value, words]) => (
          <option value={value} selected={value === chosen}>
            {words}
          </option>
        ))}
      </select>
    </Field>
  );
}

/** Radio buttons; the first carries the id to which the summary leads. */
export function RadioField(props: FieldProps & { choices: Choices }) {
  const isWrong = wrongOf(props.filled, props.name).length > 0;
  const chosen = props.filled.values[props.name] ?? '';
  return (
    <fieldset class={isWrong ? 'field is-wrong' : 'field'} aria-describedby={describedBy(props)}>
      <legend>
        {props.label}
        <Need needed={props.needed === true} />
      </legend>
      <Notes props={props} />
      {props.choices.map(([value, words, hint], at) => (
        <label class="radio">
          <input
            type="radio"
            id={at === 0 ? idOf(props.name) : `${idOf(props.name)}-${value}`}
            name={props.name}
            value={value}
            checked={value === chosen}
          />
          <span>
            {words}
            {hint !== undefined && <small>{hint}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** Everything that is wrong, at once, each leading to its field. */
export function ProblemSummary(props: { reasons: readonly Reason[]; title?: string }) {
  const { reasons } = props;
  if (reasons.length === 0) return null;
  return (
    <div class="problems" role="alert" aria-labelledby="problems-title">
      <h2 id="problems-title">{props.title ?? `有${reasons.length}处需要修改，已填写的内容都还在`}</h2>
      <ul>
        {reasons.map(({ message, basis, where }) => (
          <li>
            {where === undefined ? message : <Link to={`#${idOf(where)}`}>{message}</Link>}
            {basis.length > 0 && <span class="basis">依据：{citationsWords(basis)}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
