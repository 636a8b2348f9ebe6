import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useUnitName } from '../../parts/fields.tsx';
import { Link, useGo } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Mark } from '../../parts/marks.tsx';
import { Page } from '../../parts/page.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { useGranted } from '../../session.tsx';

export const planStateWords = { draft: '草稿', confirmed: '已确认', superseded: '已被新版替代' } as const;

/** Every plan, newest year first. */
export function Plans() {
  const query = useQuery(queries.plans());
  const unitName = useUnitName();
  const go = useGo();
  const imports = useGranted('plan.import');
  return (
    <Page
      title="工作方案"
      lead="年度政务公开工作方案。确认后，方案任务生成公开台账。"
      actions={
        imports && (
          <Button type="primary" onClick={() => go(path.planImport())}>
            导入方案
          </Button>
        )
      }
    >
      <Loaded query={query}>
        {plans => (
          <ListTable
            label="工作方案"
            rows={[...plans].sort((a, b) => b.year - a.year || b.version - a.version)}
            rowKey={plan => plan.id}
            empty="还没有工作方案。导入年度方案的文本或者表格即可开始。"
            columns={[
              { title: '年度', dataIndex: 'year' },
              {
                title: '名称',
                key: 'title',
                className: 'title-cell',
                render: (_, plan) => <Link to={path.plan(plan.id)}>{plan.title || '（尚无名称）'}</Link>,
              },
              { title: '单位', key: 'unit', render: (_, plan) => unitName(plan.unitId) },
              { title: '版本', key: 'version', render: (_, plan) => `第 ${plan.version} 版` },
              {
                title: '状态',
                key: 'state',
                render: (_, plan) => (
                  <Mark
                    tone={plan.state === 'confirmed' ? 'green' : plan.state === 'draft' ? 'blue' : 'plain'}
                  >
                    {planStateWords[plan.state]}
                  </Mark>
                ),
              },
              { title: '任务', dataIndex: 'leafCount', align: 'right' },
              { title: '要素', dataIndex: 'elementCount', align: 'right' },
              {
                title: '台账事项',
                key: 'duties',
                align: 'right',
                render: (_, plan) =>
                  plan.dutyCount === 0 ? (
                    '0'
                  ) : (
                    <Link to={path.duties({ year: plan.year })}>{plan.dutyCount}</Link>
                  ),
              },
            ]}
          />
        )}
      </Loaded>
    </Page>
  );
}
