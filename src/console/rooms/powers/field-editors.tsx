import { Button, Input, InputNumber, Select } from 'antd';
import type {
  BasisEntry,
  Field as FieldOfSort,
  FieldValue,
  Flow,
  FlowStep,
  Material,
} from '../../../contexts/powers/contract.ts';
import { Field } from '../../parts/field.tsx';

/** One editor for each shape of a field. */

interface EditorProps<Row> {
  readonly label: string;
  readonly value: readonly Row[];
  readonly onChange: (rows: Row[]) => void;
}

interface RowsProps<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly fresh: () => Row;
  readonly onChange: (rows: Row[]) => void;
  readonly children: (row: Row, change: (patch: Partial<Row>) => void, name: string) => React.ReactNode;
}

/** Rows one under another, each with its own name for those who cannot see where it stands. */
function Rows<Row extends object>({ label, rows, fresh, onChange, children }: RowsProps<Row>) {
  const change = (at: number, patch: Partial<Row>) =>
    onChange(rows.map((row, no) => (no === at ? { ...row, ...patch } : row)));
  return (
    <>
      {rows.map((row, at) => {
        const name = `${label}第${at + 1}行`;
        return (
          // Rows have no name of their own before they are written; their place is what they are.
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is the identity
          <div key={at} className="actions power-row">
            {children(row, patch => change(at, patch), name)}
            <Button
              size="small"
              aria-label={`删去${name}`}
              onClick={() => onChange(rows.filter((_, no) => no !== at))}
            >
              删去
            </Button>
          </div>
        );
      })}
      <Button size="small" onClick={() => onChange([...rows, fresh()])}>
        {`增加${label}`}
      </Button>
    </>
  );
}

function BasisEditor({ label, value, onChange }: EditorProps<BasisEntry>) {
  return (
    <Rows label={label} rows={value} fresh={() => ({ instrument: '', article: '' })} onChange={onChange}>
      {(row, change, name) => (
        <>
          <Input
            className="power-wide"
            aria-label={`${name}：法律、法规、规章名称`}
            placeholder="名称，如：社会团体登记管理条例"
            value={row.instrument}
            onChange={event => change({ instrument: event.target.value })}
          />
          <Input
            className="power-narrow"
            aria-label={`${name}：条款`}
            placeholder="第几条第几款"
            value={row.article}
            onChange={event => change({ article: event.target.value })}
          />
        </>
      )}
    </Rows>
  );
}

function MaterialsEditor({ label, value, onChange }: EditorProps<Material>) {
  const fresh = (): Material => ({ name: '', form: '', copies: 1, note: '' });
  return (
    <Rows label={label} rows={value} fresh={fresh} onChange={onChange}>
      {(row, change, name) => (
        <>
          <Input
            className="power-wide"
            aria-label={`${name}：材料名称`}
            placeholder="材料名称"
            value={row.name}
            onChange={event => change({ name: event.target.value })}
          />
          <Input
            className="power-narrow"
            aria-label={`${name}：形式`}
            placeholder="原件或复印件"
            value={row.form}
            onChange={event => change({ form: event.target.value })}
          />
          <InputNumber
            aria-label={`${name}：份数`}
            min={0}
            max={99}
            precision={0}
            suffix="份"
            value={row.copies}
            onChange={copies => change({ copies: copies ?? 0 })}
          />
          <Input
            className="power-narrow"
            aria-label={`${name}：说明`}
            placeholder="说明"
            value={row.note}
            onChange={event => change({ note: event.target.value })}
          />
        </>
      )}
    </Rows>
  );
}

const stepKinds = [
  { value: 'step' as const, label: '步骤' },
  { value: 'decision' as const, label: '判断' },
  { value: 'end' as const, label: '结束' },
];

/** The lowest number that no step bears. */
function freshId(flow: readonly FlowStep[]): string {
  for (let no = 1; ; no += 1) if (flow.every(step => step.id !== `s${no}`)) return `s${no}`;
}

