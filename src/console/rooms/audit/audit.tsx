import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Button, Drawer, Select } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { auditRow } from '../../../contexts/log/contract.ts';
import { commandWords } from '../../../contexts/organisation/contract.ts';
import type { AuditFilters } from '../../filters.ts';
import { useUnitName } from '../../parts/fields.tsx';
import { ChoiceFilter, Filter, FilterBar, WordFilter } from '../../parts/filters.tsx';
import { Link, useGo } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Mark } from '../../parts/marks.tsx';
import { Facts, Page } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { momentWords, optionsOf } from '../../words.ts';

type AuditRow = z.output<typeof auditRow>;

const route = getRouteApi('/inside/audit');
const size = 50;
/** Acts that need no grant stand in the trail beside the commands. */
const words: Readonly<Record<string, string>> = {
  ...commandWords,
  'session.sign-in': '登录',
  'session.sign-out': '退出登录',
  'session.change-password': '修改密码',
  'session.start-second-factor': '开始绑定动态口令',
  'session.bind-second-factor': '绑定动态口令',
  'staff.create-demo': '建立演示账号',
  'staff.enable': '启用人员',
  'staff.unlock': '解锁人员',
  'staff.reset-second-factor': '解除动态口令',
  'unit.sync': '同步机构',
  'calendar.seed': '装入日历',
  'channel.deliver': '通过接口发布',
  'channel.take-down': '通过接口撤下',
  'channel.check': '核验撤下结果',
};
const subjectWords: Readonly<Record<string, string>> = {
  item: '信息',
  document: '信息',
  version: '信息版本',
  duty: '台账事项',
  plan: '工作方案',
  staff: '人员',
  session: '登录',
  delegation: '委托',
  calendar: '日历',
  notice: '放假安排',
  file: '文件',
  unit: '机构',
  'annual-report': '年度报告',
  'channel-task': '渠道任务',
  'channel-activity': '发布会和访谈',
  'list-sheet': '公示名单',
  import: '迁入',
};

/** 审计记录: every act and every refused attempt, newest first; nothing here can be changed. */
export function Audit() {
  const filters = route.useSearch();
  const go = useGo();
  const query = useQuery(queries.audit(filters));
  const [shown, setShown] = useState<AuditRow | null>(null);
  const rows = query.data?.rows ?? [];
  const last = rows.at(-1);
  const change = (patch: Partial<AuditFilters>) =>
    go(path.audit({ ...filters, before: undefined, ...patch }));
  return (
    <Page title="审计记录" lead="记录只增不改，数据库不允许修改或者删除。">
      <AuditFilterBar filters={filters} change={change} />
      <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      <AuditTable rows={rows} loading={query.isFetching && !query.isError} onShow={setShown} />
      <div className="actions after-table">
        {filters.before !== undefined && <Button onClick={() => change({})}>回到最新</Button>}
        {rows.length === size && last !== undefined && (
          <Button onClick={() => change({ before: last.id })}>更早的记录</Button>
        )}
      </div>
      <Detail row={shown} onClose={() => setShown(null)} />
    </Page>
  );
}

interface BarProps {
  readonly filters: AuditFilters;
  readonly change: (patch: Partial<AuditFilters>) => void;
}

function AuditFilterBar({ filters, change }: BarProps) {
  const go = useGo();
  const some = Object.values(filters).some(value => value !== undefined);
  return (
    <FilterBar onClear={some ? () => go(path.audit()) : undefined}>
      <Filter label="操作">
        {id => (
          <Select
            id={id}
            allowClear
            placeholder="全部操作"
            showSearch={{ optionFilterProp: 'label' }}
            value={filters.command ?? null}
            options={optionsOf(words)}
            onChange={command => change({ command: command ?? undefined })}
          />
        )}
      </Filter>
      <WordFilter label="办理人" value={filters.staff} onApply={staff => change({ staff })} />
      <ChoiceFilter
        label="对象类别"
        placeholder="全部对象"
        value={filters.subjectKind}
        options={optionsOf(subjectWords)}
        onChange={subjectKind => change({ subjectKind })}
      />
      <WordFilter label="对象编号" value={filters.subjectId} onApply={subjectId => change({ subjectId })} />
    </FilterBar>
  );
}

interface AuditTableProps {
  readonly rows: readonly AuditRow[];
  readonly loading: boolean;
  readonly onShow: (row: AuditRow) => void;
}

function AuditTable({ rows, loading, onShow }: AuditTableProps) {
  const unitName = useUnitName();
  return (
    <ListTable
      label="审计记录"
      rows={rows}
      rowKey={row => String(row.id)}
      loading={loading}
      empty={loading ? '正在载入…' : '没有符合条件的记录。'}
      columns={[
        { title: '序号', dataIndex: 'id' },
        { title: '时间', key: 'at', render: (_, row) => momentWords(row.at) },
        { title: '办理人', key: 'staff', render: (_, row) => row.staffName ?? '系统' },
        {
          title: '单位',
          key: 'unit',
          render: (_, row) => (row.unitId === null ? '—' : unitName(row.unitId)),
        },
        { title: '操作', key: 'command', render: (_, row) => words[row.command] ?? row.command },
        { title: '对象', key: 'subject', render: (_, row) => <Subject row={row} /> },
        {
          title: '结果',
          key: 'outcome',
          render: (_, row) =>
            row.outcome === 'done' ? <Mark tone="green">完成</Mark> : <Mark tone="red">未准许</Mark>,
        },
        {
          title: '详情',
          key: 'detail',
          render: (_, row) => (
            <Button size="small" aria-label={`查看第 ${row.id} 条记录的详情`} onClick={() => onShow(row)}>
              查看
            </Button>
          ),
        },
      ]}
    />
  );
}

function subjectPath({ subjectKind, subjectId }: AuditRow): string | undefined {
  if (subjectId === '-') return undefined;
  switch (subjectKind) {
    case 'item':
    case 'document':
      return path.item(subjectId);
    case 'duty':
      return path.duty(subjectId);
    case 'plan':
      return path.plan(subjectId);
    case 'annual-report':
      return path.annualReport(Number(subjectId));
    case 'channel-task':
      return path.channelTask(subjectId);
    case 'channel-activity':
      return path.activity(subjectId);
    case 'staff':
      return path.staffMember(subjectId);
    default:
      return undefined;
  }
}

function Subject({ row }: { readonly row: AuditRow }) {
  const to = subjectPath(row);
  const name = subjectWords[row.subjectKind] ?? row.subjectKind;
  return to === undefined ? name : <Link to={to}>{name}</Link>;
}

function Detail({ row, onClose }: { readonly row: AuditRow | null; readonly onClose: () => void }) {
  return (
    <Drawer open={row !== null} title={`第 ${row?.id ?? ''} 条记录`} size={520} onClose={onClose}>
      {row !== null && (
        <>
          <Facts
            rows={[
              ['时间', momentWords(row.at)],
              ['办理人', row.staffName ?? '系统'],
              ['操作', words[row.command] ?? row.command],
              ['对象', `${subjectWords[row.subjectKind] ?? row.subjectKind} ${row.subjectId}`],
            ]}
          />
          <h3>内容</h3>
          <pre className="audit-detail">{JSON.stringify(row.detail, null, 2)}</pre>
        </>
      )}
    </Drawer>
  );
}
