import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Checkbox, Form, Input, Select, Space } from 'antd';
import { useState } from 'react';
import {
  avoidances,
  avoidanceWords,
  type InspectorBody,
  type InspectorRow,
  type ObjectBody,
  type ObjectRow,
  type PoolFileTaken,
  poolFileTaken,
} from '../../../contexts/inspections/contract.ts';
import type { Permission } from '../../../contexts/organisation/contract.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { UnitField } from '../../parts/fields.tsx';
import { Filter, FilterBar, WordFilter } from '../../parts/filters.tsx';
import { useGo } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Mark } from '../../parts/marks.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { type PickedTable, TableFileField } from '../../parts/table-file-field.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { useSession } from '../../session.tsx';

const route = getRouteApi('/inside/inspections/pools');
const size = 50;
const needed = [{ required: true, message: '请填写。' }];

interface PoolOption {
  readonly id: string;
  readonly name: string;
}

function ObjectDialog(props: {
  readonly row: ObjectRow | null;
  readonly pools: readonly PoolOption[];
  readonly permission: Permission | undefined;
}) {
  const { row, pools, permission } = props;
  const { unitId } = useSession();
  const [open, setOpen] = useState(false);
  const save = useCommand<ObjectBody>({
    endpoint: row === null ? 'inspections/objects' : `inspections/objects/${row.id}`,
    method: row === null ? 'POST' : 'PUT',
    wire: values => ({ ...values, creditCode: values.creditCode ?? '' }),
    done: '已保存',
    onDone: () => setOpen(false),
  });
  const initial =
    row === null
      ? { unitId, isActive: true }
      : {
          ...{ pool: row.pool, name: row.name, creditCode: row.creditCode },
          unitId: row.unitId,
          isActive: row.isActive,
          inactiveReason: row.inactiveReason,
        };
  return (
    <>
      <CommandButton main={row === null} permission={permission} onClick={() => setOpen(true)}>
        {row === null ? '登记检查对象' : '修改'}
      </CommandButton>
      <AskDialog<ObjectBody>
        open={open}
        title={row === null ? '登记检查对象' : row.name}
        okWords="保存"
        busy={save.isPending}
        error={save.error}
        initial={initial}
        onSubmit={values => save.mutate(values)}
        onClose={() => setOpen(false)}
      >
        <Form.Item label="类别" name="pool" rules={needed}>
          <Select options={pools.map(each => ({ value: each.id, label: each.name }))} />
        </Form.Item>
        <Form.Item label="名称" name="name" rules={needed}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item label="统一社会信用代码" name="creditCode">
          <Input maxLength={18} />
        </Form.Item>
        <Form.Item label="所属单位" name="unitId" rules={needed}>
          <UnitField />
        </Form.Item>
        <Form.Item name="isActive" valuePropName="checked">
          <Checkbox>可以抽取（注销、停业的取消勾选）</Checkbox>
        </Form.Item>
        <InactiveReason />
      </AskDialog>
    </>
  );
}

interface PoolFileValues {
  readonly pool: string;
  readonly unitId: string;
  readonly file: PickedTable;
}

/** A whole list at once: all of it, or with every row that does not fit nothing. */
function ImportObjects(props: {
  readonly pools: readonly PoolOption[];
  readonly permission: Permission | undefined;
}) {
  const { unitId } = useSession();
  const [open, setOpen] = useState(false);
  const [taken, setTaken] = useState<PoolFileTaken | null>(null);
  const take = useCommand<PoolFileValues, typeof poolFileTaken>({
    endpoint: 'inspections/objects/import',
    answer: poolFileTaken,
    done: '名录已导入',
    onDone: answer => {
      setOpen(false);
      setTaken(answer);
    },
  });
  return (
    <>
      <CommandButton permission={props.permission} onClick={() => setOpen(true)}>
        从文件导入
      </CommandButton>
      {taken !== null && (
        <span className="quiet" role="status">
          登记了{taken.added}个检查对象，另有{taken.known}个已经在名录库中。
        </span>
      )}
      <AskDialog<PoolFileValues>
        open={open}
        title="从文件导入检查对象"
        lead="有一行不合要求的，整个文件都不导入，逐行说明原因；已经在名录库中的保持不变。"
        okWords="导入"
        busy={take.isPending}
        error={take.error}
        initial={{ unitId }}
        onSubmit={values => take.mutate(values)}
        onClose={() => setOpen(false)}
      >
        <Form.Item label="类别" name="pool" rules={needed}>
          <Select options={props.pools.map(each => ({ value: each.id, label: each.name }))} />
        </Form.Item>
        <Form.Item label="所属单位" name="unitId" rules={needed}>
          <UnitField />
        </Form.Item>
        <Form.Item
          label="名录文件"
          name="file"
          rules={[{ required: true, message: '请选择文件。' }]}
          extra="XLSX 或者 CSV，应有“名称”一列；有统一社会信用代码的，另有“统一社会信用代码”一列。"
        >
          <TableFileField words="选择名录文件" />
        </Form.Item>
      </AskDialog>
    </>
  );
}

