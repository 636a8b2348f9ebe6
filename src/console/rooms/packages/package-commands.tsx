import { App, Checkbox, Form, Input } from 'antd';
import { useState } from 'react';
import type { CommandName } from '../../../contexts/organisation/contract.ts';
import type { PackageView } from '../../../contexts/publications/contract.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { Link, useGo } from '../../parts/link.tsx';
import { permissionOf } from '../../parts/permission.ts';
import { ProblemNotice } from '../../parts/problem.tsx';
import { path } from '../../path.ts';
import { momentWords } from '../../words.ts';

type Step = PackageView['waitingFor'][number];
interface Props {
  readonly view: PackageView;
}

/** The digests of every open member, as they are on the screen now. */
function digestsOf(view: PackageView): Record<string, string> {
  return Object.fromEntries(view.members.filter(each => each.isOpen).map(each => [each.id, each.digest]));
}

function has(view: PackageView, ...states: readonly string[]): boolean {
  return view.members.some(member => member.isOpen && states.includes(member.state));
}

function useSimple(view: PackageView, verb: string, done: string, body: object = {}) {
  return useCommand<object>({ endpoint: `packages/${view.policyId}/${verb}`, wire: () => body, done });
}

/** What one does with a document and its interpretations as one. */
export function PackageCommands({ view }: Props) {
  const policy = view.members[0];
  const isAlone = view.members.length === 1;
  const submit = useSimple(view, 'submit', '已一并送审');
  const unschedule = useSimple(view, 'unschedule', '已取消定时发布');
  return (
    <>
      <Link to={path.item(view.policyId)}>文件详情</Link>
      {has(view, 'draft', 'returned') && (
        <CommandButton
          main
          permission={permissionOf(view.permissions, 'item.submit')}
          busy={submit.isPending}
          onClick={() => submit.mutate({})}
        >
          {isAlone ? '送审' : '一并送审'}
        </CommandButton>
      )}
      {view.waitingFor.map(step => (
        <StepCommands key={step.step} view={view} step={step} named={view.waitingFor.length > 1} />
      ))}
      {has(view, 'approved') && <ReleaseCommand view={view} />}
      {has(view, 'scheduled') && (
        <CommandButton
          permission={permissionOf(view.permissions, 'item.unschedule')}
          busy={unschedule.isPending}
          onClick={() => unschedule.mutate({})}
        >
          取消定时
        </CommandButton>
      )}
      {policy?.liveVersion !== null && !policy?.isOpen && <AmendCommand view={view} />}
      {view.compulsory && view.exemption === null && isAlone && <ExemptCommand view={view} />}
      {view.exemption !== null && <RevokeExemptionCommand view={view} />}
      <div className="whole">
        <ProblemNotice error={submit.error ?? unschedule.error} />
      </div>
    </>
  );
}

function ReleaseCommand({ view }: Props) {
  const { modal } = App.useApp();
  const planned = view.releaseAt !== null && Date.parse(view.releaseAt) > Date.now();
  const release = useSimple(view, 'release', planned ? '已定时，到时一并发布' : '已一并发布', {
    digests: digestsOf(view),
  });
  const ask = () =>
    modal.confirm({
      title: planned ? `定于 ${momentWords(view.releaseAt)} 一并发布？` : '一并发布？',
      content: `以下内容将同时向社会公开，并逐件记入公开日志：${view.members
        .filter(member => member.isOpen)
        .map(member => `“${member.title}”`)
        .join('、')}。`,
      okText: planned ? '定时发布' : '发布',
      cancelText: '取消',
      onOk: () => release.mutate({}),
    });
  return (
    <>
      <CommandButton
        main
        permission={permissionOf(view.permissions, 'item.release')}
        busy={release.isPending}
        onClick={ask}
      >
        {planned ? '定时发布' : '一并发布'}
      </CommandButton>
      <ProblemNotice error={release.error} />
    </>
  );
}

function StepCommands({ view, step, named }: Props & { readonly step: Step; readonly named: boolean }) {
  const [asking, setAsking] = useState<'sign' | 'return' | null>(null);
  const suffix = named ? `（${step.name}）` : '';
  const close = () => setAsking(null);
  return (
    <>
      <CommandButton
        main
        permission={permissionOf(view.permissions, step.command as CommandName)}
        onClick={() => setAsking('sign')}
      >
        {`一并签署${suffix}`}
      </CommandButton>
      <CommandButton
        permission={permissionOf(view.permissions, 'item.return')}
        onClick={() => setAsking('return')}
      >
        {`一并退回${suffix}`}
      </CommandButton>
      <SignDialog view={view} step={step} open={asking === 'sign'} onClose={close} />
      <ReturnDialog view={view} step={step} open={asking === 'return'} onClose={close} />
    </>
  );
}

interface DialogProps extends Props {
  readonly step: Step;
  readonly open: boolean;
  readonly onClose: () => void;
}

