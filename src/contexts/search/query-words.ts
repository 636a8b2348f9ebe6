/** From what a person types to what the index is asked. Pure but for the dictionary. */
import { parseDocumentNumber } from '../../law/document-number.ts';
import { type SynonymGroups, variantsOf } from './synonyms.ts';
import {
  characterPairs,
  characterPrefix,
  documentNumberPrefix,
  foldIndexNumber,
  indexNumberPrefix,
  pairPrefix,
  quoted,
} from './vector.ts';
import { foldWidth, type Segmenter } from './words.ts';

export interface ReadQuery {
  /** A `tsquery` literal; nothing if the query holds no letter, digit or character. */
  readonly query: string | undefined;
  /** What to mark in titles and excerpts, longest first, as it stands in folded text. */
  readonly marks: readonly string[];
  /** Words of the question and what else was looked for in their place. */
  readonly synonyms: readonly { readonly word: string; readonly others: string[] }[];
}

interface Term {
  readonly query: string;
  readonly marks: readonly string[];
}

/** Parts of one query beyond these are left aside; nobody types so many by hand. */
const maximumRuns = 12;
const maximumPairs = 12;

const opening = '〔﹝\\[［(（【〖';
const closing = '〕﹞\\]］)）】〗';
const numberInQuery = new RegExp(
  `([\\p{Script=Han}A-Za-z]{0,20})\\s*[${opening}]\\s*((?:19|20)\\d{2})\\s*年?\\s*[${closing}](?:\\s*第?0*([1-9]\\d{0,4})\\s*号?)?`,
  'u',
);

const all = (parts: readonly string[]) => (parts.length === 1 ? parts[0]! : `(${parts.join(' & ')})`);
const any = (parts: readonly string[]) => (parts.length === 1 ? parts[0]! : `(${parts.join(' | ')})`);

/** A pair of characters, whether the text's segmentation made it a word or not. */
const pairQuery = (pair: string) => any([quoted(pair), quoted(pairPrefix + pair)]);

/**
 * A run of Chinese characters: all its words, or all its pairs. The second way finds 生命 where the text was cut
 * as 研究生|命, and names that no dictionary knows.
 */
function chineseTerm(run: string, segmenter: Segmenter): Term {
  if ([...run].length === 1)
    return { query: any([quoted(characterPrefix + run), quoted(run)]), marks: [run] };
  const words = [...new Set(segmenter.words(run))];
  const pairs = [...characterPairs(run)];
  const byPairs = pairs.length <= maximumPairs ? [all(pairs.map(pairQuery))] : [];
  const byWords = pairs.length === 1 && words.length === 1 ? [] : [all(words.map(quoted))];
  return { query: any([...byWords, ...byPairs]), marks: [run, ...words.filter(word => word.length > 1)] };
}

/** As typed, in this order and with nothing between. Up to four characters their pairs say as much as their places. */
function exactTerm(phrase: string, segmenter: Segmenter): Term | undefined {
  const runs = phrase.match(/[\p{L}\p{N}]+/gu) ?? [];
  if (runs.length === 0) return undefined;
  const terms = runs.map(run => termOfRun(run, segmenter)).filter(term => term !== undefined);
  const words = segmenter.words(phrase);
  const short = [...phrase].length <= 4 || words.length < 2;
  const inOrder = short ? [] : [`(${words.map(quoted).join(' <-> ')})`];
  return { query: all([...terms.map(term => term.query), ...inOrder]), marks: [foldWidth(phrase)] };
}

function plainTerm(run: string, segmenter: Segmenter): Term | undefined {
  const words = [...new Set(segmenter.words(run))];
  return words.length === 0 ? undefined : { query: all(words.map(quoted)), marks: words };
}

/** A run without spaces; in `2019年预算` the lone 年 says nothing and may be part of 年度 in the text. */
function runTerms(run: string, segmenter: Segmenter): Term[] {
  const pieces = foldWidth(run).match(/\p{Script=Han}+|[^\p{Script=Han}]+/gu) ?? [];
  const telling = pieces.filter(piece => pieces.length === 1 || !/^\p{Script=Han}$/u.test(piece));
  return telling
    .map(piece =>
      /^\p{Script=Han}/u.test(piece) ? chineseTerm(piece, segmenter) : plainTerm(piece, segmenter),
    )
    .filter(term => term !== undefined);
}

/** A run that may be an index number or the start of one: digits, letters, hyphens, slashes. */
function indexNumberQuery(run: string): string | undefined {
  const folded = foldIndexNumber(run);
  const canBe = /^(?=.*\d)[0-9a-z][0-9a-z/-]{3,}$/.test(folded);
  return canBe ? `${quoted(indexNumberPrefix + folded)}:*` : undefined;
}

