import type { CellProblem, EntryValue, EntryValues, RegisterKind } from '../contract.ts';
import { type Known, keyOf, matcher } from './matching.ts';
import { nameOf, readValues } from './values.ts';

/** A filled table as entries of a register: what each row would become, and by cell what cannot be taken. */

/** A file in the waiting area. A cell that holds a formula begins with `=`. */
export interface WaitingSheet {
  readonly heads: readonly { readonly column: number; readonly text: string }[];
  /** Field id of each head, `region` for the place; null: left out. */
  readonly fields: readonly (string | null)[];
  readonly rows: readonly {
    /** Spreadsheet row from 1. */
    readonly row: number;
    /** One for each head. */
    readonly cells: readonly string[];
    readonly isMerged: boolean;
  }[];
}

export interface Region {
  readonly code: string;
  readonly name: string;
  readonly unitId: string;
}

/** The head of the column that says where an entry is. */
export const regionHead = '地区';
export const regionField = 'region';

export interface Cell {
  /** From 0. */
  readonly row: number;
  readonly column: number;
  readonly text: string;
  readonly isFormula: boolean;
}

/** A: 0, Z: 25, AA: 26. */
export function columnName(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnName(Math.floor(column / 26) - 1) + last;
}

export function headOf({ name, measure }: { readonly name: string; readonly measure: string }): string {
  return measure === '' ? name : `${name}（${measure}）`;
}

function bare(text: string): string {
  return text
    .replaceAll(/[\s*＊]/g, '')
    .replaceAll('(', '（')
    .replaceAll(')', '）');
}

const regionHeads = new Set(['地区', '县（市、区）', '所在县（市、区）', '县区', '所属地区', '行政区划']);

function fieldOf(schema: RegisterKind, head: string): string | null {
  const text = bare(head);
  if (regionHeads.has(text)) return regionField;
  const found = schema.fields.find(
    field => bare(headOf(field)) === text || (field.measure === '' && bare(field.name) === text),
  );
  // Without its unit a head is taken too; with another unit it is not.
  return found?.id ?? schema.fields.find(field => bare(field.name) === text)?.id ?? null;
}

const headRowsSearched = 20;

function mergedRows(merged: readonly string[], headRow: number): Set<number> {
  const rows = new Set<number>();
  for (const range of merged) {
    const [, from, to] = /^[A-Z]+(\d+):[A-Z]+(\d+)$/.exec(range) ?? [];
    if (from === undefined || to === undefined) continue;
    // A merge over the whole height of a sheet is told at its first rows.
    const last = Math.min(Number(to), Number(from) + 5000);
    for (let row = Number(from); row <= last; row += 1) if (row > headRow + 1) rows.add(row);
  }
  return rows;
}

/** The sheet with its heads found; null where no row names the columns. */
export function sheetOf(
  schema: RegisterKind,
  cells: readonly Cell[],
  merged: readonly string[],
): WaitingSheet | null {
  const lines = new Map<number, Cell[]>();
  for (const cell of cells) {
    const line = lines.get(cell.row);
    if (line === undefined) lines.set(cell.row, [cell]);
    else line.push(cell);
  }
  const score = (line: readonly Cell[]) => line.filter(cell => fieldOf(schema, cell.text) !== null).length;
  let best: readonly [number, number] = [-1, 1];
  for (const [row, line] of lines)
    if (row < headRowsSearched && score(line) > best[1]) best = [row, score(line)];
  const [headRow] = best;
  const head = lines.get(headRow);
  if (head === undefined) return null;
  const heads = head.map(({ column, text }) => ({ column, text }));
  const inMerge = mergedRows(merged, headRow);
  const place = new Map(heads.map(({ column }, at) => [column, at]));
  const rows = [...lines]
    .filter(([row]) => row > headRow)
    .sort(([a], [b]) => a - b)
    .map(([row, line]) => {
      const texts = heads.map(() => '');
      for (const { column, text, isFormula } of line) {
        const at = place.get(column);
        if (at !== undefined) texts[at] = isFormula ? `=${text.replace(/^=/, '')}` : text;
      }
      return { row: row + 1, cells: texts, isMerged: inMerge.has(row + 1) };
    })
    .filter(({ cells: texts }) => texts.some(text => text !== ''));
  return { heads, fields: heads.map(({ text }) => fieldOf(schema, text)), rows };
}

export interface ImportInput {
  readonly schema: RegisterKind;
  readonly regions: readonly Region[];
  readonly sheet: WaitingSheet;
  /** Current entries of the register. */
  readonly known: readonly Known[];
  /** Whether this person may write entries of the place. */
  readonly mayWrite: (region: string | null) => boolean;
}

export interface GoodRow {
  readonly row: number;
  readonly region: string | null;
  readonly values: EntryValues;
  /** The entry it is about; null makes a new one. */
  readonly entryId: string | null;
  readonly isUnchanged: boolean;
}

export interface Judged {
  readonly problems: readonly CellProblem[];
  readonly good: readonly GoodRow[];
  readonly badRows: ReadonlySet<number>;
}

