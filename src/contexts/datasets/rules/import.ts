import type { Dataset, Measure } from '../contract/pack.ts';
import type { CellWrite, ImportPreview, ImportProblem } from '../contract.ts';
import { valueFault } from './checks.ts';
import { isEntered, keyOf, ownerPart, type Region, rowsOf, type TableRow } from './table.ts';

/** Reads an uploaded table into cells of the data set, and says by address what cannot be taken. */

export interface GridCell {
  readonly row: number;
  readonly column: number;
  readonly text: string;
  readonly isFormula: boolean;
  readonly isDate: boolean;
}

export interface ImportInput {
  readonly set: Dataset;
  readonly regions: readonly Region[];
  readonly cells: readonly GridCell[];
  readonly merged: readonly string[];
  /** Parts that the person may fill. */
  readonly parts: ReadonlySet<string>;
  readonly isName: (text: string) => boolean;
}

export interface ImportReading {
  readonly mapping: ImportPreview['mapping'];
  readonly problems: readonly ImportProblem[];
  readonly cells: readonly (CellWrite & { readonly part: string })[];
}

/** 0 → A. */
function columnName(column: number): string {
  let name = '';
  for (let left = column + 1; left > 0; left = Math.floor((left - 1) / 26))
    name = String.fromCharCode(65 + ((left - 1) % 26)) + name;
  return name;
}

function address({ row, column }: { readonly row: number; readonly column: number }): string {
  return `${columnName(column)}${row + 1}`;
}

function problem(cell: string, code: string, words: string, advice: string): ImportProblem {
  return { cell, code, words, advice };
}

/** Heads as people type them: brackets of either width, spaces, the unit in brackets or not. */
function bare(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s/g, '').replaceAll('、', ',');
}

function splitHead(text: string): { readonly name: string; readonly unit: string } {
  const match = /^(.*)\(([^()]*)\)$/.exec(bare(text));
  return match === null ? { name: bare(text), unit: '' } : { name: match[1] ?? '', unit: match[2] ?? '' };
}

type ColumnRole = 'region' | 'class' | Measure;

/** What a heading stands for, or why it cannot be taken (`wrong-unit`). */
function roleOf(set: Dataset, text: string): ColumnRole | 'wrong-unit' | undefined {
  const whole = bare(text);
  if (whole === '地区' || whole === '县区') return 'region';
  if (whole === bare(set.classWord) || (whole === '类别' && set.classes.length > 0)) return 'class';
  const exact = set.measures.find(
    each => whole === bare(each.name) || whole === bare(`${each.name}(${each.unit})`),
  );
  if (exact !== undefined) return exact;
  const { name } = splitHead(text);
  return set.measures.some(each => bare(each.name) === name) ? 'wrong-unit' : undefined;
}

interface Head {
  readonly row: number;
  readonly roles: ReadonlyMap<number, ColumnRole>;
  readonly mapping: ImportPreview['mapping'];
  readonly problems: readonly ImportProblem[];
}

function columnOf(set: Dataset, cell: GridCell): { role?: ColumnRole; problem?: ImportProblem } {
  const role = roleOf(set, cell.text);
  if (role === 'wrong-unit') {
    const { name, unit } = splitHead(cell.text);
    const due = set.measures.find(each => bare(each.name) === name)?.unit ?? '';
    return {
      problem: problem(
        address(cell),
        'wrong-unit',
        `“${name}”的单位写作“${unit}”，本表以“${due}”计。`,
        `请换算为${due}并把表头改为模板的写法。`,
      ),
    };
  }
  if (role === undefined)
    return {
      problem: problem(
        address(cell),
        'unknown-header',
        '本表没有这一列。',
        '请使用模板的表头，或者删去这一列。',
      ),
    };
  return { role };
}

