import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Form, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  type CheckFinding,
  type EditionView,
  type ExplainBody,
  editionView,
  openedEdition,
  type PartView,
  proposedEdition,
} from '../../../contexts/datasets/contract.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { Link, useGo } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Mark } from '../../parts/marks.tsx';
import { Facts, Page, Section } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { path, publicHref } from '../../path.ts';
import { queries } from '../../queries.ts';
import { momentWords } from '../../words.ts';
import { EditionMark } from './datasets.tsx';
import { Findings, ReasonDialog } from './findings.tsx';
import { Grid } from './grid.tsx';
import { ImportTable } from './import-table.tsx';

const route = getRouteApi('/inside/datasets/$id');

interface ViewProps {
  readonly view: EditionView;
}

/** A command that wants a reason. */
function ReasonCommand({
  view,
  command,
  words,
  lead,
  onOpened,
}: ViewProps & {
  readonly command: 'reopen' | 'revise';
  readonly words: string;
  readonly lead: string;
  readonly onOpened?: (id: string) => void;
}) {
  const [asked, setAsked] = useState(false);
  const run = useCommand<{ reason: string }, typeof openedEdition>({
    endpoint: `datasets/editions/${view.id}/${command}`,
    answer: openedEdition,
    done: '已办理',
    onDone: ({ id }) => {
      setAsked(false);
      onOpened?.(id);
    },
  });
  return (
    <>
      <CommandButton permission={view.permissions[`dataset.${command}`]} onClick={() => setAsked(true)}>
        {words}
      </CommandButton>
      <AskDialog<{ reason: string }>
        open={asked}
        title={words}
        lead={lead}
        okWords={words}
        busy={run.isPending}
        error={run.error}
        onSubmit={values => run.mutate(values)}
        onClose={() => setAsked(false)}
      >
        <Form.Item
          label="理由"
          name="reason"
          rules={[{ required: true, whitespace: true, message: '请写明理由。' }]}
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      </AskDialog>
    </>
  );
}

function ProposeCommand({ view }: ViewProps) {
  const go = useGo();
  const [asked, setAsked] = useState(false);
  const usual = view.duties.find(duty => duty.isOfPeriod);
  const propose = useCommand<{ dutyId?: string }, typeof proposedEdition>({
    endpoint: `datasets/editions/${view.id}/propose`,
    answer: proposedEdition,
    done: '公开信息已生成，请核对后提交审查',
    onDone: ({ itemId }) => go(path.item(itemId)),
  });
  return (
    <>
      <CommandButton main permission={view.permissions['dataset.propose']} onClick={() => setAsked(true)}>
        {view.itemId === null ? '生成公开信息' : '更新公开信息'}
      </CommandButton>
      <AskDialog<{ dutyId?: string }>
        open={asked}
        title="生成公开信息"
        lead="按表格生成正文和数据文件（JSON、CSV、XLSX），作为一条统计数据信息送审。人数过少的单元格自动隐去。"
        okWords="生成"
        busy={propose.isPending}
        error={propose.error}
        initial={usual === undefined ? {} : { dutyId: usual.id }}
        onSubmit={values => propose.mutate(values.dutyId === undefined ? {} : { dutyId: values.dutyId })}
        onClose={() => setAsked(false)}
      >
        <Form.Item label="完成的公开任务" name="dutyId" extra="可以不选，以后在信息中补充。">
          <Select
            allowClear
            options={view.duties.map(duty => ({ value: duty.id, label: duty.words }))}
            placeholder="不对应公开任务"
          />
        </Form.Item>
      </AskDialog>
    </>
  );
}

function Commands({ view }: ViewProps) {
  const go = useGo();
  const consolidate = useCommand({
    endpoint: `datasets/editions/${view.id}/consolidate`,
    done: '已汇总，可以生成公开信息',
  });
  return (
    <>
      <span className="actions">
        {view.state === 'collecting' && (
          <CommandButton
            main
            permission={view.permissions['dataset.consolidate']}
            busy={consolidate.isPending}
            onClick={() => consolidate.mutate()}
          >
            汇总
          </CommandButton>
        )}
        {(view.state === 'consolidated' || view.state === 'proposed') && (
          <>
            <ProposeCommand view={view} />
            <ReasonCommand
              view={view}
              command="reopen"
              words="重新填报"
              lead="退回到填报状态；改好后重新汇总、重新生成公开信息。"
            />
          </>
        )}
        {(view.state === 'released' || view.state === 'withdrawn') && (
          <ReasonCommand
            view={view}
            command="revise"
            words="更正"
            lead="另立一个更正版本，经审查发布后替代现在的版本；理由向社会公开，原版本保留在历史中。"
            onOpened={id => go(path.dataset(id))}
          />
        )}
      </span>
      <ProblemNotice error={consolidate.error} />
    </>
  );
}

