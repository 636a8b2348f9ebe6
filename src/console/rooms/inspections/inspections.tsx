import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Form, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import {
  itemWeightWords,
  outWords,
  type TaskBody,
  type TaskPage,
  type TaskRow,
  taskStates,
  taskStateWords,
  taskView,
} from '../../../contexts/inspections/contract.ts';
import type { InspectionFilters } from '../../filters.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { UnitField } from '../../parts/fields.tsx';
import { ChoiceFilter, FilterBar, UnitFilter, YearFilter } from '../../parts/filters.tsx';
import { Link, useGo } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Mark } from '../../parts/marks.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { useSession } from '../../session.tsx';
import { ProposePlanCommand } from './propose-command.tsx';

const route = getRouteApi('/inside/inspections');

function Filters({ filters }: { readonly filters: InspectionFilters }) {
  const go = useGo();
  const change = (patch: Partial<InspectionFilters>) => go(path.inspections({ ...filters, ...patch }));
  const some = Object.values(filters).some(value => value !== undefined);
  return (
    <FilterBar onClear={some ? () => go(path.inspections()) : undefined}>
      <YearFilter label="年度" min={2000} value={filters.year} onChange={year => change({ year })} />
      <UnitFilter label="检查主体" value={filters.unit} onChange={unit => change({ unit })} />
      <ChoiceFilter
        label="进展"
        value={filters.state}
        options={taskStates.map(each => ({ value: each, label: taskStateWords[each] }))}
        onChange={state => change({ state })}
      />
    </FilterBar>
  );
}

type PlanValues = Omit<TaskBody, 'unitId'> & { readonly unitId: string | null };

function PlanCommand({ page }: { readonly page: TaskPage }) {
  const go = useGo();
  const { unitId, today } = useSession();
  const [open, setOpen] = useState(false);
  const plan = useCommand<PlanValues, typeof taskView>({
    endpoint: 'inspections',
    answer: taskView,
    done: '已列入年度抽查计划',
    onDone: ({ id }) => go(path.inspection(id)),
  });
  const needed = [{ required: true, message: '请填写。' }];
  return (
    <>
      <CommandButton main permission={page.permissions['inspection.edit']} onClick={() => setOpen(true)}>
        列入抽查计划
      </CommandButton>
      <AskDialog<PlanValues>
        open={open}
        title="列入年度抽查计划"
        lead="一般检查事项的抽查比例不超过清单规定的比例，重点检查事项不低于清单规定的比例。"
        okWords="列入计划"
        busy={plan.isPending}
        error={plan.error}
        initial={{
          year: Number(today.slice(0, 4)),
          month: Number(today.slice(5, 7)),
          unitId,
          inspectorsPerObject: 2,
        }}
        onSubmit={values => plan.mutate(values)}
        onClose={() => setOpen(false)}
      >
        <Form.Item label="抽查名称" name="title" rules={needed}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item label="抽查事项" name="itemCode" rules={needed}>
          <Select
            options={page.items.map(each => ({
              value: each.code,
              label: `${each.code} ${each.name}（${each.poolName}，${each.weight === 'key' ? '不低于' : '不超过'}${each.sharePercent}%）`,
            }))}
          />
        </Form.Item>
        <Form.Item label="检查主体" name="unitId" rules={needed}>
          <UnitField />
        </Form.Item>
        <Form.Item label="年度" name="year" rules={needed}>
          <InputNumber className="wide" min={2000} max={9998} />
        </Form.Item>
        <Form.Item label="月份" name="month" rules={needed}>
          <InputNumber className="wide" min={1} max={12} />
        </Form.Item>
        <Form.Item label="抽查比例（%）" name="sharePercent" rules={needed}>
          <InputNumber className="wide" min={0.1} max={100} />
        </Form.Item>
        <Form.Item label="每个检查对象的检查人员（名）" name="inspectorsPerObject" rules={needed}>
          <InputNumber className="wide" min={2} max={10} />
        </Form.Item>
      </AskDialog>
    </>
  );
}

function Progress({ row }: { readonly row: TaskRow }) {
  const { state, drawn, checked, late } = row;
  return (
    <>
      <Mark tone={state === 'drawn' ? 'green' : state === 'committed' ? 'blue' : 'plain'}>
        {taskStateWords[state]}
      </Mark>
      {state === 'drawn' && `已录入${checked}/${drawn}`}
      {late > 0 && <Mark tone="red">{`${late}个结果逾期未公布`}</Mark>}
    </>
  );
}

/** Random inspections: the yearly plan, the list of items, what was drawn and found. */
export function Inspections() {
  const filters = route.useSearch();
  const query = useQuery(queries.inspections(filters));
  const { today } = useSession();
  const year = filters.year ?? Number(today.slice(0, 4));
  const plans = query.data?.plans ?? [];
  return (
    <Page
      title="双随机抽查"
      lead="先锁定名单并公告种子的承诺值，再抽取；结果自检查结束之日起20个工作日内公开（默认期限，待核实）。"
      actions={
        <>
          <Link to={path.inspectionPools()}>检查对象和人员名录库</Link>
          {query.data && <ProposePlanCommand page={query.data} year={year} />}
          {query.data && <PlanCommand page={query.data} />}
        </>
      }
    >
      <Filters filters={filters} />
      <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      <ListTable
        label="年度抽查计划"
        rows={query.data?.rows ?? []}
        rowKey={row => row.id}
        loading={query.isFetching && !query.isError}
        empty={query.isPending ? '正在载入…' : '没有符合条件的抽查。'}
        columns={[
          {
            title: '抽查名称',
            key: 'title',
            className: 'title-cell',
            render: (_, row) => <Link to={path.inspection(row.id)}>{row.title}</Link>,
          },
          { title: '抽查事项', dataIndex: 'itemName' },
          { title: '检查主体', dataIndex: 'unitName' },
          { title: '时间', key: 'month', render: (_, row) => `${row.year}年${row.month}月` },
          { title: '进展', key: 'state', render: (_, row) => <Progress row={row} /> },
        ]}
      />
      <Section title="公布的清单和年度计划">
        {plans.length === 0 && <p>还没有提出公布。计划列齐之后，点“生成年度清单和计划”送审。</p>}
        <ul>
          {plans.map(each => (
            <li key={each.year}>
              <Link to={path.item(each.itemId)}>{`${each.year}年度清单和计划`}</Link>
              {`：${outWords[each.state]}`}
            </li>
          ))}
        </ul>
      </Section>
      <Section title="随机抽查事项清单">
        <ListTable
          label="随机抽查事项清单"
          rows={query.data?.items ?? []}
          rowKey={item => item.code}
          loading={false}
          empty="机构包 inspections.yaml 没有写明抽查事项。"
          columns={[
            { title: '编码', dataIndex: 'code' },
            { title: '抽查事项', key: 'name', render: (_, item) => `${item.category}：${item.name}` },
            { title: '检查对象', dataIndex: 'poolName' },
            { title: '事项类别', key: 'weight', render: (_, item) => itemWeightWords[item.weight] },
            {
              title: '抽查比例',
              key: 'share',
              render: (_, item) => `${item.weight === 'key' ? '不低于' : '不超过'}${item.sharePercent}%`,
            },
            { title: '频次', dataIndex: 'frequency' },
            { title: '检查依据', dataIndex: 'basis' },
          ]}
        />
      </Section>
    </Page>
  );
}
