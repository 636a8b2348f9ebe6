import { basename } from 'node:path';
import { parse } from 'csv-parse/sync';
import { AppError } from '../../../platform/app-error.ts';
import { oldArticle } from '../contract/importing.ts';
import { byteRecords, decodedRecord, longestRecord } from './byte-records.ts';
import { digestOfFile, sizeOf } from './folder-files.ts';
import { type OldSource, type SourceEntry, shownTitle, wordsOfIssues } from './source.ts';

/** A table with a row of headings, Chinese or English; one article a row. */

const mostColumns = 200;

/** Headings as old systems export them → field of an article. */
const fieldOf: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.keys(oldArticle.shape).map(name => [name.toLowerCase(), name] as const)),
  编号: 'id',
  文章编号: 'id',
  信息编号: 'id',
  标题: 'title',
  正文: 'body',
  内容: 'body',
  正文内容: 'body',
  content: 'body',
  摘要: 'summary',
  简介: 'summary',
  栏目: 'column',
  所属栏目: 'column',
  栏目名称: 'column',
  类别: 'kind',
  发布时间: 'publishedAt',
  发布日期: 'publishedAt',
  pubdate: 'publishedAt',
  成文日期: 'writtenOn',
  发布机构: 'issuer',
  发文机关: 'issuer',
  来源: 'source',
  信息来源: 'source',
  作者: 'author',
  责任编辑: 'author',
  文号: 'documentNo',
  发文字号: 'documentNo',
  索引号: 'indexNo',
  关键词: 'keywords',
  主题词: 'keywords',
  网址: 'url',
  原网址: 'url',
  链接: 'url',
  地址: 'url',
  附件: 'attachments',
};

const required: Readonly<Record<string, string>> = { title: '标题', publishedAt: '发布时间' };

function cellsOf(text: string): string[] {
  const rows = parse(text, { relax_column_count: true, relax_quotes: true, bom: true, to: 1 }) as string[][];
  return rows[0] ?? [];
}

/** Fields by position; what is wrong with the headings concerns the whole file. */
export function headingsOf(bytes: Uint8Array | null): (string | undefined)[] {
  const text = bytes === null ? undefined : decodedRecord(bytes);
  // Counted before anything is made of them.
  const count = text === undefined ? 0 : text.split(',').length;
  if (bytes === null || count > mostColumns)
    throw new AppError('bad-input', {
      detail: `CSV 的表头过长或超过 ${mostColumns} 列，不像是文章表。请核对分隔符（应为逗号）后重新导出。`,
    });
  if (text === undefined)
    throw new AppError('bad-input', {
      detail: 'CSV 的文字编码既不是 UTF-8 也不是 GB18030。请转换编码后重试。',
    });
  const fields = cellsOf(text).map(
    heading => fieldOf[heading.trim()] ?? fieldOf[heading.trim().toLowerCase()],
  );
  const missing = Object.entries(required).filter(([field]) => !fields.includes(field));
  if (missing.length > 0)
    throw new AppError('bad-input', {
      detail: `CSV 的表头缺少${missing.map(([, words]) => `“${words}”`).join('')}。第一行应为表头，如“编号”“标题”“栏目”“发布时间”“正文”“网址”，以半角逗号分隔。`,
    });
  return fields;
}

const lists: Readonly<Record<string, (cell: string) => unknown>> = {
  keywords: cell => cell.split(/[，,；;、|\s]+/).filter(word => word !== ''),
  attachments: cell =>
    cell
      .split(/[；;|\n]+/)
      .map(path => path.trim())
      .filter(path => path !== '')
      .map(path => ({ path })),
};

type Read = Pick<SourceEntry, 'title' | 'article' | 'words'>;

/** One row as an article, or why it is none. Empty cells say nothing. */
export function readRow(bytes: Uint8Array | null, fields: readonly (string | undefined)[]): Read {
  const unread = (words: string, title = ''): Read => ({ title, article: null, words: [words] });
  if (bytes === null)
    return unread(
      `这一行超过 ${longestRecord / 1024 / 1024} MiB，或者引号没有成对，没有读取。请核对后重新导出。`,
    );
  const text = decodedRecord(bytes);
  if (text === undefined) return unread('文字编码既不是 UTF-8 也不是 GB18030，请转换编码后重新导出。');
  let cells: string[];
  try {
    cells = cellsOf(text);
  } catch {
    return unread('引号没有成对，或者格式不是 CSV，请重新导出这一条。', text.trim().slice(0, shownTitle));
  }
  const title = (cells[fields.indexOf('title')] ?? '').trim().slice(0, shownTitle);
  if (cells.length > fields.length)
    return unread(
      `这一行有 ${cells.length} 列，表头只有 ${fields.length} 列。含逗号的内容应放在引号内。`,
      title,
    );
  const value: Record<string, unknown> = {};
  cells.forEach((cell, at) => {
    const field = fields[at];
    if (field !== undefined && cell.trim() !== '') value[field] = (lists[field] ?? (same => same))(cell);
  });
  const read = oldArticle.safeParse(value);
  if (read.success) return { title: read.data.title, article: read.data, words: [] };
  return { title, article: null, words: wordsOfIssues(read.error.issues) };
}

/** Fault: `bad-input` where the headings are none. */
export async function csvSource(path: string, folder: string): Promise<OldSource> {
  const records = () => byteRecords(path, { quoted: true });
  for await (const { bytes } of records()) {
    headingsOf(bytes);
    break;
  }
  return {
    name: basename(path),
    digest: await digestOfFile(path),
    size: await sizeOf(path),
    folder,
    async *entries(position) {
      let fields: (string | undefined)[] | undefined;
      let place = 0;
      for await (const { line, bytes, until } of records()) {
        if (fields === undefined) {
          fields = headingsOf(bytes);
          continue;
        }
        place += 1;
        if (place > position)
          yield { place, where: `第 ${line} 行`, base: '', until, ...readRow(bytes, fields) };
      }
    },
  };
}
