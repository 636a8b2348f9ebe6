import { citationWords, cite } from '../../../../law/citation.ts';
import type { Finding } from '../../contract.ts';
import { maskedExcerpt, type PlacedText } from './text-place.ts';

/** Attachments that the text names but nobody added: an incomplete document is not what was decided. */

const basis = [citationWords(cite('政府信息公开条例', 6))];

/** 附件：1.… 2.… at the end of a document; also 附：. */
const listForm = /^\s*附\s*件?\s*[:：]\s*(.*)$/;
const numberedLine = /^\s*(\d{1,2})\s*[.．、]\s*\S/;
const mention = /(?:见|详见|参见|填写|按照|下载|随附)\s*(?:本文)?\s*附件(?!炎)/g;
/** A heading of an annex that stands in the text itself: 附件, 附件1, 附件一. */
const ownHeading = /^\s*附\s*件\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})?\s*[:：]?\s*$/;

interface Listing {
  readonly place: PlacedText;
  readonly count: number;
}

/** The list of annexes at the foot of a document and how many it names; nothing if there is none. */
function listing(places: readonly PlacedText[]): Listing | undefined {
  for (let i = 0; i < places.length; i += 1) {
    const place = places[i]!;
    const rest = listForm.exec(place.text)?.[1]?.trim();
    if (rest === undefined || rest === '') continue;
    const inLine = [...rest.matchAll(/(?<!\d)(\d{1,2})\s*[.．、]\s*(?=\D)/g)].map(match => Number(match[1]));
    let highest = Math.max(1, ...inLine);
    for (let next = i + 1; next < places.length; next += 1) {
      const number = Number(numberedLine.exec(places[next]!.text)?.[1] ?? Number.NaN);
      if (number !== highest + 1) break;
      highest = number;
    }
    return { place, count: highest };
  }
  return undefined;
}

/** `places` are the paragraphs of the body; `attached` the number of files added. */
export function namedAttachmentFindings(places: readonly PlacedText[], attached: number): Finding[] {
  const within = places.filter(place => ownHeading.test(place.text)).length;
  const listed = listing(places);
  const present = attached + within;
  if (listed !== undefined && listed.count > present) {
    const { place, count } = listed;
    const advice = `正文列出${count}个附件，只找到${present}个。请上传缺少的附件，或修改正文的附件说明。`;
    const excerpt = maskedExcerpt(place.text, 0, Math.min(place.text.length, 24));
    return [
      {
        rule: 'attachment-missing',
        severity: 'block',
        where: place.where,
        excerpt,
        advice,
        basis,
        overridable: true,
      },
    ];
  }
  if (present > 0 || listed !== undefined) return [];
  return places.flatMap(({ where, text }) =>
    [...text.matchAll(mention)].slice(0, 1).map(match => ({
      rule: 'attachment-missing',
      severity: 'block' as const,
      where,
      excerpt: maskedExcerpt(text, match.index, match.index + match[0].length),
      advice: '正文提到附件，但没有上传任何附件。请上传附件，或修改正文。',
      basis,
      overridable: true,
    })),
  );
}
