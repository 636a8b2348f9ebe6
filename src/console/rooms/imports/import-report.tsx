import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Progress, Select } from 'antd';
import type { ImportFinding, ImportRun } from '../../../contexts/publications/contract/importing.ts';
import { Filter, FilterBar } from '../../parts/filters.tsx';
import { Link, useGo } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Facts, Page, Section } from '../../parts/page.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { momentWords, optionsOf } from '../../words.ts';
import { standWords } from './run-words.ts';

const route = getRouteApi('/inside/imports/$id');
const size = 50;
const kindWords: Readonly<Record<ImportFinding['kind'], string>> = {
  refused: '未收',
  drafted: '转为草稿',
  warned: '已公开，请留意',
};

/** One import: how far it is, and every entry that a person has to see to. */
export function ImportReport() {
  const { id } = route.useParams();
  const filters = route.useSearch();
  const go = useGo();
  const query = useQuery(queries.importReport(id, filters));
  return (
    <Loaded query={query}>
      {({ run, findings, count }) => (
        <Page
          title={`迁入：${run.origin}`}
          crumbs={[{ words: '迁入记录', to: path.imports() }]}
          lead={`来源 ${run.sourceName}，依据“${run.decision}”。`}
        >
          <Stand run={run} />
          <Section title="需要处理的条目">
            <FilterBar onClear={filters.kind === undefined ? undefined : () => go(path.importReport(id))}>
              <Filter label="情况">
                {field => (
                  <Select
                    id={field}
                    allowClear
                    placeholder="全部情况"
                    value={filters.kind ?? null}
                    options={optionsOf(kindWords)}
                    onChange={kind => go(path.importReport(id, { kind: kind ?? undefined }))}
                  />
                )}
              </Filter>
            </FilterBar>
            <ListTable
              label="需要处理的条目"
              rows={findings}
              rowKey={each => String(each.place)}
              empty="没有需要处理的条目。"
              paging={{
                page: filters.page ?? 1,
                size,
                total: count,
                onPage: page => go(path.importReport(id, { ...filters, page })),
              }}
              columns={[
                { title: '位置', dataIndex: 'where' },
                { title: '情况', key: 'kind', render: (_, each) => kindWords[each.kind] },
                { title: '标题', key: 'title', render: (_, each) => <Named finding={each} /> },
                {
                  title: '原因',
                  key: 'words',
                  render: (_, each) => each.words.join(''),
                },
              ]}
            />
          </Section>
        </Page>
      )}
    </Loaded>
  );
}

function Named({ finding }: { readonly finding: ImportFinding }) {
  const title = finding.title === '' ? '（没有标题）' : finding.title;
  return finding.documentId === null ? title : <Link to={path.item(finding.documentId)}>{title}</Link>;
}

function Stand({ run }: { readonly run: ImportRun }) {
  return (
    <Section title="进度">
      <Progress percent={Math.floor(run.share * 100)} aria-label="迁入进度" />
      <Facts
        rows={[
          ['状态', standWords(run)],
          ['组织人', run.staffName],
          ['开始时间', momentWords(run.startedAt)],
          ['完成时间', run.finishedAt === null ? '' : momentWords(run.finishedAt)],
          ['已处理', `${run.position} 条`],
          ['公开', `${run.published} 条`],
          ['转为草稿', `${run.drafted} 条`],
          ['此前已有', `${run.known} 条`],
          ['未收', `${run.refused} 条`],
        ]}
      />
    </Section>
  );
}