function SignDialog({ view, step, open, onClose }: DialogProps) {
  const go = useGo();
  const sign = useCommand<{ note?: string }>({
    endpoint: `packages/${view.policyId}/sign`,
    wire: ({ note }) => ({ step: step.step, digests: digestsOf(view), note: note ?? '' }),
    done: `已签署：${step.name}`,
    onDone: () => {
      onClose();
      go(path.reviewQueue());
    },
  });
  const members = view.members.filter(member => member.isOpen);
  return (
    <AskDialog<{ note?: string }>
      open={open}
      title={`一并签署：${step.name}`}
      lead={
        <>
          <p>您将对下列每一件的正文、属性、附件和计划发布时间签署，解读方案随文件一并签署。</p>
          <ul className="reasons">
            {members.map(member => (
              <li key={member.id}>
                {member.title}
                <div className="digest">数字摘要 {member.digest}</div>
              </li>
            ))}
          </ul>
        </>
      }
      okWords="一并签署"
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

function ReturnDialog({ view, step, open, onClose }: DialogProps) {
  const go = useGo();
  const giveBack = useCommand<{ reasons: string }>({
    endpoint: `packages/${view.policyId}/return`,
    wire: ({ reasons }) => ({
      step: step.step,
      digests: digestsOf(view),
      reasons: reasons
        .split('\n')
        .map(each => each.trim())
        .filter(each => each !== ''),
    }),
    done: '已一并退回起草人',
    onDone: () => {
      onClose();
      go(path.reviewQueue());
    },
  });
  return (
    <AskDialog<{ reasons: string }>
      open={open}
      title="一并退回修改"
      lead="文件和解读材料一并退回。重新送审后，各环节须重新签署。"
      okWords="一并退回"
      busy={giveBack.isPending}
      error={giveBack.error}
      onSubmit={values => giveBack.mutate(values)}
      onClose={onClose}
    >
      <Form.Item
        label="退回理由（每行一条）"
        name="reasons"
        rules={[{ required: true, whitespace: true, message: '请至少写一条退回理由。' }]}
      >
        <Input.TextArea rows={3} />
      </Form.Item>
    </AskDialog>
  );
}

function AmendCommand({ view }: Props) {
  const [open, setOpen] = useState(false);
  const live = view.members.filter(
    member => member.role === 'interpretation' && member.liveVersion !== null && !member.isOpen,
  );
  const amend = useCommand<{ interpretations?: string[] }>({
    endpoint: `packages/${view.policyId}/amend`,
    wire: ({ interpretations }) => ({ interpretations: interpretations ?? [] }),
    done: '已生成新版本草稿',
    onDone: () => setOpen(false),
  });
  return (
    <>
      <CommandButton permission={permissionOf(view.permissions, 'item.amend')} onClick={() => setOpen(true)}>
        修订
      </CommandButton>
      <AskDialog<{ interpretations?: string[] }>
        open={open}
        title="修订文件"
        lead="将为文件和选中的解读生成新版本草稿。没有选中的解读，发布前须确认仍然适用。新版本发布之前，公众看到的仍是现在的版本。"
        okWords="开始修订"
        busy={amend.isPending}
        error={amend.error}
        initial={{ interpretations: live.map(member => member.id) }}
        onSubmit={values => amend.mutate(values)}
        onClose={() => setOpen(false)}
      >
        <Form.Item label="一并修订的解读" name="interpretations">
          <Checkbox.Group
            className="stacked-radio"
            options={live.map(member => ({ value: member.id, label: member.title }))}
          />
        </Form.Item>
      </AskDialog>
    </>
  );
}

function ExemptCommand({ view }: Props) {
  const [open, setOpen] = useState(false);
  const exempt = useCommand<{ reason: string }>({
    endpoint: `packages/${view.policyId}/exempt`,
    done: '已批准免予解读',
    onDone: () => setOpen(false),
  });
  return (
    <>
      <CommandButton
        permission={permissionOf(view.permissions, 'package.exempt')}
        onClick={() => setOpen(true)}
      >
        批准免予解读
      </CommandButton>
      <AskDialog<{ reason: string }>
        open={open}
        danger
        title="批准免予解读"
        lead="这份文件将可以不带解读发布。您的姓名、理由和时间将留存，并在本页长期显示。"
        okWords="批准免予解读"
        busy={exempt.isPending}
        error={exempt.error}
        onSubmit={values => exempt.mutate(values)}
        onClose={() => setOpen(false)}
      >
        <Form.Item
          label="理由和依据"
          name="reason"
          rules={[{ required: true, whitespace: true, min: 10, message: '请写明理由和依据（至少十个字）。' }]}
        >
          <Input.TextArea rows={3} maxLength={1000} />
        </Form.Item>
      </AskDialog>
    </>
  );
}

function RevokeExemptionCommand({ view }: Props) {
  const [open, setOpen] = useState(false);
  const revoke = useCommand<{ reason: string }>({
    endpoint: `packages/${view.policyId}/revoke-exemption`,
    done: '已撤销免予解读',
    onDone: () => setOpen(false),
  });
  return (
    <>
      <CommandButton permission={view.permissions['revoke-exemption']} onClick={() => setOpen(true)}>
        撤销免予解读
      </CommandButton>
      <AskDialog<{ reason: string }>
        open={open}
        danger
        title="撤销免予解读"
        lead="这份文件恢复为应当解读；已经公开的，在补上解读之前列为缺少解读。批准和撤销都长期留存。"
        okWords="撤销免予解读"
        busy={revoke.isPending}
        error={revoke.error}
        onSubmit={values => revoke.mutate(values)}
        onClose={() => setOpen(false)}
      >
        <Form.Item
          label="理由"
          name="reason"
          rules={[{ required: true, whitespace: true, min: 5, message: '请写明撤销的理由（至少五个字）。' }]}
        >
          <Input.TextArea rows={3} maxLength={1000} />
        </Form.Item>
      </AskDialog>
    </>
  );
}