/** The first of the first ten rows that names the region or a measure. */
function headOf(set: Dataset, byRow: ReadonlyMap<number, readonly GridCell[]>): Head | undefined {
  const found = [...byRow].find(
    ([row, cells]) => row < 10 && cells.filter(cell => roleOf(set, cell.text) !== undefined).length >= 2,
  );
  if (found === undefined) return undefined;
  const roles = new Map<number, ColumnRole>();
  const problems: ImportProblem[] = [];
  for (const cell of found[1]) {
    const { role, problem: wrong } = columnOf(set, cell);
    if (wrong !== undefined) problems.push(wrong);
    else if (role !== undefined && [...roles.values()].includes(role))
      problems.push(problem(address(cell), 'header-twice', '这一列的表头重复。', '请只保留一列。'));
    else if (role !== undefined) roles.set(cell.column, role);
  }
  const given = new Set(roles.values());
  if (set.regions && !given.has('region'))
    problems.push(problem('', 'header-missing', '表头缺少“地区”。', '请使用模板的表头。'));
  if (set.classes.length > 0 && !given.has('class'))
    problems.push(problem('', 'header-missing', `表头缺少“${set.classWord}”。`, '请使用模板的表头。'));
  const mapping = found[1].map(cell => {
    const role = roles.get(cell.column);
    return {
      column: columnName(cell.column),
      header: cell.text,
      measure: typeof role === 'object' ? role.id : null,
    };
  });
  return { row: found[0], roles, mapping, problems };
}

function rowFinder(set: Dataset, regions: readonly Region[]) {
  const rows = rowsOf(set, regions);
  const same = (a: string, b: string) => bare(a) === bare(b);
  return (regionText: string, classText: string): TableRow | 'region' | 'class' => {
    const inRegion = rows.filter(row =>
      set.regions ? same(row.regionName, regionText) || row.region === bare(regionText) : true,
    );
    if (inRegion.length === 0) return 'region';
    const found = inRegion.find(row => set.classes.length === 0 || same(row.className, classText));
    return found ?? 'class';
  };
}

/** A number as people type it: thousands parted by commas, full-width digits. Text otherwise. */
function typed(text: string): number | string {
  const digits = text
    .normalize('NFKC')
    .replaceAll(/\s/g, '')
    .replaceAll(/(?<=\d),(?=\d{3}(?:\D|$))/g, '');
  return /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(digits) ? Number(digits) : text;
}

function readCell(
  input: ImportInput,
  row: TableRow,
  measure: Measure,
  cell: GridCell,
): ImportProblem | { readonly value: number | string } {
  const at = address(cell);
  if (cell.isFormula)
    return problem(at, 'formula', '这里是公式。', '请复制后用“选择性粘贴—数值”粘贴为数字。');
  if (cell.isDate) return problem(at, 'date', '这里是日期格式。', '请把单元格格式改为“数值”，并核对数字。');
  const value = measure.rule === 'text' ? cell.text : typed(cell.text);
  const fault = valueFault(measure, value, input.isName);
  if (fault === undefined) return { value };
  return problem(
    at,
    fault.code,
    fault.words,
    `${row.regionName}${row.className === '' ? '' : `　${row.className}`}　${measure.name}：请改正后再次导入。`,
  );
}

function mergedProblems({ merged }: ImportInput): ImportProblem[] {
  return merged.map(range =>
    problem(
      range.split(':')[0] ?? '',
      'merged-cells',
      `${range} 是合并单元格。`,
      '请取消合并，在每个单元格内填写。',
    ),
  );
}

