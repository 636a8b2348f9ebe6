import { citationWords, cite } from '../../../../law/citation.ts';
import { type Day, dayFrom } from '../../../../law/day.ts';
import { maskName } from '../../../../law/masking.ts';
import { ageOn } from '../../../../law/resident-id.ts';
import type { Finding, ItemKind } from '../../contract.ts';
import { findingAt } from './finding.ts';
import { hitsOf } from './hits.ts';
import { brokenLine, hamletForm, homeForm, isHome, saysHome } from './homes.ts';
import { type NamedPerson, personsIn } from './person-names.ts';
import type { PlacedText } from './text-place.ts';

/**
 * What is said of a private person in running text: birth, health, home, telephone at home, and that it is a child
 * (个人信息保护法 arts 6, 25 and 28, 未成年人保护法). The words alone prove nothing: the same words stand in every
 * policy. They count beside a name, or behind the label of a form.
 */

export interface FactContext {
  readonly kind: ItemKind;
  /** The day on which ages are counted. */
  readonly today: Day;
}

const publication = citationWords(cite('个人信息保护法', 25));
const sensitive = citationWords(cite('个人信息保护法', 28));
const privacy = citationWords(cite('政府信息公开条例', 15));

interface Span {
  readonly from: number;
  readonly to: number;
}

/** A part of a line around a hit, no wider than a sentence or two, so that the time stays bounded. */
interface Near {
  readonly text: string;
  /** Where the hit stands in `text`. */
  readonly from: number;
  readonly to: number;
  readonly persons: readonly NamedPerson[];
}

const widthBefore = 80;
const widthAfter = 40;
const sentenceEnd = /[。；;！？!?]/g;

/** A line with the persons it names, which are looked for once and only where something was found. */
class Line {
  readonly place: PlacedText;
  #persons: readonly NamedPerson[] | undefined;
  #shown: PlacedText | undefined;

  constructor(place: PlacedText) {
    this.place = place;
  }

  get #named(): readonly NamedPerson[] {
    this.#persons ??= personsIn(this.place.text);
    return this.#persons;
  }

  /** The place as an excerpt may show it: names, birth dates, houses and telephones hidden; as long as it was. */
  get shown(): PlacedText {
    this.#shown ??= { ...this.place, text: hidden(this.place.text, this.#named) };
    return this.#shown;
  }

  /** Persons that stand wholly between two positions. */
  #between(from: number, to: number): NamedPerson[] {
    const all = this.#named;
    let [low, high] = [0, all.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (all[middle]!.from < from) low = middle + 1;
      else high = middle;
    }
    const found: NamedPerson[] = [];
    for (let i = low; i < all.length && all[i]!.to <= to; i += 1)
      found.push({ from: all[i]!.from - from, to: all[i]!.to - from });
    return found;
  }

  near({ from, to }: Span): Near {
    const { text } = this.place;
    const start = Math.max(0, from - widthBefore);
    const last = [...text.slice(start, from).matchAll(sentenceEnd)].at(-1);
    const left = last === undefined ? start : start + last.index + 1;
    const right = text.slice(to, to + widthAfter).search(sentenceEnd);
    const end = right < 0 ? Math.min(text.length, to + widthAfter) : to + right;
    return {
      text: text.slice(left, end),
      from: from - left,
      to: to - left,
      persons: this.#between(left, end),
    };
  }
}

interface Fact {
  readonly rule: string;
  /** What is looked for first; cheap, and linear in the text. */
  readonly form: RegExp;
  readonly advice: string;
  readonly basis: readonly string[];
  /** True if the hit is said of a private person. */
  readonly isPersonal: (near: Near, hit: RegExpExecArray, context: FactContext) => boolean;
}

const beforeHit = ({ text, from }: Near) => text.slice(0, from);
const afterHit = ({ text, to }: Near) => text.slice(to);

