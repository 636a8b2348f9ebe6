import { basename } from 'node:path';
import { oldArticle } from '../contract/importing.ts';
import { byteRecords, decodedRecord, longestRecord } from './byte-records.ts';
import { digestOfFile, sizeOf } from './folder-files.ts';
import { type OldSource, type SourceEntry, shownTitle, wordsOfIssues } from './source.ts';

/** One article a line, as a JSON object. */

const tooLong = `这一行超过 ${longestRecord / 1024 / 1024} MiB，没有读取。请把图片和大表格改作附件。`;

type Read = Pick<SourceEntry, 'title' | 'article' | 'words'>;

function unread(words: string, title = ''): Read {
  return { title, article: null, words: [words] };
}

/** One line as an article, or why it is none. */
export function readLine(bytes: Uint8Array | null): Read {
  if (bytes === null) return unread(tooLong);
  const text = decodedRecord(bytes);
  if (text === undefined) return unread('文字编码既不是 UTF-8 也不是 GB18030，请转换编码后重新导出。');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const excerpt = text.trim().slice(0, shownTitle);
    return unread('不是完整的 JSON 对象（可能缺引号、逗号或被截断），请重新导出这一条。', excerpt);
  }
  const read = oldArticle.safeParse(value);
  if (read.success) return { title: read.data.title, article: read.data, words: [] };
  const { title } = (value ?? {}) as { title?: unknown };
  const shown = typeof title === 'string' ? title.slice(0, shownTitle) : '';
  return { title: shown, article: null, words: wordsOfIssues(read.error.issues) };
}

export async function jsonlSource(path: string, folder: string): Promise<OldSource> {
  return {
    name: basename(path),
    digest: await digestOfFile(path),
    size: await sizeOf(path),
    folder,
    async *entries(position) {
      let place = 0;
      for await (const { line, bytes, until } of byteRecords(path, { quoted: false })) {
        place += 1;
        if (place > position) yield { place, where: `第 ${line} 行`, base: '', until, ...readLine(bytes) };
      }
    },
  };
}
