import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Form, Input, Select } from 'antd';
import { useState } from 'react';
import {
  type EntryBody,
  type EntryView,
  type EventBody,
  entryView,
  type RegisterField,
  type RegisterView,
} from '../../../contexts/registers/contract.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { Field } from '../../parts/field.tsx';
import { DayField } from '../../parts/fields.tsx';
import { useGo } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { momentWords } from '../../words.ts';

const newRoute = getRouteApi('/inside/registers/$id/new');
const entryRoute = getRouteApi('/inside/registers/entries/$id');

type Values = EntryBody['values'];

function ValueField(props: {
  readonly id: string;
  readonly field: RegisterField;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const { id, field, value, onChange } = props;
  if (field.kind === 'choice')
    return (
      <Select
        id={id}
        allowClear
        className="wide"
        value={value === '' ? null : value}
        options={field.choices.map(each => ({ value: each, label: each }))}
        onChange={chosen => onChange(chosen ?? '')}
      />
    );
  if (field.kind === 'date') return <DayField id={id} value={value} onChange={day => onChange(day ?? '')} />;
  return <Input id={id} value={value} maxLength={500} onChange={event => onChange(event.target.value)} />;
}

function hintOf(field: RegisterField): string {
  return [
    field.required ? '必填。' : '',
    field.public ? '' : '内部使用，不公开。',
    field.measure === '' ? '' : `单位：${field.measure}。`,
    field.kind === 'location'
      ? '先写经度，再写纬度（小数度），如 105.285,27.303；只保留三位小数（约100米）。'
      : '',
    field.hint,
  ].join('');
}

function EntryForm(props: {
  readonly view: RegisterView;
  readonly entry?: EntryView;
  readonly onSaved: (saved: EntryView) => void;
}) {
  const { view, entry, onSaved } = props;
  const [region, setRegion] = useState<string | null>(entry?.region ?? null);
  const [values, setValues] = useState<Values>(entry?.values ?? {});
  const [reason, setReason] = useState('');
  const save = useCommand<EntryBody, typeof entryView>({
    endpoint: entry === undefined ? `registers/${view.id}/entries` : `registers/entries/${entry.id}`,
    method: entry === undefined ? 'POST' : 'PUT',
    answer: entryView,
    done: '已保存',
    wire: body => (entry === undefined ? body : { ...body, revision: entry.revision }),
    onDone: onSaved,
  });
  const permission = entry === undefined ? view.permissions['register.edit'] : entry.permissions['edit'];
  return (
    <Section title="填写内容">
      <div className="form-grid">
        <Field label="地区">
          {id => (
            <Select
              id={id}
              allowClear
              className="wide"
              placeholder={view.schema.byCounty ? '请选择' : '市本级'}
              value={region}
              options={view.regions.map(({ code, name }) => ({ value: code, label: name }))}
              onChange={chosen => setRegion(chosen ?? null)}
            />
          )}
        </Field>
        {view.schema.fields.map(field => (
          <Field key={field.id} label={field.name} hint={hintOf(field)}>
            {id => (
              <ValueField
                id={id}
                field={field}
                value={String(values[field.id] ?? '')}
                onChange={value => setValues({ ...values, [field.id]: value })}
              />
            )}
          </Field>
        ))}
        <Field label="修改原因" hint="如：成立登记、地址变更。随历史保存，不公开。" whole>
          {id => (
            <Input id={id} value={reason} maxLength={300} onChange={event => setReason(event.target.value)} />
          )}
        </Field>
      </div>
      <ProblemNotice error={save.error} />
      <CommandButton
        main
        permission={permission}
        busy={save.isPending}
        onClick={() => save.mutate({ region, values, reason })}
      >
        保存
      </CommandButton>
    </Section>
  );
}

function StateCommand({ entry, act }: { readonly entry: EntryView; readonly act: 'remove' | 'restore' }) {
  const [open, setOpen] = useState(false);
  const words = act === 'remove' ? '退出名录' : '恢复';
  const send = useCommand<{ reason: string }>({
    endpoint: `registers/entries/${entry.id}/${act}`,
    done: `已${words}`,
    wire: body => ({ ...body, revision: entry.revision }),
    onDone: () => setOpen(false),
  });
  return (
    <>
      <CommandButton
        danger={act === 'remove'}
        permission={entry.permissions[act]}
        onClick={() => setOpen(true)}
      >
        {words}
      </CommandButton>
      <AskDialog<{ reason: string }>
        open={open}
        title={`${words}：${entry.name}`}
        okWords={words}
        busy={send.isPending}
        error={send.error}
        onSubmit={body => send.mutate(body)}
        onClose={() => setOpen(false)}
      >
        <Form.Item name="reason" label="原因" rules={[{ required: true, message: '请写明原因。' }]}>
          <Input maxLength={300} />
        </Form.Item>
      </AskDialog>
    </>
  );
}

function TellEvent({ view, entry }: { readonly view: RegisterView; readonly entry: EntryView }) {
  const [open, setOpen] = useState(false);
  const send = useCommand<Omit<EventBody, 'revision'>>({
    endpoint: `registers/entries/${entry.id}/events`,
    done: '已登记',
    wire: ({ words = '', ...body }) => ({ ...body, words, revision: entry.revision }),
    onDone: () => setOpen(false),
  });
  return (
    <>
      <CommandButton permission={entry.permissions['edit']} onClick={() => setOpen(true)}>
        登记事件
      </CommandButton>
      <AskDialog<Omit<EventBody, 'revision'>>
        open={open}
        title={`登记事件：${entry.name}`}
        lead="事件随名录一并公开。"
        okWords="登记"
        busy={send.isPending}
        error={send.error}
        onSubmit={body => send.mutate(body)}
        onClose={() => setOpen(false)}
      >
        <Form.Item name="kind" label="事件" rules={[{ required: true, message: '请选择事件。' }]}>
          <Select options={view.schema.events.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
        <Form.Item name="on" label="日期" rules={[{ required: true, message: '请选择日期。' }]}>
          <DayField />
        </Form.Item>
        <Form.Item name="words" label="说明（选填）">
          <Input maxLength={300} />
        </Form.Item>
      </AskDialog>
    </>
  );
}

function crumbsOf(view: RegisterView) {
  return [
    { words: '名录', to: path.registers() },
    { words: view.title, to: path.register(view.id) },
  ];
}

export function NewRegisterEntry() {
  const { id } = newRoute.useParams();
  const go = useGo();
  const query = useQuery(queries.register(id));
  return (
    <Loaded query={query}>
      {view => (
        <Page title={`新增${view.noun}`} crumbs={crumbsOf(view)}>
          <EntryForm view={view} onSaved={saved => go(path.registerEntry(saved.id))} />
        </Page>
      )}
    </Loaded>
  );
}

const actWords = {
  create: '录入',
  change: '修改',
  import: '导入',
  remove: '退出名录',
  restore: '恢复',
  event: '登记事件',
} as const;

function EntryRoom({ entry }: { readonly entry: EntryView }) {
  const query = useQuery(queries.register(entry.register));
  const nameOf = (view: RegisterView, kind: string) =>
    view.schema.events.find(each => each.id === kind)?.name ?? kind;
  return (
    <Loaded query={query}>
      {view => (
        <Page
          title={entry.name}
          crumbs={crumbsOf(view)}
          lead={`第${entry.no}号　${entry.regionName}${entry.state === 'removed' ? '　已退出名录' : ''}`}
          actions={
            <>
              {view.schema.events.length > 0 && <TellEvent view={view} entry={entry} />}
              <StateCommand entry={entry} act={entry.state === 'removed' ? 'restore' : 'remove'} />
            </>
          }
        >
          <EntryForm key={entry.revision} view={view} entry={entry} onSaved={() => {}} />
          <Section title="事件">
            <ListTable
              label="事件"
              rows={entry.events}
              rowKey={row => `${row.on} ${row.kind} ${row.words}`}
              empty="还没有登记事件。"
              columns={[
                { title: '日期', dataIndex: 'on' },
                { title: '事件', key: 'kind', render: (_, row) => nameOf(view, row.kind) },
                { title: '说明', dataIndex: 'words' },
                { title: '登记人', dataIndex: 'byName' },
              ]}
            />
          </Section>
          <Section title="历史">
            <ListTable
              label="历史"
              rows={entry.history}
              rowKey={row => String(row.revision)}
              empty=""
              columns={[
                { title: '时间', key: 'at', render: (_, row) => momentWords(row.at) },
                { title: '办理人', dataIndex: 'byName' },
                { title: '办理', key: 'act', render: (_, row) => actWords[row.act] },
                { title: '原因', dataIndex: 'reason' },
                { title: '修改的字段', key: 'fields', render: (_, row) => row.fields.join('、') || '—' },
              ]}
            />
          </Section>
        </Page>
      )}
    </Loaded>
  );
}

/** One entry: its fields, events and history. */
export function RegisterEntry() {
  const { id } = entryRoute.useParams();
  const query = useQuery(queries.registerEntry(id));
  return <Loaded query={query}>{entry => <EntryRoom entry={entry} />}</Loaded>;
}
