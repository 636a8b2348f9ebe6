import { Button, Checkbox, Form, Input } from 'antd';
import { useState } from 'react';
import type { DutyDetail } from '../../../contexts/plan/contract.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { DayField } from '../../parts/fields.tsx';
import { FileField, type PickedFile } from '../../parts/file-field.tsx';
import { useGo } from '../../parts/link.tsx';
import { allowed, permissionOf } from '../../parts/permission.ts';
import { RaiseDialog } from '../../parts/raise-dialog.tsx';
import { path } from '../../path.ts';
import { useGranted, useSession } from '../../session.tsx';

type Asking = 'prove' | 'raise' | 'ask' | 'approve' | 'refuse' | null;

/** What one can do about a duty. */
export function DutyCommands({ duty }: { readonly duty: DutyDetail }) {
  const [asking, setAsking] = useState<Asking>(null);
  const go = useGo();
  const drafts = useGranted('item.draft');
  const raises = useGranted('duty.raise');
  const close = () => setAsking(null);
  const may = (command: Parameters<typeof permissionOf>[1]) => permissionOf(duty.permissions, command);
  return (
    <>
      <CommandButton
        main
        permission={may('item.draft') ?? (drafts ? allowed : undefined)}
        onClick={() => go(path.newItem({ duty: duty.id }))}
      >
        起草信息
      </CommandButton>
      <CommandButton permission={may('duty.prove')} onClick={() => setAsking('prove')}>
        登记证明
      </CommandButton>
      {raises && <Button onClick={() => setAsking('raise')}>登记触发事项</Button>}
      <CommandButton permission={may('duty.ask-not-applicable')} onClick={() => setAsking('ask')}>
        申请不适用
      </CommandButton>
      {duty.notApplicable !== null && duty.notApplicable.approvedBy === null && (
        <>
          <CommandButton permission={may('duty.approve-not-applicable')} onClick={() => setAsking('approve')}>
            批准不适用
          </CommandButton>
          <CommandButton permission={may('duty.refuse-not-applicable')} onClick={() => setAsking('refuse')}>
            不批准
          </CommandButton>
        </>
      )}
      <ProveDialog duty={duty} open={asking === 'prove'} onClose={close} />
      <RaiseDialog
        leafId={duty.leafId}
        title={duty.title}
        unitIds={[duty.unitId]}
        elements={duty.elements.map(element => element.name)}
        open={asking === 'raise'}
        onClose={close}
      />
      <AskNotApplicable duty={duty} open={asking === 'ask'} onClose={close} />
      <ApproveNotApplicable duty={duty} open={asking === 'approve'} onClose={close} />
      <RefuseNotApplicable duty={duty} open={asking === 'refuse'} onClose={close} />
    </>
  );
}

interface DialogProps {
  readonly duty: DutyDetail;
  readonly open: boolean;
  readonly onClose: () => void;
}

interface Proof {
  readonly elements?: number[];
  readonly words: string;
  readonly provedOn: string;
  readonly file?: PickedFile;
}

