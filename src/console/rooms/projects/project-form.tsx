import { Input, InputNumber, Select, Space } from 'antd';
import { useState } from 'react';
import {
  type Money,
  moneyUnits,
  type ProjectContent,
  type ProjectKind,
  type ProjectView,
  projectView,
} from '../../../contexts/projects/contract.ts';
import { ApiProblem } from '../../api.ts';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { Field } from '../../parts/field.tsx';
import { UnitField } from '../../parts/fields.tsx';
import { Section } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';

/** What the rules said of one field. */
export function problemIn(error: unknown, field: string): string | undefined {
  const reasons = error instanceof ApiProblem ? (error.problem.reasons ?? []) : [];
  return (
    reasons
      .filter(each => each.where === field)
      .map(each => each.message)
      .join('') || undefined
  );
}

export function MoneyField(props: {
  readonly id: string;
  readonly value: Money | null;
  readonly onChange: (value: Money | null) => void;
}) {
  const { id, value, onChange } = props;
  const unit = value?.unit ?? '万元';
  return (
    <Space.Compact>
      <InputNumber
        id={id}
        min={0}
        value={value?.amount ?? null}
        onChange={amount => onChange(amount === null ? null : { amount, unit })}
      />
      <Select
        aria-label="金额单位"
        value={unit}
        options={moneyUnits.map(each => ({ value: each, label: each }))}
        onChange={chosen => onChange({ amount: value?.amount ?? 0, unit: chosen })}
      />
    </Space.Compact>
  );
}

interface ProjectFormProps {
  readonly kinds: readonly ProjectKind[];
  readonly initial: ProjectContent;
  /** Absent: a new one. */
  readonly project?: ProjectView;
  readonly onSaved: (saved: ProjectView) => void;
}

export function ProjectForm({ kinds, initial, project, onSaved }: ProjectFormProps) {
  const [draft, setDraft] = useState(initial);
  const change = (patch: Partial<ProjectContent>) => setDraft({ ...draft, ...patch });
  const save = useCommand<ProjectContent, typeof projectView>({
    endpoint: project === undefined ? 'projects' : `projects/${project.id}`,
    method: project === undefined ? 'POST' : 'PUT',
    answer: projectView,
    done: '已保存',
    wire: content => (project === undefined ? content : { revision: project.revision, content }),
    onDone: onSaved,
  });
  const problem = (field: keyof ProjectContent) => problemIn(save.error, field);
  const areas = kinds.find(kind => kind.id === draft.kind)?.areas ?? [];
  const line = (field: 'code' | 'title' | 'funding', label: string) => (
    <Field label={label} problem={problem(field)}>
      {id => (
        <Input id={id} value={draft[field]} onChange={event => change({ [field]: event.target.value })} />
      )}
    </Field>
  );
  return (
    <Section title="项目基本信息">
      <div className="form-grid">
        <Field label="项目类别" problem={problem('kind')}>
          {id => (
            <Select
              id={id}
              className="wide"
              value={draft.kind === '' ? null : draft.kind}
              options={kinds.map(kind => ({ value: kind.id, label: kind.name }))}
              onChange={kind => change({ kind: kind ?? '', areaId: '' })}
            />
          )}
        </Field>
        {line('title', '项目名称')}
        {line('code', '项目编号')}
        {areas.length > 0 && (
          <Field label="项目领域" problem={problem('areaId')}>
            {id => (
              <Select
                id={id}
                className="wide"
                value={draft.areaId === '' ? null : draft.areaId}
                options={areas.map(area => ({ value: area.id, label: area.name }))}
                onChange={areaId => change({ areaId: areaId ?? '' })}
              />
            )}
          </Field>
        )}
        <Field label="责任单位" problem={problem('unitId')}>
          {id => (
            <UnitField id={id} value={draft.unitId} onChange={unitId => change({ unitId: unitId ?? '' })} />
          )}
        </Field>
        <Field label="计划金额" problem={problem('planned')} hint="注明单位是元还是万元。">
          {id => <MoneyField id={id} value={draft.planned} onChange={planned => change({ planned })} />}
        </Field>
        {line('funding', '资金来源')}
        <Field whole label="项目说明" problem={problem('description')}>
          {id => (
            <Input.TextArea
              id={id}
              maxLength={4000}
              autoSize={{ minRows: 2, maxRows: 8 }}
              value={draft.description}
              onChange={event => change({ description: event.target.value })}
            />
          )}
        </Field>
      </div>
      <ProblemNotice error={save.error} />
      <CommandButton
        main
        permission={project?.permissions['edit'] ?? { allowed: true, reasons: [] }}
        busy={save.isPending}
        onClick={() => save.mutate(draft)}
      >
        保存
      </CommandButton>
    </Section>
  );
}
