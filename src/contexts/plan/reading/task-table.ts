import { readChannels } from './channels.ts';
import { makeLeaf, type Units } from './leaf.ts';
import { readStatedLimit } from './limits.ts';
import { numeralValue, readMark } from './outline-marks.ts';
import type { PlanLeaf, PlanWarning, SourceTable } from './plan-reading.ts';
import { plainPunctuation } from './punctuation.ts';
import { readResponsibility } from './responsibility.ts';
import { splitUnits } from './units.ts';

type Column = 'number' | 'category' | 'task' | 'requirement' | 'lead' | 'cooperating' | 'limit' | 'channel';

/** Words of header cells. First fitting row wins. */
const headers: readonly (readonly [Column, RegExp])[] = [
  ['number', /^(序号|编号|序|任务编号|项次|no\.?)$/i],
  ['cooperating', /(配合|协办|协助|参与|参加|会办)(单位|科室|部门|处室|\/)?/],
  ['lead', /责任|牵头|主办|承办|落实单位|实施单位|负责/],
  ['limit', /时限|时间|期限|频次|进度|节点/],
  ['channel', /渠道|载体|平台|公开方式|公开形式/],
  ['requirement', /要求|内容|措施|举措|做法|目标|标准|说明/],
  ['category', /类别|分类|领域|板块|一级|大类|项目类型|工作类型/],
  ['task', /任务|事项|项目|工作|要点|二级|名称/],
];

interface Header {
  readonly row: number;
  readonly columns: ReadonlyMap<Column, number>;
  /** Header words of the lead column, for the label. */
  readonly label: string;
}

function bareCell(text: string | undefined): string {
  return plainPunctuation(text ?? '').replace(/\s/g, '');
}

function columnsOf(row: readonly string[]): Map<Column, number> {
  const columns = new Map<Column, number>();
  row.forEach((cell, at) => {
    const text = bareCell(cell);
    if (text === '' || text.length > 14) return;
    const column = headers.find(([, words]) => words.test(text))?.[0];
    if (column !== undefined && !columns.has(column)) columns.set(column, at);
  });
  return columns;
}

function distinct(row: readonly string[]): Set<string> {
  return new Set(row.map(bareCell).filter(text => text !== ''));
}

/** The header is within the first rows: it names who is responsible and what is to be done. */
export function findHeader(table: SourceTable): Header | undefined {
  for (let row = 0; row < Math.min(6, table.rows.length); row++) {
    const cells = table.rows[row] ?? [];
    const columns = columnsOf(cells);
    const task = columns.has('task') || columns.has('requirement');
    if (!task || distinct(cells).size < 2 || columns.size < 2) continue;
    if (!columns.has('lead') && !columns.has('limit') && !columns.has('number')) continue;
    return { row, columns, label: bareCell(cells[columns.get('lead') ?? -1]).replace(/\([^()]*\)/g, '') };
  }
  return undefined;
}

interface Row {
  readonly cells: readonly string[];
  readonly at: number;
  readonly heading: string | undefined;
  readonly headingOrdinal: number | undefined;
}

/** Rows below the header; a row with one text over its whole width is a heading of those that follow. */
function bodyRows(table: SourceTable, header: Header): Row[] {
  const rows: Row[] = [];
  let heading: string | undefined;
  let headingOrdinal: number | undefined;
  const titles = bareCell((table.rows[header.row] ?? []).join('|'));
  table.rows.forEach((cells, at) => {
    if (at <= header.row || distinct(cells).size === 0 || bareCell(cells.join('|')) === titles) return;
    const only = [...new Set(cells.map(cell => cell.trim()).filter(cell => cell !== ''))];
    if (only.length === 1 && cells.length > 2) {
      const mark = readMark(only[0] ?? '');
      heading = (mark?.rest ?? only[0] ?? '').trim();
      headingOrdinal = mark?.ordinal;
    } else rows.push({ cells, at, heading, headingOrdinal });
  });
  return rows;
}

/** `3`, `3.`, `(三)`, `三、` → `3`; `2-1` and `2.1` → `2.1`; '' for anything else. */
function ownNumber(cell: string): string {
  const text = bareCell(cell).replace(/^\(|\)$|[.、,)]+$/g, '');
  if (/^\d+([.\-—]\d+)*$/.test(text))
    return text
      .split(/[.\-—]/)
      .map(part => String(Number(part)))
      .join('.');
  const value = numeralValue(text);
  return value > 0 ? String(value) : '';
}