/** Asked for only where the box above is not ticked. */
function InactiveReason() {
  return (
    <Form.Item noStyle dependencies={['isActive']}>
      {({ getFieldValue }) =>
        getFieldValue('isActive') === false && (
          <Form.Item label="不再列入的理由" name="inactiveReason" rules={needed}>
            <Input maxLength={200} />
          </Form.Item>
        )
      }
    </Form.Item>
  );
}

function Inactive({ words, reason }: { readonly words: string; readonly reason: string | undefined }) {
  return (
    <>
      <Mark>{words}</Mark>
      {reason}
    </>
  );
}

type InspectorValues = Omit<InspectorBody, 'avoidances'> & {
  readonly away: readonly string[] | undefined;
  readonly reason: InspectorBody['avoidances'][number]['reason'] | undefined;
};

function InspectorDialog(props: {
  readonly row: InspectorRow | null;
  readonly objects: readonly ObjectRow[];
  readonly permission: Permission | undefined;
}) {
  const { row, objects, permission } = props;
  const { unitId } = useSession();
  const [open, setOpen] = useState(false);
  const save = useCommand<InspectorValues>({
    endpoint: row === null ? 'inspections/inspectors' : `inspections/inspectors/${row.id}`,
    method: row === null ? 'POST' : 'PUT',
    wire: ({ away, reason, ...values }) => ({
      ...values,
      // A reason that was given before stays with its object.
      avoidances: (away ?? []).map(objectId => ({
        objectId,
        reason:
          row?.avoidances.find(each => each.objectId === objectId)?.reason ?? reason ?? ('other' as const),
      })),
    }),
    done: '已保存',
    onDone: () => setOpen(false),
  });
  const initial =
    row === null
      ? { unitId, isActive: true, reason: 'interest' as const }
      : {
          ...{ name: row.name, certificate: row.certificate, unitId: row.unitId },
          ...{ isActive: row.isActive, inactiveReason: row.inactiveReason },
          away: row.avoidances.map(each => each.objectId),
          reason: row.avoidances[0]?.reason ?? ('interest' as const),
        };
  return (
    <>
      <CommandButton main={row === null} permission={permission} onClick={() => setOpen(true)}>
        {row === null ? '登记检查人员' : '修改'}
      </CommandButton>
      <AskDialog<InspectorValues>
        open={open}
        title={row === null ? '登记执法检查人员' : row.name}
        lead="应当回避的检查对象，抽取时自动跳过；公开的只有“因回避没有选派”，不公开理由。"
        okWords="保存"
        busy={save.isPending}
        error={save.error}
        initial={initial}
        onSubmit={values => save.mutate(values)}
        onClose={() => setOpen(false)}
      >
        <Form.Item label="姓名" name="name" rules={needed}>
          <Input maxLength={50} />
        </Form.Item>
        <Form.Item label="执法证号" name="certificate" rules={needed}>
          <Input maxLength={50} />
        </Form.Item>
        <Form.Item label="所属单位" name="unitId" rules={needed}>
          <UnitField />
        </Form.Item>
        <Form.Item label="回避的检查对象" name="away">
          <Select
            mode="multiple"
            optionFilterProp="label"
            placeholder="没有"
            options={objects.map(each => ({ value: each.id, label: each.name }))}
          />
        </Form.Item>
        <Form.Item label="新增回避的理由" name="reason">
          <Select options={avoidances.map(each => ({ value: each, label: avoidanceWords[each] }))} />
        </Form.Item>
        <Form.Item name="isActive" valuePropName="checked">
          <Checkbox>可以选派（调离、证件失效的取消勾选）</Checkbox>
        </Form.Item>
        <InactiveReason />
      </AskDialog>
    </>
  );
}

