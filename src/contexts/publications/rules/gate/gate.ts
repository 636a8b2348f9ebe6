import { citationWords, cite } from '../../../../law/citation.ts';
import type { Finding, Verdict } from '../../contract.ts';
import { type FieldsInput, fieldFindings } from './fields.ts';
import { markFindings } from './marks.ts';
import { type DutyBrief, nameListFindings } from './name-lists.ts';
import { namedAttachmentFindings } from './named-attachments.ts';
import { personalNumberFindings } from './personal-numbers.ts';
import { type PlacedText, placedLines } from './text-place.ts';

/** The first gate before publication: everything it finds at once, with place, masked excerpt, advice and basis. */

export interface GateInput extends Omit<FieldsInput, 'hasText' | 'attachmentCount'> {
  readonly summary: string;
  /** The body as text: one block per line, the cells of a table row parted by tabs. */
  readonly bodyText: string;
  /** Text drawn from the files; null where none could be drawn (a scan, a picture). */
  readonly attachments: readonly { readonly name: string; readonly text: string | null }[];
  /** Further texts that go public with the item, each with its place: the door of the full gate. */
  readonly texts?: readonly PlacedText[];
  readonly duties: readonly DutyBrief[];
}

/** Most findings of one rule that are listed one by one. */
const mostPerRule = 50;

function verdictOf(findings: readonly Finding[]): Verdict {
  const shown = capped(findings);
  const isBlocked = unresolvedIn(shown).length > 0;
  return { verdict: isBlocked ? 'block' : shown.length > 0 ? 'warn' : 'pass', findings: shown };
}

function capped(findings: readonly Finding[]): Finding[] {
  const counts = new Map<string, number>();
  const kept = findings.filter(({ rule, severity }) => {
    const key = `${rule} ${severity}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    return (counts.get(key) ?? 0) <= mostPerRule;
  });
  return kept.map((finding, i) => {
    const key = `${finding.rule} ${finding.severity}`;
    const more = (counts.get(key) ?? 0) - mostPerRule;
    const isLast = kept.findLastIndex(each => `${each.rule} ${each.severity}` === key) === i;
    return more > 0 && isLast
      ? { ...finding, advice: `${finding.advice}（另有同类${more}处未逐一列出。）` }
      : finding;
  });
}

function unresolvedIn(findings: readonly Finding[]): Finding[] {
  return findings.filter(each => each.severity === 'block' && each.override === undefined);
}

/** The findings that still block: neither mended nor let pass by somebody with the permission. */
export function unresolved(verdict: Verdict): Finding[] {
  return unresolvedIn(verdict.findings);
}

/** What is drawn from a file is cut at this many characters; beyond it nobody has looked. */
const longestAttachmentText = 2_000_000;

function isUnread(text: string | null): boolean {
  return text === null || text.trim() === '' || text.length >= longestAttachmentText;
}

function unreadFindings(attachments: GateInput['attachments']): Finding[] {
  return attachments
    .filter(each => isUnread(each.text))
    .map(({ name }) => ({
      rule: 'attachment-not-read',
      severity: 'warn',
      where: `附件“${name}”`,
      excerpt: name,
      advice:
        '系统没有读到（或没有读完）该附件中的文字，请人工核对其中没有身份证号、手机号、银行卡号和不应公开的内容。',
      basis: [citationWords(cite('政府信息公开条例', 17))],
      overridable: true,
    }));
}

/** Findings of plain text, whatever it belongs to. */
export function textFindings(places: readonly PlacedText[]): Finding[] {
  return [...personalNumberFindings(places), ...markFindings(places)];
}

/** The verdict on plain texts alone, as `./gongkai check` gives it for files. */
export function checkTexts(places: readonly PlacedText[]): Verdict {
  return verdictOf([...textFindings(places), ...nameListFindings(places, [], [])]);
}

/** The verdict on an item with everything that goes public with it. */
export function gate(input: GateInput): Verdict {
  const { metadata } = input;
  const body = placedLines('正文', input.bodyText, '段');
  const fields: PlacedText[] = [
    { where: '标题', text: input.title },
    { where: '摘要', text: input.summary },
    { where: '发布机构', text: metadata.issuer },
    { where: '来源', text: metadata.source },
    { where: '作者', text: metadata.author },
    { where: '公开依据', text: metadata.basis },
    { where: '关键词', text: metadata.keywords.join(' ') },
    { where: '统计口径', text: metadata.statisticalDefinition },
    ...input.attachments.map(each => ({ where: `附件“${each.name}”的名称`, text: each.name })),
  ];
  const attached = input.attachments.flatMap(each =>
    each.text === null ? [] : placedLines(`附件“${each.name}”`, each.text, '行'),
  );
  const places = [...fields, ...body, ...attached, ...(input.texts ?? [])];
  const names = input.attachments.map(each => each.name);
  const hasText = body.length > 0;
  return verdictOf([
    ...fieldFindings({ ...input, hasText, attachmentCount: names.length }),
    ...textFindings(places),
    ...(input.kind === 'personnel-notice' && input.duties.length === 0
      ? []
      : nameListFindings([...body, ...attached, ...(input.texts ?? [])], names, input.duties)),
    ...namedAttachmentFindings(body, names.length),
    ...unreadFindings(input.attachments),
  ]);
}

function sameFinding(a: Finding, b: Finding): boolean {
  return a.rule === b.rule && a.where === b.where && a.excerpt === b.excerpt && a.severity === b.severity;
}

/** A new verdict on the same bytes keeps what was let pass on them. */
export function withOverridesOf(verdict: Verdict, earlier: Verdict | null): Verdict {
  const findings = verdict.findings.map(finding => {
    const known = earlier?.findings.find(each => each.override !== undefined && sameFinding(each, finding));
    return known?.override === undefined ? finding : { ...finding, override: known.override };
  });
  return verdictOf(findings);
}

/** The verdict after somebody let every finding of a rule pass; the findings stay, with name, reason and instant. */
export function letPass(verdict: Verdict, rule: string, override: NonNullable<Finding['override']>): Verdict {
  const findings = verdict.findings.map(finding =>
    finding.rule === rule && finding.severity === 'block' && finding.overridable === true
      ? { ...finding, override: finding.override ?? override }
      : finding,
  );
  return verdictOf(findings);
}
