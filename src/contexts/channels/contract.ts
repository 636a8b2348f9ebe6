import { z } from 'zod';

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
  /** Working days after posting within which the proof is back. */
  proofWorkingDays: z.number().int().positive().optional(),
  basis: z.string().default(''),
});
export type Channel = z.infer<typeof channel>;

/** channels.yaml */
export const channelsPack = z.strictObject({ channels: z.array(channel).min(1) });
export type ChannelsPack = z.infer<typeof channelsPack>;
