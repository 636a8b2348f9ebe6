import { useQuery } from '@tanstack/react-query';
import type { RequestLoad as Load } from '../../../contexts/requests/contract.ts';
import { Link } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Mark } from '../../parts/marks.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { dayWords } from '../../words.ts';

/** Open cases by the day they are due and by section: what the head of the office looks at in the morning. */
export function RequestLoad() {
  const query = useQuery(queries.requestLoad());
  return (
    <Page
      title="期限日历"
      crumbs={[{ words: '依申请公开', to: path.requests() }]}
      lead="未办结的申请，按答复期限和承办单位列出。"
    >
      <Loaded query={query}>
        {load => (
          <>
            <ByUnit load={load} />
            <ByDay load={load} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function ByUnit({ load }: { readonly load: Load }) {
  return (
    <Section title="各单位在办数量">
      <ListTable
        label="各单位在办数量"
        rows={load.units}
        rowKey={row => row.unitId}
        empty="没有在办的申请。"
        columns={[
          {
            title: '承办单位',
            key: 'unit',
            render: (_, row) => <Link to={path.requests({ unit: row.unitId })}>{row.unitName}</Link>,
          },
          { title: '在办', dataIndex: 'open', align: 'right' },
          {
            title: '五个工作日内到期',
            key: 'soon',
            align: 'right',
            render: (_, row) =>
              row.soon === 0 ? (
                0
              ) : (
                <Link to={path.requests({ unit: row.unitId, due: 'soon' })}>{row.soon}</Link>
              ),
          },
          {
            title: '已逾期',
            key: 'late',
            align: 'right',
            render: (_, row) =>
              row.late === 0 ? (
                0
              ) : (
                <Link to={path.requests({ unit: row.unitId, due: 'late' })}>{row.late}</Link>
              ),
          },
        ]}
      />
    </Section>
  );
}

function ByDay({ load }: { readonly load: Load }) {
  return (
    <Section title="按答复期限">
      {load.days.length === 0 ? (
        <p className="nothing">没有正在计算的期限。</p>
      ) : (
        <ol className="clock-steps" aria-label="按答复期限排列的申请">
          {load.days.map(each => (
            <li key={each.dueOn}>
              <time dateTime={each.dueOn}>{dayWords(each.dueOn)}</time>
              <ul className="reasons">
                {each.cases.map(one => (
                  <li key={one.id}>
                    <Link to={path.request(one.id)}>{one.subject}</Link>{' '}
                    {one.late && <Mark tone="red">已逾期</Mark>}
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
