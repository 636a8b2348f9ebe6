import { useQuery } from '@tanstack/react-query';
import { Form, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import type { RequestView } from '../../../contexts/requests/contract.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { DayField, UnitField } from '../../parts/fields.tsx';
import { queries } from '../../queries.ts';
import { useSession } from '../../session.tsx';
import { columnOptions } from '../editor/column-options.ts';
import { type Blank, commandForms, commandOrder, type FormCommand } from './command-forms.ts';
import { commandButtonWords, disputeKindWords, disputeResultWords } from './request-words.ts';

/** What can be done with a case now; what can not is there as well, with the reasons. */
export function RequestCommands({ request }: { readonly request: RequestView }) {
  const [asking, setAsking] = useState<FormCommand | null>(null);
  const known = commandOrder.filter(command => request.permissions[command] !== undefined);
  const open = known.filter(command => request.permissions[command]?.allowed);
  const closed = known.filter(command => !open.includes(command));
  const [showsAll, setShowsAll] = useState(false);
  return (
    <>
      {open.map((command, index) => (
        <CommandButton
          key={command}
          main={index === 0}
          danger={commandForms[command].danger === true}
          permission={request.permissions[command]}
          onClick={() => setAsking(command)}
        >
          {commandButtonWords[command]}
        </CommandButton>
      ))}
      {closed.length > 0 && (
        <button type="button" className="plain-button" onClick={() => setShowsAll(!showsAll)}>
          {showsAll ? '收起' : `现在不能办理的 ${closed.length} 项`}
        </button>
      )}
      {showsAll &&
        closed.map(command => (
          <CommandButton key={command} permission={request.permissions[command]} onClick={() => {}}>
            {commandButtonWords[command]}
          </CommandButton>
        ))}
      {asking !== null && (
        <FormDialog key={asking} request={request} command={asking} onClose={() => setAsking(null)} />
      )}
    </>
  );
}

interface FormDialogProps {
  readonly request: RequestView;
  readonly command: FormCommand;
  readonly onClose: () => void;
}

type Values = Record<string, unknown>;

/** Blanks left empty travel as the contract's own emptiness: absent. */
function wireOf(command: FormCommand, values: Values): Values {
  const filled = Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== ''),
  );
  if (command === 'classify') return { subjectClass: '', ...filled };
  if (command !== 'split') return filled;
  const lines = String(values['parts'] ?? '')
    .split('\n')
    .map(line => line.trim());
  return { parts: lines.filter(line => line !== '').map(subject => ({ subject })) };
}

function FormDialog({ request, command, onClose }: FormDialogProps) {
  const { today } = useSession();
  const form = commandForms[command];
  const act = useCommand<Values>({
    endpoint: `requests/${request.id}/${command}`,
    wire: values => ({ ...wireOf(command, values), revision: request.revision }),
    done: form.done,
    onDone: onClose,
  });
  return (
    <AskDialog<Values>
      open
      title={commandButtonWords[command]}
      lead={form.lead}
      okWords={form.okWords}
      danger={form.danger === true}
      busy={act.isPending}
      error={act.error}
      {...(form.initial === undefined ? {} : { initial: form.initial(request, today) })}
      onSubmit={values => act.mutate(values)}
      onClose={onClose}
    >
      {form.blanks.map(blank => (
        <BlankItem key={blank.name} blank={blank} request={request} />
      ))}
    </AskDialog>
  );
}

function BlankItem({ blank, request }: { readonly blank: Blank; readonly request: RequestView }) {
  const rules = blank.optional === true ? [] : [{ required: true, message: `请填写“${blank.label}”。` }];
  return (
    <Form.Item label={blank.label} name={blank.name} extra={blank.extra} rules={rules}>
      <BlankField blank={blank} request={request} />
    </Form.Item>
  );
}

interface BlankFieldProps {
  readonly blank: Blank;
  readonly request: RequestView;
  /** Given by the form item. */
  readonly id?: string;
  readonly value?: unknown;
  readonly onChange?: (value: unknown) => void;
}

function BlankField({ blank, request, ...field }: BlankFieldProps) {
  const text = { ...field, value: field.value as string };
  switch (blank.kind) {
    case 'text':
      return <Input {...text} maxLength={300} />;
    case 'long':
      return <Input.TextArea {...text} rows={3} maxLength={2000} />;
    case 'lines':
      return <Input.TextArea {...text} rows={5} />;
    case 'day':
      return <DayField {...text} />;
    case 'class':
      return (
        <Select
          {...field}
          allowClear
          value={field.value as string}
          options={request.classes.map(({ id, name }) => ({ value: id, label: name }))}
        />
      );
    case 'number':
      return (
        <InputNumber<number>
          {...field}
          value={field.value as number}
          min={1}
          precision={0}
          className="wide"
        />
      );
    case 'unit':
      return <UnitField {...text} placeholder="请选择科室" kinds={['section', 'direct-unit', 'bureau']} />;
    case 'column':
      return <ColumnField {...text} />;
    case 'choice':
      return <Select {...text} options={choicesOf(blank, request)} />;
  }
}

function ColumnField(field: Readonly<Record<string, unknown>>) {
  const catalogue = useQuery(queries.catalogue());
  const options = catalogue.data === undefined ? [] : columnOptions(catalogue.data);
  return <Select {...field} showSearch={{ optionFilterProp: 'label' }} options={options} />;
}

/** Choices that lie in the case itself. */
function choicesOf(blank: Blank, request: RequestView) {
  if (blank.name === 'consultationId')
    return request.consultations
      .filter(each => each.answeredOn === null)
      .map(each => ({ value: each.id, label: `${each.party}（${each.askedOn} 发出）` }));
  if (blank.name === 'disputeId')
    return request.disputes.map(each => ({
      value: each.id,
      label: `${disputeKindWords[each.kind]}　${each.organ}（${disputeResultWords[each.result]}）`,
    }));
  return [...(blank.options ?? [])];
}

/** 登记审理结果 of one dispute. */
export function DecideDispute({ request, disputeId }: { request: RequestView; disputeId: string }) {
  const { today } = useSession();
  const [open, setOpen] = useState(false);
  const decide = useCommand<Values>({
    endpoint: `requests/${request.id}/decide-dispute`,
    wire: values => ({ disputeId, ...values, revision: request.revision }),
    done: '审理结果已登记',
    onDone: () => setOpen(false),
  });
  const { pending: _, ...results } = disputeResultWords;
  return (
    <>
      <CommandButton permission={request.permissions['decide-dispute']} onClick={() => setOpen(true)}>
        {commandButtonWords['decide-dispute']}
      </CommandButton>
      <AskDialog<Values>
        open={open}
        title={commandButtonWords['decide-dispute']}
        lead="审理结果计入年度报告第四部分。"
        okWords="登记"
        busy={decide.isPending}
        error={decide.error}
        initial={{ decidedOn: today }}
        onSubmit={values => decide.mutate(values)}
        onClose={() => setOpen(false)}
      >
        <Form.Item label="结果" name="result" rules={[{ required: true, message: '请选择审理结果。' }]}>
          <Select options={Object.entries(results).map(([value, label]) => ({ value, label }))} />
        </Form.Item>
        <Form.Item label="审结日期" name="decidedOn" rules={[{ required: true, message: '请选择日期。' }]}>
          <DayField />
        </Form.Item>
        <Form.Item label="说明" name="note">
          <Input.TextArea rows={2} />
        </Form.Item>
      </AskDialog>
    </>
  );
}