function ProveDialog({ duty, open, onClose }: DialogProps) {
  const { today } = useSession();
  const prove = useCommand<Proof>({
    endpoint: `duties/${duty.id}/proofs`,
    wire: ({ elements, words, provedOn, file }) => ({
      elements: elements ?? duty.elements.map(element => element.no),
      words,
      provedOn,
      ...(file === undefined ? {} : { fileDigest: file.digest }),
    }),
    done: '证明已登记',
    onDone: onClose,
  });
  const missing = duty.elements
    .filter(element => element.required && !element.covered)
    .map(element => element.no);
  return (
    <AskDialog<Proof>
      open={open}
      title="登记证明"
      lead="适用于不经本系统发布的公开，例如公告栏张贴、新闻发布会、公报刊登。经本系统发布的信息会自动登记，无需在此填写。"
      okWords="登记"
      busy={prove.isPending}
      error={prove.error}
      initial={{ provedOn: today, elements: missing }}
      onSubmit={values => prove.mutate(values)}
      onClose={onClose}
    >
      {duty.elements.length > 0 && (
        <Form.Item
          label="已公开的要素"
          name="elements"
          rules={[{ required: true, message: '请至少勾选一项要素。' }]}
        >
          <Checkbox.Group
            className="stacked"
            options={duty.elements.map(element => ({
              value: element.no,
              label: `${element.no}. ${element.name}`,
            }))}
          />
        </Form.Item>
      )}
      <Form.Item
        label="公开情况说明"
        name="words"
        extra="写明在何处、以何种方式公开，可核查的编号或地址。"
        rules={[{ required: true, whitespace: true, message: '请写明公开情况。' }]}
      >
        <Input.TextArea rows={3} />
      </Form.Item>
      <Form.Item label="公开日期" name="provedOn" rules={[{ required: true, message: '请选择公开日期。' }]}>
        <DayField />
      </Form.Item>
      <Form.Item label="凭证文件（照片、扫描件等，可不附）" name="file">
        <FileField />
      </Form.Item>
    </AskDialog>
  );
}

function AskNotApplicable({ duty, open, onClose }: DialogProps) {
  const ask = useCommand<{ reason: string }>({
    endpoint: `duties/${duty.id}/ask-not-applicable`,
    done: '已提交申请',
    onDone: onClose,
  });
  return (
    <AskDialog<{ reason: string }>
      open={open}
      title="申请不适用"
      lead="例如本周期内没有发生该类事项。经批准后，该事项不计入应公开数，理由和批准人会保留在台账中。"
      okWords="提交申请"
      busy={ask.isPending}
      error={ask.error}
      onSubmit={values => ask.mutate(values)}
      onClose={onClose}
    >
      <Form.Item
        label="不适用的理由"
        name="reason"
        rules={[{ required: true, min: 5, whitespace: true, message: '请写明理由（至少五个字）。' }]}
      >
        <Input.TextArea rows={3} />
      </Form.Item>
    </AskDialog>
  );
}

function ApproveNotApplicable({ duty, open, onClose }: DialogProps) {
  const approve = useCommand<object>({
    endpoint: `duties/${duty.id}/approve-not-applicable`,
    wire: () => ({}),
    done: '已批准不适用',
    onDone: onClose,
  });
  return (
    <AskDialog<object>
      open={open}
      title="批准不适用"
      lead={
        <>
          <p>申请人：{duty.notApplicable?.askedBy ?? '—'}</p>
          <p>理由：{duty.notApplicable?.reason}</p>
        </>
      }
      okWords="批准"
      busy={approve.isPending}
      error={approve.error}
      onSubmit={values => approve.mutate(values)}
      onClose={onClose}
    />
  );
}

function RefuseNotApplicable({ duty, open, onClose }: DialogProps) {
  const refuse = useCommand<{ reason: string }>({
    endpoint: `duties/${duty.id}/refuse-not-applicable`,
    done: '已答复，申请人将收到消息',
    onDone: onClose,
  });
  return (
    <AskDialog<{ reason: string }>
      open={open}
      title="不批准不适用"
      lead={
        <>
          <p>申请人：{duty.notApplicable?.askedBy ?? '—'}</p>
          <p>申请理由：{duty.notApplicable?.reason}</p>
          <p>不批准的，该事项仍按原期限公开，理由将告知申请人并保留在台账中。</p>
        </>
      }
      okWords="不批准"
      busy={refuse.isPending}
      error={refuse.error}
      onSubmit={values => refuse.mutate(values)}
      onClose={onClose}
    >
      <Form.Item
        label="不批准的理由"
        name="reason"
        rules={[{ required: true, min: 5, whitespace: true, message: '请写明理由（至少五个字）。' }]}
      >
        <Input.TextArea rows={3} maxLength={1000} />
      </Form.Item>
    </AskDialog>
  );
}
