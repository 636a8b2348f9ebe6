/** letters.yaml: the words of every letter as data of the pack, and what can be wrong with them. */
import { z } from 'zod';
import { type Citation, chineseNumber, citationWords } from '../../../law/citation.ts';
import {
  allowedPlaceholders,
  type LetterForm,
  type LetterKind,
  letterKindNames,
  letterKinds,
} from './kinds.ts';
import {
  copyTo,
  type LetterheadChoice,
  letterheadOf,
  letterheadParts,
  letterheadTexts,
} from './letterhead.ts';
import { commonPlaceholders, isPlaceholderName, placeholderOf, placeholdersIn } from './placeholders.ts';

/** A paragraph that is always there, or one that stands only when a value is given. */
const paragraph = z.union([
  z.string().min(1),
  z.strictObject({ text: z.string().min(1), when: z.string().min(1) }),
]);
export type ParagraphTemplate = z.infer<typeof paragraph>;

/** An empty text is a cell to fill in by hand; `when` as in a paragraph. */
const row = z.strictObject({
  label: z.string().min(1).max(12),
  text: z.string(),
  when: z.string().min(1).optional(),
});

const sheet = z.strictObject({
  /** Heads a page of its own; left out where the rows stand under the letter's title. */
  title: z.string().min(1).max(40).optional(),
  rows: z.array(row).min(1),
});

const formTemplate = z.strictObject({
  paragraphs: z.array(paragraph).default([]),
  sheet: sheet.optional(),
});

const kindTemplate = z.strictObject({
  /** 文种 without the organ's name, which stands above it. */
  title: z.string().min(1).max(20, '标题至多20个字，否则一行排不下，请缩短。'),
  /** Before and after the paragraphs of every form of the kind. */
  opening: z.array(paragraph).default([]),
  closing: z.array(paragraph).default([]),
  copyTo,
  forms: z.record(z.string(), formTemplate),
});
export type KindTemplate = z.infer<typeof kindTemplate>;

const kinds = Object.fromEntries(
  letterKindNames.map(kind => [kind, kindTemplate.optional()]),
) as unknown as Record<LetterKind, z.ZodOptional<typeof kindTemplate>>;

/** A pack may name only the letters that differ from the ones we ship. */
export const lettersPack = z.strictObject({
  /** 附注 under every letter. */
  note: z.string().min(1).optional(),
  ...letterheadParts,
  letters: z.strictObject(kinds).default({}),
});
export type LettersPack = z.infer<typeof lettersPack>;

/** Every letter has its words. */
export interface CompleteLetters {
  readonly note: string;
  readonly letterhead: LetterheadChoice;
  readonly offices: Readonly<Record<string, LetterheadChoice>>;
  readonly letters: Readonly<Record<LetterKind, KindTemplate>>;
}

export interface LetterProblem {
  /** Keys and positions from the top of the file. */
  readonly path: readonly (string | number)[];
  /** In Chinese: what is wrong and what to do. */
  readonly message: string;
}

function braced(names: Iterable<string>): string {
  return [...names].map(name => `{${name}}`).join('、');
}

interface PlacedText {
  readonly path: readonly (string | number)[];
  readonly text: string;
  readonly when?: string;
}

function placed(path: readonly (string | number)[], paragraphs: readonly ParagraphTemplate[]): PlacedText[] {
  return paragraphs.map((each, i) =>
    typeof each === 'string'
      ? { path: [...path, i], text: each }
      : { path: [...path, i], text: each.text, when: each.when },
  );
}

function formTexts(kind: LetterKind, form: string, template: KindTemplate): PlacedText[] {
  const at = ['letters', kind] as const;
  const { paragraphs = [], sheet } = template.forms[form] ?? {};
  const rows = (sheet?.rows ?? []).map(({ text, when }, i) => ({
    path: [...at, 'forms', form, 'sheet', 'rows', i, 'text'],
    text,
    ...(when === undefined ? {} : { when }),
  }));
  return [
    ...placed([...at, 'opening'], template.opening),
    ...placed([...at, 'forms', form, 'paragraphs'], paragraphs),
    ...placed([...at, 'closing'], template.closing),
    ...rows,
  ];
}

/** Names outside the closed list, braces left open, conditions on nothing. */
function textProblems(allowed: ReadonlySet<string>, { path, text, when }: PlacedText): LetterProblem[] {
  const names = [...placeholdersIn(text), ...(when === undefined ? [] : [when])];
  const remedy = `可用的有：${braced(allowed)}。请改用其中之一。`;
  const unknown = names
    .filter(name => !allowed.has(name))
    .map(name => ({ path, message: `占位符{${name}}不能用于这种文书。${remedy}` }));
  const open = /[{}]/.test(text.replace(/\{[^{}]*\}/g, ''))
    ? [{ path, message: '花括号没有成对。请补上或删去。' }]
    : [];
  return [...unknown, ...open];
}

/** Article, paragraph and item as a letter writes them: 第三十六条第（二）项. */
function articleWords(citation: Citation): string {
  if (citation.article === undefined) return citationWords(citation);
  return citationWords(citation).slice(
    citationWords(citation).indexOf(`第${chineseNumber(citation.article)}条`),
  );
}

