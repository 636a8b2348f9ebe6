import type { ComponentChildren } from 'preact';
import { mostFeeUnits } from '../../law/processing-fee.ts';
import { enforcementChoices, feeChoices, mostWorkdays, proactiveChoices } from './calculator-answers.ts';
import { type CalculatorKind, type CalculatorQuestion, calculatorFields } from './calculator-question.ts';
import { channels, deliveries } from './calculator-request.ts';

/** The fields of each kind of question. Every field is part of the address, so that an answer can be kept and sent. */

interface FieldProps {
  readonly question: CalculatorQuestion;
  readonly name: string;
  readonly label: string;
}

function DayField(props: FieldProps & { needed?: boolean }) {
  return (
    <label>
      {props.label}
      <input
        name={props.name}
        type="date"
        value={props.question[props.name] ?? ''}
        required={props.needed === true}
      />
    </label>
  );
}

function CountField(props: FieldProps & { range: readonly [number, number]; value?: string }) {
  const [least, most] = props.range;
  const given = props.question[props.name] ?? '';
  const value = given === '' ? (props.value ?? '') : given;
  return (
    <label>
      {props.label}
      <input name={props.name} type="number" min={least} max={most} value={value} />
    </label>
  );
}

function ChoiceField(props: FieldProps & { choices: Readonly<Record<string, string>> }) {
  return (
    <label>
      {props.label}
      <select name={props.name}>
        {Object.entries(props.choices).map(([value, words]) => (
          <option value={value} selected={props.question[props.name] === value}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

function TextField(props: FieldProps) {
  return (
    <label>
      {props.label}
      <input name={props.name} type="text" maxLength={200} value={props.question[props.name] ?? ''} />
    </label>
  );
}

function Group(props: { legend: string; children: ComponentChildren }) {
  return (
    <fieldset>
      <legend>{props.legend}</legend>
      <div class="form-row">{props.children}</div>
    </fieldset>
  );
}

/** What happens in some files only; open where something of it has been filled in. */
function Rarer(props: {
  question: CalculatorQuestion;
  common: readonly string[];
  children: ComponentChildren;
}) {
  const rare = calculatorFields.request.filter(name => !props.common.includes(name));
  const isFilled = rare.some(name => name !== 'delivery' && (props.question[name] ?? '') !== '');
  return (
    <details open={isFilled}>
      <summary>办理中有补正、征求意见、延长、收费、答复等情形的，展开填写</summary>
      {props.children}
    </details>
  );
}

function RequestFields({ question }: { question: CalculatorQuestion }) {
  return (
    <>
      <Group legend="收到申请">
        <ChoiceField question={question} name="via" label="渠道" choices={channels} />
        <DayField question={question} name="submitted" label="提交（签收、到达）日期" needed />
        <DayField question={question} name="confirmed" label="双方确认日期（平常信函、互联网、传真填写）" />
        <DayField question={question} name="as-of" label="截至日期（查看当日还剩几日，可以不填）" />
      </Group>
      <Rarer question={question} common={['via', 'submitted', 'confirmed', 'as-of']}>
        <Group legend="补正（没有的不填）">
          <DayField question={question} name="correction" label="告知补正日期" />
          <DayField question={question} name="correct-by" label="补正期限" />
          <DayField question={question} name="corrected" label="收到补正日期" />
          <TextField
            question={question}
            name="correction-excuse"
            label="逾期补正的正当理由（未逾期的不填）"
          />
        </Group>
        <Group legend="征求第三方意见（没有的不填）">
          <DayField question={question} name="third-party-from" label="征求第三方意见日期" />
          <DayField question={question} name="third-party-received" label="第三方收到征求意见书日期" />
          <DayField question={question} name="third-party-to" label="收到第三方意见日期（未答复的不填）" />
        </Group>
        <Group legend="征求共同制作机关意见（没有的不填）">
          <DayField question={question} name="organ-from" label="征求其他行政机关意见日期" />
          <DayField question={question} name="organ-received" label="其他行政机关收到征求意见书日期" />
          <DayField question={question} name="organ-to" label="收到其他行政机关意见日期（未答复的不填）" />
        </Group>
        <Group legend="延长答复期限（没有的不填）">
          <DayField question={question} name="extended" label="延期决定日期" />
          <CountField question={question} name="extended-days" label="延长的工作日数" range={[1, 20]} />
        </Group>
        <Group legend="申请数量、频次明显超过合理范围（没有的不填）">
          <DayField question={question} name="reasons-requested" label="要求说明理由日期" />
          <DayField question={question} name="reasons-given" label="收到理由日期" />
          <DayField question={question} name="delayed" label="告知延迟答复日期" />
          <DayField question={question} name="delayed-until" label="延迟后的答复期限" />
        </Group>
        <Group legend="信息处理费（没有的不填）">
          <DayField question={question} name="fee-notified" label="发出收费通知日期" />
          <DayField question={question} name="fee-received" label="申请人收到收费通知日期" />
          <DayField question={question} name="fee-paid" label="完成缴费日期（未缴的不填）" />
        </Group>
        <Group legend="办结（尚未办结的不填）">
          <DayField question={question} name="replied" label="作出答复日期" />
          <ChoiceField question={question} name="delivery" label="送达方式" choices={deliveries} />
          <DayField question={question} name="delivered" label="交邮或者签收日期" />
          <DayField question={question} name="withdrawn" label="申请人撤回日期" />
        </Group>
      </Rarer>
    </>
  );
}

function ProactiveFields({ question }: { question: CalculatorQuestion }) {
  return (
    <Group legend="公开事项">
      <ChoiceField question={question} name="rule" label="种类" choices={proactiveChoices} />
      <DayField question={question} name="on" label="起算日期（形成、变更、批复或者获取之日）" needed />
    </Group>
  );
}

function EnforcementFields({ question }: { question: CalculatorQuestion }) {
  return (
    <Group legend="行政执法决定">
      <ChoiceField question={question} name="decision" label="种类" choices={enforcementChoices} />
      <DayField question={question} name="decided" label="决定作出日期" needed />
      <DayField question={question} name="revoked" label="变更或者撤销日期（没有的不填）" />
    </Group>
  );
}

function DecisionFields({ question }: { question: CalculatorQuestion }) {
  return (
    <>
      <Group legend="公开征求意见">
        <DayField question={question} name="opened" label="开始征求意见日期" needed />
        <DayField question={question} name="closes" label="拟定截止日期（可以不填）" />
        <TextField question={question} name="shortening" label="缩短期限的理由（不足30日的填写）" />
      </Group>
      <Group legend="听证会（没有的不填）">
        <DayField question={question} name="hearing" label="听证会日期" />
      </Group>
      <Group legend="合法性审查（没有的不填）">
        <DayField question={question} name="review" label="送请审查日期" />
      </Group>
    </>
  );
}

function FeeFields({ question }: { question: CalculatorQuestion }) {
  return (
    <Group legend="信息处理费">
      <ChoiceField question={question} name="method" label="计收方式" choices={feeChoices} />
      <CountField
        question={question}
        name="count"
        label="件数（同一申请人一个自然月内）或者页数（一件申请）"
        range={[0, mostFeeUnits]}
      />
    </Group>
  );
}

function WorkdayFields({ question }: { question: CalculatorQuestion }) {
  return (
    <Group legend="推算工作日">
      <DayField question={question} name="on" label="起算日期" needed />
      <CountField question={question} name="days" label="工作日天数" range={[1, mostWorkdays]} value="20" />
    </Group>
  );
}

/** The fields of a kind, and only those. */
export const calculatorForms: Readonly<
  Record<CalculatorKind, (props: { question: CalculatorQuestion }) => ComponentChildren>
> = {
  request: RequestFields,
  proactive: ProactiveFields,
  enforcement: EnforcementFields,
  decision: DecisionFields,
  fee: FeeFields,
  'working-days': WorkdayFields,
};
