import { type Relation, relationWords } from '../contract/relations.ts';

/** What changed between two versions, by blocks of text. */

export interface Piece {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** Above this many cells the middle part is shown as removed and added as a whole. */
const mostCells = 4_000_000;

function commonLengths(before: readonly string[], after: readonly string[]): Uint32Array[] {
  const rows = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const [down, right, across] = [rows[i + 1]![j]!, rows[i]![j + 1]!, rows[i + 1]![j + 1]!];
      rows[i]![j] = before[i] === after[j] ? across + 1 : Math.max(down, right);
    }
  }
  return rows;
}

function middleDifference(before: readonly string[], after: readonly string[]): Piece[] {
  const removed = before.map(text => ({ kind: 'removed' as const, text }));
  const added = after.map(text => ({ kind: 'added' as const, text }));
  if (before.length * after.length > mostCells) return [...removed, ...added];
  const lengths = commonLengths(before, after);
  const pieces: Piece[] = [];
  let [i, j] = [0, 0];
  while (i < before.length && j < after.length) {
    if (before[i] === after[j]) {
      pieces.push({ kind: 'same', text: before[i]! });
      i += 1;
      j += 1;
    } else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) pieces.push(removed[i++]!);
    else pieces.push(added[j++]!);
  }
  return [...pieces, ...removed.slice(i), ...added.slice(j)];
}

/** Longest common subsequence over whole blocks; equal beginnings and ends are taken first. */
export function blockDifference(before: readonly string[], after: readonly string[]): Piece[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  const same = (text: string): Piece => ({ kind: 'same', text });
  return [
    ...before.slice(0, start).map(same),
    ...middleDifference(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...before.slice(before.length - end).map(same),
  ];
}

/** By characters, neighbours of one kind joined; for titles. */
export function characterDifference(before: string, after: string): Piece[] {
  const pieces: { kind: Piece['kind']; text: string }[] = [];
  for (const piece of blockDifference([...before], [...after])) {
    const last = pieces.at(-1);
    if (last?.kind === piece.kind) last.text += piece.text;
    else pieces.push({ ...piece });
  }
  return pieces;
}

interface NamedFile {
  readonly fileDigest: string;
  readonly name: string;
}

/** Files by digest and name; a replaced file of the same name is removed and added. */
export function attachmentDifference(before: readonly NamedFile[], after: readonly NamedFile[]) {
  const key = (file: NamedFile) => `${file.fileDigest} ${file.name}`;
  const [old, now] = [new Set(before.map(key)), new Set(after.map(key))];
  const removed = before.filter(file => !now.has(key(file)));
  return [
    ...removed.map(({ name }) => ({ kind: 'removed' as const, name })),
    ...after.map(file => ({
      kind: old.has(key(file)) ? ('same' as const) : ('added' as const),
      name: file.name,
    })),
  ];
}

const fieldWords: Readonly<Record<string, string>> = {
  issuer: '发布机构',
  documentNo: '发文字号',
  topic: '主题分类',
  genre: '体裁分类',
  writtenOn: '成文日期',
  effectiveOn: '施行日期',
  expiresOn: '失效日期',
  validity: '有效性',
  attribute: '公开属性',
  attributeReason: '不主动公开的理由',
  attributeNote: '公开属性说明',
  basis: '公开依据',
  keywords: '关键词',
  source: '来源',
  author: '作者',
  retention: '保存期限',
  statisticalDefinition: '统计口径说明',
  wideEffect: '涉及面广',
  interpretationPlan: '解读方案',
  interpretation: '解读形式和内容',
  relations: '文件关系',
  summary: '摘要',
  columnId: '栏目',
  releaseAt: '计划发布时间',
  meets: '对应的公开任务',
};

function isRelation(value: unknown): value is Relation {
  return typeof value === 'object' && value !== null && 'kind' in value && 'documentNo' in value;
}

function relationText({ kind, title, documentNo, on }: Relation): string {
  const number = documentNo === '' ? '' : `（${documentNo}）`;
  return `${relationWords[kind]}《${title}》${number}${on === null ? '' : `，自${on}起`}`;
}

/** A plan or the fields of a form, as one line. */
function nestedText(value: object): string {
  return Object.values(value)
    .map(fieldText)
    .filter(text => text !== '')
    .join('；');
}

function fieldText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value) && value.every(each => typeof each === 'string')) return value.join('、');
  if (Array.isArray(value) && value.every(isRelation)) return value.map(relationText).join('；');
  return typeof value === 'object' ? nestedText(value) : String(value);
}

/** Every field whose value differs, with its Chinese name. */
export function fieldDifference(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
) {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map(key => ({
      field: fieldWords[key] ?? key,
      before: fieldText(before[key]),
      after: fieldText(after[key]),
    }))
    .filter(each => each.before !== each.after);
}
