import { Checkbox, Form, Input, Select } from 'antd';
import { useSession } from '../session.tsx';
import { AskDialog } from './ask-dialog.tsx';
import { useCommand } from './command.ts';
import { DayField, useUnitName } from './fields.tsx';

interface Event {
  readonly unitId: string;
  readonly occurredOn: string;
  readonly words: string;
  /** Numbers, from 1. */
  readonly elements?: number[];
}

interface RaiseDialogProps {
  readonly leafId: string;
  /** Title of the leaf. */
  readonly title: string;
  /** Units that answer for the leaf. */
  readonly unitIds: readonly string[];
  /** Names of the leaf's elements, in order. */
  readonly elements: readonly string[];
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Something has happened that must be published: a document formed, a decision made. The duty and its date follow. */
export function RaiseDialog({ leafId, title, unitIds, elements, open, onClose }: RaiseDialogProps) {
  const { today, unitId } = useSession();
  const unitName = useUnitName();
  const raise = useCommand<Event>({
    endpoint: 'duty-events',
    wire: ({ elements: chosen = [], ...values }) => ({
      leafId,
      ...values,
      ...(chosen.length === 0 ? {} : { elements: [...chosen].sort((a, b) => a - b) }),
    }),
    done: '已登记，台账将据此生成新的应公开事项',
    onDone: onClose,
  });
  const initialUnit = unitIds.includes(unitId) ? unitId : unitIds[0];
  return (
    <AskDialog<Event>
      open={open}
      title="登记触发事项"
      lead={`“${title}”在有新的文件、决定或者情况时须公开。登记后，系统按规定的期限计算到期日。`}
      okWords="登记"
      busy={raise.isPending}
      error={raise.error}
      initial={{ occurredOn: today, ...(initialUnit === undefined ? {} : { unitId: initialUnit }) }}
      onSubmit={values => raise.mutate(values)}
      onClose={onClose}
    >
      <Form.Item
        label="事项"
        name="words"
        extra="例如文件名称、决定书文号。"
        rules={[{ required: true, whitespace: true, message: '请写明是什么事项。' }]}
      >
        <Input.TextArea rows={2} />
      </Form.Item>
      {elements.length > 1 && (
        <Form.Item
          label="涉及的要素"
          name="elements"
          extra="不勾选的，登记到该任务随事项公开的全部要素。长期公开的内容有变更的，请勾选变更的要素。"
        >
          <Checkbox.Group
            className="stacked"
            options={elements.map((name, at) => ({ value: at + 1, label: `${at + 1}. ${name}` }))}
          />
        </Form.Item>
      )}
      <div className="form-grid">
        <Form.Item label="责任单位" name="unitId" rules={[{ required: true, message: '请选择责任单位。' }]}>
          <Select options={unitIds.map(id => ({ value: id, label: unitName(id) }))} />
        </Form.Item>
        <Form.Item
          label="形成或者发生日期"
          name="occurredOn"
          rules={[{ required: true, message: '请选择日期。' }]}
        >
          <DayField />
        </Form.Item>
      </div>
    </AskDialog>
  );
}
