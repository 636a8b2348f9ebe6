import { Form, Input, Select } from 'antd';
import { useState } from 'react';
import type {
  InterpretationForm,
  PackageMember,
  PackageView,
} from '../../../contexts/publications/contract.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { Link } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Mark, VersionMark } from '../../parts/marks.tsx';
import { Section } from '../../parts/page.tsx';
import { permissionOf } from '../../parts/permission.ts';
import { ProblemNotice } from '../../parts/problem.tsx';
import { path } from '../../path.ts';
import { interpretationFormWords, momentWords, optionsOf } from '../../words.ts';
import { ContentDialog } from './content-dialog.tsx';
import { hasFields } from './form-fields.ts';

/** The document and its interpretations, each with its state and what can be done with it here. */
export function Members({ view }: { readonly view: PackageView }) {
  const [adding, setAdding] = useState(false);
  return (
    <Section
      title="文件和解读材料"
      extra={
        <CommandButton
          permission={permissionOf(view.permissions, 'item.draft')}
          onClick={() => setAdding(true)}
        >
          添加解读
        </CommandButton>
      }
    >
      <ListTable
        label="文件和解读材料"
        rows={view.members}
        rowKey={member => member.id}
        empty="还没有解读材料。"
        columns={[
          {
            title: '形式',
            key: 'form',
            render: (_, member) =>
              member.role === 'policy'
                ? '文件'
                : member.form === null
                  ? '未选定形式'
                  : interpretationFormWords[member.form],
          },
          {
            title: '标题',
            key: 'title',
            className: 'title-cell',
            render: (_, member) => <Link to={path.item(member.id)}>{member.title || '（尚无标题）'}</Link>,
          },
          { title: '状态', key: 'state', render: (_, member) => <MemberState member={member} /> },
          {
            title: '办理',
            key: 'act',
            render: (_, member) => <MemberCommands view={view} member={member} />,
          },
        ]}
      />
      <AddDialog view={view} open={adding} onClose={() => setAdding(false)} />
    </Section>
  );
}

function MemberState({ member }: { readonly member: PackageMember }) {
  const waiting = member.waitingFor.map(step => `${step.name}${step.late ? '（超时）' : ''}`).join('、');
  return (
    <>
      <VersionMark state={member.state} />
      {waiting !== '' && <div className="quiet">等待{waiting}</div>}
      {member.confirmed !== null && (
        <div className="quiet">
          {member.confirmed.staffName}于 {momentWords(member.confirmed.at)} 确认仍然适用
        </div>
      )}
      {member.needsConfirmation && <Mark tone="red">须修订或者确认</Mark>}
    </>
  );
}

interface MemberProps {
  readonly view: PackageView;
  readonly member: PackageMember;
}

function MemberCommands({ view, member }: MemberProps) {
  const [editing, setEditing] = useState(false);
  const [confirming, setConfirming] = useState(false);
  const leave = useCommand<object>({
    endpoint: `packages/${view.policyId}/members/${member.id}`,
    method: 'DELETE',
    wire: () => ({}),
    done: '已移出',
  });
  const isInterpretation = member.role === 'interpretation';
  const isWritten = member.isOpen && ['draft', 'returned'].includes(member.state);
  return (
    <div className="inline-row">
      {isWritten && isInterpretation && hasFields(member.form) && (
        <CommandButton
          permission={permissionOf(member.permissions, 'item.draft')}
          onClick={() => setEditing(true)}
        >
          填写内容
        </CommandButton>
      )}
      {isWritten && <Link to={path.editItem(member.id)}>编辑页</Link>}
      {isInterpretation && isWritten && member.liveVersion === null && (
        <CommandButton
          permission={permissionOf(member.permissions, 'item.discard')}
          busy={leave.isPending}
          onClick={() => leave.mutate({})}
        >
          移出
        </CommandButton>
      )}
      {member.needsConfirmation && (
        <CommandButton
          permission={permissionOf(member.permissions, 'package.confirm')}
          onClick={() => setConfirming(true)}
        >
          确认仍然适用
        </CommandButton>
      )}
      <ProblemNotice error={leave.error} />
      {editing && <ContentDialog member={member} open onClose={() => setEditing(false)} />}
      <ConfirmDialog view={view} member={member} open={confirming} onClose={() => setConfirming(false)} />
    </div>
  );
}

interface DialogProps extends MemberProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

function ConfirmDialog({ view, member, open, onClose }: DialogProps) {
  const policy = view.members.find(each => each.role === 'policy');
  const confirm = useCommand<{ note?: string }>({
    endpoint: `packages/${view.policyId}/members/${member.id}/confirm`,
    wire: ({ note }) => ({
      policyDigest: policy?.digest ?? '',
      digest: member.digest,
      note: note ?? '',
    }),
    done: '已确认',
    onDone: onClose,
  });
  return (
    <AskDialog<{ note?: string }>
      open={open}
      title="确认解读仍然适用"
      lead={`您确认：文件修订后，“${member.title}”的内容不需要改动。文件或者解读再有改动，须重新确认。`}
      okWords="确认仍然适用"
      busy={confirm.isPending}
      error={confirm.error}
      onSubmit={values => confirm.mutate(values)}
      onClose={onClose}
    >
      <Form.Item label="说明（可不填）" name="note">
        <Input.TextArea rows={2} />
      </Form.Item>
    </AskDialog>
  );
}

interface Adding {
  readonly form: InterpretationForm;
  readonly title?: string;
}

function AddDialog({
  view,
  open,
  onClose,
}: {
  readonly view: PackageView;
  readonly open: boolean;
  readonly onClose: () => void;
}) {
  const add = useCommand<Adding>({
    endpoint: `packages/${view.policyId}/members`,
    wire: ({ form, title }) => ({ form, ...(title === undefined || title === '' ? {} : { title }) }),
    done: '已添加解读草稿',
    onDone: onClose,
  });
  return (
    <AskDialog<Adding>
      open={open}
      title="添加解读"
      lead="将为这份文件生成一份解读草稿。一份文件可以有多份不同形式的解读。"
      okWords="添加"
      busy={add.isPending}
      error={add.error}
      initial={{ form: 'questions' }}
      onSubmit={values => add.mutate(values)}
      onClose={onClose}
    >
      <Form.Item label="解读形式" name="form" rules={[{ required: true, message: '请选择解读形式。' }]}>
        <Select options={optionsOf(interpretationFormWords)} />
      </Form.Item>
      <Form.Item label="标题（不填则按文件标题生成）" name="title">
        <Input maxLength={300} />
      </Form.Item>
    </AskDialog>
  );
}
