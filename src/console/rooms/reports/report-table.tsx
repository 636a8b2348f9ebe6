import type { LaidCell, LaidTable } from '../../../contexts/reports/contract.ts';
import { Link } from '../../parts/link.tsx';
import { path } from '../../path.ts';

interface ReportTableProps {
  readonly year: number;
  readonly table: LaidTable;
  /** Cells of broken identities. */
  readonly wrong: ReadonlySet<string>;
}

const decisionKinds: Readonly<Record<string, 'licence' | 'penalty' | 'coercion'>> = {
  't2.licences': 'licence',
  't2.penalties': 'penalty',
  't2.coercion': 'coercion',
};

/** Where the cases behind a number are listed. */
function casesBehind(year: number, { cell, value }: LaidCell): string | undefined {
  if (cell === null || value === null || value === 0) return undefined;
  if (cell.startsWith('t3.') || cell.startsWith('t4.')) return path.requests({ year, cell });
  const kind = decisionKinds[cell];
  if (kind !== undefined) return path.enforcement({ year, kind });
  return cell.startsWith('t2.normativeDocuments.') ? path.items({ kind: 'normative-document' }) : undefined;
}

function Field({ year, laid, isWrong }: { year: number; laid: LaidCell; isWrong: boolean }) {
  const to = casesBehind(year, laid);
  const spans = { colSpan: laid.colspan, rowSpan: laid.rowspan };
  if (laid.header !== null)
    return (
      <th scope={laid.header} {...spans}>
        {laid.text}
      </th>
    );
  return (
    <td {...spans} {...(isWrong ? { className: 'late-words' } : {})}>
      {to === undefined ? laid.text : <Link to={to}>{laid.text}</Link>}
    </td>
  );
}

/** A table of the report in its official format; each number leads to what it counts. */
export function ReportTable({ year, table, wrong }: ReportTableProps) {
  const groups = table.groups.map((group, at) => {
    const rows = group.rows.map(cells => (
      <tr key={cells.map(cell => cell.cell ?? cell.text).join(' ')}>
        {cells.map((laid, place) => (
          <Field
            key={laid.cell ?? `${laid.text} ${place}`}
            year={year}
            laid={laid}
            isWrong={wrong.has(laid.cell ?? '')}
          />
        ))}
      </tr>
    ));
    const key = `${table.key} ${at}`;
    return group.isHead ? <thead key={key}>{rows}</thead> : <tbody key={key}>{rows}</tbody>;
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than its place scrolls, and the keyboard must reach it
    <section className="scroll-x" tabIndex={0} aria-label={`${table.caption}（可左右滚动）`}>
      <table className={`report-table report-${table.key}`}>
        <caption className="unseen">{table.caption}</caption>
        {groups}
      </table>
    </section>
  );
}