function lawProblems(
  path: readonly (string | number)[],
  rule: LetterForm,
  texts: readonly PlacedText[],
): LetterProblem[] {
  const certain = texts.filter(each => each.when === undefined).map(each => each.text);
  const said = new Set(certain.flatMap(placeholdersIn));
  const missing = rule.mustSay
    .filter(name => !said.has(name))
    .map(name => ({
      path,
      message: `“${rule.words}”必须写明${placeholderOf(name).words}。请在段落中写入{${name}}，且不加 when。`,
    }));
  const words = certain.join('\n').replaceAll('《条例》', '《政府信息公开条例》');
  const uncited = rule.cites
    .filter(each => !words.includes(articleWords(each)))
    .map(each => ({ path, message: `“${rule.words}”应当写明依据${citationWords(each)}。请在段落中写出。` }));
  return [...missing, ...uncited];
}

function kindProblems(kind: LetterKind, template: KindTemplate): LetterProblem[] {
  const rules = letterKinds[kind];
  const allowed = allowedPlaceholders(kind);
  const at = ['letters', kind, 'forms'];
  const names = Object.keys(rules.forms);
  const unknown = Object.keys(template.forms)
    .filter(form => !names.includes(form))
    .map(form => ({ path: [...at, form], message: `没有这种情形。只能是：${names.join('、')}。` }));
  const missing = names
    .filter(form => template.forms[form] === undefined)
    .map(form => ({
      path: at,
      message: `${rules.words}缺少“${rules.forms[form]!.words}”的写法。请补上 ${form}。`,
    }));
  const each = names
    .filter(form => template.forms[form] !== undefined)
    .flatMap(form => {
      const texts = formTexts(kind, form, template);
      const seen = texts.flatMap(text => textProblems(allowed, text));
      const noSheet = rules.isSheet && template.forms[form]!.sheet === undefined;
      const path = [...at, form];
      return [
        ...seen,
        ...lawProblems(path, rules.forms[form]!, texts),
        ...(noSheet ? [{ path, message: `${rules.words}是一张表。请用 sheet 写出各行。` }] : []),
      ];
    });
  // Openings and closings are read once for each form; what is wrong with them is said once.
  const once = new Map([...unknown, ...missing, ...each].map(found => [JSON.stringify(found), found]));
  return [...once.values()];
}

/** What no schema can see: unknown placeholders, words the law wants and the template leaves out. */
export function letterProblems(pack: LettersPack): LetterProblem[] {
  const common = new Set<string>(Object.keys(commonPlaceholders));
  const note = pack.note === undefined ? [] : textProblems(common, { path: ['note'], text: pack.note });
  const silent =
    pack.note !== undefined && !['office', 'phone'].every(name => placeholdersIn(pack.note!).includes(name))
      ? [{ path: ['note'], message: '附注应当写明联系方式。请写入{office}和{phone}。' }]
      : [];
  const heads = letterheadTexts(pack).flatMap(each => textProblems(new Set(['organ']), each));
  const letters = letterKindNames.flatMap(kind => {
    const template = pack.letters[kind];
    return template === undefined ? [] : kindProblems(kind, template);
  });
  return [...note, ...silent, ...heads, ...letters];
}

/** The pack's own letters over the shipped ones, kind by kind; throws a `RangeError` if the shipped ones have a gap. */
export function completeLetters(own: LettersPack | undefined, shipped: LettersPack): CompleteLetters {
  const letters = { ...shipped.letters } as Record<LetterKind, KindTemplate>;
  for (const kind of letterKindNames) {
    const template = own?.letters[kind] ?? shipped.letters[kind];
    if (template === undefined) throw new RangeError(`随附的文书模板缺少 ${kind}。`);
    letters[kind] = template;
  }
  const note = own?.note ?? shipped.note;
  if (note === undefined) throw new RangeError('随附的文书模板缺少附注。');
  const letterhead = own?.letterhead ?? shipped.letterhead;
  if (letterhead === undefined) throw new RangeError('随附的文书模板缺少版头。');
  return { note, letterhead, offices: own?.offices ?? {}, letters };
}

/** One form of one kind with all its words; what `composeLetter` fills. */
export interface LetterTemplate {
  readonly kind: LetterKind;
  readonly form: string;
  readonly title: string;
  readonly paragraphs: readonly ParagraphTemplate[];
  readonly sheet: z.infer<typeof sheet> | undefined;
  readonly note: string;
  readonly letterhead: LetterheadChoice;
  readonly copyTo: readonly string[];
}

/**
 * `officeIds`: the office that writes, then those above it; the first with a letterhead of its own lends it. Throws a
 * `RangeError` for a form that the kind does not have.
 */
export function letterTemplate(
  pack: CompleteLetters,
  kind: LetterKind,
  form = 'usual',
  officeIds: readonly string[] = [],
): LetterTemplate {
  const template = pack.letters[kind];
  const own = template.forms[form];
  if (own === undefined) throw new RangeError(`${letterKinds[kind].words}没有“${form}”这种情形。`);
  const paragraphs = [...template.opening, ...own.paragraphs, ...template.closing];
  const { title, copyTo: copies } = template;
  const letterhead = letterheadOf(pack, officeIds);
  return { kind, form, title, paragraphs, sheet: own.sheet, note: pack.note, letterhead, copyTo: copies };
}

/** What must be given before the letter can be written: every placeholder that stands unconditionally. */
export function requiredPlaceholders(template: LetterTemplate): string[] {
  const texts = [
    ...template.paragraphs.filter(each => typeof each === 'string'),
    ...(template.sheet?.rows ?? []).filter(each => each.when === undefined).map(each => each.text),
    template.note,
  ];
  return [...new Set(texts.flatMap(placeholdersIn))].filter(isPlaceholderName);
}
