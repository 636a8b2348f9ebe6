import { Form, Input, Select, Space } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  type DrawnObject,
  type ResultBody,
  resultCodes,
  resultWords,
  type TaskView,
} from '../../../contexts/inspections/contract.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { ClockExplanation } from '../../parts/clock.tsx';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { DayField } from '../../parts/fields.tsx';
import { Mark } from '../../parts/marks.tsx';
import { Section } from '../../parts/page.tsx';
import { apiHref } from '../../path.ts';
import { useSession } from '../../session.tsx';

/** What was found at each object: one card each, so that it can be filled in on a telephone where the check takes place. */

function RecordCommand({ task, object }: { readonly task: TaskView; readonly object: DrawnObject }) {
  const { today } = useSession();
  const [open, setOpen] = useState(false);
  const record = useCommand<ResultBody>({
    endpoint: `inspections/${task.id}/results/${object.objectId}`,
    method: 'PUT',
    wire: values => ({
      ...values,
      found: values.found ?? '',
      handling: values.handling ?? '',
      followUpBy: values.followUpBy ?? null,
      followedUpOn: values.followedUpOn ?? null,
    }),
    done: '已录入',
    onDone: () => setOpen(false),
  });
  const needed = [{ required: true, message: '请填写。' }];
  return (
    <>
      <CommandButton
        main={object.result === null}
        permission={task.permissions['record']}
        onClick={() => setOpen(true)}
      >
        {object.result === null ? '录入检查结果' : '修改检查结果'}
      </CommandButton>
      <AskDialog<ResultBody>
        open={open}
        title={object.name}
        lead="检查结果和处理意见向社会公开，检查记录仅供内部使用。"
        okWords="保存"
        busy={record.isPending}
        error={record.error}
        initial={object.result ?? { checkedOn: today, result: 'none-found' }}
        onSubmit={values => record.mutate(values)}
        onClose={() => setOpen(false)}
      >
        <Form.Item label="检查日期" name="checkedOn" rules={needed}>
          <DayField />
        </Form.Item>
        <Form.Item label="检查结果" name="result" rules={needed}>
          <Select options={resultCodes.map(each => ({ value: each, label: resultWords[each] }))} />
        </Form.Item>
        <Form.Item label="检查记录（内部）" name="found">
          <Input.TextArea maxLength={4000} autoSize={{ minRows: 2, maxRows: 8 }} />
        </Form.Item>
        <Form.Item label="处理意见（公开）" name="handling">
          <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
        <Form.Item label="整改或者后续处理的期限" name="followUpBy">
          <DayField />
        </Form.Item>
        <Form.Item label="后续处理完成日期" name="followedUpOn">
          <DayField />
        </Form.Item>
      </AskDialog>
    </>
  );
}

function Standing({ object, today }: { readonly object: DrawnObject; readonly today: string }) {
  const { result, publish } = object;
  if (result === null) return <Mark>等待检查</Mark>;
  const isOpen = result.followUpBy !== null && result.followedUpOn === null;
  return (
    <Space wrap>
      <Mark tone={result.result === 'none-found' ? 'green' : 'blue'}>{resultWords[result.result]}</Mark>
      {publish !== null && publish.metOn === null && (
        <Mark tone={publish.isLate ? 'red' : 'plain'}>
          {publish.isLate ? '逾期未公布' : `${publish.explanation.dueOn}前公布`}
        </Mark>
      )}
      {publish?.metOn != null && <Mark tone="green">{`${publish.metOn}公布`}</Mark>}
      {isOpen && (
        <Mark tone={(result.followUpBy ?? '') < today ? 'red' : 'plain'}>
          {`${result.followUpBy}前后续处理`}
        </Mark>
      )}
      {result.followedUpOn !== null && <Mark tone="green">{`${result.followedUpOn}处理完成`}</Mark>}
    </Space>
  );
}

export function Results({ task, extra }: { readonly task: TaskView; readonly extra: ReactNode }) {
  const { today } = useSession();
  const first = task.objects.find(each => each.publish !== null);
  return (
    <Section title="抽取结果和检查结果" extra={extra}>
      <Space wrap size="large">
        <a href={apiHref(`inspections/${task.id}/results.xlsx`)} download>
          下载结果（XLSX）
        </a>
        <a href={apiHref(`inspections/${task.id}/results.csv`)} download>
          下载结果（CSV）
        </a>
      </Space>
      {task.objects.map(object => (
        <section key={object.objectId} className="inspection-object" aria-label={object.name}>
          <h3>{object.name}</h3>
          <p>
            {object.creditCode} {object.unitName}　检查人员：{object.inspectors.join('、')}
          </p>
          <p>
            <Standing object={object} today={today} />
          </p>
          {object.result?.handling !== undefined && object.result.handling !== '' && (
            <p>处理意见：{object.result.handling}</p>
          )}
          <RecordCommand task={task} object={object} />
        </section>
      ))}
      {task.passedOver.length > 0 && (
        <p>
          因回避没有选派：
          {task.passedOver.map(each => `${each.inspectorName}（${each.objectName}）`).join('、')}
        </p>
      )}
      {first?.publish != null && (
        <>
          <h3>公布期限的计算（{first.name}）</h3>
          <ClockExplanation clock={first.publish.explanation} startOn={first.result?.checkedOn ?? today} />
        </>
      )}
    </Section>
  );
}
