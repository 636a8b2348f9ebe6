import { plainPunctuation } from './punctuation.ts';
import { isUnitName, splitUnits } from './units.ts';

/** What a text says about who answers for it. Names are in plain punctuation without spaces. */
export interface Responsibility {
  /** Word used for the lead, without what stands in brackets: 责任单位, 责任科室, 牵头单位; null when none is used. */
  readonly label: string | null;
  readonly lead: readonly string[];
  readonly cooperating: readonly string[];
  /** Limits written inside the bracket (完成时限:…), as written. */
  readonly limits: readonly string[];
  /** The text with the brackets taken out. */
  readonly rest: string;
  /** How many brackets were found. */
  readonly brackets: number;
  /** True where an opening or closing bracket is missing. */
  readonly unbalanced: boolean;
  /** True where 牵头 and 责任 stand side by side, so that the second could be a lead or a helper. */
  readonly rolesUnclear: boolean;
}

type Role = 'first' | 'lead' | 'cooperating' | 'limit' | 'other';

interface Label {
  readonly role: Role;
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

const spaced = (words: string): string =>
  words
    .split('|')
    .map(word => [...word].join(' *'))
    .join('|');

/** 单位, 科室, 单(科室)位, 单位(科室), 单位(科室 with its bracket forgotten, 单位和科室, 科(处)室. */
const inner = '(?:\\([^():]{1,8}\\)? *)?';
const unitWord = `${inner}(?:单 *${inner}位|科 *${inner}室|处 *${inner}室|部 *${inner}门|股 *${inner}室|机 *${inner}构|机 *关|方) *${inner}(?:(?:和|及|与|或|、|/) *(?:单 *位|科 *室|处 *室|部 *门|责 *任 *人) *)?`;

/** 牵头: and 配合: alone, where a bracket, a cell or a clause begins; in running text they are ordinary words. */
const alone = (words: string): string => `(?<=^|[(,;。\\n]\\s*)(?:${spaced(words)})(?= *:) *`;

const roleWords: readonly (readonly [Role, string])[] = [
  ['first', `(?:${spaced('牵头|主办|主责|主要责任|第一责任')}) *${unitWord}|${alone('牵头|主办|主责')}`],
  [
    'lead',
    `(?:${spaced('责任|承办|负责|落实|实施|主管|完成|公开责任')}) *${unitWord}|${alone('责任|负责|承办')}`,
  ],
  [
    'cooperating',
    `(?:${spaced('配合|协办|协助|参与|参加|协同|会办|联办|协作')}) *${unitWord}|${alone('配合|协办|参与')}`,
  ],
  [
    'limit',
    `(?:${spaced('完成时限|完成时间|办结时限|时间要求|时间节点|公开时限|公开时间|时限要求|时限|完成期限|期限')}) *`,
  ],
  ['other', `(?:${spaced('责任分工|任务分工|责任人员|责任人|负责人|责任领导|分管领导|联系人|联系电话')}) *`],
];

const labelPattern = new RegExp(`${roleWords.map(([, words]) => `(${words})`).join('|')}`, 'g');

/** Labels in the order of the text; a label is followed by a colon, or opens a bracket and is followed by a space. */
function findLabels(plain: string): Label[] {
  const labels: Label[] = [];
  for (const match of plain.matchAll(labelPattern)) {
    const to = match.index + match[0].length;
    const colon = plain[to] === ':';
    if (!colon && !(match[0].endsWith(' ') && /\(\s*$/.test(plain.slice(0, match.index)))) continue;
    const group = match.slice(1).findIndex(text => text !== undefined);
    const role = roleWords[group]?.[0] ?? 'other';
    const name = match[0].replace(/\([^()]*\)?|\s/g, '').replace(/(?:和|及|与|或|、|\/).*$/, '');
    labels.push({ role, name, from: match.index, to: colon ? to + 1 : to });
  }
  return labels;
}

/** End of what a bracket holds: where its own closing bracket stands, or the end of the paragraph. */
function closing(plain: string, from: number): { end: number; closed: boolean } {
  let depth = 0;
  for (let i = from; i < plain.length; i++) {
    const sign = plain[i];
    if (sign === '(') depth++;
    else if (sign === ')' && --depth < 0) return { end: i, closed: true };
    else if (sign === '\n') return { end: i, closed: false };
    else if (sign === '。' && depth <= 0 && !/^[。\s]*\)/.test(plain.slice(i, i + 4)))
      return { end: i, closed: false };
  }
  return { end: plain.length, closed: false };
}

interface Span {
  readonly from: number;
  readonly to: number;
  readonly unbalanced: boolean;
}

class Collector {
  readonly first: string[] = [];
  readonly lead: string[] = [];
  readonly cooperating: string[] = [];
  readonly limits: string[] = [];
  firstLabel: string | null = null;
  leadLabel: string | null = null;

