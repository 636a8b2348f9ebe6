import {
  type BasisEntry,
  type Content,
  type Field,
  type FieldValue,
  type Flow,
  type Gap,
  type Material,
  type Sort,
  tableOf,
} from '../contract.ts';
import { flowFaults } from './flow.ts';

/** What an entry still lacks before it can be published. */

export interface Entry {
  readonly sort: Sort;
  readonly code: string;
  readonly name: string;
  readonly content: Content;
}

/** Is the field asked of this entry? */
export function isAsked({ onlyWhere }: Field, content: Content): boolean {
  return onlyWhere === undefined || content[onlyWhere.field] === onlyWhere.is;
}

function isEmpty(value: FieldValue | undefined): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'string') return value.trim() === '';
  return Array.isArray(value) && value.length === 0;
}

function basisFaults(name: string, value: readonly BasisEntry[]): string[] {
  return value.flatMap(({ instrument, article }) =>
    article.trim() === ''
      ? [`“${name}”中的《${instrument.replace(/^《|》$/g, '')}》没有写明条款，请补充。`]
      : [],
  );
}

function materialFaults(name: string, value: readonly Material[]): string[] {
  return value.flatMap(each =>
    each.form.trim() === '' ? [`“${name}”中的“${each.name}”没有写明是原件还是复印件，请补充。`] : [],
  );
}

function valueFaults(field: Field, value: FieldValue | undefined): string[] {
  switch (field.shape) {
    case 'basis':
      return basisFaults(field.name, value as BasisEntry[]);
    case 'materials':
      return materialFaults(field.name, value as Material[]);
    case 'flow':
      return flowFaults(value as Flow);
    case 'choice':
      return field.choices?.includes(value as string) === true
        ? []
        : [
            `“${field.name}”应当是${(field.choices ?? []).map(each => `“${each}”`).join('、')}之一，请重新选择。`,
          ];
    default:
      return [];
  }
}

/** A mobile number is of a person; a bureau's guide shows the office's. */
const mobile = /(?<!\d)1[3-9]\d{9}(?!\d)/;

function guideFaults({ sort, content }: Entry): { field: string; message: string }[] {
  if (sort !== 'guide') return [];
  const { legalDays, promisedDays, phone } = content;
  const faults: { field: string; message: string }[] = [];
  if (typeof legalDays === 'number' && typeof promisedDays === 'number' && promisedDays > legalDays)
    faults.push({
      field: 'promisedDays',
      message: `承诺办理时限（${promisedDays}个工作日）长于法定办理时限（${legalDays}个工作日），请改正。`,
    });
  if (typeof phone === 'string' && phone !== '') {
    if (mobile.test(phone)) faults.push({ field: 'phone', message: '联系电话是手机号码，请改为办公电话。' });
    else if (!/\d{5,}/.test(phone)) faults.push({ field: 'phone', message: '联系电话不完整，请核对。' });
  }
  return faults;
}

/** Everything that is missing or wrong, in the order of the form; empty when the entry can be published. */
export function gapsOf(entry: Entry): Gap[] {
  const table = tableOf(entry.sort);
  const own = guideFaults(entry);
  return table.fields.flatMap(field => {
    const about = { field: field.id, leaf: table.leaf, element: field.element };
    if (!isAsked(field, entry.content)) return [];
    const value = entry.content[field.id];
    if (isEmpty(value))
      return field.required ? [{ code: 'missing', message: `缺少“${field.name}”，请填写。`, ...about }] : [];
    const wrong = [
      ...valueFaults(field, value),
      ...own.filter(each => each.field === field.id).map(each => each.message),
    ];
    return wrong.map(message => ({ code: 'wrong', message, ...about }));
  });
}

/** Elements of the leaf that a list with these entries carries: those whose fields every entry that is asked has filled. */
export function elementsOf(sort: Sort, entries: readonly Entry[]): number[] {
  if (entries.length === 0) return [];
  const { listElements, fields } = tableOf(sort);
  const carried = fields.flatMap(field => {
    if (field.element === null) return [];
    const asked = entries.filter(entry => isAsked(field, entry.content));
    return asked.length > 0 && asked.every(entry => !isEmpty(entry.content[field.id])) ? [field.element] : [];
  });
  return [...new Set([...listElements, ...carried])].sort((a, b) => a - b);
}
