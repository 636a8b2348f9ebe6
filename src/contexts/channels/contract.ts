import { z } from 'zod';
import { day, permission } from '../organisation/contract.ts';

export * from './contract/activities.ts';
export * from './contract/list-sheet.ts';
export * from './contract/matrix.ts';
export * from './contract/site-check.ts';

/** The carriers of the bureau: who posts on them and what proof comes back. */

export const channelKind = z.enum([
  'website',
  'wechat',
  'weibo',
  'notice-board',
  'gazette',
  'press-conference',
  'newspaper',
  'radio',
  'television',
  'interview',
  'service-hall',
  'credit-site',
  'other',
]);
export type ChannelKind = z.infer<typeof channelKind>;

export const channel = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, '编号只用小写字母、数字和连字符。'),
  kind: channelKind,
  name: z.string().min(1),
  /** Words by which a plan names the carrier. */
  aliases: z.array(z.string()).default([]),
  /** A: the disclosure office publishes; B: the responsible section arranges it with the carrier itself. */
  path: z.enum(['A', 'B']),
  /** The unit that publishes; absent: the responsible section. */
  unit: z.string().optional(),
  /** Paper on this carrier bears the seal, except in special cases. */
  needsSeal: z.boolean().default(false),
  /** What goes back to the disclosure office as proof. */
  proof: z.array(z.enum(['address', 'photograph', 'paper-original', 'recording', 'receipt'])).default([]),
  /** Working days after the release within which it stands on the carrier; absent: 1 on path A, 5 on path B. */
  postWorkingDays: z.number().int().positive().optional(),
  /** Working days after posting within which the proof is back. */
  proofWorkingDays: z.number().int().positive().optional(),
  basis: z.string().default(''),
});
export type Channel = z.infer<typeof channel>;

/** channels.yaml */
export const channelsPack = z.strictObject({ channels: z.array(channel).min(1) });
export type ChannelsPack = z.infer<typeof channelsPack>;

// ---- wire ----

export const taskKind = z.enum(['post', 'take-down']);
export type TaskKind = z.infer<typeof taskKind>;

export const taskState = z.enum(['to-do', 'in-progress', 'posted', 'proven', 'stuck', 'cancelled']);
export type TaskState = z.infer<typeof taskState>;

/** GET /api/channels: what may be chosen, the portal first. */
export const channelList = z.object({
  channels: z.array(
    z.object({
      id: z.string(),
      kind: channelKind,
      name: z.string(),
      aliases: z.array(z.string()),
      path: z.enum(['A', 'B']),
      unitName: z.string().nullable(),
      isAutomatic: z.boolean(),
      /** How a posting would look there can be shown. */
      hasPreview: z.boolean(),
      basis: z.string(),
    }),
  ),
});
export type ChannelList = z.infer<typeof channelList>;
export type ListedChannel = ChannelList['channels'][number];

export const proofView = z.object({
  id: z.string(),
  file: z.object({ digest: z.string(), name: z.string() }),
  /** SHA-256 of the copy without place and device, shown to the public; null where there is none. */
  publicDigest: z.string().nullable(),
  /** When the camera says it was taken; null where the file does not tell. */
  takenAtClaimed: z.string().nullable(),
  addedBy: z.string().nullable(),
  addedAt: z.string(),
  /** What it proves and what it does not. */
  claim: z.string(),
});
export type ProofView = z.infer<typeof proofView>;

export const checkView = z.object({
  result: z.enum(['gone', 'present', 'unknown']),
  findings: z.array(z.string()),
  checkedAt: z.string(),
});

export const taskRow = z.object({
  id: z.string(),
  kind: taskKind,
  documentId: z.string(),
  versionNo: z.number(),
  channel: z.string(),
  channelName: z.string(),
  channelKind,
  title: z.string(),
  /** What is asked of the carrier. */
  words: z.string(),
  state: taskState,
  unitId: z.string(),
  unitName: z.string(),
  dueOn: day,
  provisional: z.boolean(),
  /** The hand-over, or its proof, is past its day. */
  late: z.enum(['hand-over', 'proof']).nullable(),
  isAutomatic: z.boolean(),
  postedOn: day.nullable(),
  proofDueOn: day.nullable(),
  /** What went wrong last, and what to do. */
  advice: z.string().nullable(),
});
export type TaskRow = z.infer<typeof taskRow>;

