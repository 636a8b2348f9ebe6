import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';

/** One YAML file of a pack with the way back from a value to its line. */

/** What is wrong at one place of a pack, and what to do, in Chinese. `where` is `organisation.yaml:12`. */
export interface PackProblem {
  readonly where: string;
  readonly message: string;
}

type Path = readonly PropertyKey[];

export interface PackSource {
  readonly file: string;
  readonly value: unknown;
  /** Problems of the file itself: not there, not UTF-8, not YAML. */
  readonly problems: readonly PackProblem[];
  /** `organisation.yaml:12` for the value at a path, or for the nearest one above it. */
  at(path: Path): string;
}

/** Bytes. A pack is read whole into memory. */
const maximumFileSize = 4 * 1024 * 1024;

const syntaxWords: Readonly<Record<string, string>> = {
  BAD_INDENT: '缩进不正确。请用空格对齐同一层的各行。',
  TAB_AS_INDENT: '缩进用了制表符。请改用空格。',
  DUPLICATE_KEY: '同一层写了两个相同的名称。请删去一个。',
  MISSING_CHAR: '缺少配对的符号（引号、方括号、花括号或冒号）。请补上。',
  BAD_ALIAS: '引用(*)没有对应的标记(&)。请直接写出内容。',
  BLOCK_AS_IMPLICIT_KEY: '冒号的位置不正确。含有冒号的文字请加引号。',
  MULTILINE_IMPLICIT_KEY: '名称不能跨行。请检查上一行的冒号和引号。',
  UNEXPECTED_TOKEN: '出现了意外的符号。请检查引号和缩进。',
  MULTIPLE_DOCS: '一个文件只能有一份内容。请删去多余的“---”。',
};

function unreadable(file: string, message: string, line?: number): PackSource {
  const where = line === undefined ? file : `${file}:${line}`;
  return { file, value: undefined, problems: [{ where, message }], at: () => where };
}

async function textOf(folder: string, file: string): Promise<string | PackSource> {
  let bytes: Buffer;
  try {
    bytes = await readFile(join(folder, file));
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const words = missing
      ? '缺少这个文件。请补上，可参照 ./gongkai pack init 生成的样例。'
      : '文件无法读取。请检查权限。';
    return unreadable(file, words);
  }
  if (bytes.length > maximumFileSize) return unreadable(file, '文件超过4兆字节。请检查是否放错了文件。');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return unreadable(file, '文件不是UTF-8编码。请用编辑器另存为UTF-8。');
  }
}

function lineAt(document: Document, lines: LineCounter, path: Path): number {
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

/** Reads and parses one file; whatever is wrong comes back as problems, never as an exception. */
export async function readSource(folder: string, file: string): Promise<PackSource> {
  const text = await textOf(folder, file);
  if (typeof text !== 'string') return text;
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problems = document.errors.map(error => ({
    where: `${file}:${lines.linePos(error.pos[0]).line}`,
    message: `不是有效的YAML:${syntaxWords[error.code] ?? '格式不正确。请检查缩进、冒号和引号。'}`,
  }));
  let value: unknown;
  try {
    if (problems.length === 0) value = document.toJS();
  } catch {
    return unreadable(file, '引用(*)层层嵌套过多。请直接写出内容。');
  }
  return {
    file,
    value,
    problems,
    at: path => `${file}:${lineAt(document as Document, lines, path)}`,
  };
}

type Issue = z.core.$ZodIssue;

function fieldOf(path: Path): string {
  return path.map(part => (typeof part === 'number' ? `第${part + 1}项` : String(part))).join(' › ');
}

const typeWords: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: 'true 或 false',
  array: '列表',
  object: '一组“名称: 内容”',
  record: '一组“名称: 内容”',
};

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], value);
}

function typeMessage(issue: Extract<Issue, { code: 'invalid_type' }>, value: unknown): string {
  const found = valueAt(value, issue.path);
  if (found === undefined) return '缺少这一项，请补上。';
  const quoted = typeof found === 'number' && issue.expected === 'string' ? '数字样的文字请加引号。' : '';
  return `应为${typeWords[issue.expected] ?? issue.expected},请改正。${quoted}`;
}

function issueMessage(issue: Issue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeMessage(issue, value);
    case 'unrecognized_keys':
      return `不认识的名称：${issue.keys.join('、')}。请检查拼写或删去。`;
    case 'invalid_value':
      return `只能是：${issue.values.map(String).join('、')}。请改为其中之一。`;
    case 'invalid_key':
      return '名称不在允许的范围之内。请检查拼写。';
    case 'invalid_union':
      return '内容与任何一种允许的写法都不符。请检查 kind 等项。';
    case 'too_small':
      return '内容太少，请至少填写一项。';
    default:
      return /\p{Script=Han}/u.test(issue.message) ? issue.message : '内容不符合要求，请对照样例改正。';
  }
}

/** The value as its schema says, or everything that is wrong with it, each with its line. */
export function checkedAgainst<S extends z.ZodType>(
  source: PackSource,
  schema: S,
): { value: z.output<S> | undefined; problems: PackProblem[] } {
  if (source.problems.length > 0) return { value: undefined, problems: [...source.problems] };
  const parsed = schema.safeParse(source.value);
  if (parsed.success) return { value: parsed.data, problems: [] };
  const problems = parsed.error.issues.map(issue => {
    const field = fieldOf(issue.path);
    const unknownKey = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path;
    return {
      where: source.at(unknownKey),
      message: `${field === '' ? '' : `${field}:`}${issueMessage(issue, source.value)}`,
    };
  });
  return { value: undefined, problems };
}
