import type { AnnualReportTables } from '../../../law/annual-report-tables.ts';
import { resultGroups, type SectionKey } from '../contract.ts';
import { numberWords } from './layout.ts';

/**
 * Sections 一, 五 and 六. Numbers in them are placeholders such as `{本年新收}` that take their value from the tables, so
 * that text and tables agree (identity I7).
 */

export interface Placeholder {
  readonly name: string;
  readonly value: string;
}

function resultsOf({ t3 }: AnnualReportTables): Placeholder[] {
  return resultGroups.map(({ label, rows }) => {
    const keys = (Object.keys(t3) as (keyof typeof t3)[]).filter(key =>
      rows.endsWith('_') ? key.startsWith(rows) : key === rows,
    );
    return { name: label, value: `${keys.reduce((sum, key) => sum + t3[key].c7, 0)}` };
  });
}

/** Every placeholder with its value, in the order in which they are offered. */
export function placeholdersOf(report: AnnualReportTables, feesYuan: number): Placeholder[] {
  const { year, t2, t3, t4 } = report;
  const litigation = t4.directLitigation.total + t4.litigationAfterReconsideration.total;
  const values: [string, number][] = [
    ['年度', year],
    ['本年新收', t3.r1.c7],
    ['上年结转', t3.r2.c7],
    ['自然人申请', t3.r1.c1],
    ['法人或其他组织申请', t3.r1.c7 - t3.r1.c1],
    ['本年办结', t3.r3_7.c7],
    ['结转下年度', t3.r4.c7],
  ];
  const more: [string, number][] = [
    ['行政复议', t4.reconsideration.total],
    ['复议纠正', t4.reconsideration.corrected],
    ['行政诉讼', litigation],
    ['诉讼纠正', t4.directLitigation.corrected + t4.litigationAfterReconsideration.corrected],
    ['规范性文件制发', t2.normativeDocuments.made],
    ['规范性文件废止', t2.normativeDocuments.repealed],
    ['规范性文件现行有效', t2.normativeDocuments.inForce],
    ['行政许可', t2.licences],
    ['行政处罚', t2.penalties],
    ['行政强制', t2.coercion],
    ['行政事业性收费万元', t2.chargesWan],
    ['信息处理费元', feesYuan],
  ];
  const plain = ([name, value]: [string, number]) => ({ name, value: numberWords(value) });
  return [...values.map(plain), ...resultsOf(report), ...more.map(plain)];
}

const form = /\{([^{}\n]{1,20})\}/g;

/** The text with its numbers; a placeholder that is not known stays as it was typed. */
export function withNumbers(text: string, placeholders: readonly Placeholder[]): string {
  const values = new Map(placeholders.map(({ name, value }) => [name, value]));
  return text.replace(form, (typed, name: string) => values.get(name.trim()) ?? typed);
}

/** Placeholders in a text that mean nothing. */
export function unknownPlaceholders(text: string, placeholders: readonly Placeholder[]): string[] {
  const known = new Set(placeholders.map(({ name }) => name));
  return [...new Set([...text.matchAll(form)].map(([, name]) => name!.trim()))].filter(
    name => !known.has(name),
  );
}

/** Signs of a sentence that somebody meant to finish. */
export function unfinishedMarks(text: string): string[] {
  return [...new Set(text.match(/…{2,}|×{2,}|X{2,}件|＿+|_{2,}|（待填写）/g) ?? [])];
}

export interface SectionForm {
  readonly key: SectionKey;
  readonly no: string;
  readonly title: string;
  readonly hint: string;
  readonly suggestion: string;
}

/** What belongs into each section (条例 art 50; the format of 30号). Suggestions hold numbers of the tables and no other fact. */
export const sectionForms: readonly SectionForm[] = [
  {
    key: 'overview',
    no: '一',
    title: '总体情况',
    hint: '写明主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障五个方面。数字请用占位符，取自表格。',
    suggestion: [
      '（一）主动公开',
      '{年度}年制发行政规范性文件{规范性文件制发}件，废止{规范性文件废止}件，现行有效{规范性文件现行有效}件。',
      '（二）依申请公开',
      '{年度}年新收政府信息公开申请{本年新收}件，其中自然人申请{自然人申请}件、法人或其他组织申请{法人或其他组织申请}件；上年结转{上年结转}件。本年度办结{本年办结}件，其中予以公开{予以公开}件、部分公开{部分公开}件、不予公开{不予公开}件、无法提供{无法提供}件、不予处理{不予处理}件、其他处理{其他处理}件；结转下年度继续办理{结转下年度}件。',
      '因政府信息公开引发的行政复议{行政复议}件、行政诉讼{行政诉讼}件。',
      '（三）政府信息管理',
      '（四）政府信息公开平台建设',
      '（五）监督保障',
    ].join('\n'),
  },
  {
    key: 'problems',
    no: '五',
    title: '存在的主要问题及改进情况',
    hint: '写明本年度存在的主要问题、上年度问题的改进情况和下一步措施，不能照抄往年的报告。',
    suggestion: '',
  },
  {
    key: 'other',
    no: '六',
    title: '其他需要报告的事项',
    hint: '写明收取信息处理费的情况（未收取的，也应当写明）和其他需要报告的事项。',
    suggestion: '{年度}年收取政府信息公开信息处理费{信息处理费元}元。',
  },
];

/** Lines of a text: headings of the second level, such as （一）主动公开, and paragraphs. */
export function linesOf(text: string): { readonly isHeading: boolean; readonly text: string }[] {
  return text
    .split(/\r?\n/)
    .map(line => line.trim())
    .filter(line => line !== '')
    .map(line => ({ isHeading: /^（[一二三四五六七八九十]+）[^。；]{1,30}$/.test(line), text: line }));
}

/** Headings of the second level that have nothing under them. */
export function emptyHeadings(text: string): string[] {
  const lines = linesOf(text);
  return lines
    .filter((line, at) => line.isHeading && (lines[at + 1]?.isHeading ?? true))
    .map(line => line.text);
}
