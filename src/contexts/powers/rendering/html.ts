import { escapedHtml } from '../../../platform/escaped-html.ts';
import type { FieldShape, FieldValue, ReleasedEntry, ReleasedList } from '../contract.ts';
import { changeWords, isUnchanged } from '../rules/changes.ts';
import { isNumbered, valueLines } from './words.ts';

/** The text of the item: the change notice, a table of what there is, and each entry with all its fields. */

function valueHtml(shape: FieldShape, value: FieldValue | undefined): string {
  const lines = valueLines(shape, value).map(escapedHtml);
  if (lines.length === 0) return '—';
  if (lines.length === 1) return lines[0]!;
  if (isNumbered({ shape })) return `<ol>${lines.map(line => `<li>${line}</li>`).join('')}</ol>`;
  return lines.join('<br>');
}

function entryTable(
  { code, name, unitName, content }: ReleasedEntry,
  fields: ReleasedList['fields'],
): string {
  const rows = [
    ['事项编码', escapedHtml(code)],
    ['责任单位', escapedHtml(unitName)],
    ...fields
      .filter(field => valueLines(field.shape, content[field.id] as FieldValue).length > 0)
      .map(field => [escapedHtml(field.name), valueHtml(field.shape, content[field.id] as FieldValue)]),
  ].map(([head, cell]) => `<tr><th scope="row">${head}</th><td>${cell}</td></tr>`);
  return `<table><caption>${escapedHtml(name)}</caption><tbody>${rows.join('')}</tbody></table>`;
}

function overview({ entries, list }: ReleasedList): string {
  const rows = entries.map(
    ({ code, name, unitName }) =>
      `<tr><th scope="row">${escapedHtml(name)}</th><td>${escapedHtml(code)}</td><td>${escapedHtml(unitName)}</td></tr>`,
  );
  return `<h2>${escapedHtml(list.title)}</h2><table><caption>${escapedHtml(list.title)}（共${entries.length}项）</caption><thead><tr><th scope="col">事项名称</th><th scope="col">事项编码</th><th scope="col">责任单位</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function notice({ changes, note }: ReleasedList): string {
  if (changes === null && note === '') return '';
  const lines = changes === null || isUnchanged(changes) ? [] : changeWords(changes);
  return `<h2>调整公告</h2>${note === '' ? '' : `<p>${escapedHtml(note)}</p>`}${
    lines.length === 0 ? '' : `<ul>${lines.map(line => `<li>${escapedHtml(line)}</li>`).join('')}</ul>`
  }`;
}

function gone({ removed }: ReleasedList): string {
  if (removed.length === 0) return '';
  const rows = removed.map(
    ({ name, code, on, reason }) =>
      `<tr><th scope="row">${escapedHtml(name)}</th><td>${escapedHtml(code)}</td><td>${on}</td><td>${escapedHtml(reason)}</td></tr>`,
  );
  return `<h2>取消事项</h2><table><caption>已取消的事项及理由</caption><thead><tr><th scope="col">事项名称</th><th scope="col">事项编码</th><th scope="col">取消日期</th><th scope="col">依据和理由</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

export function listHtml(released: ReleasedList): string {
  const { list, entries, fields, organ, compiledOn, edition } = released;
  const isGuide = list.sort === 'guide';
  return [
    `<p>编制机关：${escapedHtml(organ)}。编制日期：${compiledOn}。第${edition}版。</p>`,
    notice(released),
    isGuide ? '' : overview(released),
    ...entries.map(entry => `<h3>${escapedHtml(entry.name)}</h3>${entryTable(entry, fields)}`),
    gone(released),
  ]
    .filter(part => part !== '')
    .join('\n');
}
