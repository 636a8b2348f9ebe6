import { readFile } from 'node:fs/promises';
import { z } from 'zod';
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

const command: Command = {
  summary: '检查政府信息公开工作年度报告的勾稽关系，逐条列出不成立的关系和涉及的单元格。',
  usage: ['annual-report check FILE [--previous FILE]'],
  async run(io) {
    const [action, ...rest] = io.args;
    if (action === 'check') return check(io, rest);
    if (action !== undefined && /^\d{4}$/.test(action)) {
      const detail =
        '生成年度报告需要依申请公开的登记簿，现在没有可用的登记簿；已有的报告可以用 annual-report check 检查。';
      throw new AppError('refused', { detail });
    }
    throw badInput({ where: 'annual-report', message: '请写 annual-report check FILE。' });
  },
};

export default command;
