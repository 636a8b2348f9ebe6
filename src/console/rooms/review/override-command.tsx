import { Form, Input } from 'antd';
import { useState } from 'react';
import type { ItemView } from '../../../contexts/publications/contract.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { permissionOf } from '../../parts/permission.ts';

/** Lets one finding pass, with a reason that stays visible beside it. */
export function OverrideCommand({ item, rule }: { readonly item: ItemView; readonly rule: string }) {
  const [open, setOpen] = useState(false);
  const override = useCommand<{ reason: string }>({
    endpoint: `items/${item.id}/override`,
    wire: ({ reason }) => ({ digest: item.digest, rule, reason }),
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
      <AskDialog<{ reason: string }>
        open={open}
        title="对这项检查作例外处理"
        lead="您的姓名和理由将与该检查结果一并留存。"
        okWords="作例外处理"
        busy={override.isPending}
        error={override.error}
        onSubmit={values => override.mutate(values)}
        onClose={() => setOpen(false)}
      >
        <Form.Item
          label="理由"
          name="reason"
          rules={[{ required: true, whitespace: true, min: 5, message: '请写明理由（至少五个字）。' }]}
        >
          <Input.TextArea rows={3} />
        </Form.Item>
      </AskDialog>
    </>
  );
}
