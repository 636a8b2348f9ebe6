import { readFile, stat } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import { parseDocument } from 'yaml';
import { AppError } from '../../../platform/app-error.ts';
import { type ColumnTable, columnTable } from '../contract/importing.ts';
import { csvSource } from './csv-source.ts';
import { htmlSource } from './html-source.ts';
import { jsonlSource } from './jsonl-source.ts';
import { type OldSource, wordsOfIssues } from './source.ts';

/** A source by what it is: a folder of pages, a .csv, else one JSON object a line. `folder` holds the files beside it. */
export async function openSource(path: string, table: ColumnTable, folder?: string): Promise<OldSource> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined)
    throw new AppError('bad-input', { detail: `找不到 ${path}。请核对文件或文件夹的路径。` });
  if (found.isDirectory()) return htmlSource(resolve(path), table.content);
  if (!found.isFile()) throw new AppError('bad-input', { detail: `${path} 不是文件，也不是文件夹。` });
  const beside = resolve(folder ?? dirname(path));
  if (extname(path).toLowerCase() === '.csv') return csvSource(path, beside);
  if (!['.jsonl', '.ndjson'].includes(extname(path).toLowerCase()))
    throw new AppError('bad-input', {
      detail: `不认识 ${path} 的格式。可以迁入 .jsonl（每行一条）、.csv（首行为表头）或者存放 HTML 的文件夹。`,
    });
  return jsonlSource(path, beside);
}

/** The table of columns in YAML or JSON; without a file an empty one. Fault: `bad-input`. */
export async function readColumnTable(path: string | undefined): Promise<ColumnTable> {
  if (path === undefined) return columnTable.parse({});
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) throw new AppError('bad-input', { detail: `找不到栏目对照表 ${path}。` });
  const document = parseDocument(text, { uniqueKeys: true });
  const [fault] = document.errors;
  if (fault !== undefined) {
    const line = fault.linePos?.[0].line ?? 1;
    throw new AppError('bad-input', { detail: `栏目对照表 ${path} 第 ${line} 行不是有效的 YAML。` });
  }
  const read = columnTable.safeParse(document.toJS() ?? {});
  if (read.success) return read.data;
  const problems = wordsOfIssues(read.error.issues).map(message => ({ where: path, message }));
  const detail = `栏目对照表 ${path} 不符合要求：${problems.map(each => each.message).join('')}`;
  throw new AppError('bad-input', { detail, problems });
}