/** A person named at most so many characters before the hit, or right behind it. */
function isBeside(where: Near, most: number): boolean {
  return where.persons.some(
    person =>
      (person.to <= where.from && where.from - person.to <= most) ||
      (person.from >= where.to && person.from - where.to <= 12),
  );
}

const birthDate =
  /(?:19|20)\d{2}\s?[年.\-/]\s?\d{1,2}(?:\s?[月.\-/]\s?\d{1,2}\s?日?|\s?月)?|(?:19|20)\d{2}年/g;
const birthLabel = /(?:出生(?:日期|年月日?|时间|年份)?|生日|生于|出生于)\s*(?:为|是)?\s*[:：\t]?\s*$/;
const formLabel = /(?:出生(?:日期|年月日?|时间)|生日)\s*[:：\t为是]\s*$/;
const bornAfter = /^\s?(?:出生|生(?=[，,。；;、）)\s]|$))/;
const asALimit = /^\s?(?:出生)?\s?(?:的|者)?\s?(?:以|之)?(?:前|后|起|至|期间|当[月日年])/;

const illness =
  /(?:肢体|视力|听力|言语|智力|精神|多重)(?:[一二三四1-4]级)?残疾(?:[一二三四1-4]级)?(?!人)|(?:[一二三四1-4]级)(?:肢体|视力|听力|言语|智力|精神|多重)?残疾(?!人)|尿毒症|白血病|[\u4e00-\u9fa5]?癌|(?:恶性|脑|骨|淋巴)肿?瘤|精神分裂症?|精神病|精神障碍|艾滋病|HIV|肺结核|结核病|糖尿病|高血压|脑梗[塞死]?|脑出血|脑溢血|脑瘫|脑萎缩|心脏病|冠心病|心肌梗[塞死]|肝硬化|肝炎|乙肝|丙肝|肾衰竭?|肾功能(?:衰竭|不全)|肾病|癫痫|自闭症|孤独症|唐氏综合征|偏瘫|截瘫|瘫痪|聋哑|失明|双目失明|抑郁症|躁狂症|焦虑症|中风|再生障碍性贫血|地中海贫血|血友病|先天性[\u4e00-\u9fa5]{1,6}|股骨头坏死|类风湿|红斑狼疮|尘肺病?|矽肺|帕金森|阿尔[茨兹]海默|老年痴呆|痴呆|重症肌无力|渐冻症|强直性脊柱炎|骨髓炎|重度烧伤|梅毒|淋病|吸毒|戒毒|流产|不孕|截肢|植物人|智力低下|精神失常|患有?重病|重大疾病|慢性病|患病|肾炎|肺气肿|气管炎|关节炎|(?<=因)[\u4e00-\u9fa5]{1,8}?(?:炎|症|癌|瘤|病|瘫|聋|盲|哑|骨折|衰竭|综合征|溃疡|梗阻|结石|损伤|出血)|(?<=因)[\u4e00-\u9fa5]{2,10}(?=住院|卧床|手术|就医|治疗|病逝)|(?<=患有?|确诊为?|诊断[为出]|查出)(?!者|儿|方|难|失|病|有|为)[\u4e00-\u9fa5]{2,10}|残疾(?=[，,。；;]|$)/g;
const illnessMost = 40;

const telephone =
  /(?<![\d.\-—/])(?:[（(]?0\d{2,3}[）)]?\s?[-—－–]?\s?)?[2-9]\d{6,7}(?![\d.]|[-—]\d|元|万|亿|人|户|\s?[年月])/g;
const privateTelephone =
  /(?:家庭|住宅|家中|家里|家属|本人|私人|亲属|监护人)(?:联系)?(?:电话|座机|号码)(?:号码)?\s*(?:为|是)?[:：\t]?\s*$|宅电\s*[:：\t]?\s*$/;
