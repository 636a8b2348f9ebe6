import { useQuery } from '@tanstack/react-query';
import type { AnnualReportRow } from '../../../contexts/reports/contract.ts';
import { Link } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Mark } from '../../parts/marks.tsx';
import { Page } from '../../parts/page.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { momentWords } from '../../words.ts';

function state({ isComplete, itemId, written }: AnnualReportRow) {
  if (itemId !== null) return <Mark tone="green">已起草年报信息</Mark>;
  if (written) return <Mark tone="blue">编写中</Mark>;
  return <Mark>{isComplete ? '尚未编写' : '统计期限未满'}</Mark>;
}

/** The annual reports, newest year first. */
export function Reports() {
  const query = useQuery(queries.annualReports());
  return (
    <Page
      title="年度报告"
      lead="政府信息公开工作年度报告。每年1月31日前向政府信息公开工作主管部门提交上一年度报告，并向社会公布。"
    >
      <Loaded query={query}>
        {rows => (
          <ListTable
            label="年度报告"
            rows={rows}
            rowKey={row => String(row.year)}
            empty="还没有可以编写的年度。"
            columns={[
              {
                title: '年度',
                key: 'year',
                render: (_, row) => <Link to={path.annualReport(row.year)}>{row.year}年</Link>,
              },
              { title: '公布期限', dataIndex: 'dueOn' },
              { title: '状态', key: 'state', render: (_, row) => state(row) },
              {
                title: '最近修改',
                key: 'changed',
                render: (_, row) =>
                  row.changedAt === null ? '—' : `${row.changedByName}　${momentWords(row.changedAt)}`,
              },
              {
                title: '年报信息',
                key: 'item',
                render: (_, row) =>
                  row.itemId === null ? '—' : <Link to={path.item(row.itemId)}>查看</Link>,
              },
            ]}
          />
        )}
      </Loaded>
    </Page>
  );
}
