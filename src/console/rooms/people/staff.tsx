import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Button } from 'antd';
import type { StaffView } from '../../../contexts/organisation/contract.ts';

import { FilterBar, UnitFilter, WordFilter } from '../../parts/filters.tsx';
import { Link, useGo } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Mark } from '../../parts/marks.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { useGranted } from '../../session.tsx';

const route = getRouteApi('/inside/staff');

/** 人员与角色: everybody with an account, and what each role is for. */
export function Staff() {
  const filters = route.useSearch();
  const go = useGo();
  const staff = useQuery(queries.staff());
  const creates = useGranted('staff.create');
  const change = (patch: typeof filters) => go(path.staff({ ...filters, ...patch }));
  const some = filters.q !== undefined || filters.unit !== undefined;
  return (
    <Page
      title="人员与角色"
      actions={
        creates && (
          <Button type="primary" onClick={() => go(path.newStaff())}>
            新增人员
          </Button>
        )
      }
    >
      <FilterBar onClear={some ? () => go(path.staff()) : undefined}>
        <WordFilter label="姓名或用户名" value={filters.q} onApply={q => change({ q })} />
        <UnitFilter label="单位" value={filters.unit} onChange={unit => change({ unit })} />
      </FilterBar>
      <Loaded query={staff}>
        {rows => <StaffTable rows={rows.filter(person => matches(person, filters))} />}
      </Loaded>
      <Roles />
    </Page>
  );
}

function matches(
  person: StaffView,
  { q, unit }: { q?: string | undefined; unit?: string | undefined },
): boolean {
  const named = q === undefined || person.name.includes(q) || person.username.includes(q.toLowerCase());
  return named && (unit === undefined || person.unitId === unit);
}

/** The names of roles by their ids. */
export function useRoleName(): (id: string) => string {
  const { data } = useQuery(queries.roles());
  return id => data?.find(role => role.id === id)?.name ?? id;
}

function StaffTable({ rows }: { readonly rows: readonly StaffView[] }) {
  const roleName = useRoleName();
  return (
    <ListTable
      label="人员"
      rows={rows}
      rowKey={row => row.id}
      empty="没有符合条件的人员。"
      columns={[
        {
          title: '姓名',
          key: 'name',
          render: (_, row) => <Link to={path.staffMember(row.id)}>{row.name}</Link>,
        },
        { title: '用户名', dataIndex: 'username' },
        { title: '单位', dataIndex: 'unitName' },
        { title: '职务', key: 'post', render: (_, row) => row.post || '—' },
        { title: '角色', key: 'roles', render: (_, row) => row.roles.map(roleName).join('、') },
        { title: '动态口令', key: 'second', render: (_, row) => (row.hasSecondFactor ? '已绑定' : '未绑定') },
        { title: '状态', key: 'state', render: (_, row) => <StaffMark person={row} /> },
      ]}
    />
  );
}

export function StaffMark({ person }: { readonly person: StaffView }) {
  if (person.disabled) return <Mark>已停用</Mark>;
  return person.lockedUntil === null ? <Mark tone="green">正常</Mark> : <Mark tone="red">已锁定</Mark>;
}

function Roles() {
  const roles = useQuery(queries.roles());
  return (
    <Section title="角色">
      <p className="quiet">角色及其权限由机构配置（pack）规定，未列出的权限一律没有。</p>
      <Loaded query={roles}>
        {rows => (
          <ListTable
            label="角色"
            rows={rows}
            rowKey={row => row.id}
            empty="没有角色。"
            columns={[
              { title: '角色', dataIndex: 'name' },
              { title: '说明', key: 'description', render: (_, row) => row.description || '—' },
              {
                title: '动态口令',
                key: 'second',
                render: (_, row) => (row.secondFactor ? '必须绑定' : '可选'),
              },
              { title: '权限', key: 'grants', render: (_, row) => `${Object.keys(row.grants).length} 项` },
            ]}
          />
        )}
      </Loaded>
    </Section>
  );
}
