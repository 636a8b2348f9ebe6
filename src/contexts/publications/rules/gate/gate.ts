import type { Day } from '../../../../law/day.ts';
import type { FileReading } from '../../../files/contract.ts';
import { emptyGatePack, type GatePack } from '../../contract/gate-pack.ts';
import type { Finding, ItemKind, Verdict } from '../../contract.ts';
import { type CitedDocument, CitedDocuments } from './cited-documents.ts';
import { type FieldsInput, fieldFindings, interpretationFindings } from './fields.ts';
import { directionMarkFindings, fileNoticeFindings } from './file-notices.ts';
import { type GivenLink, linkFindings } from './links.ts';
import { markFindings } from './marks.ts';
import { type DutyBrief, nameListFindings } from './name-lists.ts';
import { namedAttachmentFindings } from './named-attachments.ts';
import { namesInTextFindings } from './names-in-text.ts';
import { personFactFindings } from './person-facts.ts';
import { personalNumberFindings } from './personal-numbers.ts';
import { placesAsRead } from './seen-text.ts';
import { type PlacedText, placedLines } from './text-place.ts';
import { WordingTables } from './wording.ts';

/** The gate before publication: everything it finds at once, with place, masked excerpt, advice and basis. */

/** What the gate judges by, beside the item itself. All of it is plain data, so that it can be sent to a thread. */
export interface GateKnowledge {
  /** gate.yaml of the pack. */
  readonly tables?: GatePack;
  /** The day on which ages are counted; absent: nobody is a child by birth date. */
  readonly today?: Day;
  /** Addresses that a checker found dead. */
  readonly deadLinks?: readonly string[];
  /** Documents that the item cites, as far as they are known. */
  readonly citedDocuments?: readonly CitedDocument[];
}

export interface GateInput extends Omit<FieldsInput, 'hasText' | 'attachmentCount'>, GateKnowledge {
  readonly summary: string;
  /** The body as text: one block per line, the cells of a table row parted by tabs. */
  readonly bodyText: string;
  /** Links of the body. */
  readonly links?: readonly GivenLink[];
  /** Everything that is in the files; null where a file could not be read (locked, damaged, too large). */
  readonly attachments: readonly { readonly name: string; readonly reading: FileReading | null }[];
  /** Further texts that go public with the item, each with its place: the door of the full gate. */
  readonly texts?: readonly PlacedText[];
  readonly duties: readonly DutyBrief[];
  /** Null: needs none. False: needs one, and has none that goes public with it. */
  readonly hasInterpretation?: boolean | null;
}

/** A day before which nobody was born: then no birth date makes a child. */
const longAgo = '1800-01-01' as Day;

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

/** Findings of plain text, whatever it belongs to. `places` are lines in their order. */
function textFindings(places: readonly PlacedText[], kind: ItemKind, known: GateKnowledge): Finding[] {
  const tables = known.tables ?? emptyGatePack;
  return [
    ...personalNumberFindings(places),
    ...personFactFindings(places, { kind, today: known.today ?? longAgo }),
    ...markFindings(places),
    ...new WordingTables(tables).findings(places),
    ...new CitedDocuments(tables, known.citedDocuments ?? []).findings(places),
  ];
}

function attachedPlaces(name: string, reading: FileReading | null): PlacedText[] {
  return (reading?.parts ?? []).map(part => ({ ...part, where: `${name}${part.where}` }));
}

/** The verdict on plain texts alone. */
export function checkTexts(given: readonly PlacedText[], known: GateKnowledge = {}): Verdict {
  const places = placesAsRead(given);
  return verdictOf([
    ...textFindings(places, 'notice', known),
    ...nameListFindings(places, [], []),
    ...namesInTextFindings(places, []),
    ...linkFindings(places, [], (known.tables ?? emptyGatePack).linkHosts, known.deadLinks ?? []),
  ]);
}

/** The verdict on files that belong to no item yet, as `./gongkai check` gives it. */
export function checkFiles(
  files: readonly { readonly name: string; readonly reading: FileReading }[],
  known: GateKnowledge = {},
): Verdict {
  const places = files.flatMap(({ name, reading }) => attachedPlaces(name, reading));
  return verdictOf([
    ...checkTexts(places, known).findings,
    ...files.flatMap(({ name, reading }) => fileNoticeFindings(name, reading)),
    ...directionMarkFindings(files.map(({ name }) => ({ where: '文件名', text: name }))),
  ]);
}

/** The verdict on an item with everything that goes public with it. */
export function gate(input: GateInput): Verdict {
  const { kind, metadata, attachments, duties } = input;
  const tables = input.tables ?? emptyGatePack;
  const names = attachments.map(each => each.name);
  const titles: PlacedText[] = [
    { where: '标题', text: input.title },
    ...names.map(name => ({ where: `附件“${name}”的名称`, text: name })),
  ];
  const fields: PlacedText[] = [
    { where: '摘要', text: input.summary },
    { where: '发布机构', text: metadata.issuer },
    { where: '来源', text: metadata.source },
    { where: '作者', text: metadata.author },
    { where: '公开依据', text: metadata.basis },
    { where: '关键词', text: metadata.keywords.join(' ') },
    { where: '统计口径', text: metadata.statisticalDefinition },
  ];
  const body = placesAsRead(placedLines('正文', input.bodyText, '段'));
  const attached = attachments.flatMap(({ name, reading }) => attachedPlaces(`附件“${name}”`, reading));
  const running = [...body, ...placesAsRead([...attached, ...(input.texts ?? [])])];
  const places = [...placesAsRead([titles[0]!, ...fields, ...titles.slice(1)]), ...running];
  const isAboutPersons = kind === 'personnel-notice' && duties.length === 0;
  return verdictOf([
    ...fieldFindings({ ...input, hasText: body.length > 0, attachmentCount: names.length }),
    ...directionMarkFindings(titles),
    ...textFindings(places, kind, input),
    ...new CitedDocuments(tables, input.citedDocuments ?? []).basisFindings(metadata),
    ...(isAboutPersons ? [] : nameListFindings(running, names, duties)),
    ...(isAboutPersons ? [] : namesInTextFindings(running, duties)),
    ...linkFindings(running, input.links ?? [], tables.linkHosts, input.deadLinks ?? []),
    ...namedAttachmentFindings(body, names.length),
    ...interpretationFindings(input.hasInterpretation ?? null),
    ...attachments.flatMap(({ name, reading }) => fileNoticeFindings(`附件“${name}”`, reading)),
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
