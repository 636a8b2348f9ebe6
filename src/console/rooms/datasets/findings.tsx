import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import type { CheckFinding, EditionView, ExplainBody } from '../../../contexts/datasets/contract.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import type { useCommand } from '../../parts/command.ts';
import { ListTable } from '../../parts/list-table.tsx';
import { Mark } from '../../parts/marks.tsx';
import { Section } from '../../parts/page.tsx';
import { cellId } from './grid-edits.ts';

/** Brings the cell of a finding into view and the keyboard to it. */
function goTo({ cell }: CheckFinding): void {
  if (cell === null) return;
  const found = document.getElementById(cellId(cell, cell.measure));
  found?.scrollIntoView({ block: 'center', inline: 'center' });
  found?.focus();
}

function FindingMark({ finding }: { readonly finding: CheckFinding }) {
  if (finding.severity === 'block') return <Mark tone="red">须改正</Mark>;
  return finding.explained === null ? <Mark tone="blue">改正或说明</Mark> : <Mark tone="green">已说明</Mark>;
}

interface ReasonDialogProps {
  /** Null: closed. */
  readonly asked: CheckFinding | null;
  readonly explain: ReturnType<typeof useCommand<ExplainBody>>;
  readonly onClose: () => void;
}

/** Why a figure may stand as it is; reached from its cell and from the list of findings. */
export function ReasonDialog({ asked, explain, onClose }: ReasonDialogProps) {
  return (
    <AskDialog<{ words: string }>
      key={asked === null ? '' : `${asked.code} ${asked.where}`}
      open={asked !== null}
      title={`说明原因：${asked?.where ?? ''}`}
      lead={`${asked?.words ?? ''}说明会随数据公开，不写个人信息。`}
      okWords="记录"
      busy={explain.isPending}
      error={explain.error}
      initial={{ words: asked?.explained ?? '' }}
      onSubmit={({ words }) => {
        if (asked?.cell != null)
          explain.mutate({ code: asked.code, cell: asked.cell, words }, { onSuccess: onClose });
      }}
      onClose={onClose}
    >
      <Form.Item label="原因" name="words" extra="留空则取消说明。">
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
    </AskDialog>
  );
}

interface FindingsProps {
  readonly view: EditionView;
  readonly onAsk: (finding: CheckFinding) => void;
}

/** What stands against the table, with the way to each cell and the place for a reason. */
export function Findings({ view, onAsk }: FindingsProps) {
  const [shown, setShown] = useState(20);
  const rows = view.findings.slice(0, shown);
  return (
    <Section title={`核对（${view.findings.length}）`}>
      <ListTable
        label="核对发现的问题"
        rows={rows}
        rowKey={each => `${each.code} ${each.where}`}
        empty="没有发现问题。"
        columns={[
          {
            title: '单元格',
            key: 'where',
            render: (_, each) => (
              <Button type="link" onClick={() => goTo(each)}>
                {each.where}
              </Button>
            ),
          },
          { title: '处理', key: 'severity', render: (_, each) => <FindingMark finding={each} /> },
          {
            title: '问题',
            key: 'words',
            className: 'title-cell',
            render: (_, each) => (
              <>
                {each.words}
                {each.explained !== null && <div className="quiet">说明：{each.explained}</div>}
              </>
            ),
          },
          {
            title: '操作',
            key: 'act',
            render: (_, each) =>
              each.severity === 'reason' && view.state === 'collecting' ? (
                <Button size="small" aria-label={`说明${each.where}`} onClick={() => onAsk(each)}>
                  说明原因
                </Button>
              ) : null,
          },
        ]}
      />
      {view.findings.length > shown && (
        <Button onClick={() => setShown(shown + 100)}>
          再显示{Math.min(100, view.findings.length - shown)}处
        </Button>
      )}
    </Section>
  );
}
