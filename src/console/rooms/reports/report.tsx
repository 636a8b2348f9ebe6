import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Alert, Button } from 'antd';
import { type AnnualReportView, draftedItem, reportFormats } from '../../../contexts/reports/contract.ts';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { Link, useGo } from '../../parts/link.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Mark } from '../../parts/marks.tsx';
import { Facts, Page, Section } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { apiHref, path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { momentWords } from '../../words.ts';
import { ReportTable } from './report-table.tsx';
import { SectionEditor } from './section-editor.tsx';
import { Table2Entries } from './table2-entries.tsx';

const route = getRouteApi('/inside/reports/$year');

const formatWords = { html: '网页', docx: 'DOCX', xlsx: 'XLSX', json: 'JSON' } as const;

function Downloads({ year }: { readonly year: number }) {
  return (
    <span className="actions">
      {reportFormats.map(format => (
        <Button
          key={format}
          href={apiHref(`annual-reports/${year}/report.${format}`)}
          {...(format === 'html' ? { target: '_blank', rel: 'noopener' } : { download: true })}
        >
          {format === 'html' ? '预览' : '下载'}
          {formatWords[format]}
        </Button>
      ))}
    </span>
  );
}

type Broken = AnnualReportView['check']['broken'];

function BrokenList({ list }: { readonly list: Broken }) {
  return (
    <ul className="reasons">
      {list.map(({ identity, message, remark, cells }) => (
        <li key={`${identity}${cells.join()}`}>
          <strong>{identity}</strong>　{message}
          {remark !== '' && <span className="quiet">（{remark}）</span>}
        </li>
      ))}
    </ul>
  );
}

/** What must hold between the cells: broken ones in red and in words, others as something to look at. */
function Checks({ report }: { readonly report: AnnualReportView }) {
  const { broken, warnings } = report.check;
  return (
    <Section title="勾稽关系">
      {broken.length === 0 ? (
        <p>
          <Mark tone="green">成立</Mark>　表格内部、表格之间和与上一年度的勾稽关系（I1至I5）全部成立。
        </p>
      ) : (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={`有${broken.length}处勾稽关系不成立`}
          description={<BrokenList list={broken} />}
        />
      )}
      {warnings.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={`有${warnings.length}处请核对`}
          description={<BrokenList list={warnings} />}
        />
      )}
      {report.handledAnew > 0 && (
        <p className="quiet">
          另有{report.handledAnew}件按照复议、诉讼结果重新办理且不作为新收申请的事项，未计入表格。
        </p>
      )}
    </Section>
  );
}

function DraftCommand({ report }: { readonly report: AnnualReportView }) {
  const go = useGo();
  const draft = useCommand({
    endpoint: `annual-reports/${report.year}/draft-item`,
    answer: draftedItem,
    done: '年报信息已起草，请核对后提交审查',
    onDone: ({ itemId }) => go(path.item(itemId)),
  });
  return (
    <>
      <CommandButton
        main
        permission={report.permissions['report.draft-item']}
        busy={draft.isPending}
        onClick={() => draft.mutate()}
      >
        {report.item?.isEditable === true ? '更新年报信息草稿' : '起草年报信息'}
      </CommandButton>
      <ProblemNotice error={draft.error} />
    </>
  );
}

function Summary({ report }: { readonly report: AnnualReportView }) {
  const { item, changedAt, changedByName, until, dueOn } = report;
  const drafted =
    item === null ? '尚未起草' : <Link to={path.item(item.id)}>{`查看（${item.stateWords}）`}</Link>;
  return (
    <Section title="概况" extra={<Downloads year={report.year} />}>
      <Facts
        rows={[
          ['数据截至', until],
          ['提交和公布期限', `${dueOn}（《政府信息公开条例》第四十九条）`],
          ['最近修改', changedAt === null ? '' : `${changedByName}　${momentWords(changedAt)}`],
          ['年报信息', drafted],
        ]}
      />
      <DraftCommand report={report} />
    </Section>
  );
}

function Placeholders({ report }: { readonly report: AnnualReportView }) {
  return (
    <details className="section">
      <summary>占位符和现在的数字（在文字中写作“{'{本年新收}'}”，由表格取数，文字与表格始终一致）</summary>
      <ul className="placeholders">
        {report.placeholders.map(({ name, value }) => (
          <li key={name}>
            <code>{`{${name}}`}</code>　{value}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Body({ report }: { readonly report: AnnualReportView }) {
  const mayEdit = report.permissions['report.edit']?.allowed === true;
  const wrong = new Set(report.check.broken.flatMap(({ cells }) => cells));
  const [overview, ...later] = report.sections.map(section => (
    <SectionEditor
      key={`${report.year} ${section.key}`}
      report={report}
      section={section}
      mayEdit={mayEdit}
    />
  ));
  const tables = report.tables.map((table, at) => (
    <Section key={table.key} title={`${'二三四'[at]}、${table.caption}`}>
      {table.key === 't2' && <Table2Entries report={report} mayEdit={mayEdit} />}
      <ReportTable year={report.year} table={table} wrong={wrong} />
      {table.key !== 't2' && <p className="quiet">点击数字，查看该单元格对应的申请。</p>}
    </Section>
  ));
  return (
    <>
      <Summary report={report} />
      <Checks report={report} />
      <Placeholders report={report} />
      {overview}
      {tables}
      {later}
    </>
  );
}

/** One annual report: texts to write, tables that count themselves, checks, downloads. */
export function AnnualReport() {
  const { year } = route.useParams();
  const query = useQuery(queries.annualReport(year));
  return (
    <Page
      title={`${year}年度报告`}
      crumbs={[{ words: '年度报告', to: path.annualReports() }]}
      marks={query.data?.isComplete === false && <Mark tone="blue">统计期限未满</Mark>}
      lead={query.data?.title}
    >
      <Loaded query={query}>{report => <Body report={report} />}</Loaded>
    </Page>
  );
}
