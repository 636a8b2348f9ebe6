/** A template and its values become the words of a letter, or every reason why they cannot. */
import { cite } from '../../../law/citation.ts';
import { type Day, dayInChinese, isDay } from '../../../law/day.ts';
import { parseDocumentNumber } from '../../../law/document-number.ts';
import { type Decision, type Reason, reason, refuse } from '../../../law/refusal.ts';
import type { LetterContent, Sheet } from './content.ts';
import { fillList, fillParagraph, saysNothing, tidyText } from './filling.ts';
import { letterKinds } from './kinds.ts';
import { letterheadWords, signingOrgan } from './letterhead.ts';
import { type LetterTemplate, requiredPlaceholders } from './pack.ts';
import { linesOfEqualLength } from './page-format.ts';
import {
  isPlaceholderName,
  type PlaceholderName,
  placeholderOf,
  placeholdersIn,
  type ValueName,
} from './placeholders.ts';

/** A day as `YYYY-MM-DD`, yuan and counts as numbers, a list as its items, everything else as text. */
export type LetterValue = string | number | readonly string[];

export interface LetterValues {
  /** The organ's full name, as it signs. */
  readonly organ: string;
  /** 毕民公复〔2026〕3号 */
  readonly number: string;
  readonly addressee: string;
  readonly addresseeIs: 'person' | 'organisation';
  readonly signedOn: Day;
  readonly contact: { readonly office: string; readonly phone: string; readonly address?: string };
  /** Names of what goes with the letter, in order. */
  readonly attachments?: readonly string[];
  /** Leave out for a letter that is stamped by hand; true where an electronic seal is set on it. */
  readonly sealedElectronically?: boolean;
  /** What the kind asks for; a name that the template does not use is left aside. */
  readonly fill: Readonly<Partial<Record<ValueName, LetterValue>>>;
}

const sealPlace = '（印章处）';
const format = cite('党政机关公文格式');

/** A title line holds 20 characters of 2号 on a block of 156 mm. */
const titleWidth = 20;

function allValues(values: LetterValues): Readonly<Partial<Record<PlaceholderName, LetterValue>>> {
  const { organ, addressee, signedOn, contact, fill } = values;
  const number = parseDocumentNumber(values.number)?.text ?? values.number;
  const { office, phone, address } = contact;
  const you = values.addresseeIs === 'person' ? '您' : '贵单位';
  const common = { organ, number, addressee, you, signedOn, office, phone };
  return { ...fill, ...common, ...(address === undefined ? {} : { address }) };
}

function isGiven(value: LetterValue | undefined): value is LetterValue {
  if (value === undefined) return false;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value === 'string') return !saysNothing(value);
  return value.length > 0 && value.every(item => !saysNothing(item));
}

/** `receivedOn` → `received-on`, for the code of a reason. */
function kebab(name: string): string {
  return name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
}

function missing(name: PlaceholderName, letter: string): Reason {
  const { words, basis } = placeholderOf(name);
  return reason(`missing-${kebab(name)}`, `${letter}缺少“${words}”。请填写后再生成。`, ...basis);
}

function wrongForm(name: PlaceholderName, value: LetterValue): string | undefined {
  switch (placeholderOf(name).form) {
    case 'day':
      return isDay(value) ? undefined : '不是存在的日期。请按“年-月-日”填写';
    case 'yuan':
      return typeof value === 'number' && value >= 0 && Math.abs(value * 100 - Math.round(value * 100)) < 1e-6
        ? undefined
        : '不是金额。请填写以元为单位的数字';
    case 'count':
      return typeof value === 'number' && Number.isInteger(value) && value > 0
        ? undefined
        : '应当是大于0的整数。请改正';
    case 'list':
      return Array.isArray(value) ? undefined : '应当逐项列出。请分项填写';
    case 'text':
      return typeof value === 'string' ? undefined : '应当是文字。请改正';
  }
}

function valueReasons(template: LetterTemplate, values: ReturnType<typeof allValues>): Reason[] {
  const letter = letterKinds[template.kind].words;
  const needed = new Set<string>([
    'organ',
    'number',
    'signedOn',
    'office',
    'phone',
    ...requiredPlaceholders(template),
  ]);
  if (!letterKinds[template.kind].isSheet) needed.add('addressee');
  const conditional = [...template.paragraphs, ...(template.sheet?.rows ?? [])];
  const used = conditional.flatMap(each => (typeof each === 'string' ? [] : placeholdersIn(each.text)));
  return [...new Set([...needed, ...used])].filter(isPlaceholderName).flatMap(name => {
    const value = values[name];
    if (!isGiven(value)) return needed.has(name) ? [missing(name, letter)] : [];
    const wrong = wrongForm(name, value);
    const { words, basis } = placeholderOf(name);
    return wrong === undefined
      ? []
      : [reason(`wrong-${kebab(name)}`, `${letter}的“${words}”${wrong}。`, ...basis)];
  });
}

