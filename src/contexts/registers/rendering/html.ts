import { escapedHtml } from '../../../platform/escaped-html.ts';
import type { ReleasedRegister } from '../contract.ts';
import { headOf } from '../rules/import.ts';
import { changeWords, regionWords } from './files.ts';

/** The text of the item: what the register is, how many entries each place has, the table while it is short. */

/** A longer table is in the files and on the register's own pages. */
const mostRows = 200;

function table(caption: string, heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = heads.map(each => `<th scope="col">${escapedHtml(each)}</th>`).join('');
  const body = rows.map(
    ([first = '', ...rest]) =>
      `<tr><th scope="row">${escapedHtml(first)}</th>${rest.map(each => `<td>${escapedHtml(each)}</td>`).join('')}</tr>`,
  );
  return `<table><caption>${escapedHtml(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}

export function countsByRegion(
  released: Pick<ReleasedRegister, 'regions'>,
  entries: readonly { readonly region: string | null }[],
): { readonly code: string | null; readonly name: string; readonly count: number }[] {
  const counts = new Map<string | null, number>();
  for (const { region } of entries) counts.set(region, (counts.get(region) ?? 0) + 1);
  const codes = [...(counts.has(null) ? [null] : []), ...released.regions.map(({ code }) => code)];
  return codes.map(code => ({ code, name: regionWords(released, code), count: counts.get(code) ?? 0 }));
}

export function registerHtml(released: ReleasedRegister): string {
  const { register, entries, note, changes } = released;
  const { title, noun, fields } = register;
  const places = countsByRegion(released, entries).map(({ name, count }) => [name, String(count)]);
  const shown = entries
    .slice(0, mostRows)
    .map(entry => [
      String(entry.values[fields[0]!.id] ?? ''),
      regionWords(released, entry.region),
      ...fields.slice(1).map(({ id }) => String(entry.values[id] ?? '—')),
    ]);
  const heads = [headOf(fields[0]!), '地区', ...fields.slice(1).map(headOf)];
  return [
    `<p>${escapedHtml(register.description)}</p>`,
    `<p>责任单位：${escapedHtml(released.ownerUnit)}。第${released.edition}版，${released.compiledOn}汇总，共${entries.length}条。数据来源：${escapedHtml(register.source)}。</p>`,
    note === '' ? '' : `<p>${escapedHtml(note)}</p>`,
    changes === null ? '' : `<p>${changeWords(changes)}。</p>`,
    `<h2>各地数量</h2>${table(`${noun}各地数量`, ['地区', '数量'], places)}`,
    `<h2>名录</h2>${
      entries.length > mostRows
        ? `<p>以下列出前${mostRows}条，全部${entries.length}条见附件，也可以在名录页面查找。</p>`
        : ''
    }${table(title, heads, shown)}`,
  ]
    .filter(part => part !== '')
    .join('\n');
}
