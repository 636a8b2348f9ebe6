import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import type { DelegationBody, DelegationView } from '../../../contexts/organisation/contract.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { DayField } from '../../parts/fields.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Mark } from '../../parts/marks.tsx';
import { Page } from '../../parts/page.tsx';
import { permissionOf } from '../../parts/permission.ts';
import { ProblemNotice } from '../../parts/problem.tsx';
import { queries } from '../../queries.ts';
import { useGranted, useSession } from '../../session.tsx';

const stateWords = { upcoming: '尚未开始', active: '生效中', ended: '已到期', revoked: '已撤销' } as const;

/** 委托: who signs for whom, from when until when. */
export function Delegations() {
  const query = useQuery(queries.delegations());
  const [open, setOpen] = useState(false);
  const creates = useGranted('delegation.create');
  return (
    <Page
      title="委托"
      lead="外出、休假期间，可委托他人代为签署。代签会注明受谁委托；受托人不能代签自己起草或者已签过其他环节的信息。"
      actions={
        creates && (
          <Button type="primary" onClick={() => setOpen(true)}>
            新增委托
          </Button>
        )
      }
    >
      <Loaded query={query}>{rows => <DelegationTable rows={rows} />}</Loaded>
      <DelegateDialog open={open} onClose={() => setOpen(false)} />
    </Page>
  );
}

function DelegationTable({ rows }: { readonly rows: readonly DelegationView[] }) {
  const revoke = useCommand<string>({
    endpoint: id => `delegations/${id}/revoke`,
    wire: () => ({}),
    done: '委托已撤销',
  });
  return (
    <>
      <ProblemNotice error={revoke.error} />
      <ListTable
        label="委托"
        rows={rows}
        rowKey={row => row.id}
        empty="没有委托。"
        columns={[
          { title: '委托人', dataIndex: 'fromName' },
          { title: '受托人', dataIndex: 'toName' },
          { title: '期间', key: 'span', render: (_, row) => `${row.fromOn} 至 ${row.untilOn}` },
          { title: '事由', dataIndex: 'reason' },
          {
            title: '状态',
            key: 'state',
            render: (_, row) => (
              <Mark tone={row.state === 'active' ? 'green' : 'plain'}>{stateWords[row.state]}</Mark>
            ),
          },
          {
            title: '办理',
            key: 'act',
            render: (_, row) =>
              (row.state === 'active' || row.state === 'upcoming') && (
                <CommandButton
                  permission={permissionOf(row.permissions, 'delegation.revoke')}
                  onClick={() => revoke.mutate(row.id)}
                >
                  撤销
                </CommandButton>
              ),
          },
        ]}
      />
    </>
  );
}

function DelegateDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const session = useSession();
  const colleagues = useQuery(queries.colleagues());
  const create = useCommand<DelegationBody>({ endpoint: 'delegations', done: '委托已登记', onDone: onClose });
  return (
    <AskDialog<DelegationBody>
      open={open}
      title="委托他人代办"
      okWords="委托"
      busy={create.isPending}
      error={create.error}
      initial={{ fromOn: session.today }}
      onSubmit={values => create.mutate(values)}
      onClose={onClose}
    >
      <Form.Item label="受托人" name="toStaffId" rules={[{ required: true, message: '请选择受托人。' }]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          loading={colleagues.isPending}
          options={(colleagues.data ?? [])
            .filter(person => person.id !== session.staffId)
            .map(person => ({ value: person.id, label: `${person.name}（${person.unitName}）` }))}
        />
      </Form.Item>
      <div className="form-grid">
        <Form.Item label="开始日期" name="fromOn" rules={[{ required: true, message: '请选择开始日期。' }]}>
          <DayField />
        </Form.Item>
        <Form.Item label="结束日期" name="untilOn" rules={[{ required: true, message: '请选择结束日期。' }]}>
          <DayField />
        </Form.Item>
      </div>
      <Form.Item
        label="事由"
        name="reason"
        rules={[{ required: true, whitespace: true, message: '请写明委托事由。' }]}
      >
        <Input />
      </Form.Item>
    </AskDialog>
  );
}