function termOfRun(run: string, segmenter: Segmenter): Term | undefined {
  const terms = runTerms(run, segmenter);
  if (terms.length === 0) return undefined;
  const words = all(terms.map(term => term.query));
  const indexNumber = indexNumberQuery(run);
  return {
    query: indexNumber === undefined ? words : any([words, indexNumber]),
    marks: terms.flatMap(term => term.marks),
  };
}

function orderTerm(text: string): Term | undefined {
  const order = parseDocumentNumber(text);
  if (order?.kind !== 'order') return undefined;
  const marks = [foldWidth(text.trim()), foldWidth(order.text)];
  return { query: quoted(documentNumberPrefix + foldWidth(order.text)), marks };
}

/** 转发毕民发〔2019〕12号: the words before the code were typed with it; any end of three characters may be the code. */
function possibleCodes(agency: string): string[] {
  const characters = [...agency];
  if (characters.length <= 4) return [agency];
  return characters.slice(0, -2).map((_, i) => characters.slice(i).join(''));
}

/** A document number in whatever brackets, whole or without agency code or serial. */
function documentNumberTerm(match: RegExpExecArray, segmenter: Segmenter): Term | undefined {
  const [text, code, year, serial] = match as unknown as [string, string, string, string | undefined];
  const agency = foldWidth(code);
  if (agency === '' && serial === undefined) return undefined;
  const ending = serial === undefined ? year : `${year}-${serial}`;
  const ways = possibleCodes(agency).map(end => quoted(`${documentNumberPrefix}${end}${ending}`));
  // 部门预算(2019) looks like the start of a number and is none.
  if (serial === undefined) ways.push(all([...runTerms(agency, segmenter).map(t => t.query), quoted(year)]));
  const bracketed = `〔${year}〕${serial === undefined ? '' : `${serial}号`}`;
  const words = serial === undefined ? runTerms(agency, segmenter).flatMap(term => term.marks) : [];
  return { query: any(ways), marks: [agency + bracketed, foldWidth(text.trim()), bracketed, ...words] };
}

const exactPhrase = /[“"]([^“”"]{2,60})[”"]/gu;
/** Characters that nobody sees, and that a copied text may hold between others. */
const unseen = /[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]/g;

/** A run, or the same run said with a synonym. */
function termWithSynonyms(run: string, segmenter: Segmenter, groups: SynonymGroups) {
  const term = termOfRun(run, segmenter);
  const variants = term === undefined ? [] : variantsOf(run, groups);
  if (term === undefined || variants.length === 0) return { term, synonyms: [] };
  const others = variants
    // 最低 and 生活 and 保障 anywhere in a text are not what 低保 means.
    .map(({ text, other }) => (text === other ? exactTerm(text, segmenter) : termOfRun(text, segmenter)))
    .filter(other => other !== undefined);
  return {
    term: {
      query: any([term, ...others].map(each => each.query)),
      marks: [...term.marks, ...others.flatMap(other => other.marks), ...variants.map(({ other }) => other)],
    },
    synonyms: [{ word: variants[0]!.word, others: variants.map(({ other }) => other) }],
  };
}

/** Reads a query. Parts separated by spaces or signs must all occur; a part in quotes as it stands, no synonyms. */
export function readQuery(text: string, segmenter: Segmenter, groups: SynonymGroups = []): ReadQuery {
  const seen = foldWidth(text.replace(unseen, ''));
  const exact = [...seen.matchAll(exactPhrase)].slice(0, 4).map(match => exactTerm(match[1]!, segmenter));
  const plain = seen.replace(exactPhrase, ' ');
  const order = orderTerm(plain);
  const numbered = order === undefined ? numberInQuery.exec(plain) : null;
  const number = numbered === null ? undefined : documentNumberTerm(numbered, segmenter);
  const rest = number === undefined ? plain : plain.replace(numbered![0], ' ');
  const runs = order === undefined ? rest.split(/[\s,;:?!"、。“”《》「」]+/u).slice(0, maximumRuns) : [];
  const read = runs.map(run => termWithSynonyms(run, segmenter, groups));
  const terms = [order, number, ...exact, ...read.map(({ term }) => term)].filter(term => term !== undefined);
  const marks = [...new Set(terms.flatMap(term => term.marks))].sort((a, b) => b.length - a.length);
  return {
    query: terms.length === 0 ? undefined : terms.map(term => term.query).join(' & '),
    marks,
    synonyms: read.flatMap(({ synonyms }) => synonyms),
  };
}
