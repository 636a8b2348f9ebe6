import type { PublishedEdition } from '../../../contexts/datasets/contract.ts';
import { allClasses, type DatasetRoom, headWords, hiddenSign, type PeriodRoom } from './collection.ts';
import type { PublicEdition, WorkbookSheet } from './reads.ts';
import { comparisonRows, reasonSentences, yearComparison } from './years.ts';

/** The table as files for programs: one line a row of the edition, codes beside names; with dictionary and CSVW metadata. */

export interface FlatColumn {
  /** As programs call it; letters, digits and underscores. */
  readonly name: string;
  /** As the head of the column says. */
  readonly title: string;
  readonly description: string;
  readonly datatype: 'string' | 'number';
  /** Measures may be hidden or missing. */
  readonly isMeasure: boolean;
  readonly cell: (edition: PublishedEdition, row: PublishedEdition['rows'][number]) => string | number;
}

/** A cell that is not shown for the protection of persons; an empty one was not collected. */

const nullWords = `空白为未统计或者不适用，${hiddenSign} 为保护个人隐私不单独列出。`;

const ruleWords: Readonly<Record<PublishedEdition['dataset']['measures'][number]['rule'], string>> = {
  sum: '各地、各类别可以相加。',
  rate: '比率或者平均数，不能相加。',
  standard: '按规定确定的标准，不能相加。',
  text: '文字说明。',
};

function named(about: PublishedEdition['dataset'], edition: PublishedEdition, id: string | null): string {
  const known = [...edition.dataset.classes, ...about.classes];
  return known.find(each => each.id === id)?.name ?? allClasses;
}

function column(name: string, title: string, description: string, cell: FlatColumn['cell']): FlatColumn {
  return { name, title, description, datatype: 'string', isMeasure: false, cell };
}

/** Columns of the files of a data set, as its latest edition describes it. */
export function flatColumns(about: PublishedEdition['dataset']): FlatColumn[] {
  const region = [
    column(
      'region',
      '地区代码',
      '县级行政区划代码（GB/T 2260）或者本机关为管理区编的代码；空白为全市。',
      (_, row) => row.region ?? '',
    ),
    column('region_name', '地区', '地区名称。', (_, row) => row.regionName),
  ];
  const kinds = [
    column('class', '类别代码', '空白为各类别合计。', (_, row) => row.class ?? ''),
    column('class_name', '类别', '类别名称。', (edition, row) => named(about, edition, row.class)),
  ];
  const measures = about.measures.map(
    (measure): FlatColumn => ({
      name: measure.id.replaceAll('-', '_'),
      title: headWords(measure),
      description: `${ruleWords[measure.rule]}${nullWords}`,
      datatype: measure.rule === 'text' ? 'string' : 'number',
      isMeasure: true,
      cell: (_, row) => (row.suppressed.includes(measure.id) ? hiddenSign : (row.values[measure.id] ?? '')),
    }),
  );
  return [
    column('period', '期别', '年写作 2019，季度写作 2019Q2，月写作 2019-05。', edition => edition.period),
    ...(about.regions ? region : []),
    ...(about.classes.length > 0 ? kinds : []),
    ...measures,
  ];
}

function lines(columns: readonly FlatColumn[], editions: readonly PublicEdition[]): (string | number)[][] {
  return editions.flatMap(({ edition }) =>
    edition.rows.map(row => columns.map(({ cell }) => cell(edition, row))),
  );
}

/** A text that a spreadsheet would run as a formula is made text. */
function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function csvOf(rows: readonly (readonly (string | number)[])[]): string {
  return `\uFEFF${rows.map(row => row.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

/** The editions in one CSV, with a byte order mark as spreadsheets take it for UTF-8. */
export function flatCsv(about: PublishedEdition['dataset'], editions: readonly PublicEdition[]): string {
  const columns = flatColumns(about);
  return csvOf([columns.map(({ title }) => title), ...lines(columns, editions)]);
}

function dictionaryRows(about: PublishedEdition['dataset']): string[][] {
  const units = new Map(about.measures.map(each => [each.id.replaceAll('-', '_'), each.unit]));
  const kinds = about.classes.map(({ id, name }) => ['class', '类别代码', '代码值', '', `${id} 为${name}`]);
  return [
    ['字段', '名称', '类型', '单位', '说明'],
    ...flatColumns(about).map(({ name, title, datatype, description }) => [
      name,
      title,
      datatype === 'number' ? '数值' : '文本',
      units.get(name) ?? '',
      description,
    ]),
    ...kinds,
  ];
}

/** What each column means. */
export function dictionaryCsv(about: PublishedEdition['dataset']): string {
  return csvOf(dictionaryRows(about));
}

/** Of yearly tables, each period beside the year before. */
export function comparisonSheets(room: DatasetRoom, periods: readonly PeriodRoom[]): WorkbookSheet[] {
  return periods.flatMap(each => {
    const comparison = yearComparison(room, each);
    if (comparison === null) return [];
    return [{ name: `${each.period}年与上年比较`, rows: comparisonRows(comparison) }];
  });
}

/** A workbook: the figures, what the columns mean, what the figures mean. */
export function flatSheets(
  about: PublishedEdition['dataset'],
  editions: readonly PublicEdition[],
): WorkbookSheet[] {
  const columns = flatColumns(about);
  const notes = editions.flatMap(({ edition }) =>
    [...edition.notes, ...reasonSentences(edition)].map(note => [`说明（${edition.periodWords}）`, note]),
  );
  return [
    { name: '数据', rows: [columns.map(({ title }) => title), ...lines(columns, editions)] },
    { name: '字段说明', rows: dictionaryRows(about) },
    {
      name: '数据集说明',
      rows: [
        ['名称', about.title],
        ['内容', about.description],
        ['统计口径', about.definition],
        ['数据来源', about.source],
        ['汇总单位', about.ownerUnit],
        ...notes,
      ],
    },
  ];
}

/**
 * Metadata of a CSV as “CSV on the Web” has it (W3C Metadata Vocabulary for Tabular Data, 2015): the columns in order,
 * their types, and which cells stand for nothing.
 */
export function csvMetadata(
  about: PublishedEdition['dataset'],
  file: {
    readonly url: string;
    readonly licence: string;
    readonly publisher: string;
    readonly modified: string;
  },
): unknown {
  const columns = flatColumns(about);
  return {
    '@context': ['http://www.w3.org/ns/csvw', { '@language': 'zh' }],
    url: file.url,
    'dc:title': about.title,
    'dc:description': about.description,
    'dc:publisher': file.publisher,
    'dc:source': about.source,
    'dc:modified': { '@value': file.modified, '@type': 'xsd:dateTime' },
    ...(file.licence === '' ? {} : { 'dc:license': { '@id': file.licence } }),
    dialect: { header: true, encoding: 'utf-8', delimiter: ',', lineTerminators: ['\r\n'] },
    tableSchema: {
      columns: columns.map(({ name, title, description, datatype, isMeasure }) => ({
        name,
        titles: { zh: title },
        'dc:description': description,
        datatype,
        ...(isMeasure ? { null: ['', hiddenSign] } : {}),
      })),
    },
  };
}