function formReasons({ number, attachments = [] }: LetterValues): Reason[] {
  const reasons: Reason[] = [];
  if (number.trim() !== '' && parseDocumentNumber(number)?.kind !== 'numbered') {
    const message = `“${number}”不是规范的文号。请按“机关代字〔年份〕序号号”填写，例如毕民公复〔2026〕3号。`;
    reasons.push(reason('wrong-number-form', message, format));
  }
  if (attachments.some(saysNothing)) {
    reasons.push(reason('unnamed-attachment', '有附件没有名称。请填写名称或者删去。', format));
  }
  return reasons;
}

/** Who signs, and what stands above and below a formal letter. */
function headOf({ kind, letterhead }: LetterTemplate, values: LetterValues) {
  const organ = signingOrgan(letterhead, tidyText(values.organ));
  return { organ, head: letterKinds[kind].isFormal ? letterheadWords(letterhead, organ) : undefined };
}

function written(name: string, value: LetterValue | undefined): string {
  if (value === undefined || !isPlaceholderName(name)) return '';
  const { form } = placeholderOf(name);
  if (form === 'day') return dayInChinese(value as Day);
  if (form === 'yuan') return `${value}元`;
  return Array.isArray(value) ? value.join('；') : String(value);
}

const fullName = /《(?:中华人民共和国)?政府信息公开条例》/g;

/** A letter that has introduced the short name of the regulation uses it in the article relied on too. */
function shortNames(template: LetterTemplate, name: string, text: string): string {
  const introduced = template.paragraphs.some(each => JSON.stringify(each).includes('以下简称《条例》'));
  return name === 'article' && introduced ? text.replace(fullName, '《条例》') : text;
}

function paragraphsOf(template: LetterTemplate, values: ReturnType<typeof allValues>): string[] {
  return template.paragraphs.flatMap(each => {
    const text = typeof each === 'string' ? each : each.text;
    const names = placeholdersIn(text).filter(isPlaceholderName);
    const condition = typeof each === 'string' ? [] : [each.when as PlaceholderName, ...names];
    if (!condition.every(name => isGiven(values[name]))) return [];
    const [only] = names;
    const list = only === undefined ? undefined : values[only];
    if (text === `{${only}}` && Array.isArray(list)) return fillList(list);
    return fillParagraph(text, name =>
      shortNames(template, name, written(name, values[name as PlaceholderName])),
    );
  });
}

/** A text that is no sentence: nothing is added at its end. */
function filled(text: string, values: ReturnType<typeof allValues>): string {
  return text.replace(/\{([^{}]*)\}/g, (_, name: string) =>
    tidyText(written(name, values[name as PlaceholderName])).replaceAll('\n', ' '),
  );
}

function sheetOf({ sheet }: LetterTemplate, values: ReturnType<typeof allValues>): Sheet | undefined {
  if (sheet === undefined) return undefined;
  const present = sheet.rows.filter(
    ({ when }) => when === undefined || isGiven(values[when as PlaceholderName]),
  );
  const rows = present.map(({ label, text }) => {
    return { label, text: filled(text, values) };
  });
  return { title: sheet.title, rows };
}

/** The words of a letter in the order of the page (GB/T 9704), or all that is missing or wrong, in Chinese. */
export function composeLetter(
  template: LetterTemplate,
  values: LetterValues,
): Decision<{ letter: LetterContent }> {
  const given = allValues({ ...values, organ: headOf(template, values).organ });
  const reasons = [...valueReasons(template, given), ...formReasons(values)];
  if (reasons.length > 0) return refuse(reasons);
  const { kind, form, copyTo } = template;
  const { organ, head } = headOf(template, values);
  const letter: LetterContent = {
    kind,
    form,
    mark: head?.mark,
    title: [...linesOfEqualLength(organ, titleWidth), template.title],
    number: String(given.number),
    addressee: letterKinds[kind].isSheet ? undefined : tidyText(values.addressee).replaceAll('\n', ' '),
    paragraphs: paragraphsOf(template, given),
    attachments: (values.attachments ?? []).map(name => tidyText(name).replace(/[。；，]+$/, '')),
    organ,
    signedOn: values.signedOn,
    date: dayInChinese(values.signedOn),
    sealPlace: values.sealedElectronically === true ? undefined : sealPlace,
    note: filled(template.note, given),
    sheet: sheetOf(template, given),
    imprint: head && { copyTo, printedBy: head.printedBy, printedOn: dayInChinese(values.signedOn) },
  };
  return { ok: true, letter };
}
