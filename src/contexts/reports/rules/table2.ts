import type { Table2 } from '../../../law/annual-report-tables.ts';
import type { Table2CellView } from '../contract.ts';

/**
 * The second table. Normative documents are counted from what is published, decisions from the register of enforcement;
 * what no register holds is entered by hand with its source. An entry stands before the count, and both are shown.
 */

/** A document as it is counted: made and ended on civil days. */
export interface CountedDocument {
  readonly id: string;
  readonly title: string;
  readonly documentNo: string;
  readonly madeOn: string;
  readonly endedOn: string | null;
}

/** A decision of the organ as the register of enforcement tells it (条例 art 20 items 5 and 6). */
export interface CountedDecision {
  readonly id: string;
  readonly kind: 'licence' | 'penalty' | 'coercion';
  readonly title: string;
  readonly documentNo: string;
  readonly decidedOn: string;
}

/** What the registers hold for the second table. */
export interface Table2Registers {
  readonly documents: readonly CountedDocument[];
  readonly decisions: readonly CountedDecision[];
}

export interface Table2Entry {
  readonly cell: string;
  readonly value: number;
  readonly source: string;
  readonly enteredByName: string;
  readonly enteredAt: string;
}

interface CellForm {
  readonly cell: string;
  readonly label: string;
  readonly unit: '件' | '万元';
  readonly note: string;
}

const byHand = '系统中尚无登记，由经办人填写数字并写明来源。';
const decided =
  '按执法登记簿中本机关当年作出的决定计数；登记簿中没有的，由经办人填写数字（确实没有的填0）并写明来源。';
const counted =
  '按本系统公开的行政规范性文件计数；与实际不符的（例如早年文件尚未录入），可以填写并写明来源。';
const noRules = '市级部门没有规章制定权，此项为0。';

export const table2Cells: readonly CellForm[] = [
  { cell: 't2.rules.made', label: '规章：本年制发件数', unit: '件', note: noRules },
  { cell: 't2.rules.repealed', label: '规章：本年废止件数', unit: '件', note: noRules },
  { cell: 't2.rules.inForce', label: '规章：现行有效件数', unit: '件', note: noRules },
  { cell: 't2.normativeDocuments.made', label: '行政规范性文件：本年制发件数', unit: '件', note: counted },
  {
    cell: 't2.normativeDocuments.repealed',
    label: '行政规范性文件：本年废止件数',
    unit: '件',
    note: counted,
  },
  { cell: 't2.normativeDocuments.inForce', label: '行政规范性文件：现行有效件数', unit: '件', note: counted },
  { cell: 't2.licences', label: '行政许可：本年处理决定数量', unit: '件', note: decided },
  { cell: 't2.penalties', label: '行政处罚：本年处理决定数量', unit: '件', note: decided },
  { cell: 't2.coercion', label: '行政强制：本年处理决定数量', unit: '件', note: decided },
  { cell: 't2.chargesWan', label: '行政事业性收费：本年收费金额', unit: '万元', note: byHand },
];

type Behind = Table2CellView['documents'];

const decisionCells: Readonly<Record<string, CountedDecision['kind']>> = {
  't2.licences': 'licence',
  't2.penalties': 'penalty',
  't2.coercion': 'coercion',
};

/** Null where the register holds none: nobody may have kept it, so a zero must be said by somebody. */
function decisionsBehind(
  kind: CountedDecision['kind'],
  decisions: readonly CountedDecision[],
  year: number,
  until: string,
): Behind | null {
  const mine = decisions.filter(
    each => each.kind === kind && each.decidedOn.startsWith(`${year}-`) && each.decidedOn <= until,
  );
  const behind = mine.map(({ id, title, documentNo, decidedOn }) => ({
    ...{ id, title, documentNo, on: decidedOn },
    register: 'enforcement' as const,
  }));
  return behind.length === 0 ? null : behind;
}

function documentsBehind(
  cell: string,
  documents: readonly CountedDocument[],
  year: number,
  until: string,
): Behind | null {
  const ended = (one: CountedDocument) => one.endedOn !== null && one.endedOn <= until;
  const known = documents.filter(one => one.madeOn <= until);
  const on = ({ id, title, documentNo }: CountedDocument, day: string) => ({
    ...{ id, title, documentNo, on: day },
    register: 'items' as const,
  });
  switch (cell) {
    case 't2.normativeDocuments.made':
      return known.filter(one => one.madeOn.startsWith(`${year}-`)).map(one => on(one, one.madeOn));
    case 't2.normativeDocuments.repealed':
      return known.flatMap(one =>
        ended(one) && one.endedOn!.startsWith(`${year}-`) ? [on(one, one.endedOn!)] : [],
      );
    case 't2.normativeDocuments.inForce':
      return known.filter(one => !ended(one)).map(one => on(one, one.madeOn));
    default:
      return null;
  }
}

function cellOf(form: CellForm, behind: Behind | null, entry: Table2Entry | undefined): Table2CellView {
  const isRule = form.cell.startsWith('t2.rules.');
  const counts = behind === null ? null : behind.length;
  const standing = entry?.value ?? counts ?? 0;
  const origin =
    entry !== undefined ? 'entered' : counts !== null ? 'register' : isRule ? 'by-law' : 'missing';
  return {
    ...form,
    value: standing,
    origin,
    counted: counts,
    entry:
      entry === undefined
        ? null
        : {
            value: entry.value,
            source: entry.source,
            enteredByName: entry.enteredByName,
            enteredAt: entry.enteredAt,
          },
    documents: behind ?? [],
  };
}

/** Every cell of the second table of `year` at the end of `until`, with where its number comes from. */
export function table2CellsOf(
  { documents, decisions }: Table2Registers,
  entries: readonly Table2Entry[],
  year: number,
  until: string,
): Table2CellView[] {
  return table2Cells.map(form => {
    const kind = decisionCells[form.cell];
    return cellOf(
      form,
      kind === undefined
        ? documentsBehind(form.cell, documents, year, until)
        : decisionsBehind(kind, decisions, year, until),
      entries.find(each => each.cell === form.cell),
    );
  });
}

/** The table as numbers. */
export function table2Of(cells: readonly Table2CellView[]): Table2 {
  const value = (cell: string) => cells.find(each => each.cell === cell)?.value ?? 0;
  const documents = (key: string) => ({
    made: value(`t2.${key}.made`),
    repealed: value(`t2.${key}.repealed`),
    inForce: value(`t2.${key}.inForce`),
  });
  return {
    rules: documents('rules'),
    normativeDocuments: documents('normativeDocuments'),
    licences: value('t2.licences'),
    penalties: value('t2.penalties'),
    coercion: value('t2.coercion'),
    chargesWan: value('t2.chargesWan'),
  };
}
