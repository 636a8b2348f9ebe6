import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Form, Input, Select } from 'antd';
import { useState } from 'react';
import type { GazetteRow } from '../../../contexts/publications/contract.ts';
import { fileAddress } from '../../file-addresses.ts';
import type { GazetteFilters } from '../../filters.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { ChoiceFilter, FilterBar, WordFilter } from '../../parts/filters.tsx';
import { Link, useGo } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Mark } from '../../parts/marks.tsx';
import { Page } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { apiHref, path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { optionsOf } from '../../words.ts';
import { type GazetteCommand, GazetteDialog } from './gazette-dialog.tsx';

const route = getRouteApi('/inside/gazette');
const size = 50;

export const gazetteStateWords = {
  picked: '待报送',
  'handed-over': '已报送',
  accepted: '已刊登',
  refused: '未采用',
  dropped: '已取消',
} as const;

const tones = {
  picked: 'blue',
  'handed-over': 'blue',
  accepted: 'green',
  refused: 'red',
  dropped: 'plain',
} as const;

const commandWords: readonly (readonly [GazetteCommand, string])[] = [
  ['hand-over', '登记报送'],
  ['accept', '登记刊登'],
  ['correct', '更正刊登信息'],
  ['refuse', '登记未采用'],
  ['drop', '取消报送'],
];

/** Normative documents on their way into the gazette, and what came of each. */
export function GazetteNotes() {
  const filters = route.useSearch();
  const go = useGo();
  const query = useQuery(queries.gazetteNotes({ ...filters, size }));
  const [asked, setAsked] = useState<{ row: GazetteRow; command: GazetteCommand } | null>(null);
  const change = (patch: Partial<GazetteFilters>) =>
    go(path.gazetteNotes({ ...filters, page: undefined, ...patch }));
  const some = Object.values(filters).some(value => value !== undefined);
  return (
    <Page
      title="公报报送"
      crumbs={[{ words: '规范性文件', to: path.normativeDocuments() }]}
      lead="选取已公开的规范性文件报送政府公报，登记报送、刊登或者未采用的情况。"
      actions={<Pick />}
    >
      <FilterBar onClear={some ? () => go(path.gazetteNotes()) : undefined}>
        <WordFilter label="名称、文号或期号" value={filters.q} onApply={q => change({ q })} />
        <ChoiceFilter
          label="状态"
          placeholder="全部状态"
          value={filters.state}
          options={optionsOf(gazetteStateWords)}
          onChange={state => change({ state })}
        />
      </FilterBar>
      <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      <ListTable
        label="公报报送"
        rows={query.data?.rows ?? []}
        rowKey={row => row.id}
        loading={query.isFetching && !query.isError}
        empty={
          query.isPending
            ? '正在载入…'
            : some
              ? '没有符合条件的报送记录。'
              : '还没有报送记录。点“选取文件”，选取要报送公报的规范性文件。'
        }
        paging={{
          page: filters.page ?? 1,
          size,
          total: query.data?.count ?? 0,
          onPage: page => change({ page: page === 1 ? undefined : page }),
        }}
        columns={[
          {
            title: '文件',
            key: 'title',
            className: 'title-cell',
            render: (_, row) => (
              <>
                <Link to={path.normativeDocument(row.documentId)}>{row.title}</Link>
                <div className="quiet">{row.documentNo}</div>
                {row.outdated && <div className="late-words">公开的版本已更新或撤下，请核对报送稿。</div>}
              </>
            ),
          },
          { title: '公报', dataIndex: 'gazette' },
          { title: '状态', key: 'state', render: (_, row) => <NoteState row={row} /> },
          {
            title: '报送稿',
            key: 'files',
            render: (_, row) => (
              <span className="actions">
                <a href={apiHref(`gazette-notes/${row.id}/document.docx`)} download>
                  DOCX<span className="unseen">：{row.title}</span>
                </a>
                <a href={apiHref(`gazette-notes/${row.id}/document.xml`)} download>
                  XML<span className="unseen">：{row.title}</span>
                </a>
              </span>
            ),
          },
          {
            title: '操作',
            key: 'act',
            render: (_, row) => (
              <span className="actions">
                {commandWords
                  .filter(([command]) => isOpen(row, command))
                  .map(([command, words]) => (
                    <CommandButton
                      key={command}
                      permission={row.permissions[command]}
                      onClick={() => setAsked({ row, command })}
                    >
                      {words}
                    </CommandButton>
                  ))}
              </span>
            ),
          },
        ]}
      />
      <GazetteDialog asked={asked} onClose={() => setAsked(null)} />
    </Page>
  );
}

/** A command that does not belong to this state is left out; one that the person may not do stays, with why. */
function isOpen(row: GazetteRow, command: GazetteCommand): boolean {
  return row.permissions[command]?.reasons.every(each => each.code !== 'gazette-not-open') ?? false;
}

function NoteState({ row }: { readonly row: GazetteRow }) {
  return (
    <>
      <Mark tone={tones[row.state]}>{gazetteStateWords[row.state]}</Mark>
      <div className="quiet">
        {row.handedOverOn === null ? `${row.pickedOn}选取` : `${row.handedOverOn}报送`}
      </div>
      {row.state === 'accepted' && (
        <div className="quiet">
          {row.publishedOn}　{row.issue}
          {row.page !== null && row.page !== '' && `　第${row.page}页`}
        </div>
      )}
      {row.reason !== null && <div className="quiet">{row.reason}</div>}
      {row.evidence !== null && (
        <a href={fileAddress(row.evidence.digest, row.evidence.name)} target="_blank" rel="noopener">
          刊登凭证
        </a>
      )}
    </>
  );
}

function Pick() {
  const [asking, setAsking] = useState(false);
  const query = useQuery(queries.gazetteNotes({ size: 1 }));
  const pick = useCommand<{ documentIds: string[]; gazette: string }>({
    endpoint: 'gazette-notes',
    done: '已选取',
    onDone: () => setAsking(false),
  });
  return (
    <>
      <CommandButton
        permission={query.data?.permissions['pick']}
        main
        onClick={() => {
          pick.reset();
          setAsking(true);
        }}
      >
        选取文件
      </CommandButton>
      <AskDialog<{ documentIds: string[]; gazette: string }>
        key={query.data?.gazette ?? ''}
        open={asking}
        title="选取报送公报的文件"
        okWords="选取"
        busy={pick.isPending}
        error={pick.error}
        initial={{ gazette: query.data?.gazette ?? '' }}
        onSubmit={values => pick.mutate(values)}
        onClose={() => setAsking(false)}
      >
        <Form.Item label="文件" name="documentIds" rules={[{ required: true, message: '请选择文件。' }]}>
          <Select
            mode="multiple"
            placeholder="按名称或文号查找"
            showSearch={{ optionFilterProp: 'label' }}
            notFoundContent="没有可以选取的文件"
            options={(query.data?.pickable ?? []).map(each => ({
              value: each.id,
              label: each.documentNo === '' ? each.title : `${each.title}（${each.documentNo}）`,
            }))}
          />
        </Form.Item>
        <Form.Item
          label="公报名称"
          name="gazette"
          rules={[{ required: true, whitespace: true, message: '请填写公报名称。' }]}
        >
          <Input maxLength={100} />
        </Form.Item>
      </AskDialog>
    </>
  );
}
