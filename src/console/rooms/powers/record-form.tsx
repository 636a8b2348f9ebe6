import { Button, Input } from 'antd';
import { useState } from 'react';
import {
  type FieldValue,
  type Gap,
  type RecordView,
  recordView,
  type Sort,
  tableOf,
} from '../../../contexts/powers/contract.ts';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { Field } from '../../parts/field.tsx';
import { UnitField } from '../../parts/fields.tsx';
import { Section } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { ValueEditor } from './field-editors.tsx';

type Written = Record<string, FieldValue | undefined>;

export interface Draft {
  readonly code: string;
  readonly name: string;
  readonly unitId: string;
  readonly content: Written;
}

interface RecordFormProps {
  readonly sort: Sort;
  readonly initial: Draft;
  /** Absent: a new one. */
  readonly record?: RecordView;
  readonly gaps: readonly Gap[];
  readonly onSaved: (saved: RecordView) => void;
}

/** Empty lines fall away; what is not written is left out. */
function tidied(content: Written): Written {
  return Object.fromEntries(
    Object.entries(content).flatMap(([id, value]) => {
      if (value === undefined || value === null || value === '') return [];
      if (!Array.isArray(value)) return [[id, value]];
      const rows = (value as unknown[]).filter(row => typeof row !== 'string' || row.trim() !== '');
      return [[id, rows as FieldValue]];
    }),
  );
}

/** The form of an entry follows the table of fields of its sort. */
export function RecordForm({ sort, initial, record, gaps, onSaved }: RecordFormProps) {
  const [draft, setDraft] = useState(initial);
  const table = tableOf(sort);
  const save = useCommand<Draft, typeof recordView>({
    endpoint: record === undefined ? 'powers/records' : `powers/records/${record.id}`,
    method: record === undefined ? 'POST' : 'PUT',
    answer: recordView,
    done: '已保存',
    wire: ({ content, ...head }) => ({
      ...head,
      content: tidied(content),
      ...(record === undefined ? { sort } : { revision: record.revision }),
    }),
    onDone: onSaved,
  });
  const asked = table.fields.filter(
    ({ onlyWhere }) => onlyWhere === undefined || draft.content[onlyWhere.field] === onlyWhere.is,
  );
  const problemOf = (id: string) =>
    gaps
      .filter(gap => gap.field === id)
      .map(gap => gap.message)
      .join('') || undefined;
  return (
    <Section title="填写内容">
      <div className="form-grid">
        <Field label="事项名称" whole>
          {id => (
            <Input
              id={id}
              value={draft.name}
              onChange={event => setDraft({ ...draft, name: event.target.value })}
            />
          )}
        </Field>
        <Field label="编码" hint="字母、数字和连字符，如 520500-MZ-XK-001。公开后不要再改。">
          {id => (
            <Input
              id={id}
              value={draft.code}
              onChange={event => setDraft({ ...draft, code: event.target.value })}
            />
          )}
        </Field>
        <Field label="责任单位">
          {id => (
            <UnitField
              id={id}
              value={draft.unitId}
              onChange={unitId => setDraft({ ...draft, unitId: unitId ?? '' })}
            />
          )}
        </Field>
        {asked.map(field => (
          <div key={field.id} className="whole">
            {field.group !== undefined && asked.find(each => each.group === field.group) === field && (
              <h3>{field.group}</h3>
            )}
            <ValueEditor
              field={field}
              value={draft.content[field.id]}
              problem={problemOf(field.id)}
              onChange={value => setDraft({ ...draft, content: { ...draft.content, [field.id]: value } })}
            />
          </div>
        ))}
      </div>
      <ProblemNotice error={save.error} />
      {record === undefined ? (
        <Button type="primary" loading={save.isPending} onClick={() => save.mutate(draft)}>
          保存
        </Button>
      ) : (
        <CommandButton
          main
          permission={record.permissions['edit']}
          busy={save.isPending}
          onClick={() => save.mutate(draft)}
        >
          保存
        </CommandButton>
      )}
    </Section>
  );
}
