import { useQuery } from '@tanstack/react-query';
import { Checkbox, Input, Select } from 'antd';
import { cadenceWords, setByWords } from '../../../contexts/plan/contract/words.ts';
import type { PlanLeaf } from '../../../contexts/plan/contract.ts';
import { Field } from '../../parts/field.tsx';
import { UnitField } from '../../parts/fields.tsx';
import { queries } from '../../queries.ts';
import {
  attributeWords,
  obligationKindWords,
  optionsOf,
  personalDataWords,
  statedLimitWords,
} from '../../words.ts';
import { DeadlineField } from './deadline-field.tsx';
import { ElementRows } from './element-rows.tsx';

interface LeafFormProps {
  readonly leaf: PlanLeaf;
  readonly disabled: boolean;
  readonly onChange: (patch: Partial<PlanLeaf>) => void;
}

/** Everything a person may correct on one leaf. */
export function LeafForm({ leaf, disabled, onChange }: LeafFormProps) {
  return (
    <div className="form-grid">
      <Field label="任务名称" whole>
        {id => (
          <Input
            id={id}
            value={leaf.title}
            disabled={disabled}
            onChange={event => {
              const title = event.target.value;
              onChange({ title, path: [...leaf.path.slice(0, -1), title] });
            }}
          />
        )}
      </Field>
      <Field label="责任单位" whole hint={<Named leaf={leaf} />}>
        {id => (
          <UnitField
            id={id}
            mode="multiple"
            placeholder="请选择履行该任务的单位"
            value={leaf.owners}
            disabled={disabled}
            onChange={(owners: string[]) => onChange({ owners })}
          />
        )}
      </Field>
      <Field label="公开频次">
        {id => (
          <Select
            id={id}
            className="wide"
            value={leaf.cadence}
            disabled={disabled}
            options={optionsOf(cadenceWords)}
            onChange={cadence => onChange({ cadence, setBy: 'plan' })}
          />
        )}
      </Field>
      <Field label="公开属性">
        {id => (
          <Select
            id={id}
            className="wide"
            value={leaf.attribute}
            disabled={disabled}
            options={optionsOf(attributeWords)}
            onChange={attribute => onChange({ attribute })}
          />
        )}
      </Field>
      <Field
        label="期限规则"
        whole
        hint={
          leaf.limits.length > 0 && (
            <>
              原文期限：{leaf.limits.map(each => `${each.what} ${statedLimitWords(each.limit)}`).join('；')}
            </>
          )
        }
      >
        {id => (
          <DeadlineField
            id={id}
            value={leaf.deadline}
            disabled={disabled}
            onChange={deadline => onChange({ deadline })}
          />
        )}
      </Field>
      <Field label="期限来源">
        {id => (
          <Select
            id={id}
            className="wide"
            value={leaf.setBy}
            disabled={disabled}
            options={optionsOf(setByWords)}
            onChange={setBy => onChange({ setBy })}
          />
        )}
      </Field>
      <Field label="依据">
        {id => (
          <Input
            id={id}
            value={leaf.basis}
            disabled={disabled}
            onChange={event => onChange({ basis: event.target.value })}
          />
        )}
      </Field>
      <LeafFormMore leaf={leaf} disabled={disabled} onChange={onChange} />
    </div>
  );
}

/** The names as the plan writes them, for comparison. */
function Named({ leaf }: { readonly leaf: PlanLeaf }) {
  if (leaf.lead.length === 0 && leaf.cooperating.length === 0) return '原文没有写明责任单位。';
  const cooperating = leaf.cooperating.length === 0 ? '' : `；配合：${leaf.cooperating.join('、')}`;
  return `原文${leaf.responsibilityLabel === '' ? '' : `“${leaf.responsibilityLabel}”`}：${leaf.lead.join('、') || '—'}${cooperating}`;
}

function LeafFormMore({ leaf, disabled, onChange }: LeafFormProps) {
  const catalogue = useQuery(queries.catalogue());
  return (
    <>
      <Field label="任务类别">
        {id => (
          <Select
            id={id}
            className="wide"
            value={leaf.kind}
            disabled={disabled}
            options={optionsOf(obligationKindWords)}
            onChange={kind => onChange({ kind })}
          />
        )}
      </Field>
      <Field label="网站栏目">
        {id => (
          <Select
            id={id}
            className="wide"
            allowClear
            placeholder="不指定"
            value={leaf.column ?? null}
            disabled={disabled}
            showSearch={{ optionFilterProp: 'label' }}
            options={(catalogue.data?.columns ?? []).map(column => ({
              value: column.id,
              label: column.name,
            }))}
            onChange={(column: string | null) => {
              if (column) onChange({ column });
            }}
          />
        )}
      </Field>
      <Field label="个人信息">
        {id => (
          <Select
            id={id}
            className="wide"
            value={leaf.personalData}
            disabled={disabled}
            options={optionsOf(personalDataWords)}
            onChange={personalData => onChange({ personalData })}
          />
        )}
      </Field>
      <Field label="公开渠道">
        {id => (
          <Select
            id={id}
            className="wide"
            mode="tags"
            value={leaf.channels}
            disabled={disabled}
            placeholder="输入后按回车"
            onChange={(channels: string[]) => onChange({ channels })}
          />
        )}
      </Field>
      <div className="field whole">
        <Checkbox
          checked={leaf.perCounty}
          disabled={disabled}
          onChange={event => onChange({ perCounty: event.target.checked })}
        >
          各县（市、区）也要分别公开
        </Checkbox>
      </div>
      <ElementRows leaf={leaf} disabled={disabled} onChange={onChange} />
    </>
  );
}
