import canonicalize from 'canonicalize';
import type { Sheet } from '../../../platform/sheets.ts';
import type { EntryValue, ReleasedRegister } from '../contract.ts';
import type { Changes } from '../rules/changes.ts';
import { headOf, regionHead } from '../rules/import.ts';

/** Data files of a released register. */

/** The same edition has the same bytes, and so the same digest, wherever it is written. */
export function registerJson(released: ReleasedRegister): Uint8Array {
  return new TextEncoder().encode(`${canonicalize(released)}\n`);
}

export function regionWords({ regions }: Pick<ReleasedRegister, 'regions'>, code: string | null): string {
  return code === null ? '市本级' : (regions.find(each => each.code === code)?.name ?? code);
}

export function eventWords(
  { register }: Pick<ReleasedRegister, 'register'>,
  event: { kind: string; on: string; words: string },
): string {
  const name = register.events.find(each => each.id === event.kind)?.name ?? event.kind;
  return `${event.on} ${name}${event.words === '' ? '' : `（${event.words}）`}`;
}

export function registerSheet(released: ReleasedRegister): Sheet {
  const { register, entries } = released;
  const { fields, title, events } = register;
  const cell = (value: EntryValue | undefined) => value ?? '';
  return {
    name: title,
    heads: ['序号', regionHead, ...fields.map(headOf), ...(events.length > 0 ? ['事件'] : []), '更新日期'],
    rows: entries.map(entry => [
      entry.no,
      regionWords(released, entry.region),
      ...fields.map(({ id }) => cell(entry.values[id])),
      ...(events.length > 0 ? [entry.events.map(event => eventWords(released, event)).join('；')] : []),
      entry.updatedOn,
    ]),
  };
}

/** What an edition changes, in a sentence. */
export function changeWords({ added, changed, removed }: Changes): string {
  if (added + changed + removed === 0) return '与上一版相比没有变化';
  return `与上一版相比，新增${added}条，变更${changed}条，退出${removed}条`;
}
