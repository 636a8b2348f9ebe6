import { type Reason, reason } from '../../../law/refusal.ts';
import { creditCodeFault } from '../../../law/social-credit-code.ts';

/** A list of objects as a file for spreadsheets: 名称 and, where they have one, 统一社会信用代码. */

/** No pool has more. Unit: rows, cells. */
export const poolFileLimits = { rows: 20_000, cells: 200_000 } as const;

const nameHeads = ['名称', '检查对象', '机构名称', '单位名称'];
const codeHeads = ['统一社会信用代码', '信用代码'];
/** So many faults are told at once. */
const mostFaults = 50;

export interface PoolLine {
  readonly name: string;
  readonly creditCode: string;
}

/**
 * The objects of a file. The first row with a head for the name begins the table; empty rows are passed over. Every fault
 * names its row as spreadsheets count them; with faults nothing is taken over. Rows and columns of `cells` count from 0.
 */
export function readPoolFile(
  cells: readonly { readonly row: number; readonly column: number; readonly text: string }[],
): { readonly lines: readonly PoolLine[]; readonly faults: readonly Reason[] } {
  const rows = [...Map.groupBy(cells, each => each.row)]
    .sort(([one], [other]) => one - other)
    .map(([row, line]) => ({ row, line: new Map(line.map(({ column, text }) => [column, text.trim()])) }));
  const columnIn = (line: ReadonlyMap<number, string>, heads: readonly string[]) =>
    [...line].find(([, text]) => heads.includes(text))?.[0];
  const head = rows.find(({ line }) => columnIn(line, nameHeads) !== undefined);
  if (head === undefined)
    return {
      lines: [],
      faults: [
        reason(
          'no-heads',
          '没有找到标题行，应有“名称”一列，有统一社会信用代码的另有“统一社会信用代码”一列。',
        ),
      ],
    };
  const nameAt = columnIn(head.line, nameHeads)!;
  const codeAt = columnIn(head.line, codeHeads) ?? -1;
  const lines: PoolLine[] = [];
  const faults: Reason[] = [];
  const seen = new Map<string, number>();
  for (const { row, line } of rows.filter(each => each.row > head.row)) {
    const [name, creditCode] = [line.get(nameAt) ?? '', (line.get(codeAt) ?? '').toUpperCase()];
    if (name === '' && creditCode === '') continue;
    const fault = (code: string, message: string) =>
      faults.push({ ...reason(code, `第${row + 1}行：${message}`), where: `第${row + 1}行` });
    const codeFault = creditCode === '' ? undefined : creditCodeFault(creditCode);
    const key = creditCode === '' ? name : creditCode;
    const before = seen.get(key);
    if (name === '') fault('no-name', '没有名称。');
    else if (name.length > 200) fault('name-too-long', '名称超过200个字。');
    if (codeFault !== undefined) fault('credit-code', codeFault);
    if (before !== undefined) fault('twice', `与第${before + 1}行是同一个检查对象。`);
    seen.set(key, row);
    lines.push({ name, creditCode });
  }
  if (lines.length === 0 && faults.length === 0)
    faults.push(reason('no-rows', '标题行下面没有检查对象，请核对是否选错了文件。'));
  return { lines, faults: faults.slice(0, mostFaults) };
}