function FlowEditor({ label, value, onChange }: EditorProps<FlowStep>) {
  const options = value.map((step, at) => ({
    value: step.id,
    label: `第${at + 1}步 ${step.words}`.slice(0, 24),
  }));
  const fresh = (): FlowStep => ({
    ...{ id: freshId(value), kind: 'step', words: '', who: '', days: null, next: null, no: null },
  });
  return (
    <Rows label={label} rows={value} fresh={fresh} onChange={onChange}>
      {(step, change, name) => (
        <>
          <Select
            className="power-kind"
            aria-label={`${name}：类型`}
            value={step.kind}
            options={stepKinds}
            onChange={kind => change({ kind, ...(kind === 'decision' ? {} : { no: null }) })}
          />
          <Input
            className="power-wide"
            aria-label={`${name}：内容`}
            placeholder={step.kind === 'decision' ? '判断什么' : '做什么'}
            value={step.words}
            maxLength={60}
            onChange={event => change({ words: event.target.value })}
          />
          <Input
            className="power-narrow"
            aria-label={`${name}：办理主体`}
            placeholder="由谁办理"
            value={step.who}
            maxLength={30}
            onChange={event => change({ who: event.target.value })}
          />
          <InputNumber
            aria-label={`${name}：工作日`}
            placeholder="工作日"
            min={0}
            max={365}
            precision={0}
            value={step.days}
            onChange={days => change({ days })}
          />
          {step.kind !== 'end' && (
            <Select
              className="power-narrow"
              aria-label={`${name}：${step.kind === 'decision' ? '“是”转到' : '转到'}`}
              allowClear
              placeholder={step.kind === 'decision' ? '“是”：下一步' : '转到：下一步'}
              value={step.next}
              options={options}
              onChange={next => change({ next: next ?? null })}
            />
          )}
          {step.kind === 'decision' && (
            <Select
              className="power-narrow"
              aria-label={`${name}：“否”转到`}
              allowClear
              placeholder="“否”转到"
              value={step.no}
              options={options}
              onChange={no => change({ no: no ?? null })}
            />
          )}
        </>
      )}
    </Rows>
  );
}

const { TextArea } = Input;

interface ValueEditorProps {
  readonly field: FieldOfSort;
  readonly value: FieldValue | undefined;
  readonly problem: string | undefined;
  readonly onChange: (value: FieldValue) => void;
}

/** Several inputs under one name. */
function RowsEditor({ field, value, problem, onChange }: ValueEditorProps) {
  const { name, hint, shape } = field;
  const common = { label: name, onChange };
  return (
    <fieldset className="field plain whole">
      <legend>{labelOf(field)}</legend>
      {shape === 'basis' && <BasisEditor {...common} value={(value as BasisEntry[]) ?? []} />}
      {shape === 'materials' && <MaterialsEditor {...common} value={(value as Material[]) ?? []} />}
      {shape === 'flow' && <FlowEditor {...common} value={(value as Flow) ?? []} />}
      {hint !== '' && <div className="quiet hint">{hint}</div>}
      {problem !== undefined && (
        <div className="late-words" role="alert">
          {problem}
        </div>
      )}
    </fieldset>
  );
}

function labelOf({ name, required }: FieldOfSort): string {
  return `${name}${required ? '' : '（选填）'}`;
}

interface InputProps {
  readonly id: string;
  readonly field: FieldOfSort;
  readonly value: FieldValue | undefined;
  readonly onChange: (value: FieldValue) => void;
}

function OneInput({ id, field, value, onChange }: InputProps) {
  switch (field.shape) {
    case 'passage':
      return (
        <TextArea
          id={id}
          autoSize={{ minRows: 2, maxRows: 12 }}
          value={(value as string) ?? ''}
          onChange={event => onChange(event.target.value)}
        />
      );
    case 'lines':
      return (
        <TextArea
          id={id}
          autoSize={{ minRows: 2, maxRows: 16 }}
          value={((value as string[]) ?? []).join('\n')}
          onChange={event => onChange(event.target.value.split('\n'))}
        />
      );
    case 'days':
      return (
        <InputNumber
          id={id}
          min={0}
          max={999}
          precision={0}
          suffix="个工作日"
          className="power-narrow"
          value={(value as number | null) ?? null}
          onChange={onChange}
        />
      );
    case 'choice':
      return (
        <Select
          id={id}
          className="wide"
          placeholder="请选择"
          value={(value as string) || null}
          options={(field.choices ?? []).map(each => ({ value: each, label: each }))}
          onChange={chosen => onChange(chosen ?? '')}
        />
      );
    default:
      return (
        <Input id={id} value={(value as string) ?? ''} onChange={event => onChange(event.target.value)} />
      );
  }
}

export function ValueEditor(props: ValueEditorProps) {
  const { field, value, problem, onChange } = props;
  if (field.shape === 'basis' || field.shape === 'materials' || field.shape === 'flow')
    return <RowsEditor {...props} />;
  return (
    <Field label={labelOf(field)} hint={field.hint === '' ? undefined : field.hint} problem={problem} whole>
      {id => <OneInput id={id} field={field} value={value} onChange={onChange} />}
    </Field>
  );
}
