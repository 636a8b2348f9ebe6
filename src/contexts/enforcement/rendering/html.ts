import { escapedHtml } from '../../../platform/escaped-html.ts';
import type { Sheet } from '../../../platform/sheets.ts';
import { decisionLines, kindWords, type ReleasedDecision } from '../contract.ts';

/** The text of the item. */

export function decisionHtml(decision: ReleasedDecision): string {
  const rows = decisionLines(decision).map(
    ([head, value]) =>
      `<tr><th scope="row">${head}</th><td>${escapedHtml(value).replaceAll('\n', '<br>')}</td></tr>`,
  );
  const caption = escapedHtml(`${kindWords[decision.kind]}决定：${decision.documentNo}`);
  return `<table><caption>${caption}</caption><tbody>${rows.join('')}</tbody></table>
<p>公示期限：自公开之日起${decision.shownMonths}个月。对公示内容有异议的，可以向执法机关提出更正申请。</p>`;
}

export function sheetHtml({ name, heads, rows }: Sheet): string {
  const head = heads.map(each => `<th scope="col">${escapedHtml(each)}</th>`).join('');
  const body = rows.map(
    row => `<tr>${row.map(cell => `<td>${escapedHtml(String(cell))}</td>`).join('')}</tr>`,
  );
  return `<table><caption>${escapedHtml(name)}</caption><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}