export const taskView = taskRow.extend({
  path: z.string(),
  address: z.string().nullable(),
  place: z.string().nullable(),
  postedUntil: day.nullable(),
  note: z.string().nullable(),
  proofWanted: z.array(z.string()),
  code: z.string().nullable(),
  notBefore: z.string().nullable(),
  proofs: z.array(proofView),
  checks: z.array(checkView),
  permissions: z.record(z.string(), permission),
});
export type TaskView = z.infer<typeof taskView>;

export const taskQuery = z.object({
  state: z.string().optional(),
  channel: z.string().optional(),
  unit: z.string().optional(),
  /** Only what is past its day: `hand-over`, `proof` or both (`any`). */
  late: z.enum(['hand-over', 'proof', 'any']).optional(),
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(200).default(50),
});
export const taskPage = z.object({ rows: z.array(taskRow), count: z.number() });
export type TaskPage = z.infer<typeof taskPage>;

/** GET /api/items/:id/channels */
export const itemChannels = z.object({
  chosen: z.array(z.string()),
  /** What the leaves that the item meets ask for. */
  proposed: z.array(z.string()),
  isPublic: z.boolean(),
  rows: z.array(taskRow),
});
export type ItemChannels = z.infer<typeof itemChannels>;

const httpAddress = z
  .url({ protocol: /^https?$/, error: '网址应以 http:// 或 https:// 开头。' })
  .max(2000, '网址过长。');

/** POST /api/channel-tasks/:id/post: it stands on the carrier (or, of a take-down, no longer does). */
export const postBody = z.strictObject({
  postedOn: day,
  postedUntil: day.nullable().default(null),
  place: z.string().trim().max(200, '地点不超过200字。').default(''),
  address: httpAddress.nullable().default(null),
  note: z.string().trim().max(1000, '说明不超过1000字。').default(''),
});
export type PostBody = z.infer<typeof postBody>;

/** POST /api/channel-tasks/:id/evidence: a photograph or scan of it. */
export const evidenceOfTaskBody = postBody.extend({
  file: z.strictObject({
    digest: z.string().regex(/^[0-9a-f]{64}$/, '文件编号不正确，请重新上传。'),
    name: z.string().min(1).max(200),
  }),
  /** A copy without place and device may be shown on the portal. */
  showPublic: z.boolean().default(false),
});
export type EvidenceOfTaskBody = z.infer<typeof evidenceOfTaskBody>;

/** POST /api/channel-tasks/:id/confirm: the paper original, recording or receipt has come in; or the posting is gone. */
export const confirmBody = z.strictObject({
  words: z.string().trim().min(2, '请写明核对了什么。').max(1000, '说明不超过1000字。'),
});

/** GET /api/items/:id/channels/:channel/preview */
export const previewView = z.object({
  html: z.string(),
  problems: z.array(z.object({ code: z.string(), advice: z.string(), blocks: z.boolean() })),
});
export type PreviewView = z.infer<typeof previewView>;

/** How a notice-board sheet is to be printed. */
export const sheetQuery = z.object({
  paper: z.enum(['A3', 'A4']).default('A4'),
  from: day.optional(),
  until: day.optional(),
});
export type SheetQuery = z.infer<typeof sheetQuery>;

/** GET /api/public/items/:id/channels: where else it was shown, for everybody. */
export const publicChannels = z.object({
  channels: z.array(
    z.object({
      name: z.string(),
      postedOn: day,
      postedUntil: day.nullable(),
      place: z.string().nullable(),
      address: z.string().nullable(),
      pictures: z.array(z.object({ path: z.string(), claim: z.string() })),
    }),
  ),
});
export type PublicChannels = z.infer<typeof publicChannels>;
