import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Form, Input, Select } from 'antd';
import { useState } from 'react';
import {
  type CleanUpDecision,
  type CleanUpEntry,
  type CleanUpView,
  cleanUpDecisionWords,
} from '../../../contexts/publications/contract.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { Link } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Page } from '../../parts/page.tsx';
import { apiHref, path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { momentWords, optionsOf } from '../../words.ts';
import { columnOptions } from '../editor/column-options.ts';
import { ValidityTag } from './validity-tag.tsx';

const route = getRouteApi('/inside/normative/clean-ups/$id');

/** One campaign: every document with its decision, the table, and the draft of the result. */
export function CleanUp() {
  const { id } = route.useParams();
  const query = useQuery(queries.cleanUp(id));
  return <Loaded query={query}>{campaign => <Campaign campaign={campaign} />}</Loaded>;
}

function Campaign({ campaign }: { readonly campaign: CleanUpView }) {
  const [deciding, setDeciding] = useState<CleanUpEntry | null>(null);
  return (
    <Page
      title={`${campaign.year}年文件清理`}
      crumbs={[
        { words: '规范性文件', to: path.normativeDocuments() },
        { words: '文件清理', to: path.cleanUps() },
      ]}
      lead={`${campaign.unitName}组织，${campaign.openedOn}开始。已填写${campaign.decided}件，共${campaign.total}件。`}
      actions={
        <>
          <a href={apiHref(`clean-ups/${campaign.id}/table.xlsx`)} download>
            下载清理表（XLSX）
          </a>
          {campaign.itemId === null ? (
            <DraftResult campaign={campaign} />
          ) : (
            <Link to={path.item(campaign.itemId)}>查看结果信息</Link>
          )}
        </>
      }
    >
      <ListTable
        label="清理文件"
        rows={campaign.entries}
        rowKey={entry => entry.documentId}
        empty="没有列入清理的文件。"
        columns={[
          {
            title: '文件名称',
            key: 'title',
            className: 'title-cell',
            render: (_, entry) => (
              <>
                <Link to={path.normativeDocument(entry.documentId)}>{entry.title}</Link>
                <div className="quiet">{entry.documentNo}</div>
              </>
            ),
          },
          { title: '责任单位', dataIndex: 'unitName' },
          { title: '清理期起算', dataIndex: 'reviewedOn' },
          {
            title: '有效性',
            key: 'validity',
            render: (_, entry) => <ValidityTag validity={entry.validity} />,
          },
          {
            title: '清理意见',
            key: 'decision',
            render: (_, entry) =>
              entry.decision === null ? (
                <span className="quiet">尚未填写</span>
              ) : (
                <>
                  {cleanUpDecisionWords[entry.decision]}
                  {entry.note !== '' && <div className="quiet">{entry.note}</div>}
                  <div className="quiet">
                    {entry.decidedByName}　{momentWords(entry.decidedAt)}
                  </div>
                </>
              ),
          },
          {
            title: '操作',
            key: 'act',
            render: (_, entry) => (
              <CommandButton permission={entry.permission} onClick={() => setDeciding(entry)}>
                填写意见
                <span className="unseen">：{entry.title}</span>
              </CommandButton>
            ),
          },
        ]}
      />
      <Decide campaign={campaign} entry={deciding} onClose={() => setDeciding(null)} />
    </Page>
  );
}

interface Decided {
  readonly decision: CleanUpDecision;
  readonly note?: string;
}

function Decide(props: {
  readonly campaign: CleanUpView;
  readonly entry: CleanUpEntry | null;
  readonly onClose: () => void;
}) {
  const { campaign, entry, onClose } = props;
  const decide = useCommand<Decided>({
    endpoint: `clean-ups/${campaign.id}/decide`,
    done: '已填写清理意见',
    wire: values => ({ ...values, revision: campaign.revision, documentId: entry?.documentId ?? '' }),
    onDone: onClose,
  });
  return (
    <AskDialog<Decided>
      key={entry?.documentId ?? ''}
      open={entry !== null}
      title="填写清理意见"
      lead={entry === null ? '' : `《${entry.title}》${entry.documentNo}`}
      okWords="保存"
      busy={decide.isPending}
      error={decide.error}
      initial={
        entry === null || entry.decision === null ? {} : { decision: entry.decision, note: entry.note }
      }
      onSubmit={values => decide.mutate(values)}
      onClose={onClose}
    >
      <Form.Item label="清理意见" name="decision" rules={[{ required: true, message: '请选择清理意见。' }]}>
        <Select options={optionsOf(cleanUpDecisionWords)} placeholder="请选择" />
      </Form.Item>
      <Form.Item label="说明" name="note">
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} maxLength={500} />
      </Form.Item>
    </AskDialog>
  );
}

function DraftResult({ campaign }: { readonly campaign: CleanUpView }) {
  const [asking, setAsking] = useState(false);
  const catalogue = useQuery(queries.catalogue());
  const draft = useCommand<{ columnId: string }>({
    endpoint: `clean-ups/${campaign.id}/draft`,
    done: '已起草清理结果，请送审',
    onDone: () => setAsking(false),
  });
  return (
    <>
      <CommandButton
        permission={campaign.permissions['draft']}
        main
        onClick={() => {
          draft.reset();
          setAsking(true);
        }}
      >
        起草清理结果
      </CommandButton>
      <AskDialog<{ columnId: string }>
        open={asking}
        title="起草清理结果"
        lead="生成公告草稿，附各类文件清单。经审查发布后，继续有效、废止、宣布失效的结论自动生效。"
        okWords="起草"
        busy={draft.isPending}
        error={draft.error}
        onSubmit={values => draft.mutate(values)}
        onClose={() => setAsking(false)}
      >
        <Form.Item label="发布栏目" name="columnId" rules={[{ required: true, message: '请选择栏目。' }]}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="请选择"
            options={catalogue.data === undefined ? [] : columnOptions(catalogue.data)}
          />
        </Form.Item>
      </AskDialog>
    </>
  );
}