/** 办公室(牵头)、财务科: the marked ones lead. */
function markedUnits(cell: string): { lead: string[]; cooperating: string[] } | undefined {
  const units = splitUnits(cell);
  const lead = units.filter(unit => /\((?:牵头|主办|主责|负责)\)$/.test(unit));
  if (lead.length === 0) return undefined;
  const plain = (unit: string): string => unit.replace(/\((?:牵头|主办|主责|负责|配合|协办)\)$/, '');
  return { lead: lead.map(plain), cooperating: units.filter(unit => !lead.includes(unit)).map(plain) };
}

function unitsOf(leadCell: string, helpCell: string, label: string): Units {
  const inside = readResponsibility(leadCell);
  const clauses = inside.lead.length > 0 ? inside : readResponsibility(`(${plainPunctuation(leadCell)})`);
  const helpers = splitUnits(helpCell);
  if (clauses.lead.length > 0 || clauses.cooperating.length > 0) {
    const cooperating = [...new Set([...clauses.cooperating, ...helpers])];
    return { label: clauses.label ?? label, lead: clauses.lead, cooperating, source: 'stated' };
  }
  const { lead, cooperating } = markedUnits(leadCell) ?? { lead: splitUnits(leadCell), cooperating: [] };
  const others = [...new Set([...cooperating, ...helpers])].filter(unit => !lead.includes(unit));
  return {
    label: lead.length > 0 ? label : null,
    lead,
    cooperating: others,
    source: lead.length > 0 ? 'stated' : 'none',
  };
}

interface RowLeaf {
  readonly leaf: PlanLeaf;
  readonly warnings: readonly PlanWarning[];
  readonly row: Row;
}

/** A category ends in a mark of its own (一、加强解读); its number is not part of the words. */
function words(cell: string): string {
  return (readMark(cell)?.rest ?? cell).replace(/\s+/g, '').trim();
}

function leafOfRow(table: SourceTable, header: Header, row: Row, running: number): RowLeaf {
  const cell = (column: Column): string => row.cells[header.columns.get(column) ?? -1] ?? '';
  const task = cell('task').trim();
  const mark = readMark(task);
  const stated =
    ownNumber(cell('number')) || (header.columns.has('number') ? '' : (mark?.parts.join('.') ?? ''));
  const id = stated === '' ? String(running) : stated;
  const requirement = cell('requirement').trim();
  const title = words(task);
  const units = unitsOf(cell('lead'), cell('cooperating'), header.label);
  const line = table.line + row.at;
  const parentPath = [row.heading ?? '', words(cell('category'))].filter(
    part => part !== '' && part !== title,
  );
  const made = makeLeaf({
    id,
    parentPath,
    text: requirement === '' ? (mark?.rest ?? task) : requirement,
    ...(title === '' ? {} : { title }),
    lines: { from: line, to: line },
    inherited: units.lead.length > 0 || units.cooperating.length > 0 ? units : undefined,
  });
  const limits = [...readStatedLimit(cell('limit'), made.leaf.title), ...made.leaf.limits];
  const channels = [...new Set([...readChannels(cell('channel')), ...made.leaf.channels])];
  const fromCells = made.leaf.unitSource === 'inherited';
  const leaf: PlanLeaf = {
    ...made.leaf,
    limits,
    channels,
    unitSource: fromCells ? 'stated' : made.leaf.unitSource,
  };
  const warnings = made.warnings.filter(
    warning => warning.code !== 'unit-inherited' && warning.code !== 'title-unclear',
  );
  if (stated === '') {
    const where = `第 ${line} 行`;
    warnings.push({
      code: 'row-number-missing',
      where,
      message: `本行没有序号，暂按顺序编为 ${id}，请核对。`,
    });
  }
  return { leaf, warnings, row };
}

/** Where numbers begin anew under each heading, the heading's own number goes in front. */
function distinguish(rows: readonly RowLeaf[]): PlanLeaf[] {
  const repeated = new Set(rows.map(row => row.leaf.id)).size < rows.length;
  const numbered = rows.every(({ row }) => row.headingOrdinal !== undefined);
  return rows.map(({ leaf, row }) =>
    repeated && numbered ? { ...leaf, id: `${row.headingOrdinal}.${leaf.id}` } : leaf,
  );
}

/** Reads a table of tasks: 序号 | 任务 | 具体要求 | 责任 | 时限, in any order and under any of their usual names. */
export function readTaskTable(
  table: SourceTable,
  header: Header,
): { leaves: PlanLeaf[]; warnings: PlanWarning[] } {
  const rows = bodyRows(table, header).map((row, i) => leafOfRow(table, header, row, i + 1));
  const warnings = rows.flatMap(row => row.warnings);
  if (!header.columns.has('lead')) {
    warnings.push({
      code: 'column-missing',
      where: `第 ${table.line + header.row} 行`,
      message: '任务表没有“责任单位”一栏，请在导入后逐项指定。',
    });
  }
  return { leaves: distinguish(rows), warnings };
}