/** The two pools (检查对象名录库, 执法检查人员名录库). */
export function InspectionPools() {
  const filters = route.useSearch();
  const go = useGo();
  const objects = useQuery(queries.inspectionObjects({ ...filters, size }));
  const everyObject = useQuery(queries.inspectionObjects({ size: 500 }));
  const inspectors = useQuery(queries.inspectors());
  const tasks = useQuery(queries.inspections({}));
  const pools = tasks.data?.pools ?? [];
  const permission = objects.data?.permissions['inspection.edit'];
  return (
    <Page
      title="检查对象和人员名录库"
      crumbs={[{ words: '双随机抽查', to: path.inspections() }]}
      lead="抽取只在名录库中进行。名单锁定之后再改动名录库，已锁定的抽查要作废重来。"
    >
      <ProblemNotice error={objects.error ?? inspectors.error} onRetry={() => void objects.refetch()} />
      <Section
        title="检查对象名录库"
        extra={
          <Space wrap>
            <ImportObjects pools={pools} permission={permission} />
            <ObjectDialog row={null} pools={pools} permission={permission} />
          </Space>
        }
      >
        <FilterBar
          onClear={
            filters.q === undefined && filters.pool === undefined
              ? undefined
              : () => go(path.inspectionPools())
          }
        >
          <Filter label="类别">
            {id => (
              <Select
                id={id}
                allowClear
                placeholder="全部"
                value={filters.pool ?? null}
                options={pools.map(each => ({ value: each.id, label: each.name }))}
                onChange={pool =>
                  go(path.inspectionPools({ ...filters, page: undefined, pool: pool ?? undefined }))
                }
              />
            )}
          </Filter>
          <WordFilter
            label="名称或代码"
            value={filters.q}
            onApply={q => go(path.inspectionPools({ ...filters, page: undefined, q }))}
          />
        </FilterBar>
        <ListTable
          label="检查对象"
          rows={objects.data?.rows ?? []}
          rowKey={row => row.id}
          loading={objects.isFetching && !objects.isError}
          empty={objects.isPending ? '正在载入…' : '没有符合条件的检查对象。'}
          paging={{
            page: filters.page ?? 1,
            size,
            total: objects.data?.count ?? 0,
            onPage: page => go(path.inspectionPools({ ...filters, page: page === 1 ? undefined : page })),
          }}
          columns={[
            { title: '名称', dataIndex: 'name', className: 'title-cell' },
            { title: '统一社会信用代码', dataIndex: 'creditCode' },
            { title: '类别', dataIndex: 'poolName' },
            { title: '所属单位', dataIndex: 'unitName' },
            {
              title: '状态',
              key: 'state',
              render: (_, row) =>
                row.isActive ? '可以抽取' : <Inactive words="不再抽取" reason={row.inactiveReason} />,
            },
            {
              title: '办理',
              key: 'act',
              render: (_, row) => <ObjectDialog row={row} pools={pools} permission={permission} />,
            },
          ]}
        />
      </Section>
      <Section
        title="执法检查人员名录库"
        extra={<InspectorDialog row={null} objects={everyObject.data?.rows ?? []} permission={permission} />}
      >
        <ListTable
          label="执法检查人员"
          rows={inspectors.data?.rows ?? []}
          rowKey={row => row.id}
          loading={inspectors.isFetching && !inspectors.isError}
          empty={inspectors.isPending ? '正在载入…' : '还没有登记检查人员。'}
          columns={[
            { title: '姓名', dataIndex: 'name' },
            { title: '执法证号', dataIndex: 'certificate' },
            { title: '所属单位', dataIndex: 'unitName' },
            {
              title: '回避',
              key: 'away',
              render: (_, row) => (row.avoidances.length === 0 ? '—' : `${row.avoidances.length}个检查对象`),
            },
            {
              title: '状态',
              key: 'state',
              render: (_, row) =>
                row.isActive ? '可以选派' : <Inactive words="不再选派" reason={row.inactiveReason} />,
            },
            {
              title: '办理',
              key: 'act',
              render: (_, row) => (
                <InspectorDialog row={row} objects={everyObject.data?.rows ?? []} permission={permission} />
              ),
            },
          ]}
        />
      </Section>
    </Page>
  );
}