/** Totals in the file are not taken: they are compared with the sum of what the file says. */
function totalProblems(
  set: Dataset,
  taken: ReadonlyMap<string, number | string>,
  totals: readonly {
    readonly at: string;
    readonly row: TableRow;
    readonly measure: Measure;
    readonly value: number | string;
  }[],
  regions: readonly Region[],
): ImportProblem[] {
  return totals.flatMap(({ at, row, measure, value }) => {
    const parts = rowsOf(set, regions)
      .filter(each => isEntered(set, each, measure) && (row.region === null || each.region === row.region))
      .filter(each => row.class === null || each.class === row.class)
      .map(each => taken.get(keyOf({ region: each.region, class: each.class, measure: measure.id })));
    if (parts.length === 0 || !parts.every(part => typeof part === 'number')) return [];
    const sum = Math.round(parts.reduce((a, b) => a + b, 0) * 1e6) / 1e6;
    return typeof value === 'number' && Math.abs(sum - value) <= 0.005
      ? []
      : [
          problem(
            at,
            'total-differs',
            `合计填的是${value}，各行相加为${sum}。`,
            '请核对各行；合计由系统计算，不会导入。',
          ),
        ];
  });
}

/** Nothing is written: what was read, and everything that was not. */
export function readImport(input: ImportInput): ImportReading {
  const { set, regions, parts } = input;
  const byRow = Map.groupBy(input.cells, cell => cell.row);
  const head = headOf(set, byRow);
  if (head === undefined)
    return {
      mapping: [],
      cells: [],
      problems: [problem('', 'no-header', '没有找到本表的表头。', '请下载模板，在模板中填写后上传。')],
    };
  const problems = [...mergedProblems(input), ...head.problems];
  const cells: (CellWrite & { part: string })[] = [];
  const taken = new Map<string, number | string>();
  const totals: Parameters<typeof totalProblems>[2][number][] = [];
  const seen = new Map<TableRow, number>();
  const find = rowFinder(set, regions);
  const columnWith = (role: 'region' | 'class') => [...head.roles].find(([, each]) => each === role)?.[0];
  const [regionColumn, classColumn] = [columnWith('region'), columnWith('class')];
  for (const [no, line] of byRow) {
    if (no <= head.row) continue;
    const text = (column: number | undefined) => line.find(cell => cell.column === column)?.text ?? '';
    const row = find(text(regionColumn), text(classColumn));
    const first = line[0]!;
    if (row === 'region' || row === 'class') {
      const wrongColumn = row === 'region' ? regionColumn : classColumn;
      const at = wrongColumn === undefined ? address(first) : address({ row: no, column: wrongColumn });
      problems.push(
        row === 'region'
          ? problem(
              at,
              'unknown-region',
              '地区空缺或者不是本市的县（市、区）、管理区。',
              '请使用模板中的地区名称。',
            )
          : problem(
              at,
              'unknown-class',
              `“${set.classWord}”空缺或者不是本表的项目。`,
              '请使用模板中的名称。',
            ),
      );
      continue;
    }
    const before = [...seen].find(([each]) => each.region === row.region && each.class === row.class)?.[1];
    if (before !== undefined) {
      problems.push(problem(address(first), 'row-twice', `与第${before + 1}行重复。`, '请只保留一行。'));
      continue;
    }
    seen.set(row, no);
    for (const cell of line) {
      const measure = head.roles.get(cell.column);
      if (typeof measure !== 'object') continue;
      const isEnteredHere = isEntered(set, row, measure);
      const read = readCell(input, row, measure, cell);
      if (!('value' in read)) {
        problems.push(read);
        continue;
      }
      if (!isEnteredHere) {
        if (measure.rule === 'sum') totals.push({ at: address(cell), row, measure, value: read.value });
        continue;
      }
      if (!parts.has(row.part)) {
        problems.push(
          problem(
            address(cell),
            'not-yours',
            row.part === ownerPart ? '这一行由市局汇总单位填写。' : `${row.regionName}由该地填报。`,
            '请删去这一行。',
          ),
        );
        break;
      }
      const at = { region: row.region, class: row.class, measure: measure.id };
      taken.set(keyOf(at), read.value);
      cells.push({ ...at, value: read.value, part: row.part });
    }
  }
  return {
    mapping: head.mapping,
    problems: [...problems, ...totalProblems(set, taken, totals, regions)],
    cells,
  };
}
