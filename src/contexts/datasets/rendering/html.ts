import type { PublishedEdition } from '../contract/edition.ts';
import { cellOf, editionTitle, measureHead, rowHeads, rowNames } from './words.ts';

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** The text of the item: one table with scoped headers, its definition and notes. */
export function editionHtml(edition: PublishedEdition, classWord: string): string {
  const { dataset, rows, notes, revisionReason } = edition;
  const heads = [...rowHeads(edition, classWord), ...dataset.measures.map(measureHead)]
    .map(head => `<th scope="col">${escaped(head)}</th>`)
    .join('');
  const body = rows
    .map(row => {
      const names = rowNames(edition, row).map(name => `<th scope="row">${escaped(name)}</th>`);
      const cells = dataset.measures.map(({ id }) => `<td>${escaped(String(cellOf(row, id)))}</td>`);
      return `<tr>${[...names, ...cells].join('')}</tr>`;
    })
    .join('');
  return [
    `<p>${escaped(dataset.description)}</p>`,
    ...(revisionReason === null ? [] : [`<p>更正说明：${escaped(revisionReason)}</p>`]),
    `<table><caption>${escaped(editionTitle(edition))}</caption><thead><tr>${heads}</tr></thead><tbody>${body}</tbody></table>`,
    `<h2>统计口径</h2><p>${escaped(dataset.definition)}</p>`,
    `<h2>数据来源</h2><p>${escaped(dataset.source)}。汇总单位：${escaped(dataset.ownerUnit)}。汇总日期：${edition.compiledOn}。</p>`,
    ...(notes.length === 0
      ? []
      : [`<h2>说明</h2><ul>${notes.map(note => `<li>${escaped(note)}</li>`).join('')}</ul>`]),
  ].join('\n');
}