function sheetProblems({ schema, sheet }: ImportInput): CellProblem[] {
  const problems: CellProblem[] = [];
  const seen = new Set<string>();
  const tell = (cell: string, field: string, message: string, advice: string) =>
    problems.push({ row: 0, cell, field, message, advice });
  sheet.fields.forEach((field, at) => {
    if (field === null) return;
    const cell = columnName(sheet.heads[at]!.column);
    if (seen.has(field))
      tell(cell, field, `“${sheet.heads[at]!.text}”有两列。`, '请删去一列，或者改选该列对应的字段。');
    seen.add(field);
  });
  for (const field of schema.fields)
    if (field.required && !seen.has(field.id))
      tell(
        '',
        field.id,
        `缺少“${headOf(field)}”列。`,
        '请下载模板，补上这一列后重新上传，或者指定对应的列。',
      );
  if (schema.byCounty && !seen.has(regionField))
    tell('', regionField, `缺少“${regionHead}”列。`, '请补上这一列，写明所在的县（市、区）。');
  return problems;
}

interface RowReading {
  readonly region: string | null;
  readonly values: EntryValues;
  readonly problems: CellProblem[];
}

function placeOf({ schema, regions, mayWrite }: ImportInput, text: string) {
  if (text === '' && !schema.byCounty)
    return mayWrite(null) ? { region: null } : { wrong: ['不是您单位填报的内容。', '请由责任单位导入。'] };
  const found = regions.find(
    ({ code, name }) => code === text || name === text || (text.length > 1 && name.startsWith(text)),
  );
  if (found === undefined)
    return {
      wrong: [
        text === '' ? '没有填写地区。' : `没有“${text.slice(0, 20)}”这个地区。`,
        `请填写：${regions.map(({ name }) => name).join('、')}。`,
      ],
    };
  if (!mayWrite(found.code))
    return { wrong: [`${found.name}的内容由该地填报。`, '请删去这一行，或者由该地导入。'] };
  return { region: found.code };
}

function readRow(input: ImportInput, line: WaitingSheet['rows'][number]): RowReading {
  const { schema, sheet } = input;
  const problems: CellProblem[] = [];
  const given: Record<string, EntryValue | null> = {};
  const cellOf = (field: string) => {
    const at = sheet.fields.indexOf(field);
    return at < 0 ? '' : `${columnName(sheet.heads[at]!.column)}${line.row}`;
  };
  const tell = (field: string, message: string, advice: string) =>
    problems.push({ row: line.row, cell: cellOf(field), field, message, advice });
  let place = '';
  sheet.fields.forEach((field, at) => {
    if (field === null) return;
    const text = line.cells[at] ?? '';
    if (text.startsWith('='))
      tell(field, '这一格是公式。', '请选择性粘贴为数值后重新上传，或者在这里改为结果。');
    else if (field === regionField) place = text.trim();
    else given[field] = text;
  });
  if (line.isMerged)
    problems.push({
      ...{ row: line.row, cell: `A${line.row}`, field: '' },
      message: '这一行含有合并的单元格。',
      advice: '请取消合并并逐行填写，或者在这里逐格核对后保存。',
    });
  const where = placeOf(input, place);
  if (where.wrong !== undefined) tell(regionField, where.wrong[0]!, where.wrong[1]!);
  const { values, faults } = readValues(schema, given);
  // A formula has been told already.
  for (const each of faults)
    if (!problems.some(problem => problem.field === each.field))
      tell(each.field, `${each.name}：${each.message}`, each.advice);
  return { region: where.region ?? null, values, problems };
}

/** What the file does not say stays: a column that it does not have, and a code that a row matched by name leaves empty. */
function mergedWith(
  { schema, sheet }: ImportInput,
  values: EntryValues,
  entry: Known | undefined,
): EntryValues {
  if (entry === undefined) return values;
  const kept = schema.fields.flatMap(({ id, unique }) =>
    values[id] === undefined && entry.values[id] !== undefined && (unique || !sheet.fields.includes(id))
      ? [[id, entry.values[id]] as const]
      : [],
  );
  return { ...values, ...Object.fromEntries(kept) };
}

/** Every row judged: what it would become, and all that is wrong. Nothing is written. */
export function judge(input: ImportInput): Judged {
  const { schema, sheet, known } = input;
  const problems = sheetProblems(input);
  const matchOf = matcher(schema, known);
  const firstOf = new Map<string, number>();
  const good: GoodRow[] = [];
  const badRows = new Set<number>();
  for (const line of sheet.rows) {
    const reading = readRow(input, line);
    const { region, values } = reading;
    const tell = (message: string, advice: string) =>
      reading.problems.push({ row: line.row, cell: `A${line.row}`, field: '', message, advice });
    const match = matchOf(region, values);
    const entry = match === 'ambiguous' ? undefined : match.entry;
    const key = entry?.id ?? keyOf(schema, region, values);
    const before = firstOf.get(key);
    if (reading.problems.length === 0 && match === 'ambiguous')
      tell(
        `名录中有多条同名的“${nameOf(schema, values)}”，不知道是哪一条。`,
        '请填写编码（如统一社会信用代码）后再导入。',
      );
    else if (reading.problems.length === 0 && before !== undefined)
      tell(`与第${before}行是同一条（${nameOf(schema, values)}）。`, '请只保留一行。');
    firstOf.set(key, before ?? line.row);
    if (reading.problems.length > 0) {
      problems.push(...reading.problems);
      badRows.add(line.row);
      continue;
    }
    const merged = mergedWith(input, values, entry);
    const isUnchanged =
      entry !== undefined &&
      entry.region === region &&
      schema.fields.every(({ id }) => entry.values[id] === merged[id]);
    good.push({ row: line.row, region, values: merged, entryId: entry?.id ?? null, isUnchanged });
  }
  return { problems, good, badRows };
}
