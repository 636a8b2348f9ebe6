import { useIsMutating } from '@tanstack/react-query';
import { Input, Modal, Select } from 'antd';
import { useState } from 'react';
import {
  type ProjectView,
  projectView,
  type StageContent,
  type StageField,
  type StageValue,
  type StageView,
} from '../../../contexts/projects/contract.ts';
import { useCommand } from '../../parts/command.ts';
import { Field } from '../../parts/field.tsx';
import { DayField } from '../../parts/fields.tsx';
import { FileField, uploadKey } from '../../parts/file-field.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { MoneyField, problemIn } from './project-form.tsx';

/** The form of a stage: what is asked follows the kind of the project in the pack. */

function Value(props: {
  readonly id: string;
  readonly field: StageField;
  readonly value: StageValue | undefined;
  readonly onChange: (value: StageValue | undefined) => void;
}) {
  const { id, field, value, onChange } = props;
  const words = typeof value === 'string' ? value : '';
  if (field.kind === 'money')
    return (
      <MoneyField
        id={id}
        value={typeof value === 'object' ? value : null}
        onChange={money => onChange(money ?? undefined)}
      />
    );
  if (field.kind === 'date')
    return (
      <DayField id={id} value={words === '' ? null : words} onChange={day => onChange(day ?? undefined)} />
    );
  if (field.kind === 'choice')
    return (
      <Select
        id={id}
        className="wide"
        value={words === '' ? null : words}
        options={field.choices.map(each => ({ value: each, label: each }))}
        onChange={chosen => onChange(chosen ?? undefined)}
      />
    );
  return <Input id={id} value={words} onChange={event => onChange(event.target.value)} />;
}

interface StageDialogProps {
  readonly project: ProjectView;
  /** Absent: a new one. */
  readonly stage?: StageView;
  readonly initial: StageContent;
  readonly onClose: () => void;
}

export function StageDialog({ project, stage, initial, onClose }: StageDialogProps) {
  const [draft, setDraft] = useState(initial);
  const change = (patch: Partial<StageContent>) => setDraft({ ...draft, ...patch });
  const save = useCommand<StageContent, typeof projectView>({
    endpoint: stage === undefined ? `projects/${project.id}/stages` : `projects/stages/${stage.id}`,
    method: stage === undefined ? 'POST' : 'PUT',
    answer: projectView,
    done: '已保存',
    wire: content => (stage === undefined ? content : { revision: stage.revision, content }),
    onDone: onClose,
  });
  const uploading = useIsMutating({ mutationKey: uploadKey }) > 0;
  const files = draft.files ?? [];
  const kind = project.schema.stages.find(each => each.id === draft.stage);
  const setValue = (id: string, value: StageValue | undefined) => {
    const { [id]: _, ...rest } = draft.values;
    change({ values: value === undefined ? rest : { ...rest, [id]: value } });
  };
  return (
    <Modal
      open
      title={stage === undefined ? '登记阶段' : `修改：${stage.name}`}
      okText="保存"
      cancelText="取消"
      width={720}
      confirmLoading={save.isPending}
      okButtonProps={{ disabled: uploading, ...(uploading ? { title: '文件上传完成后才能保存。' } : {}) }}
      onOk={() => save.mutate(draft)}
      onCancel={onClose}
    >
      <div className="form-grid">
        <Field label="阶段" problem={problemIn(save.error, 'stage')}>
          {id => (
            <Select
              id={id}
              className="wide"
              disabled={stage !== undefined}
              value={draft.stage === '' ? null : draft.stage}
              options={project.schema.stages.map(each => ({ value: each.id, label: each.name }))}
              onChange={chosen =>
                change({
                  ...{ stage: chosen ?? '', values: {}, files: [] },
                  documents: project.schema.stages.find(each => each.id === chosen)?.documents ?? [],
                })
              }
            />
          )}
        </Field>
        <Field label="日期" problem={problemIn(save.error, 'on')} hint="公开期限从这一天起算。">
          {id => <DayField id={id} value={draft.on} onChange={on => change({ on: on ?? '' })} />}
        </Field>
        {kind?.fields.map(field => (
          <Field
            key={field.id}
            label={field.name}
            problem={problemIn(save.error, `values.${field.id}`)}
            {...(field.hint === '' ? {} : { hint: field.hint })}
          >
            {id => (
              <Value
                id={id}
                field={field}
                value={draft.values[field.id]}
                onChange={value => setValue(field.id, value)}
              />
            )}
          </Field>
        ))}
        <Field
          whole
          label="随同公开的文件"
          problem={problemIn(save.error, 'documents')}
          hint="写明文件名称，在下面上传；没有上传的，生成公开稿后作为附件上传。"
        >
          {id => (
            <Select
              id={id}
              mode="tags"
              className="wide"
              value={draft.documents}
              options={(kind?.documents ?? []).map(each => ({ value: each, label: each }))}
              onChange={documents =>
                change({ documents, files: files.filter(each => documents.includes(each.document)) })
              }
            />
          )}
        </Field>
        {draft.documents.map(document => (
          <Field key={document} label={`文件：${document}`}>
            {() => (
              <FileField
                value={files.find(each => each.document === document)}
                onChange={file =>
                  change({
                    files: [
                      ...files.filter(each => each.document !== document),
                      ...(file === undefined ? [] : [{ document, name: file.name, digest: file.digest }]),
                    ],
                  })
                }
              />
            )}
          </Field>
        ))}
        <Field whole label="说明" problem={problemIn(save.error, 'note')}>
          {id => (
            <Input.TextArea
              id={id}
              maxLength={2000}
              autoSize={{ minRows: 2, maxRows: 6 }}
              value={draft.note}
              onChange={event => change({ note: event.target.value })}
            />
          )}
        </Field>
      </div>
      <ProblemNotice error={save.error} />
    </Modal>
  );
}
