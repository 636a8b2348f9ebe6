import { readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { type ReportFormat, reportFormats } from '../../contexts/reports/contract.ts';
import { checkAnnualReport, type ReportCheck } from '../../law/annual-report-tables/identities.ts';
import {
  type AnnualReportTables,
  caseColumns,
  caseGroups,
  columns,
  rows,
} from '../../law/annual-report-tables.ts';
import { AppError } from '../../platform/app-error.ts';
import type { Command, CommandIo } from '../command.ts';
import { badInput, namedArguments } from './command-arguments.ts';

const cell = z.number();

function numbers(keys: readonly string[]) {
  return z.strictObject(Object.fromEntries(keys.map(key => [key, cell])));
}

const documents = numbers(['made', 'repealed', 'inForce']);
const columnKeys = columns.map(({ key }) => key);
const caseKeys = caseColumns.map(({ key }) => key);

const report = z.strictObject({
  year: z.number().int(),
  t2: z.strictObject({
    rules: documents,
    normativeDocuments: documents,
    licences: cell,
    penalties: cell,
    coercion: cell,
    chargesWan: cell,
  }),
  t3: z.strictObject(Object.fromEntries(rows.map(({ key }) => [key, numbers(columnKeys)]))),
  t4: z.strictObject(Object.fromEntries(caseGroups.map(({ key }) => [key, numbers(caseKeys)]))),
  overview: z.string().optional(),
});

async function readJson(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new AppError('not-found', { cause, detail: `找不到文件 ${file}，或者文件无法读取。` });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('bad-json', { cause, detail: `${file} 不是有效的 JSON。` });
  }
}

async function readReport(file: string): Promise<AnnualReportTables> {
  const read = report.safeParse(await readJson(file));
  if (read.success) return read.data as unknown as AnnualReportTables;
  throw badInput(
    ...read.error.issues.map(({ path, code }) => {
      const where = path.join('.') || file;
      const words =
        code === 'unrecognized_keys'
          ? '有表中没有的字段。'
          : '缺少此项或者不是数字；没有的填0，不能留空或者填“/”。';
      return { where, message: `${where}：${words}` };
    }),
  );
}

function words({ ok, broken, warnings }: ReportCheck): string {
  const lines = [...broken, ...warnings].map(
    ({ identity, message, cells }) => `${identity}  ${message}\n    ${cells.join(' ')}`,
  );
  return [...lines, ok ? '勾稽关系全部成立。' : `有${broken.length}处勾稽关系不成立，请修改后再提交。`].join(
    '\n',
  );
}

async function check(io: CommandIo, args: readonly string[]): Promise<number> {
  const { named, rest } = namedArguments(args, ['previous']);
  const [file] = rest;
  if (file === undefined || rest.length > 1) {
    throw badInput({ where: 'FILE', message: '请写 annual-report check FILE [--previous FILE]。' });
  }
  const previous = named.previous === undefined ? undefined : await readReport(named.previous);
  const result = checkAnnualReport(await readReport(file), previous);
  io.print(result, words(result));
  return result.ok ? 0 : 1;
}

const usage = 'annual-report YEAR [--format json|html|docx|xlsx] [--out FILE]';

function formatOf(named: Readonly<Record<string, string>>): ReportFormat {
  const format = reportFormats.find(each => each === (named['format'] ?? 'json'));
  if (format === undefined)
    throw badInput({ where: '--format', message: '--format 应为 json、html、docx 或者 xlsx。' });
  const isBinary = format === 'docx' || format === 'xlsx';
  if (isBinary && named['out'] === undefined)
    throw badInput({ where: '--out', message: `${format} 格式须用 --out 写明保存到哪个文件。` });
  return format;
}

async function make(io: CommandIo, year: number, args: readonly string[]): Promise<number> {
  const { named, rest } = namedArguments(args, ['format', 'out']);
  if (rest.length > 0) throw badInput({ where: 'annual-report', message: `请写 ${usage}。` });
  const format = formatOf(named);
  // Loaded only here: checking a file needs no database.
  const { finishedReport } = await import('./annual-report-making.ts');
  const report = await finishedReport(io.env, year, format);
  const { tables, check: checked, file, until, isComplete } = report;
  if (!isComplete) io.note(`${year}年尚未结束，数据截至${until}。`);
  const { out } = named;
  if (out === undefined) {
    if (format === 'json') io.print(tables, file.bytes.toString().trimEnd());
    else io.print({ year, format, html: file.bytes.toString() }, file.bytes.toString());
  } else {
    await writeFile(out, file.bytes).catch(cause => {
      throw new AppError('bad-input', { detail: `不能写入文件 ${out}。请检查路径和权限。`, cause });
    });
    const summary = { year, format, file: out, until, isComplete, ...checked };
    io.print(summary, `已生成${year}年度报告：${out}\n${words(checked)}`);
  }
  return checked.ok ? 0 : 1;
}

const command: Command = {
  summary:
    '按登记簿生成政府信息公开工作年度报告；或者检查一份报告的勾稽关系，逐条列出不成立的关系和涉及的单元格。',
  usage: [usage, 'annual-report check FILE [--previous FILE]'],
  async run(io) {
    const [action, ...rest] = io.args;
    if (action === 'check') return check(io, rest);
    if (action !== undefined && /^\d{4}$/.test(action)) return make(io, Number(action), rest);
    throw badInput({ where: 'annual-report', message: `请写 ${usage}，或者 annual-report check FILE。` });
  },
};

export default command;
