import { citationWords, cite } from '../../../../law/citation.ts';
import { houseCell } from './homes.ts';

/** Columns of a list of persons that say more than the name: one finding for a column, not one for a row. */

export interface SensitiveColumn {
  readonly rule: 'landline' | 'address' | 'birth-date' | 'health' | 'minor' | 'passport';
  readonly heading: string;
  readonly basis: readonly string[];
}

interface ColumnRule {
  readonly rule: SensitiveColumn['rule'];
  readonly heading: RegExp;
  /** A cell that shows that the column says it. */
  readonly cell: RegExp;
  readonly basis: readonly string[];
}

const publication = [citationWords(cite('个人信息保护法', 25)), citationWords(cite('政府信息公开条例', 15))];
const sensitive = [citationWords(cite('个人信息保护法', 28)), citationWords(cite('政府信息公开条例', 15))];
const something = /[^\s\-—/无]/;

const columnRules: readonly ColumnRule[] = [
  {
    rule: 'landline',
    heading: /电话|联系方式|联系号码/,
    cell: /^(?:[（(]?0\d{2,3}[）)]?\s?[-—－–]?\s?)?[2-9]\d{6,7}$/,
    basis: publication,
  },
  {
    rule: 'address',
    heading: /住址|地址|居住地|(?:户籍|户口|家庭)(?:所在)?地|住所|坐落|现居|村组|楼栋|房号/,
    cell: houseCell,
    basis: publication,
  },
  { rule: 'birth-date', heading: /出生|生日/, cell: /(?:19|20)\d{2}/, basis: publication },
  {
    rule: 'health',
    heading: /残疾(?!人?证)|病|伤残|诊断|健康/,
    cell: something,
    basis: sensitive,
  },
  { rule: 'minor', heading: /^年龄(?:（岁）|\(岁\))?$/, cell: /^(?:[0-9]|1[0-7])周?岁?$/, basis: sensitive },
  {
    rule: 'minor',
    heading: /儿童姓名|学生姓名|幼儿姓名|孤儿姓名|^年级$|班级|就读/,
    cell: something,
    basis: sensitive,
  },
  { rule: 'passport', heading: /护照|通行证/, cell: /^[A-Z]{1,2}\s?\d{7,8}$/, basis: publication },
];

/** By the heading and what stands below it; each rule once. */
export function columnsOf(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): SensitiveColumn[] {
  const found = new Map<SensitiveColumn['rule'], SensitiveColumn>();
  header.forEach((heading, column) => {
    for (const { rule, heading: form, cell, basis } of columnRules) {
      if (found.has(rule) || !form.test(heading)) continue;
      if (rows.some(row => cell.test(row[column] ?? ''))) found.set(rule, { rule, heading, basis });
    }
  });
  return [...found.values()];
}
