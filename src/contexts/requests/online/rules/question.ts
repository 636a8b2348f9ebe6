/**
 * The question in front of a form, instead of a picture: it is read aloud as it stands, needs no script and no foreign
 * service. Chance comes from outside.
 */

export interface Question {
  readonly numbers: readonly number[];
  /** One sign fewer than numbers. */
  readonly signs: readonly ('plus' | 'minus')[];
}

const numerals = '零一二三四五六七八九十';
const signWords = { plus: '加', minus: '减' } as const;

function resultOf({ numbers, signs }: Question): number {
  return signs.reduce(
    (sum, sign, at) => (sign === 'plus' ? sum + numbers[at + 1]! : sum - numbers[at + 1]!),
    numbers[0]!,
  );
}

/**
 * A sum of two numbers, or of three for a place from which much comes. `pick(n)` chooses from 0 to n − 1. No step of
 * it goes below zero.
 */
export function makeQuestion(isLong: boolean, pick: (count: number) => number): Question {
  let question: Question = { numbers: [3 + pick(7)], signs: [] };
  for (let left = isLong ? 2 : 1; left > 0; left -= 1) {
    const sofar = resultOf(question);
    const minus = pick(2) === 1 && sofar > 0;
    const next = minus ? 1 + pick(Math.min(sofar, 9)) : 1 + pick(9);
    question = {
      numbers: [...question.numbers, next],
      signs: [...question.signs, minus ? 'minus' : 'plus'],
    };
  }
  return question;
}

/** 七加五, 七加五减三. */
export function questionWords({ numbers, signs }: Question): string {
  return numbers.map((each, at) => `${at === 0 ? '' : signWords[signs[at - 1]!]}${numerals[each]}`).join('');
}

function numeralValue(text: string): number | undefined {
  const plain = text.replaceAll('〇', '零').replaceAll('两', '二');
  const parts = /^([一二三四五六七八九]?)(十?)([零一二三四五六七八九]?)$/.exec(plain);
  if (parts === null || plain === '') return undefined;
  const [, tens = '', ten = '', ones = ''] = parts;
  if (ten === '') return tens !== '' && ones !== '' ? undefined : numerals.indexOf(tens + ones);
  return (tens === '' ? 1 : numerals.indexOf(tens)) * 10 + (ones === '' ? 0 : numerals.indexOf(ones));
}

/** The number that somebody typed: 12, １２ or 十二, with or without spaces and a full stop. */
export function typedNumber(text: string): number | undefined {
  const plain = text.normalize('NFKC').replace(/[\s。.]/g, '');
  return /^\d{1,3}$/.test(plain) ? Number(plain) : numeralValue(plain);
}

export function isAnswer(question: Question, typed: string): boolean {
  return typedNumber(typed) === resultOf(question);
}
