import { Button, Input, Select } from 'antd';
import { cadenceWords } from '../../../contexts/plan/contract/words.ts';
import type { PlanLeaf } from '../../../contexts/plan/contract.ts';
import { elementFormWords, optionsOf } from '../../words.ts';
import { DeadlineField } from './deadline-field.tsx';

type Element = PlanLeaf['elements'][number];

interface ElementRowsProps {
  readonly leaf: PlanLeaf;
  readonly disabled: boolean;
  readonly onChange: (patch: Pick<PlanLeaf, 'elements'>) => void;
}

/** What is to be published, one by one; an element may have a rhythm and a limit of its own. */
export function ElementRows({ leaf, disabled, onChange }: ElementRowsProps) {
  const put = (index: number, element: Element) =>
    onChange({ elements: leaf.elements.map((each, at) => (at === index ? element : each)) });
  return (
    <fieldset className="field whole plain">
      <legend>公开要素（{leaf.elements.length} 项）</legend>
      {leaf.elements.length === 0 && <p className="quiet">没有列出要素的，整项任务公开一次即为履行。</p>}
      <ul className="element-rows">
        {leaf.elements.map((element, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an element has no identity but its place
          <li key={index}>
            <Input
              aria-label={`第 ${index + 1} 项要素`}
              value={element.name}
              disabled={disabled}
              onChange={event => put(index, { ...element, name: event.target.value })}
            />
            <Select
              aria-label={`第 ${index + 1} 项要素的形式`}
              value={element.form === '' ? null : element.form}
              placeholder="形式"
              disabled={disabled}
              options={optionsOf(elementFormWords)}
              onChange={form => put(index, { ...element, form: form ?? '' })}
            />
            <Button
              disabled={disabled}
              aria-label={`删除要素“${element.name}”`}
              onClick={() => onChange({ elements: leaf.elements.filter((_, at) => at !== index) })}
            >
              删除
            </Button>
            <OwnRule
              element={element}
              leaf={leaf}
              no={index + 1}
              disabled={disabled}
              onChange={changed => put(index, changed)}
            />
          </li>
        ))}
      </ul>
      {!disabled && (
        <Button
          onClick={() =>
            onChange({
              elements: [...leaf.elements, { name: '新要素', form: 'text', breakdown: null, figures: [] }],
            })
          }
        >
          增加要素
        </Button>
      )}
    </fieldset>
  );
}

interface OwnRuleProps {
  readonly element: Element;
  readonly leaf: PlanLeaf;
  readonly no: number;
  readonly disabled: boolean;
  readonly onChange: (element: Element) => void;
}

/** Monthly figures in a yearly leaf: a rhythm and a limit that differ from the leaf's. */
function OwnRule({ element, leaf, no, disabled, onChange }: OwnRuleProps) {
  const { cadence: ownCadence, deadline: ownDeadline, ...common } = element;
  if (ownCadence === undefined && ownDeadline === undefined) {
    if (disabled) return null;
    return (
      <div className="element-rule">
        <button
          type="button"
          className="plain-button"
          aria-label={`为第 ${no} 项要素单独设定频次和期限`}
          onClick={() => onChange({ ...common, cadence: leaf.cadence, deadline: leaf.deadline })}
        >
          单独设定频次和期限
        </button>
      </div>
    );
  }
  const cadence = ownCadence ?? leaf.cadence;
  const deadline = ownDeadline ?? leaf.deadline;
  return (
    <fieldset className="element-rule plain" aria-label={`第 ${no} 项要素的频次和期限`}>
      <Select
        aria-label={`第 ${no} 项要素的频次`}
        value={cadence}
        disabled={disabled}
        options={optionsOf(cadenceWords)}
        style={{ width: 140 }}
        onChange={value => onChange({ ...common, cadence: value, deadline })}
      />
      <DeadlineField
        label={`第 ${no} 项要素的期限规则`}
        value={deadline}
        disabled={disabled}
        onChange={value => onChange({ ...common, cadence, deadline: value })}
      />
      {!disabled && (
        <Button aria-label={`第 ${no} 项要素改为与任务一致`} onClick={() => onChange(common)}>
          与任务一致
        </Button>
      )}
    </fieldset>
  );
}
