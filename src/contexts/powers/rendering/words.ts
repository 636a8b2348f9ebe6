import type { BasisEntry, Field, FieldShape, FieldValue, Flow, Material } from '../contract.ts';
import { daysWords, flowWords } from '../rules/flow.ts';

/** Values in words: for tables, files and pages alike. */

export function basisWords({ instrument, article }: BasisEntry): string {
  const name = instrument.replace(/^《|》$/g, '');
  return `《${name}》${article}`;
}

export function materialWords({ name, form, copies, note }: Material): string {
  const count = copies === 0 ? '' : `${copies}份`;
  const about = [form, count, note].filter(each => each !== '').join('，');
  return about === '' ? name : `${name}（${about}）`;
}

/** One text for each line of a value; empty where nothing is written. */
export function valueLines(shape: FieldShape, value: FieldValue | undefined): string[] {
  if (value === undefined || value === null) return [];
  switch (shape) {
    case 'basis':
      return (value as BasisEntry[]).map(basisWords);
    case 'materials':
      return (value as Material[]).map(materialWords);
    case 'flow':
      return flowWords(value as Flow);
    case 'lines':
      return value as string[];
    case 'days':
      return [daysWords(value as number)];
    default:
      return (value as string).split(/\r?\n/).filter(each => each.trim() !== '');
  }
}

export function isNumbered({ shape }: Pick<Field, 'shape'>): boolean {
  return shape === 'flow' || shape === 'lines' || shape === 'materials';
}

/** A value in one cell of a table. */
export function cellText(shape: FieldShape, value: FieldValue | undefined): string {
  const lines = valueLines(shape, value);
  if (lines.length < 2 || !isNumbered({ shape })) return lines.join('\n');
  return lines.map((line, at) => `${at + 1}. ${line}`).join('\n');
}

export { changeWords, isUnchanged } from '../rules/changes.ts';
export { flowWords } from '../rules/flow.ts';
