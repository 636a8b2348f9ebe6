import { findDocumentNumbers, parseDocumentNumber } from '../../../law/document-number.ts';

/** Finding in running text the normative documents it cites: by number in any bracket form, and by 《title》. */

/** A key under which documents are found. `words`: the agency's code of a number, with what stands before it in text. */
export interface CitedName {
  readonly key: string;
  readonly words: string;
}

/** Shorter titles (《通知》, 《办法》) name nothing. */
const shortestTitle = 5;

function bare(title: string): string {
  return title
    .replaceAll('〈', '《')
    .replaceAll('〉', '》')
    .replaceAll('（', '(')
    .replaceAll('）', ')')
    .replace(/[\s　“”"]/g, '');
}

function titleKey(title: string): CitedName[] {
  const text = bare(title).replace(/^《(.*)》$/, '$1');
  return text.length < shortestTitle ? [] : [{ key: `t:${text}`, words: '' }];
}

function numberKey(year: number, serial: number): string {
  return `n:${year}:${serial}`;
}

/** The key of a number typed by itself; nothing if it is none. */
export function nameOfNumber(documentNo: string): CitedName | undefined {
  const number = parseDocumentNumber(documentNo);
  if (number === undefined) return undefined;
  if (number.kind === 'order') return { key: `o:${number.text}`, words: '' };
  return { key: numberKey(number.year, number.serial), words: number.agencyCode };
}

/** Titles in book-title marks, outermost and inner ones. */
export function bookTitles(text: string): string[] {
  const [titles, open]: [string[], number[]] = [[], []];
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '《' || char === '〈') open.push(at + 1);
    if (char !== '》' && char !== '〉') continue;
    const from = open.pop();
    if (from !== undefined && at - from <= 300) titles.push(text.slice(from, at));
  }
  return titles;
}

/** The names under which a document with this title and number is cited. */
export function namesOf(document: { readonly title: string; readonly documentNo: string }): CitedName[] {
  const title = bare(document.title);
  const number = nameOfNumber(document.documentNo);
  // 某局关于印发《X》的通知 is cited whole, without its issuer, and as 《X》.
  const about = title.indexOf('关于');
  const issued = /(?:印发|发布|公布)《(.+)》的(?:通知|公告|决定)$/.exec(title)?.[1];
  const names = [
    ...(number === undefined ? [] : [number]),
    ...titleKey(title),
    ...(about > 0 ? titleKey(title.slice(about)) : []),
    ...(issued === undefined ? [] : titleKey(issued)),
  ];
  return distinct(names);
}

/** Everything a text cites, each once. */
export function citationsIn(text: string): CitedName[] {
  const numbers = findDocumentNumbers(text).map(({ number }) => ({
    key: numberKey(number.year, number.serial),
    words: number.agencyCode,
  }));
  return distinct([...numbers, ...bookTitles(text).flatMap(titleKey)]);
}

function distinct(names: readonly CitedName[]): CitedName[] {
  return [...new Map(names.map(name => [`${name.key} ${name.words}`, name])).values()];
}

/** Does this citation mean that name? Words before the agency's code can not be told from it: the end decides. */
export function means(cited: CitedName, name: CitedName): boolean {
  return cited.key === name.key && cited.words.endsWith(name.words);
}

export interface Candidate {
  readonly id: string;
  readonly madeOn: string;
}

/**
 * Of several documents under one title, the one the text means: the newest made by the day of the text, since a later
 * edition of the same name could not be meant; if all are later, only a single one is taken.
 */
export function meantBy<T extends Candidate>(candidates: readonly T[], citedOn: string): T | undefined {
  const byThen = candidates.filter(each => each.madeOn <= citedOn);
  if (byThen.length === 0) return candidates.length === 1 ? candidates[0] : undefined;
  return [...byThen].sort((a, b) => (a.madeOn < b.madeOn ? 1 : -1))[0];
}
