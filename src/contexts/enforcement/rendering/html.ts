import { escapedHtml } from '../../../platform/escaped-html.ts';
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
