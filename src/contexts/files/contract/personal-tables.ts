/**
 * Lists of persons: which column of a table says what about a person, and what stands in its cells afterwards. Sources:
 * 社会救助暂行办法 art 11, 个人信息保护法 arts 6 and 28 (health, finances, identity).
 */
import { maskBankCard, maskMobile, maskName, maskResidentId } from '../../../law/masking.ts';
import { addressMasked } from './personal-data.ts';

export type ColumnKind = 'name' | 'id' | 'phone' | 'account' | 'address' | 'birth' | 'private';

export const columnKindWords: Readonly<Record<ColumnKind, string>> = {
  name: '姓名',
  id: '证件号码',
  phone: '电话',
  account: '银行账号',
  address: '住址',
  birth: '出生日期',
  private: '健康、收入等情况',
};

const headings: readonly (readonly [ColumnKind, RegExp])[] = [
  ['id', /身份证|身份号|证件号|残疾(?:人|)证|护照/],
  ['account', /银行卡|卡号|账号|帐号|账户|帐户|开户/],
  ['phone', /电话|手机|联系方式/],
  ['birth', /出生|生日/],
  ['private', /残疾(?!(?:人|)证)|病|伤残|诊断|健康|收入|致贫|困难原因|精神/],
  ['address', /住址|家庭地址|户籍地|居住地|详细地址|^地\s*址$/],
  [
    'name',
    /^(?:[\u4e00-\u9fa5]{0,8}姓\s*名|户主|申请人|受助人|救助对象|保障对象|供养对象|监护人|被监护人|家庭成员|领取人)$/,
  ],
];
const organisationHeading = /单位|机构|企业|社会组织|学校|公司/;
/** A list of officials names them on purpose (条例 art 20: organs and their heads). */
const officeHeading = /职务|职位|职称|岗位|任职/;
const anyHeading =
  /性别|年龄|民族|序号|编号|号码?$|号$|址|日期|时间|年月|类别|类型|金额|标准|单位|机构|村|社区|乡|镇|街道|人数|户数|人口|备注|说明|原因|等级|情况|电话|账户|关系|合计|地区|县|联系|姓名|方式|户主|申请人|成员|监护人|结果|名称|面积|职务/;
const plainName = /^[\u4e00-\u9fa5·]{2,6}$/;
const notAName = /^(?:合计|小计|总计|姓名|无|备注|同上|暂无|共计|空白|以下空白|户主|本人|填表人|审核人)$/;

function tidy(cell: string): string {
  return cell.replace(/\s+/g, '');
}

/** What a column with this heading says about a person; nothing if it says nothing that must be hidden. */
export function columnKindOf(heading: string): ColumnKind | undefined {
  const words = tidy(heading);
  if (words === '' || words.length > 24 || /\d{5}/.test(words)) return undefined;
  const kind = headings.find(([, pattern]) => pattern.test(words))?.[0];
  return organisationHeading.test(words) && kind !== 'id' ? undefined : kind;
}

/** What is to be done in one row: by the number of the cell, the kind its content is of. */
export type RowPlan = ReadonlyMap<number, ColumnKind>;

export interface TablePlan {
  /** One for each row. A heading row has an empty plan. */
  readonly rows: readonly RowPlan[];
  /** Columns under a heading that says something about persons. */
  readonly columns: ReadonlyMap<number, ColumnKind>;
  /** A table of persons: names or identity numbers stand in a column. */
  readonly isList: boolean;
}

/** 姓名 | 王某 | 住址 | …: labels and values by turns in one row. */
function formRow(cells: readonly string[]): Map<number, ColumnKind> | undefined {
  const plan = new Map<number, ColumnKind>();
  const first = tidy(cells.find(cell => tidy(cell) !== '') ?? '');
  // A row of a list begins with a serial or a name, a row of a form with a label.
  if (columnKindOf(first) === undefined && !anyHeading.test(first)) return undefined;
  for (let i = 0; i + 1 < cells.length; i += 1) {
    const kind = columnKindOf(cells[i]!);
    const value = tidy(cells[i + 1]!);
    if (kind === undefined || value === '' || anyHeading.test(value) || columnKindOf(value) !== undefined)
      continue;
    if (kind === 'name' ? plainName.test(value) : kind !== 'private' && /[\d村组号]/.test(value))
      plan.set(i + 1, kind);
  }
  return plan.size > 0 ? plan : undefined;
}

function headingRow(cells: readonly string[]): Map<number, ColumnKind> | undefined {
  const filled = cells.filter(cell => tidy(cell) !== '').length;
  const plan = new Map<number, ColumnKind>();
  cells.forEach((cell, i) => {
    const kind = columnKindOf(cell);
    if (kind !== undefined) plan.set(i, kind);
  });
  const kinds = [...plan.values()];
  if (filled < 2 || !(kinds.includes('name') || kinds.includes('id'))) return undefined;
  if (!cells.some(cell => officeHeading.test(cell))) return plan;
  return new Map([...plan].filter(([, kind]) => kind !== 'name' && kind !== 'phone'));
}

/** What must be hidden in a table, by its rows of cells. */
export function planTable(rows: readonly (readonly string[])[]): TablePlan {
  let open: RowPlan = new Map();
  const columns = new Map<number, ColumnKind>();
  const plans = rows.map(cells => {
    const form = formRow(cells);
    if (form !== undefined) return form;
    const heading = headingRow(cells);
    if (heading === undefined) return open;
    open = heading;
    for (const [column, kind] of heading) columns.set(column, kind);
    return new Map<number, ColumnKind>();
  });
  return {
    rows: plans,
    columns,
    isList: [...columns.values()].some(kind => kind === 'name' || kind === 'id'),
  };
}

function eachName(text: string): string {
  return text
    .split(/([、，,;；/\s]+)/)
    .map(word => (plainName.test(word) && !notAName.test(word) ? maskName(word) : word))
    .join('');
}

/** The names of persons in a cell of a column of names; 合计 and names already masked are none. */
export function namesIn(cell: string): string[] {
  const whole = tidy(cell);
  const words = plainName.test(whole) ? [whole] : cell.trim().split(/[、，,;；/\s]+/);
  return words.filter(word => plainName.test(word) && !notAName.test(word) && !/某|×/.test(word));
}

/** What stands in a cell afterwards; cells that say nothing (empty, 无, 合计) stay. */
export function maskCell(kind: ColumnKind, text: string): string {
  const words = text.trim();
  if (words === '' || /^[-—/无*]+$/.test(words)) return text;
  if (kind === 'name')
    return plainName.test(tidy(words)) && !notAName.test(tidy(words))
      ? maskName(tidy(words))
      : eachName(text);
  if (kind === 'id') return /\d/.test(words) ? maskResidentId(words) : text;
  if (kind === 'phone') return /\d{5}/.test(words) ? maskMobile(words) : text;
  if (kind === 'account') return /\d{5}/.test(words) ? maskBankCard(words) : text;
  if (kind === 'address') return addressMasked(words);
  return '***';
}