const telephoneLabel = /(?:电话|座机|联系方式|Tel\.?)(?:号码)?\s*(?:为|是)?[:：\t]?\s*$/i;
const officeWords =
  /办公|[局科处股室](?=$|[^\u4e00-\u9fa5])|中心|单位|公司|热线|咨询|监督|投诉电话|举报电话|值班|传真|承办|经办|服务|联系人/;

const childRole =
  '孤儿|弃婴|弃儿|留守儿童|困境儿童|受助儿童|事实无人抚养儿童|流浪儿童|儿童|小学生|中学生|初中生|高中生|(?<!大)学生|患儿|幼儿|男童|女童|未成年人|少年|婴儿';
const childWords = new RegExp(
  `(?:${childRole})|(?<!\\d)\\d{1,2}\\s?周?岁|就读于?[^，,。；;]{0,20}(?:小学|初中|中学|幼儿园|年级|班)|[一二三四五六]年级学生|在读(?:小学|初中)生?`,
  'g',
);
const adult = 18;

function bornOn(words: string): Day | undefined {
  const [year, month = '1', date = '1'] = words.match(/\d+/g) ?? [];
  return dayFrom(Number(year), Number(month), Number(date));
}

function isBirth(where: Near, hit: RegExpExecArray): boolean {
  const [before, after] = [beforeHit(where), afterHit(where)];
  if (asALimit.test(after)) return false;
  if (formLabel.test(before)) return true;
  if (!birthLabel.test(before) && !bornAfter.test(after)) return false;
  return isBeside(where, 40) || /[，,]\s?[男女]\s?[，,]/.test(before) || hit.input.length === hit[0].length;
}

/** Names to their surnames; dates, houses and telephones to stars. Every position stays where it was. */
function hidden(text: string, persons: readonly NamedPerson[]): string {
  let [masked, at] = ['', 0];
  for (const { from, to } of persons) {
    if (from < at) continue;
    masked += text.slice(at, from) + maskName(text.slice(from, to));
    at = to;
  }
  masked += text.slice(at);
  for (const form of [birthDate, homeForm, telephone])
    masked = masked.replace(form, found => '*'.repeat(found.length));
  return masked;
}

