import { useQuery } from '@tanstack/react-query';
import { kindWords } from '../../../contexts/enforcement/contract.ts';
import { ListTable } from '../../parts/list-table.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Section } from '../../parts/page.tsx';
import { apiHref } from '../../path.ts';
import { queries } from '../../queries.ts';
import { dayWords } from '../../words.ts';

/** The year out of the register; due on 31 January of the next. */
export function YearTable({ year }: { readonly year: number }) {
  const query = useQuery(queries.enforcementYear(year));
  const file = (form: string) => apiHref(`enforcement/statistics/${year}/table.${form}`);
  return (
    <Section title={`${year}年行政执法总体情况`}>
      <Loaded query={query}>
        {statistics => (
          <>
            <p className="quiet">
              按登记簿自动汇总，应当于{dayWords(statistics.due.dueOn)}前公布。
              <a href={file('xlsx')}>下载 XLSX</a>　<a href={file('csv')}>下载 CSV</a>
            </p>
            <ListTable
              label={`${year}年统计`}
              rows={statistics.rows}
              rowKey={row => row.kind}
              empty=""
              columns={[
                { title: '执法类别', key: 'kind', render: (_, row) => kindWords[row.kind] },
                { title: '作出决定', dataIndex: 'decided' },
                { title: '正在公示', dataIndex: 'public' },
                { title: '逾期', dataIndex: 'late' },
                { title: '依法不公示', dataIndex: 'withheld' },
                { title: '变更、撤销等', dataIndex: 'corrected' },
                { title: '罚款（元）', dataIndex: 'fineYuan' },
                { title: '没收（元）', dataIndex: 'confiscatedYuan' },
              ]}
            />
          </>
        )}
      </Loaded>
    </Section>
  );
}
