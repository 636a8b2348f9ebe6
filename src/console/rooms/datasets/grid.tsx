import { App, Button, Input, Table } from 'antd';
import { type ClipboardEvent, type KeyboardEvent, memo, useCallback, useMemo, useState } from 'react';
import {
  type CheckFinding,
  type EditionView,
  editionView,
  type GridRow,
  type SaveBody,
} from '../../../contexts/datasets/contract.ts';
import { useCommand } from '../../parts/command.ts';
import { ProblemNotice } from '../../parts/problem.tsx';
import { askedByCell, CellNotes } from './cell-notes.tsx';
import { blockOf, cellId, type Edits, pasted, writesOf } from './grid-edits.ts';

interface CellProps {
  readonly id: string;
  readonly label: string;
  readonly text: string;
  readonly at: string;
  readonly isWrong: boolean;
  readonly onType: (id: string, text: string) => void;
}

/** Rendered anew only when its own text changes: a grid has hundreds. */
const EntryCell = memo(function EntryCell({ id, label, text, at, isWrong, onType }: CellProps) {
  return (
    <Input
      id={id}
      data-at={at}
      aria-label={label}
      value={text}
      inputMode="decimal"
      {...(isWrong ? { status: 'error' as const, 'aria-invalid': true } : {})}
      onChange={event => onType(id, event.target.value)}
    />
  );
});

const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  Enter: [1, 0],
};

function placeOf(target: EventTarget): { row: number; column: number } | undefined {
  const at = target instanceof HTMLElement ? target.dataset['at'] : undefined;
  const [row, column] = (at ?? '').split('.').map(Number);
  return row === undefined || column === undefined || Number.isNaN(row) ? undefined : { row, column };
}

/** To the next cell that can be filled, in one direction. */
function step(
  table: HTMLElement,
  from: { row: number; column: number },
  [down, right]: readonly [number, number],
) {
  for (let n = 1; n < 200; n += 1) {
    const next = table.querySelector<HTMLInputElement>(
      `[data-at="${from.row + down * n}.${from.column + right * n}"]`,
    );
    if (next === null) continue;
    next.focus();
    next.select();
    return;
  }
}

function shownValue(row: GridRow, measure: string) {
  const value = row.values[measure];
  return value === null || value === undefined ? '—' : String(value);
}

interface GridProps {
  readonly view: EditionView;
  /** Asks for the reason of a change. */
  readonly onAsk: (finding: CheckFinding) => void;
}

/** The table to fill: arrows and Enter walk through it, a block from a spreadsheet is pasted, a part can be saved. */
export function Grid({ view, onAsk }: GridProps) {
  const { message } = App.useApp();
  const [edits, setEdits] = useState<Edits>(new Map());
  const open = useMemo(
    () =>
      new Set(
        view.parts.filter(part => part.permissions['dataset.fill']?.allowed === true).map(part => part.part),
      ),
    [view.parts],
  );
  const type = useCallback(
    (id: string, text: string) => setEdits(before => new Map(before).set(id, text)),
    [],
  );
  const save = useCommand<SaveBody, typeof editionView>({
    endpoint: `datasets/editions/${view.id}/cells`,
    method: 'PUT',
    answer: editionView,
  });
  const asked = useMemo(() => askedByCell(view), [view]);
  const { parts, wrong } = useMemo(() => writesOf(view, view.rows, edits), [view, edits]);
  const saveAll = async () => {
    let count = 0;
    for (const [part, cells] of parts) {
      const revision = view.parts.find(each => each.part === part)?.revision ?? 0;
      const sent = await save.mutateAsync({ part, revision, cells }).catch(() => undefined);
      if (sent === undefined) return;
      count += cells.length;
      const saved = new Set(cells.map(cell => cellId(cell, cell.measure)));
      setEdits(before => new Map([...before].filter(([id]) => !saved.has(id))));
    }
    message.success(`已保存${count}个单元格`);
  };
  const keys = (event: KeyboardEvent<HTMLElement>) => {
    const at = placeOf(event.target);
    const way = steps[event.key];
    if (at === undefined || way === undefined || event.nativeEvent.isComposing) return;
    event.preventDefault();
    step(event.currentTarget, at, event.key === 'Enter' && event.shiftKey ? [-1, 0] : way);
  };
  const paste = (event: ClipboardEvent<HTMLElement>) => {
    const at = placeOf(event.target);
    const block = blockOf(event.clipboardData.getData('text/plain'));
    if (at === undefined || (block.length === 1 && block[0]!.length === 1)) return;
    event.preventDefault();
    const rows = view.rows.map(row => (open.has(row.part) ? row : { ...row, entered: [] }));
    const laid = pasted(view, rows, at, block);
    setEdits(before => new Map([...before, ...laid]));
    message.info(`已粘贴${laid.size}个单元格，请核对后保存`);
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the inputs inside */}
      <div className="data-grid" onKeyDown={keys} onPaste={paste}>
        <Table<GridRow>
          size="small"
          bordered
          pagination={false}
          scroll={{ x: 'max-content', y: 620 }}
          rowKey={row => `${row.region} ${row.class}`}
          dataSource={[...view.rows]}
          columns={[
            {
              title: '地区',
              key: 'region',
              fixed: 'left',
              render: (_, row) => row.regionName,
            },
            ...(view.classes.length > 0
              ? [
                  {
                    title: view.classWord,
                    key: 'class',
                    fixed: 'left' as const,
                    render: (_: unknown, row: GridRow) => row.className,
                  },
                ]
              : []),
            ...view.measures.map((measure, column) => ({
              title: measure.unit === '' ? measure.name : `${measure.name}（${measure.unit}）`,
              key: measure.id,
              width: 132,
              render: (_: unknown, row: GridRow, at: number) => {
                const id = cellId(row, measure.id);
                const notes = (
                  <CellNotes view={view} row={row} measure={measure.id} asked={asked.get(id)} onAsk={onAsk} />
                );
                if (!row.entered.includes(measure.id) || !open.has(row.part))
                  return (
                    <>
                      <span id={id} tabIndex={-1}>
                        {shownValue(row, measure.id)}
                        {row.suppressed.includes(measure.id) && <span className="quiet">（不公开）</span>}
                      </span>
                      {notes}
                    </>
                  );
                const stored = row.values[measure.id];
                return (
                  <>
                    <EntryCell
                      id={id}
                      at={`${at}.${column}`}
                      label={`${row.regionName}${row.className} ${measure.name}`}
                      text={edits.get(id) ?? (stored === null || stored === undefined ? '' : String(stored))}
                      isWrong={wrong.includes(id)}
                      onType={type}
                    />
                    {notes}
                  </>
                );
              },
            })),
          ]}
        />
      </div>
      {open.size > 0 && (
        <div className="actions">
          <Button
            type="primary"
            disabled={parts.size === 0 || wrong.length > 0}
            loading={save.isPending}
            onClick={() => void saveAll()}
          >
            保存已填数字
          </Button>
          <span role="status" className="quiet">
            {wrong.length > 0
              ? `有${wrong.length}个单元格不是数字，请改正后保存。`
              : edits.size > 0
                ? `有${edits.size}个单元格尚未保存。`
                : '方向键上下、回车换行，可以粘贴从表格软件复制的区域。'}
          </span>
        </div>
      )}
      <ProblemNotice error={save.error} />
    </>
  );
}
