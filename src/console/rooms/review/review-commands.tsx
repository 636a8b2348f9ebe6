import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import type { CommandName } from '../../../contexts/organisation/contract.ts';
import type { ItemView, ReviewStep } from '../../../contexts/publications/contract.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { useGo } from '../../parts/link.tsx';
import { permissionOf } from '../../parts/permission.ts';
import { path } from '../../path.ts';

type Asking = 'sign' | 'return' | 'skip' | null;

/** The steps that wait now; several where the chain lets them run side by side. */
function waitingSteps(item: ItemView): ReviewStep[] {
  return item.waitingFor.flatMap(waiting => item.chain.filter(step => step.id === waiting.step));
}

/** Sign, return or skip the step whose turn it is. */
export function ReviewCommands({ item }: { readonly item: ItemView }) {
  const steps = waitingSteps(item);
  if (steps.length === 0) return null;
  return steps.map(step => <StepCommands key={step.id} item={item} step={step} named={steps.length > 1} />);
}

interface StepProps {
  readonly item: ItemView;
  readonly step: ReviewStep;
  /** With several steps waiting, each button says which it is for. */
  readonly named: boolean;
}

function StepCommands({ item, step, named }: StepProps) {
  const [asking, setAsking] = useState<Asking>(null);
  const suffix = named ? `（${step.name}）` : '';
  const close = () => setAsking(null);
  return (
    <>
      <CommandButton
        main
        permission={permissionOf(item.permissions, step.command as CommandName)}
        onClick={() => setAsking('sign')}
      >
        {`签署${suffix}`}
      </CommandButton>
      <CommandButton
        permission={permissionOf(item.permissions, 'item.return')}
        onClick={() => setAsking('return')}
      >
        {`退回${suffix}`}
      </CommandButton>
      <CommandButton
        permission={permissionOf(item.permissions, 'item.skip-step')}
        onClick={() => setAsking('skip')}
      >
        {`跳过本环节${suffix}`}
      </CommandButton>
      <SignDialog item={item} step={step} open={asking === 'sign'} onClose={close} />
      <ReturnDialog item={item} step={step} open={asking === 'return'} onClose={close} />
      <SkipDialog item={item} step={step} open={asking === 'skip'} onClose={close} />
    </>
  );
}

interface DialogProps {
  readonly item: ItemView;
  readonly step: ReviewStep;
  readonly open: boolean;
  readonly onClose: () => void;
}

function SignDialog({ item, step, open, onClose }: DialogProps) {
  const go = useGo();
  const sign = useCommand<{ note?: string }>({
    endpoint: `items/${item.id}/sign`,
    wire: ({ note }) => ({ step: step.id, digest: item.digest, note: note ?? '' }),
    done: `已签署：${step.name}`,
    onDone: () => {
      onClose();
      go(path.reviewQueue());
    },
  });
  return (
    <AskDialog<{ note?: string }>
      open={open}
      title={`签署：${step.name}`}
      lead={
        <>
          <p>
            您将对“{item.title}”第 {item.versionNo} 版的正文、属性、附件和计划发布时间签署。
          </p>
          <p className="digest">数字摘要 {item.digest}</p>
        </>
      }
      okWords="签署"
      busy={sign.isPending}
      error={sign.error}
      onSubmit={values => sign.mutate(values)}
      onClose={onClose}
    >
      <Form.Item label="意见（可不填）" name="note">
        <Input.TextArea rows={2} />
      </Form.Item>
    </AskDialog>
  );
}

function ReturnDialog({ item, step, open, onClose }: DialogProps) {
  const go = useGo();
  const giveBack = useCommand<{ reasons: string[] }>({
    endpoint: `items/${item.id}/return`,
    wire: ({ reasons }) => ({ step: step.id, digest: item.digest, reasons }),
    done: '已退回起草人',
    onDone: () => {
      onClose();
      go(path.reviewQueue());
    },
  });
  return (
    <AskDialog<{ reasons: string[] }>
      open={open}
      title="退回修改"
      lead="起草人会看到每一条理由。重新送审后，各环节须重新签署。"
      okWords="退回"
      busy={giveBack.isPending}
      error={giveBack.error}
      initial={{ reasons: [''] }}
      onSubmit={values => giveBack.mutate(values)}
      onClose={onClose}
    >
      <Form.List name="reasons">
        {(fields, { add, remove }) => (
          <>
            {fields.map((field, index) => (
              <Form.Item key={field.key} label={`退回理由 ${index + 1}`}>
                <div className="inline-row">
                  <Form.Item
                    name={field.name}
                    noStyle
                    rules={[{ required: true, whitespace: true, message: '请写明理由，或删去这一条。' }]}
                  >
                    <Input.TextArea
                      autoSize={{ minRows: 1, maxRows: 4 }}
                      aria-label={`退回理由 ${index + 1}`}
                    />
                  </Form.Item>
                  {fields.length > 1 && <Button onClick={() => remove(field.name)}>删去</Button>}
                </div>
              </Form.Item>
            ))}
            <Button onClick={() => add('')}>再加一条理由</Button>
          </>
        )}
      </Form.List>
    </AskDialog>
  );
}

function SkipDialog({ item, step, open, onClose }: DialogProps) {
  const skip = useCommand<{ reason: string }>({
    endpoint: `items/${item.id}/skip`,
    wire: ({ reason }) => ({ step: step.id, digest: item.digest, reason }),
    done: `已跳过：${step.name}`,
    onDone: onClose,
  });
  return (
    <AskDialog<{ reason: string }>
      open={open}
      title={`跳过“${step.name}”`}
      lead="跳过环节是单独的审批行为，您的姓名、理由和时间将留存。"
      okWords="跳过该环节"
      danger
      busy={skip.isPending}
      error={skip.error}
      onSubmit={values => skip.mutate(values)}
      onClose={onClose}
    >
      <Form.Item
        label="理由和依据"
        name="reason"
        rules={[{ required: true, whitespace: true, min: 5, message: '请写明跳过该环节的理由和依据。' }]}
      >
        <Input.TextArea rows={3} />
      </Form.Item>
    </AskDialog>
  );
}
