import { z } from 'zod';
import { permission } from '../../organisation/contract.ts';

/** Press conferences and interviews: plan, questions, minutes, media, and the item that is made of them. */

export const activityKind = z.enum(['press-conference', 'interview']);
export type ActivityKind = z.infer<typeof activityKind>;

export const activityState = z.enum(['planned', 'held', 'drafted', 'cancelled']);
export type ActivityState = z.infer<typeof activityState>;

const line = (what: string, most: number) =>
  z.string().trim().min(1, `请填写${what}。`).max(most, `${what}不超过${most}字。`);

export const question = z.strictObject({
  /** Who asked: a medium or “网友”, no private person. */
  from: z.string().trim().max(100).default(''),
  question: line('问题', 1000),
  answer: z.string().trim().max(5000, '回答不超过5000字。').default(''),
});
export type Question = z.infer<typeof question>;

export const medium = z.strictObject({
  name: line('媒体名称', 100),
  address: z
    .url({ protocol: /^https?$/, error: '报道网址应以 http:// 或 https:// 开头。' })
    .nullable()
    .default(null),
});

const fields = z.strictObject({
  kind: activityKind,
  title: line('主题', 200),
  /** Instant, ISO 8601. */
  heldAt: z.iso.datetime({ offset: true, error: '请填写举行时间。' }),
  place: line('地点', 200),
  speakers: line('发布人或者受访人', 500),
  expectedQuestions: z.array(line('预计问题', 500)).max(50, '预计问题不超过50条。'),
  questions: z.array(question).max(100, '问答不超过100条。'),
  minutes: z.string().trim().max(50_000, '纪要不超过50000字。'),
  media: z.array(medium).max(100, '媒体不超过100家。'),
});

/** POST /api/channel-activities */
export const activityBody = fields.extend({
  expectedQuestions: fields.shape.expectedQuestions.default([]),
  questions: fields.shape.questions.default([]),
  minutes: fields.shape.minutes.default(''),
  media: fields.shape.media.default([]),
});
export type ActivityBody = z.infer<typeof activityBody>;

/** PUT /api/channel-activities/:id; `revision` is the one the writer saw. */
export const activityChange = fields.extend({ revision: z.number().int() });
export type ActivityChange = z.infer<typeof activityChange>;

export const cancelActivityBody = z.strictObject({
  reason: z.string().trim().min(2, '请写明取消的原因。').max(500),
});
export const draftActivityBody = z.strictObject({
  kind: z.enum(['news', 'interpretation']),
  columnId: z.string().min(1, '请选择发布栏目。'),
});
export type DraftActivityBody = z.infer<typeof draftActivityBody>;

export const activityRow = z.object({
  id: z.string(),
  kind: activityKind,
  state: activityState,
  unitId: z.string(),
  unitName: z.string(),
  title: z.string(),
  heldAt: z.string(),
  place: z.string(),
  speakers: z.string(),
  itemId: z.string().nullable(),
});
export type ActivityRow = z.infer<typeof activityRow>;
export const activityList = z.object({
  rows: z.array(activityRow),
  permissions: z.record(z.string(), permission),
});

export const activityView = activityRow.extend({
  expectedQuestions: z.array(z.string()),
  questions: z.array(question),
  minutes: z.string(),
  media: z.array(medium),
  cancelReason: z.string().nullable(),
  revision: z.number(),
  permissions: z.record(z.string(), permission),
});
export type ActivityView = z.infer<typeof activityView>;
