import { Button, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import type { AnnualReportView, Table2CellView } from '../../../contexts/reports/contract.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { useCommand } from '../../parts/command.ts';
import { Link } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Mark } from '../../parts/marks.tsx';
import { path } from '../../path.ts';
import { momentWords } from '../../words.ts';

const originMarks = {
  register: <Mark tone="green">按登记计数</Mark>,
  entered: <Mark tone="blue">人工填写</Mark>,
  'by-law': <Mark>依职权为0</Mark>,
  missing: <Mark tone="red">尚未填写</Mark>,
} as const;

function Source({ cell }: { readonly cell: Table2CellView }) {
  const { entry, counted, documents, note, unit } = cell;
  if (entry !== null)
    return (
      <>
        {entry.source}
        <div className="quiet">
          {entry.enteredByName}　{momentWords(entry.enteredAt)}
          {counted !== null && counted !== entry.value && `　系统计数为${counted}${unit}`}
        </div>
      </>
    );
  if (documents.length === 0) return <span className="quiet">{note}</span>;
  return (
    <details>
      <summary>{documents.length}件</summary>
      <ul>
        {documents.map(document => (
          <li key={document.id}>
            <Link to={document.register === 'items' ? path.item(document.id) : path.decision(document.id)}>
              {document.title}
            </Link>{' '}
            {document.documentNo}（{document.on}）
          </li>
        ))}
      </ul>
    </details>
  );
}

interface Typed {
  readonly value: number;
  readonly source: string;
}

/** Numbers of the second table: counted where a register is, else entered with who and from where. */
export function Table2Entries({
  report,
  mayEdit,
}: {
  readonly report: AnnualReportView;
  readonly mayEdit: boolean;
}) {
  const [asked, setAsked] = useState<Table2CellView | null>(null);
  const save = useCommand<{ cell: string; value: number | null; source?: string }>({
    endpoint: `annual-reports/${report.year}`,
    method: 'PUT',
    done: '已保存',
    wire: entry => ({ revision: report.revision, entries: [entry] }),
    onDone: () => setAsked(null),
  });
  const open = (cell: Table2CellView) => {
    save.reset();
    setAsked(cell);
  };
  return (
    <>
      <ListTable
        label="主动公开情况的数字和来源"
        rows={report.table2}
        rowKey={cell => cell.cell}
        empty="没有可以填写的数字。"
        columns={[
          { title: '项目', dataIndex: 'label', className: 'title-cell' },
          { title: '数字', key: 'value', align: 'right', render: (_, cell) => `${cell.value}${cell.unit}` },
          { title: '取得方式', key: 'origin', render: (_, cell) => originMarks[cell.origin] },
          { title: '来源', key: 'source', render: (_, cell) => <Source cell={cell} /> },
          {
            title: '操作',
            key: 'act',
            render: (_, cell) =>
              mayEdit && cell.origin !== 'by-law' ? (
                <span className="actions">
                  <Button size="small" aria-label={`填写${cell.label}`} onClick={() => open(cell)}>
                    填写
                  </Button>
                  {cell.entry !== null && (
                    <Button
                      size="small"
                      aria-label={`取消填写${cell.label}`}
                      onClick={() => save.mutate({ cell: cell.cell, value: null })}
                    >
                      取消填写
                    </Button>
                  )}
                </span>
              ) : null,
          },
        ]}
      />
      <AskDialog<Typed>
        key={asked?.cell ?? ''}
        open={asked !== null}
        title={asked?.label ?? ''}
        lead={asked?.note}
        okWords="保存"
        busy={save.isPending}
        error={save.error}
        initial={asked?.entry === null || asked === null ? {} : asked.entry}
        onSubmit={typed => asked !== null && save.mutate({ cell: asked.cell, ...typed })}
        onClose={() => setAsked(null)}
      >
        <Form.Item
          label={`数字（${asked?.unit ?? '件'}）`}
          name="value"
          rules={[{ required: true, message: '请填写数字，没有的填0。' }]}
        >
          <InputNumber
            min={0}
            {...(asked?.unit === '万元' ? { step: 0.01 } : { precision: 0 })}
            className="wide"
          />
        </Form.Item>
        <Form.Item
          label="来源"
          name="source"
          extra="例如台账名称、提供数据的科室和日期。"
          rules={[{ required: true, whitespace: true, message: '请写明数字的来源。' }]}
        >
          <Input maxLength={500} />
        </Form.Item>
      </AskDialog>
    </>
  );
}
