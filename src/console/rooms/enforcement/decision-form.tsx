import { Checkbox, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import {
  categoryWords,
  type DecisionContent,
  type DecisionView,
  decisionKinds,
  decisionView,
  kindWords,
  licenceTypes,
  licenceTypeWords,
  partyKinds,
  partyWords,
  penaltyCategories,
  secrecies,
  secrecyWords,
  weights,
  weightWords,
} from '../../../contexts/enforcement/contract.ts';
import { ApiProblem } from '../../api.ts';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { Field } from '../../parts/field.tsx';
import { DayField, UnitField } from '../../parts/fields.tsx';
import { Section } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';

/** The form of a decision: what is asked follows its kind and its party. */

type Change = (patch: Partial<DecisionContent>) => void;
interface PartProps {
  readonly draft: DecisionContent;
  readonly change: Change;
  readonly problemOf: (field: keyof DecisionContent) => string | undefined;
}

const options = <Id extends string>(ids: readonly Id[], words: Readonly<Record<Id, string>>) =>
  ids.map(id => ({ value: id, label: words[id] }));

type TextField = {
  [Key in keyof DecisionContent]: DecisionContent[Key] extends string ? Key : never;
}[keyof DecisionContent];

function Line(
  props: PartProps & { readonly field: TextField; readonly label: string; readonly hint?: string },
) {
  const { draft, change, problemOf, field, label, hint } = props;
  return (
    <Field label={label} problem={problemOf(field)} {...(hint === undefined ? {} : { hint })}>
      {id => (
        <Input id={id} value={draft[field]} onChange={event => change({ [field]: event.target.value })} />
      )}
    </Field>
  );
}

function Passage(
  props: PartProps & { readonly field: TextField; readonly label: string; readonly hint?: string },
) {
  const { draft, change, problemOf, field, label, hint } = props;
  return (
    <Field whole label={label} problem={problemOf(field)} {...(hint === undefined ? {} : { hint })}>
      {id => (
        <Input.TextArea
          id={id}
          maxLength={4000}
          autoSize={{ minRows: 2, maxRows: 10 }}
          value={draft[field]}
          onChange={event => change({ [field]: event.target.value })}
        />
      )}
    </Field>
  );
}

function Head(props: PartProps) {
  const { draft, change, problemOf } = props;
  return (
    <>
      <Field label="执法类别" problem={problemOf('kind')}>
        {id => (
          <Select
            id={id}
            className="wide"
            value={draft.kind}
            options={options(decisionKinds, kindWords)}
            onChange={kind =>
              change({ kind, licenceType: null, categories: [], weight: null, violation: '' })
            }
          />
        )}
      </Field>
      <Line {...props} field="documentNo" label="决定书文号" hint="没有文书号的许可，填写许可编号。" />
      <Line {...props} field="title" label="决定文书名称" />
      <Line {...props} field="matter" label="执法事项" />
      <Field label="承办单位" problem={problemOf('unitId')}>
        {id => (
          <UnitField id={id} value={draft.unitId} onChange={unitId => change({ unitId: unitId ?? '' })} />
        )}
      </Field>
      <Field label="决定日期" problem={problemOf('decidedOn')} hint="公示期限从这一天起算。">
        {id => <DayField id={id} value={draft.decidedOn} onChange={on => change({ decidedOn: on ?? '' })} />}
      </Field>
    </>
  );
}

function Party(props: PartProps) {
  const { draft, change, problemOf } = props;
  const isPerson = draft.partyKind === 'person';
  return (
    <>
      <Field label="行政相对人类别" problem={problemOf('partyKind')}>
        {id => (
          <Select
            id={id}
            className="wide"
            value={draft.partyKind}
            options={options(partyKinds, partyWords)}
            onChange={partyKind =>
              change(partyKind === 'person' ? { partyKind, creditCode: '' } : { partyKind, isMinor: false })
            }
          />
        )}
      </Field>
      <Line {...props} field="partyName" label="行政相对人名称" />
      {!isPerson && (
        <Line {...props} field="creditCode" label="统一社会信用代码" hint="18位，系统核对校验位。" />
      )}
      {!isPerson && (
        <Line {...props} field="representative" label="法定代表人" hint="只用于信用信息报送，不公示。" />
      )}
      {isPerson && (
        <Field
          label="未成年人"
          problem={problemOf('isMinor')}
          hint="未成年人的决定不公示；不要填写身份证号码。"
        >
          {id => (
            <Checkbox
              id={id}
              checked={draft.isMinor}
              onChange={event => change({ isMinor: event.target.checked })}
            >
              相对人是未成年人
            </Checkbox>
          )}
        </Field>
      )}
      <Field label="涉密涉私情况" problem={problemOf('secrecy')} hint="涉及的决定不公示。">
        {id => (
          <Select
            id={id}
            className="wide"
            value={draft.secrecy}
            options={options(secrecies, secrecyWords)}
            onChange={secrecy => change({ secrecy })}
          />
        )}
      </Field>
    </>
  );
}

function Penalty(props: PartProps) {
  const { draft, change, problemOf } = props;
  const amount = (field: 'fineYuan' | 'confiscatedYuan', label: string) => (
    <Field label={label} problem={problemOf(field)}>
      {id => (
        <InputNumber
          id={id}
          className="wide"
          min={0}
          precision={2}
          value={draft[field]}
          onChange={value => change({ [field]: value })}
        />
      )}
    </Field>
  );
  return (
    <>
      <Field whole label="处罚类别" problem={problemOf('categories')}>
        {id => (
          <Select
            id={id}
            mode="multiple"
            className="wide"
            value={draft.categories}
            options={options(penaltyCategories, categoryWords)}
            onChange={categories => change({ categories })}
          />
        )}
      </Field>
      {amount('fineYuan', '罚款金额（元）')}
      {amount('confiscatedYuan', '没收金额（元）')}
      <Line {...props} field="licenceTaken" label="暂扣或者吊销的证照名称及编号" />
      <Field label="处罚有效期至" problem={problemOf('validUntil')} hint="没有期限的不填。">
        {id => <DayField id={id} value={draft.validUntil} onChange={validUntil => change({ validUntil })} />}
      </Field>
      <Field label="处罚轻重" problem={problemOf('weight')} hint="决定公示多少个月。">
        {id => (
          <Select
            id={id}
            allowClear
            className="wide"
            value={draft.weight}
            options={options(weights, weightWords)}
            onChange={weight => change({ weight: weight ?? null })}
          />
        )}
      </Field>
    </>
  );
}

function Licence(props: PartProps) {
  const { draft, change, problemOf } = props;
  return (
    <>
      <Field label="许可类别" problem={problemOf('licenceType')} hint="社会组织登记选“登记”。">
        {id => (
          <Select
            id={id}
            allowClear
            className="wide"
            value={draft.licenceType}
            options={options(licenceTypes, licenceTypeWords)}
            onChange={licenceType => change({ licenceType: licenceType ?? null })}
          />
        )}
      </Field>
      <Line {...props} field="certificateName" label="许可证书名称" />
      <Line {...props} field="certificateNo" label="许可编号" />
      <Field label="有效期自" problem={problemOf('validFrom')}>
        {id => <DayField id={id} value={draft.validFrom} onChange={validFrom => change({ validFrom })} />}
      </Field>
      <Field label="有效期至" problem={problemOf('validUntil')} hint="长期有效的不填。">
        {id => <DayField id={id} value={draft.validUntil} onChange={validUntil => change({ validUntil })} />}
      </Field>
    </>
  );
}

interface DecisionFormProps {
  readonly initial: DecisionContent;
  /** Absent: a new one. */
  readonly decision?: DecisionView;
  readonly onSaved: (saved: DecisionView) => void;
}

export function DecisionForm({ initial, decision, onSaved }: DecisionFormProps) {
  const [draft, setDraft] = useState(initial);
  const save = useCommand<DecisionContent, typeof decisionView>({
    endpoint: decision === undefined ? 'enforcement/decisions' : `enforcement/decisions/${decision.id}`,
    method: decision === undefined ? 'POST' : 'PUT',
    answer: decisionView,
    done: '已保存',
    wire: content => (decision === undefined ? content : { revision: decision.revision, content }),
    onDone: onSaved,
  });
  const { error } = save;
  const reasons = error instanceof ApiProblem ? (error.problem.reasons ?? []) : [];
  const part: PartProps = {
    draft,
    change: patch => setDraft({ ...draft, ...patch }),
    problemOf: field =>
      reasons
        .filter(each => each.where === field)
        .map(each => each.message)
        .join('') || undefined,
  };
  return (
    <Section title="决定内容">
      <div className="form-grid">
        <Head {...part} />
        <Party {...part} />
        {draft.kind === 'licence' && <Licence {...part} />}
        {draft.kind === 'penalty' && <Penalty {...part} />}
        {draft.kind === 'penalty' && (
          <Passage {...part} field="violation" label="违法行为类型" hint="如：未按照规定接受监督检查。" />
        )}
        <Passage {...part} field="facts" label="事实摘要" hint="不写身份证号码、电话、住址和案外人姓名。" />
        <Passage {...part} field="basis" label="依据" hint="写明法律、法规、规章的名称和条款。" />
        <Passage {...part} field="conclusion" label="内容或者结论" />
        <Passage {...part} field="note" label="内部备注" hint="不公示。" />
      </div>
      <ProblemNotice error={error} />
      <CommandButton
        main
        permission={decision === undefined ? { allowed: true, reasons: [] } : decision.permissions['edit']}
        busy={save.isPending}
        onClick={() => save.mutate(draft)}
      >
        保存
      </CommandButton>
    </Section>
  );
}