const facts: readonly Fact[] = [
  {
    rule: 'birth-date',
    form: birthDate,
    advice: '含有个人的出生日期。请删除；确需说明年龄的，只写年龄段。',
    basis: [publication, privacy],
    isPersonal: (where, hit, { kind }) =>
      isBirth(where, hit) && !(kind === 'personnel-notice' && !/日|[.\-/]\d{1,2}[.\-/]\d/.test(hit[0])),
  },
  {
    rule: 'health',
    form: illness,
    advice: '在个人姓名旁写有疾病或残疾情况，属于敏感个人信息。请删除病情，或者不写姓名。',
    basis: [sensitive, privacy],
    isPersonal: where => isBeside(where, illnessMost),
  },
  {
    rule: 'address',
    form: homeForm,
    advice: '含有个人的详细住址（村、社区以下）。请只写到村（社区），或者删除。',
    basis: [publication, privacy],
    isPersonal: where => isHome(beforeHit(where), afterHit(where), isBeside(where, 40)),
  },
  {
    rule: 'address',
    form: hamletForm,
    advice: '含有个人的详细住址（村、社区以下）。请只写到村（社区），或者删除。',
    basis: [publication, privacy],
    isPersonal: where => saysHome(beforeHit(where)) && isHome(beforeHit(where), afterHit(where), false),
  },
  {
    rule: 'landline',
    form: telephone,
    advice: '含有个人的固定电话。请删除；对外公布的应当是办公电话。',
    basis: [publication, privacy],
    isPersonal: (where, hit) => {
      const before = beforeHit(where);
      if (privateTelephone.test(before)) return true;
      if (!hit[0].includes('0857') && !/^[（(]?0/.test(hit[0]) && !telephoneLabel.test(before)) return false;
      return where.persons.some(
        ({ to }) =>
          to <= where.from && where.from - to <= 40 && !officeWords.test(where.text.slice(to, where.from)),
      );
    },
  },
];

function minorAt(where: Near, hit: RegExpExecArray): boolean {
  const years = /^(\d{1,2})\s?周?岁/.exec(hit[0]);
  if (years !== null)
    return Number(years[1]) < adult && isBeside(where, 16) && !/[-—~至到]\s?$/.test(beforeHit(where));
  if (/^就读|年级学生|^在读/.test(hit[0])) return isBeside(where, 30);
  return where.persons.some(({ from }) => from >= where.to && from - where.to <= 3);
}

const minorBasis = [sensitive, '《中华人民共和国未成年人保护法》第四条'];
const minorAdvice =
  '内容可以识别出未成年人。请删除姓名和其他能够识别身份的内容；确有法律依据必须公开的，须作个人信息保护影响评估。';

function minorFindings(line: Line, { today }: FactContext): Finding[] {
  const { place } = line;
  const add = (span: Span) =>
    findingAt(line.shown, {
      rule: 'minor',
      severity: 'block',
      advice: minorAdvice,
      basis: minorBasis,
      ...span,
    });
  for (const hit of hitsOf(childWords, place.text)) {
    const span = spanOf(hit);
    if (minorAt(line.near(span), hit)) return [add(span)];
  }
  for (const hit of hitsOf(birthDate, place.text)) {
    const day = bornOn(hit[0]);
    if (day === undefined || day > today || ageOn(day, today) >= adult) continue;
    const span = spanOf(hit);
    const where = line.near(span);
    if (isBirth(where, hit) && isBeside(where, 40)) return [add(span)];
  }
  return [];
}

function spanOf(hit: RegExpExecArray): Span {
  return { from: hit.index, to: hit.index + hit[0].length };
}

/** At most one finding of a kind in one sentence: what is said of a person there is mended together. */
function factFindings(line: Line, fact: Fact, context: FactContext): Finding[] {
  const { place } = line;
  const findings: Finding[] = [];
  let last = -1;
  for (const hit of hitsOf(fact.form, place.text)) {
    const span = spanOf(hit);
    const isSameSentence =
      last >= 0 && !/[。；;\t]/.test(place.text.slice(last, Math.min(span.from, last + 200)));
    if (isSameSentence || !fact.isPersonal(line.near(span), hit, context)) continue;
    findings.push(findingAt(line.shown, { ...fact, severity: 'block', ...span }));
    last = span.to;
  }
  return findings;
}

const home = facts.find(each => each.rule === 'address')!;

/** A home whose village ends one line and whose house begins the next; told at the line in which it begins. */
function brokenHomeFindings(
  place: PlacedText,
  next: PlacedText | undefined,
  context: FactContext,
): Finding[] {
  const broken =
    next === undefined || next.hidden !== place.hidden ? null : brokenLine(place.text, next.text);
  if (broken === null) return [];
  const { text, seam } = broken;
  const line = new Line({ ...place, text });
  const isTold = (part: string) => factFindings(new Line({ ...place, text: part }), home, context).length > 0;
  for (const hit of hitsOf(homeForm, text)) {
    const span = spanOf(hit);
    if (span.to <= seam) continue;
    const where = line.near(span);
    // The name of the village may stand in the next line too; then only words such as 家庭住址 tie the lines.
    if (span.from > seam && !saysHome(beforeHit(where))) return [];
    if (!home.isPersonal(where, hit, context) || isTold(text.slice(0, seam)) || isTold(text.slice(seam)))
      return [];
    return [findingAt(line.shown, { ...home, severity: 'block', ...span })];
  }
  return [];
}

export function personFactFindings(places: readonly PlacedText[], context: FactContext): Finding[] {
  return places.flatMap((place, i) => {
    const line = new Line(place);
    return [
      ...facts.flatMap(fact => factFindings(line, fact, context)),
      ...brokenHomeFindings(place, places[i + 1], context),
      ...minorFindings(line, context),
    ];
  });
}
