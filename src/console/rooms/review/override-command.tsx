import { Form, Input } from 'antd';
import { useState } from 'react';
import {
  type ImpactAssessment,
  type ItemView,
  personalDataRules,
} from '../../../contexts/publications/contract.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { assessmentParts } from '../../parts/assessment-parts.ts';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { permissionOf } from '../../parts/permission.ts';

interface Asked extends Partial<ImpactAssessment> {
  readonly reason: string;
}

const atLeastFive = (message: string) => [{ required: true, whitespace: true, min: 5, message }];

/** The impact assessment that the law wants before personal data is published (个人信息保护法 arts 55 and 56). */
function AssessmentFields() {
  return (
    <>
      <p>
        <strong>个人信息保护影响评估</strong>（《个人信息保护法》第五十五条、第五十六条，记录至少保存三年）
      </p>
      {assessmentParts.map(({ key, words, hint }) => (
        <Form.Item key={key} label={words} name={key} rules={atLeastFive(`请填写${words}（至少五个字）。`)}>
          <Input.TextArea rows={2} placeholder={hint} />
        </Form.Item>
      ))}
    </>
  );
}

/** Lets one finding pass, with a reason that stays visible beside it; for personal data with an assessment. */
export function OverrideCommand({ item, rule }: { readonly item: ItemView; readonly rule: string }) {
  const [open, setOpen] = useState(false);
  const isPersonal = personalDataRules.includes(rule);
  const override = useCommand<Asked>({
    endpoint: `items/${item.id}/override`,
    wire: ({ reason, ...assessment }) => ({
      digest: item.digest,
      rule,
      reason,
      ...(isPersonal ? { assessment } : {}),
    }),
    done: '已作例外处理',
    onDone: () => setOpen(false),
  });
  return (
    <>
      <CommandButton
        permission={permissionOf(item.permissions, 'gate.override')}
        onClick={() => setOpen(true)}
      >
        作例外处理
      </CommandButton>
      <AskDialog<Asked>
        open={open}
        title="对这项检查作例外处理"
        lead={
          isPersonal
            ? '同一类发现将一并放行。您的姓名、理由和影响评估将与检查结果一并留存，并记入审计记录。'
            : '同一类发现将一并放行。您的姓名和理由将与检查结果一并留存，并记入审计记录。'
        }
        okWords="作例外处理"
        busy={override.isPending}
        error={override.error}
        onSubmit={values => override.mutate(values)}
        onClose={() => setOpen(false)}
      >
        <Form.Item label="理由" name="reason" rules={atLeastFive('请写明理由（至少五个字）。')}>
          <Input.TextArea rows={2} />
        </Form.Item>
        {isPersonal && <AssessmentFields />}
      </AskDialog>
    </>
  );
}
