/**
 * 版头 and 版记 as data of the pack (GB/T 9704-2012 7.2, 7.4): what stands in red above a formal letter, who signs it and
 * who prints it. An office of its own may have its own.
 */
import { z } from 'zod';
import { tidyText } from './filling.ts';

/** Characters of a mark: more, even on two lines, would be smaller than the title under it. */
const longestMark = 36;

const letterhead = z.strictObject({
  /** 发文机关标志, e.g. {organ} or {organ}文件; a line end where a long one is to be parted. */
  mark: z.string().min(1).max(longestMark, `发文机关标志至多${longestMark}个字，请使用规范化简称。`),
  /** 署名; the bureau's name where it is left out. */
  organ: z.string().min(1).max(40).optional(),
  /** 印发机关; the organ itself where it is left out. */
  printedBy: z
    .string()
    .min(1)
    .max(20, '印发机关至多20个字，否则与印发日期排不进一行，请使用简称。')
    .optional(),
});

/** `none`: paper with the head printed on it, or an office that wants none; the organ then stands in the title alone. */
const letterheadChoice = z.union([z.literal('none'), letterhead]);
export type LetterheadChoice = z.infer<typeof letterheadChoice>;

export const letterheadParts = {
  letterhead: letterheadChoice.optional(),
  /** By the id of the office in organisation.yaml; it serves the offices under it too. */
  offices: z.record(z.string(), letterheadChoice).default({}),
};

/** 抄送机关 of a kind. */
export const copyTo = z
  .array(
    z
      .string()
      .min(1)
      .max(60)
      .regex(/^[^{}]*$/, '抄送机关请直接写名称，不用占位符。'),
  )
  .default([]);

export interface Letterheads {
  readonly letterhead: LetterheadChoice;
  readonly offices: Readonly<Record<string, LetterheadChoice>>;
}

export interface LetterheadText {
  readonly path: readonly (string | number)[];
  readonly text: string;
}

/** Every text of the letterheads with its place; `{organ}` is all they may use. */
export function letterheadTexts({
  letterhead: common,
  offices,
}: {
  readonly letterhead?: LetterheadChoice | undefined;
  readonly offices: Readonly<Record<string, LetterheadChoice>>;
}): LetterheadText[] {
  const textsAt = (path: readonly string[], choice: LetterheadChoice | undefined): LetterheadText[] => {
    if (choice === undefined || choice === 'none') return [];
    return Object.entries(choice).flatMap(([key, text]) =>
      text === undefined ? [] : [{ path: [...path, key], text }],
    );
  };
  return [
    ...textsAt(['letterhead'], common),
    ...Object.entries(offices).flatMap(([id, each]) => textsAt(['offices', id], each)),
  ];
}

/** The letterhead of the first of the offices that has one: the office itself, then those above it. */
export function letterheadOf(
  { letterhead: common, offices }: Letterheads,
  officeIds: readonly string[],
): LetterheadChoice {
  const own = officeIds.find(id => Object.hasOwn(offices, id));
  return own === undefined ? common : offices[own]!;
}

/** What stands above and below a letter. */
export interface LetterheadWords {
  readonly mark: string;
  readonly printedBy: string;
}

function filled(text: string, organ: string): string {
  return tidyText(text.replaceAll('{organ}', organ));
}

/** Who signs: the office's own organ, or the bureau. */
export function signingOrgan(choice: LetterheadChoice, bureau: string): string {
  return choice === 'none' || choice.organ === undefined
    ? bureau
    : filled(choice.organ, bureau).replaceAll('\n', ' ');
}

export function letterheadWords(choice: LetterheadChoice, organ: string): LetterheadWords | undefined {
  if (choice === 'none') return undefined;
  const printedBy = filled(choice.printedBy ?? organ, organ).replaceAll('\n', ' ');
  return { mark: filled(choice.mark, organ), printedBy };
}