function Summary({ view }: ViewProps) {
  const address = view.state === 'released' && view.path !== null ? publicHref(view.path) : '';
  const item = view.itemId === null ? '尚未生成' : <Link to={path.item(view.itemId)}>查看</Link>;
  const page = address === '' ? '' : <a href={address}>{address}</a>;
  const facts: [string, ReactNode][] = [
    ['说明', view.description],
    ['统计口径', view.definition],
    ['数据来源', view.source],
    ['汇总单位', view.ownerUnitName],
    ['更正理由', view.revisionReason ?? ''],
    ['公开信息', item],
    ['公开页面', page],
    ['数据摘要', view.dataDigest ?? ''],
    ['撤下理由', view.withdrawnReason ?? ''],
  ];
  return (
    <Section title="概况" extra={<Commands view={view} />}>
      <Facts rows={facts.filter(([, value]) => value !== '')} />
    </Section>
  );
}

function PartCommands({ view, part }: ViewProps & { readonly part: PartView }) {
  const [asked, setAsked] = useState(false);
  const submit = useCommand({
    endpoint: `datasets/editions/${view.id}/submit`,
    wire: () => ({ part: part.part }),
    answer: editionView,
    done: '已上报',
  });
  const back = useCommand<{ reason: string }>({
    endpoint: `datasets/editions/${view.id}/return`,
    wire: ({ reason }) => ({ part: part.part, reason }),
    done: '已退回',
    onDone: () => setAsked(false),
  });
  return (
    <>
      <span className="actions">
        {part.state === 'open' ? (
          <CommandButton
            permission={part.permissions['dataset.fill']}
            busy={submit.isPending}
            onClick={() => submit.mutate()}
          >
            上报
          </CommandButton>
        ) : (
          <CommandButton permission={part.permissions['dataset.return']} onClick={() => setAsked(true)}>
            退回
          </CommandButton>
        )}
      </span>
      <ProblemNotice error={submit.error} />
      <AskDialog<{ reason: string }>
        open={asked}
        title={`退回${part.name}`}
        okWords="退回"
        busy={back.isPending}
        error={back.error}
        onSubmit={values => back.mutate(values)}
        onClose={() => setAsked(false)}
      >
        <Form.Item
          label="理由"
          name="reason"
          rules={[{ required: true, whitespace: true, message: '请写明理由。' }]}
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      </AskDialog>
    </>
  );
}

function Parts({ view }: ViewProps) {
  return (
    <Section title="填报情况">
      <ListTable
        label="各单位填报情况"
        rows={view.parts}
        rowKey={part => part.part}
        empty="没有需要填报的部分。"
        columns={[
          { title: '部分', dataIndex: 'name' },
          { title: '填报单位', dataIndex: 'unitName' },
          { title: '已填', key: 'filled', render: (_, part) => `${part.filled}/${part.cells}` },
          {
            title: '状态',
            key: 'state',
            render: (_, part) => (
              <>
                {part.state === 'submitted' ? (
                  <Mark tone="green">已上报</Mark>
                ) : (
                  <Mark tone="blue">填报中</Mark>
                )}
                {part.returnReason !== null && <div className="quiet">退回理由：{part.returnReason}</div>}
              </>
            ),
          },
          {
            title: '最近填报',
            key: 'changed',
            render: (_, part) =>
              part.changedAt === null ? '—' : `${part.changedByName}　${momentWords(part.changedAt)}`,
          },
          { title: '操作', key: 'act', render: (_, part) => <PartCommands view={view} part={part} /> },
        ]}
      />
    </Section>
  );
}

function History({ view }: ViewProps) {
  return (
    <Section title="版本">
      <ul>
        {view.history.map(each => (
          <li key={each.id}>
            <Link to={path.dataset(each.id)}>
              {each.revision === 1 ? '首次' : `第${each.revision - 1}次更正`}
            </Link>
            　
            <EditionMark state={each.state} />　{momentWords(each.at)}
            {each.reason !== null && `　${each.reason}`}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Body({ view }: ViewProps) {
  const explain = useCommand<ExplainBody, typeof editionView>({
    endpoint: `datasets/editions/${view.id}/explain`,
    answer: editionView,
    done: '已记录',
  });
  const [asked, setAsked] = useState<CheckFinding | null>(null);
  const fills = view.parts.some(part => part.permissions['dataset.fill']?.allowed === true);
  return (
    <>
      <Summary view={view} />
      <Section title="表格" extra={fills && <ImportTable view={view} />}>
        <Grid key={view.id} view={view} onAsk={setAsked} />
      </Section>
      <Findings view={view} onAsk={setAsked} />
      <ReasonDialog asked={asked} explain={explain} onClose={() => setAsked(null)} />
      <Parts view={view} />
      {view.notes.length > 0 && (
        <Section title="随数据公开的说明">
          <ul>
            {view.notes.map(note => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </Section>
      )}
      <History view={view} />
    </>
  );
}

/** One edition of a data set: the table, who has filled what, what stands against it, and what comes next. */
export function Edition() {
  const { id } = route.useParams();
  const query = useQuery(queries.edition(id));
  const view = query.data;
  return (
    <Page
      title={view === undefined ? '统计数据' : `${view.title}（${view.periodWords}）`}
      crumbs={[{ words: '统计数据', to: path.datasets() }]}
      marks={view && <EditionMark state={view.state} />}
    >
      <Loaded query={query}>{loaded => <Body view={loaded} />}</Loaded>
    </Page>
  );
}
