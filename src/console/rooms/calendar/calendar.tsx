import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Button } from 'antd';
import type { CalendarView } from '../../../contexts/calendar/contract.ts';
import { Link, useGo } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Mark } from '../../parts/marks.tsx';
import { kindsFrom, Month, MonthLegend, monthsBetween } from '../../parts/months.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { useGranted, useSession } from '../../session.tsx';
import { momentWords } from '../../words.ts';

const route = getRouteApi('/inside/calendar');

/** 日历: the working days every clock counts by, the notices they rest on, and the dates that have moved. */
export function Calendar() {
  const { today } = useSession();
  const { year = Number(today.slice(0, 4)) } = route.useSearch();
  const query = useQuery(queries.calendar(year));
  const go = useGo();
  const imports = useGranted('calendar.import');
  return (
    <Page
      title={`${year} 年工作日日历`}
      lead="各项期限都按此日历计算。"
      actions={
        <>
          <Button onClick={() => go(path.calendar(year - 1))}>{year - 1} 年</Button>
          <Button onClick={() => go(path.calendar(year + 1))}>{year + 1} 年</Button>
          {imports && (
            <Button type="primary" onClick={() => go(path.calendarImport())}>
              导入放假安排
            </Button>
          )}
        </>
      }
    >
      <Loaded query={query}>{calendar => <Year calendar={calendar} today={today} />}</Loaded>
      <Moved />
    </Page>
  );
}

function Year({ calendar, today }: { readonly calendar: CalendarView; readonly today: string }) {
  const kindOf = kindsFrom([calendar]);
  const months = monthsBetween(`${calendar.year}-01`, `${calendar.year}-12`);
  return (
    <>
      <Section title="全年" extra={<MonthLegend span="none" />}>
        {!calendar.published && (
          <p>
            <Mark tone="red">尚未公布</Mark> {calendar.year} 年的放假安排尚未录入，只有周末。
            涉及该年的期限都是暂定的；已录入到 {calendar.lastPublishedYear} 年。
          </p>
        )}
        <div className="year">
          {months.map(month => (
            <Month key={month} month={month} kindOf={kindOf} today={today} />
          ))}
        </div>
      </Section>
      <Section title="放假安排的通知">
        <ListTable
          label="放假安排的通知"
          rows={calendar.notices}
          rowKey={notice => notice.id}
          empty="该年还没有录入通知。"
          columns={[
            { title: '通知', dataIndex: 'title', className: 'title-cell' },
            { title: '文号', key: 'no', render: (_, notice) => notice.documentNo || '—' },
            { title: '印发日期', key: 'issued', render: (_, notice) => notice.issuedOn ?? '—' },
            { title: '放假', key: 'holidays', render: (_, notice) => `${notice.holidays.length} 天` },
            { title: '调休上班', key: 'makeUp', render: (_, notice) => `${notice.makeUpDays.length} 天` },
            { title: '来源', dataIndex: 'source' },
            { title: '录入时间', key: 'at', render: (_, notice) => momentWords(notice.importedAt) },
          ]}
        />
      </Section>
    </>
  );
}

function Moved() {
  const query = useQuery(queries.moved());
  return (
    <Section title="因放假安排变动而调整的期限">
      <Loaded query={query}>
        {rows => (
          <ListTable
            label="调整过的期限"
            rows={rows}
            rowKey={row => `${row.caseKind}${row.caseId}${row.movedAt}`}
            empty="没有期限因此调整。"
            columns={[
              {
                title: '事项',
                key: 'case',
                render: (_, row) =>
                  row.caseKind === 'duty' ? <Link to={path.duty(row.caseId)}>公开事项</Link> : row.caseKind,
              },
              { title: '原到期日', dataIndex: 'dueBefore' },
              { title: '现到期日', dataIndex: 'dueAfter' },
              { title: '调整时间', key: 'at', render: (_, row) => momentWords(row.movedAt) },
            ]}
          />
        )}
      </Loaded>
    </Section>
  );
}