  take(label: Label, content: string): void {
    const text = content.replace(/^[\s,;、。]+|[\s,;、。]+$/g, '');
    if (label.role === 'limit') this.limits.push(text);
    if (label.role === 'limit' || label.role === 'other') return;
    const into = this[label.role];
    for (const unit of splitUnits(text)) if (!into.includes(unit)) into.push(unit);
    if (label.role === 'first') this.firstLabel ??= label.name;
    if (label.role === 'lead') this.leadLabel ??= label.name;
  }
}

/** Opening bracket in front of a label, and where the bracket begins. */
function opening(plain: string, label: Label, last: number): { from: number; opened: boolean } {
  const before = plain.slice(last, label.from);
  const match = /\(\s*$/.exec(before);
  return match === null ? { from: label.from, opened: false } : { from: last + match.index, opened: true };
}

/**
 * Finds 责任单位, 责任科室, 牵头单位, 配合单位(科室) and their like followed by a colon, in or out of brackets, in full
 * or half width, with a forgotten bracket on either side, and 由…牵头,…配合 in a closing bracket.
 */
export function readResponsibility(text: string): Responsibility {
  const plain = plainPunctuation(text);
  const labels = findLabels(plain);
  const spans: Span[] = [];
  const found = new Collector();
  let at = 0;
  for (let i = 0; i < labels.length; ) {
    const label = labels[i] as Label;
    const { from, opened } = opening(plain, label, at);
    const { end, closed } = closing(plain, label.to);
    let next = i + 1;
    while (next < labels.length && (labels[next] as Label).from < end) next++;
    for (let j = i; j < next; j++) {
      const own = labels[j] as Label;
      found.take(own, plain.slice(own.to, j + 1 < next ? (labels[j + 1] as Label).from : end));
    }
    at = closed || plain[end] === '。' ? end + 1 : end;
    spans.push({ from, to: at, unbalanced: opened !== closed });
    i = next;
  }
  return spans.length > 0 ? assemble(text, found, spans) : readClauses(text, plain);
}

function assemble(text: string, found: Collector, spans: readonly Span[]): Responsibility {
  const both = found.first.length > 0 && found.lead.length > 0;
  const lead = found.first.length > 0 ? found.first : found.lead;
  const helpers = both ? [...found.lead, ...found.cooperating] : found.cooperating;
  return {
    label: found.firstLabel ?? found.leadLabel,
    lead,
    cooperating: [...new Set(helpers)].filter(unit => !lead.includes(unit)),
    limits: found.limits,
    rest: without(text, spans),
    brackets: spans.length,
    unbalanced: spans.some(span => span.unbalanced),
    rolesUnclear: both,
  };
}

function without(text: string, spans: readonly Span[]): string {
  let rest = '';
  let at = 0;
  for (const span of spans) {
    rest += text.slice(at, span.from);
    at = span.to;
  }
  return (rest + text.slice(at)).replace(/[ \t\u3000]+$/gm, '').trim();
}

const leadVerb =
  /(?:总牵头|牵头负责|牵头组织|牵头落实|牵头|分别负责|按职责分工负责|按职责分工|共同负责|具体负责|负责落实|负责|组织实施|承办|主办|落实)$/;
const helpVerb = /(?:配合|协助|协办|参与|参加|协同)$/;

/** The other way of writing it, in the last bracket of a paragraph: (办公室牵头,各科室配合). */
function readClauses(text: string, plain: string): Responsibility {
  const none: Responsibility = {
    label: null,
    lead: [],
    cooperating: [],
    limits: [],
    rest: text.trim(),
    brackets: 0,
    unbalanced: false,
    rolesUnclear: false,
  };
  for (const match of plain.matchAll(/\(([^\n。]{3,300})\)[\s。;]*(?=\n|$)/g)) {
    const clauses = clausesOf(lastBracket(match[1] ?? ''));
    if (clauses.lead.length === 0 || !clauses.lead.every(isUnitName)) continue;
    const length = lastBracket(match[1] ?? '').length;
    const close = match.index + 1 + (match[1] ?? '').length;
    const span = { from: close - length - 1, to: close + 1, unbalanced: false };
    return { ...none, ...clauses, rest: without(text, [span]), brackets: 1 };
  }
  return none;
}

/** Where two brackets stand in one line, the content of the last one. */
function lastBracket(content: string): string {
  let depth = 0;
  for (let i = content.length - 1; i >= 0; i--) {
    if (content[i] === ')') depth++;
    else if (content[i] === '(' && --depth < 0) return content.slice(i + 1);
  }
  return content;
}

function clausesOf(content: string): Pick<Responsibility, 'label' | 'lead' | 'cooperating'> {
  const lead: string[] = [];
  const cooperating: string[] = [];
  let label: string | null = null;
  let waiting = '';
  for (const clause of content.split(/[,;。]/).map(part => part.trim())) {
    const words = waiting === '' ? clause : `${waiting},${clause}`;
    const helps = helpVerb.exec(clause);
    const leads = leadVerb.exec(clause);
    if (helps === null && leads === null) {
      waiting = words;
      continue;
    }
    waiting = '';
    const names = words.replace(helps === null ? leadVerb : helpVerb, '').replace(/^由|(?:等)?$/g, '');
    (helps === null && (label === null || label === '负责') ? lead : cooperating).push(...splitUnits(names));
    if (helps === null) label ??= /牵头/.test(leads?.[0] ?? '') ? '牵头' : '负责';
  }
  return { label, lead, cooperating };
}
