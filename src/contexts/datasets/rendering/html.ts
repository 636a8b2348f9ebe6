import { escapedHtml } from '../../../platform/escaped-html.ts';
import type { PublishedEdition } from '../contract/edition.ts';
import { cellOf, changeLines, editionTitle, measureHead, rowHeads, rowNames } from './words.ts';

function listed(head: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  return [`<h2>${head}</h2><ul>${lines.map(line => `<li>${escapedHtml(line)}</li>`).join('')}</ul>`];
}

/** The text of the item: one table with scoped headers, its definition and notes. */
export function editionHtml(edition: PublishedEdition, classWord: string): string {
  const { dataset, rows, notes, revisionReason } = edition;
  const heads = [...rowHeads(edition, classWord), ...dataset.measures.map(measureHead)]
    .map(head => `<th scope="col">${escapedHtml(head)}</th>`)
    .join('');
  const body = rows
    .map(row => {
      const names = rowNames(edition, row).map(name => `<th scope="row">${escapedHtml(name)}</th>`);
      const cells = dataset.measures.map(({ id }) => `<td>${escapedHtml(String(cellOf(row, id)))}</td>`);
      return `<tr>${[...names, ...cells].join('')}</tr>`;
    })
    .join('');
  return [
    `<p>${escapedHtml(dataset.description)}</p>`,
    ...(revisionReason === null ? [] : [`<p>更正说明：${escapedHtml(revisionReason)}</p>`]),
    `<table><caption>${escapedHtml(editionTitle(edition))}</caption><thead><tr>${heads}</tr></thead><tbody>${body}</tbody></table>`,
    `<h2>统计口径</h2><p>${escapedHtml(dataset.definition)}</p>`,
    `<h2>数据来源</h2><p>${escapedHtml(dataset.source)}。汇总单位：${escapedHtml(dataset.ownerUnit)}。汇总日期：${edition.compiledOn}。</p>`,
    ...listed('与上年相比变动的原因', changeLines(edition)),
    ...listed('说明', notes),
  ].join('\n');
}
