import { plainPunctuation } from './punctuation.ts';

/** What names of organs and their parts end in. */
export const unitEnding =
  '(?:办公室|办公厅|委员会|管委会|单位|部门|机构|机关|中心|小组|科室|处室|股室|街道|乡镇|政府|法院|检察院|公司|协会|科|室|股|局|厅|处|站|所|院|队|部|委|办|馆|会|校|社|集团)(?:\\([^()]*\\))*';

/** Characters of a list of units that are read; a real one has fewer than two hundred. */
const longestList = 2_000;

const endsAsUnit = new RegExp(`${unitEnding}$`);

/** True for a text that ends as names of organs, sections or groups of them do. */
export function isUnitName(name: string): boolean {
  return name.length >= 2 && endsAsUnit.test(name);
}

/** 各县、区… and 各市、县(区)…: kinds of places in a row are one name with what follows them. */
const placeKinds =
  /^(?:各|全市各|全县各|市直|县直)?(?:省|市|州|县|区|旗|乡|镇|乡镇|街道|县市|县区|市区|园区|新区)(?:\([^()]*\))?$/;

/** Cuts at `、 , ;`, line breaks and slashes outside brackets. */
function pieces(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let piece = '';
  for (const sign of text) {
    if (sign === '(') depth++;
    if (sign === ')') depth = Math.max(0, depth - 1);
    if (depth === 0 && /[、,;。\n/|]/.test(sign)) {
      found.push(piece);
      piece = '';
    } else piece += sign;
  }
  return [...found, piece].map(part => part.trim()).filter(part => part !== '');
}

/** Joins 各县 and 区民政局 to 各县、区民政局. */
function joinPlaces(parts: readonly string[]): string[] {
  const joined: string[] = [];
  let open = '';
  for (const part of parts) {
    const whole = open === '' ? part : `${open}、${part}`;
    if (placeKinds.test(part) && (open !== '' || /^(各|全市各|全县各|市直|县直)/.test(part))) open = whole;
    else {
      joined.push(whole);
      open = '';
    }
  }
  return open === '' ? joined : [...joined, open];
}

/** Splits at 和, 及, 与 and at spaces, but only where both sides end as names of units do: 社会福利和慈善事业促进科 is one. */
function splitWords(part: string): string[] {
  const names: string[] = [];
  let from = 0;
  for (const match of part.matchAll(/\s+|以及|和|及|与/g)) {
    const left = part.slice(from, match.index).trim();
    const right = part.slice(match.index + match[0].length).trim();
    const balanced = left.split('(').length === left.split(')').length;
    if (!balanced || left.length < 2 || right.length < 2 || !endsAsUnit.test(left)) continue;
    if (/^\s/.test(match[0]) && !endsAsUnit.test(right)) continue;
    names.push(left);
    from = match.index + match[0].length;
  }
  return [...names, part.slice(from).trim()];
}

function tidy(name: string): string {
  return name
    .replace(/\s+/g, '')
    .replace(/^(?:由|以及|和|及)(?=.{2,})/, '')
    .replace(/(?:按照?(?:各自)?职责分工(?:负责)?|按职责负责|分别负责|等)$/, '')
    .replace(/^[:、,;]+|[:、,;]+$/g, '');
}

/** A bracket somebody forgot to close, or closed twice, is no part of a name. */
function balance(name: string): string {
  const open = name.split('(').length;
  const close = name.split(')').length;
  if (open > close) return `${name}${')'.repeat(open - close)}`;
  return close > open
    ? name.replace(/\)+$/, ')'.repeat(Math.max(0, (/\)+$/.exec(name)?.[0].length ?? 0) - (close - open))))
    : name;
}

/** Names of units in a list, in plain punctuation, in the order of the text, each once. */
export function splitUnits(list: string): string[] {
  const text = plainPunctuation(list.slice(0, longestList).replaceAll('\n', '、'));
  const names = joinPlaces(pieces(text)).flatMap(splitWords).map(tidy).map(balance);
  return [...new Set(names.filter(name => name !== '' && !/^(无|\/|-+|—+)$/.test(name)))];
}
