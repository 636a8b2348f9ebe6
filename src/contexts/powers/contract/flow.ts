import { z } from 'zod';

/** A procedure as a small structured description; the chart and its text are both made from it. */

const stepId = z
  .string()
  .regex(/^[a-z0-9-]{1,20}$/, '步骤编号只用小写字母、数字和连字符，不超过 20 个字符。');

export const stepKind = z.enum(['step', 'decision', 'end']);
export type StepKind = z.infer<typeof stepKind>;

export const flowStep = z.strictObject({
  id: stepId,
  kind: stepKind,
  /** What is done, or what is asked. */
  words: z.string().trim().min(1, '请填写步骤内容。').max(60, '每个步骤不超过 60 字。'),
  /** Who does it. */
  who: z.string().trim().max(30, '办理主体不超过 30 字。'),
  /** Working days it may take; null: none of its own. */
  days: z.number().int().min(0).max(365).nullable(),
  /** Where it leads (of a decision: yes); null: to the step below. */
  next: stepId.nullable(),
  /** Of a decision: where no leads. */
  no: stepId.nullable(),
});
export type FlowStep = z.infer<typeof flowStep>;

export const flow = z.array(flowStep).max(40, '流程不超过 40 步。');
export type Flow = z.infer<typeof flow>;
