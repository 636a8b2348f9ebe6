import type { OldArticle } from '../contract/importing.ts';

/** What every kind of source gives: articles in a fixed order, each with its place, and what is wrong with the others. */

export interface SourceEntry {
  /** From 1. */
  readonly place: number;
  /** In words: `第 12 行`, `2019/06/t20190603_1.html`. */
  readonly where: string;
  /** As far as it can be said. */
  readonly title: string;
  /** Null: it cannot be read, and `words` say why. */
  readonly article: OldArticle | null;
  readonly words: readonly string[];
  /** Path within the folder that relative addresses start from. */
  readonly base: string;
  /** Of the source, up to the end of this entry, in the unit of its size. */
  readonly until: number;
}

export interface OldSource {
  /** Name of the file or folder. */
  readonly name: string;
  /** SHA-256 over what the source holds, or over the names, sizes and times of a folder's files; hexadecimal. */
  readonly digest: string;
  /** Bytes of a file, entries of a folder. */
  readonly size: number;
  /** Folder that holds attachments and pictures. */
  readonly folder: string;
  /** Every entry after the first `position` ones. */
  entries(position: number): AsyncIterable<SourceEntry>;
}

/** Longest excerpt of a broken entry that is shown as its title. */
export const shownTitle = 60;

/** What zod found, in words with the field's name. */
export function wordsOfIssues(
  issues: readonly {
    readonly path: readonly PropertyKey[];
    readonly message: string;
    readonly code?: string;
  }[],
): string[] {
  return issues.slice(0, 10).map(issue => {
    const field = issue.path.map(String).join('.');
    if (issue.code === 'unrecognized_keys') {
      const keys = (issue as unknown as { keys: readonly string[] }).keys;
      return `有不认识的字段：${keys.slice(0, 10).join('、')}。请删去或改用说明中的字段名。`;
    }
    if (issue.code === 'invalid_type') return `字段 ${field || '（整条）'} 缺失或类型不对。`;
    return `字段 ${field}：${issue.message}`;
  });
}
