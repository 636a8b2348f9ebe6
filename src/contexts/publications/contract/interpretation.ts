import { z } from 'zod';
import { day } from '../../organisation/contract.ts';

/** How a policy is interpreted: the plan (解读方案) and the material (解读材料) in its forms. Both are under the signatures. */

export const interpretationForm = z.enum([
  'text',
  'questions',
  'benefit-card',
  'chart',
  'audio',
  'video',
  'comic',
  'interview',
]);
export type InterpretationForm = z.infer<typeof interpretationForm>;

const pairs = z
  .array(
    z.strictObject({
      question: z.string().max(300, '每个问题不超过 300 字。'),
      answer: z.string().max(5000, '每个回答不超过 5000 字。'),
    }),
  )
  .max(50, '问答不超过 50 组。');

/** Four fields that together fill one A4 page and no more; the rules count the lines. */
const cardField = z.string().max(280, '明白卡每一栏不超过 280 字，以便打印在一页纸上。');

const recorded = {
  /** Where it plays: an https address. */
  mediaUrl: z.string().max(500),
  /** Everything that is said, for those who cannot hear or play it. */
  transcript: z.string().max(50_000, '文字稿不超过 5 万字。'),
};

/** What each form holds beside the text that is typed freely. */
export const interpretationContent = z.discriminatedUnion('form', [
  z.strictObject({ form: z.literal('text') }),
  z.strictObject({ form: z.literal('questions'), pairs }),
  z.strictObject({
    form: z.literal('benefit-card'),
    who: cardField,
    what: cardField,
    how: cardField,
    where: cardField,
  }),
  z.strictObject({ form: z.literal('chart') }),
  z.strictObject({ form: z.literal('audio'), ...recorded }),
  z.strictObject({ form: z.literal('video'), ...recorded }),
  z.strictObject({ form: z.literal('comic') }),
  z.strictObject({
    form: z.literal('interview'),
    guest: z.string().max(200),
    heldOn: day.nullable(),
    pairs,
  }),
]);
export type InterpretationContent = z.infer<typeof interpretationContent>;

/** 解读方案： who interprets, what is explained, in which forms and where, and whether it leaves with the document. */
export const interpretationPlan = z.strictObject({
  /** 第一解读人： name and post of the head of the drafting unit. */
  interpreter: z.string().max(100, '第一解读人不超过 100 字。'),
  points: z.array(z.string().max(500, '每个解读要点不超过 500 字。')).max(30),
  forms: z.array(interpretationForm).max(8),
  channels: z.array(z.string().max(50)).max(20),
  together: z.boolean(),
});
export type InterpretationPlan = z.infer<typeof interpretationPlan>;
