import canonicalize from 'canonicalize';
import type { Sheet } from '../../../platform/sheets.ts';
import type { FieldValue, ReleasedList } from '../contract.ts';
import { cellText } from './words.ts';

/** Data files of a released list. */

/** The same list has the same bytes, and so the same digest, wherever it is written. */
export function listJson(released: ReleasedList): Uint8Array {
  return new TextEncoder().encode(`${canonicalize(released)}\n`);
}

export function listSheet({ list, fields, entries }: ReleasedList): Sheet {
  return {
    name: list.title,
    heads: ['序号', '事项编码', '事项名称', '责任单位', ...fields.map(field => field.name)],
    rows: entries.map(({ code, name, unitName, content }, at) => [
      at + 1,
      code,
      name,
      unitName,
      ...fields.map(field => cellText(field.shape, content[field.id] as FieldValue)),
    ]),
  };
}
