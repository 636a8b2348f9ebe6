import { citationWords, cite } from '../../../../law/citation.ts';
import type { Finding } from '../../contract.ts';
import { findingAt } from './finding.ts';
import { hitsOf } from './hits.ts';
import type { PlacedText } from './text-place.ts';

/** Marks of classified or internal papers, and a printed attribute that contradicts the release (条例 arts 13, 14, 17). */

interface Mark {
  readonly rule: string;
  readonly form: RegExp;
  readonly severity: Finding['severity'];
  readonly advice: string;
  readonly basis: readonly string[];
}

const secrecy = [citationWords(cite('政府信息公开条例', 14)), '《中华人民共和国保守国家秘密法》'];
const attribute = [citationWords(cite('政府信息公开条例', 13)), citationWords(cite('政府信息公开条例', 16))];

/** From the gravest down. */
const marks: readonly Mark[] = [
  {
    rule: 'secrecy-mark',
    form: /(?:绝|机|秘)\s*密\s*[★☆✩✭⭐]|密\s*级\s*[:：\t]\s*(?:绝密|机密|秘密)/g,
    severity: 'block',
    advice: '含有国家秘密标志。请立即停止办理并交保密审查人员核实，确未定密的删除标志后重新提交。',
    basis: secrecy,
  },
  {
    rule: 'secrecy-mark',
    // As a mark it begins the line or stands in brackets; in a sentence it is only spoken of.
    form: /(?<=^\s{0,8}|[（(【[“]\s?|(?:此件|本件|文件|材料|资料)[为系属]于?)内部(?:资料|文件)(?!性|管理|出版|印刷|流转|的)/g,
    severity: 'block',
    advice: '标有“内部资料”。内部资料不得直接公开，请核实能否公开，可以公开的删除该标志。',
    basis: secrecy,
  },
  {
    rule: 'secrecy-mark',
    // As a mark it stands alone, in brackets or before how the paper is kept; in a sentence it is only spoken of.
    form: /(?<=^\s{0,8}|[（(【[]\s?)工作秘密(?=\s*(?:$|[）)】\]★☆]|\s妥善|\s注意|\s严禁|\s不得))/g,
    severity: 'block',
    advice: '标有“工作秘密”。工作秘密不得公开，请交保密审查人员核实，可以公开的删除该标志。',
    basis: secrecy,
  },
  {
    rule: 'secrecy-mark',
    form: /(?:仅?供)?内部使用[，,、\s]{0,3}(?:请勿|不得|严禁|禁止)(?:外传|扩散|公开|上网)|(?:^|[（(【[])\s?(?:仅供内部(?:使用|参考|掌握)|注意保密|严禁外传|不得外传)\s?(?=$|[）)】\]])/g,
    severity: 'block',
    advice: '标有“内部使用”“不得外传”等字样。请核实能否公开，可以公开的删除该标志。',
    basis: secrecy,
  },
  {
    rule: 'printed-attribute',
    form: /此件\s*(?:不\s*(?:予\s*)?公开|依申请公开|不宜公开)/g,
    severity: 'block',
    advice: '文中印有“此件不公开”或“此件依申请公开”，与主动公开矛盾。请核实公文的公开属性。',
    basis: attribute,
  },
];

interface Hit extends Mark {
  readonly from: number;
  readonly to: number;
}

/** Several forms on the same characters are one mark: it is judged as the gravest of them. */
function oneByPlace(hits: readonly Hit[]): Hit[] {
  const kept: Hit[] = [];
  for (const hit of [...hits].sort((a, b) => a.from - b.from)) {
    const last = kept.at(-1);
    if (last === undefined || hit.from >= last.to) {
      kept.push(hit);
      continue;
    }
    const gravest = marks.findIndex(mark => mark.form === hit.form || mark.form === last.form);
    const of = marks[gravest] === undefined || marks[gravest].form === last.form ? last : hit;
    kept[kept.length - 1] = { ...of, from: last.from, to: Math.max(last.to, hit.to) };
  }
  return kept;
}

export function markFindings(places: readonly PlacedText[]): Finding[] {
  return places.flatMap(place => {
    const hits = marks.flatMap(mark =>
      hitsOf(mark.form, place.text).map(match => ({
        ...mark,
        from: match.index,
        to: match.index + match[0].length,
      })),
    );
    return oneByPlace(hits).map(({ form: _, ...hit }) => findingAt(place, hit));
  });
}
