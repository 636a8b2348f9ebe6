import { Button } from 'antd';
import type { CheckFinding, EditionView, GridRow } from '../../../contexts/datasets/contract.ts';
import { cellId } from './grid-edits.ts';

/** What the period before is called: years are compared as years. */
function beforeWords({ period }: Pick<EditionView, 'period'>): string {
  return /^\d{4}$/.test(period) ? '上年' : '上期';
}

/** Findings that a reason settles, by the id of their cell. */
export function askedByCell({ findings }: Pick<EditionView, 'findings'>): ReadonlyMap<string, CheckFinding> {
  return new Map(
    findings.flatMap(each =>
      each.severity === 'reason' && each.cell !== null && each.code !== 'cell-missing'
        ? [[cellId(each.cell, each.cell.measure), each] as const]
        : [],
    ),
  );
}

interface CellNotesProps {
  readonly view: EditionView;
  readonly row: GridRow;
  readonly measure: string;
  readonly asked: CheckFinding | undefined;
  readonly onAsk: (finding: CheckFinding) => void;
}

/** Below a figure: what it was before, and the place for the reason where the change asks for one. */
export function CellNotes({ view, row, measure, asked, onAsk }: CellNotesProps) {
  const before = row.before[measure];
  const isOpen = view.state === 'collecting';
  if (typeof before !== 'number' && asked === undefined) return null;
  return (
    <div className="quiet">
      {typeof before === 'number' && (
        <span>
          {beforeWords(view)} {before}
        </span>
      )}
      {asked !== undefined && isOpen && (
        <Button
          size="small"
          type="link"
          danger={asked.explained === null}
          aria-label={`${asked.explained === null ? '说明' : '修改说明'}：${asked.where}`}
          title={asked.explained ?? asked.words}
          onClick={() => onAsk(asked)}
        >
          {asked.explained === null ? '请说明原因' : '已说明'}
        </Button>
      )}
      {asked !== undefined && !isOpen && asked.explained !== null && <div>{asked.explained}</div>}
    </div>
  );
}
