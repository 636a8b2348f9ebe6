import { z } from 'zod';
import { day, permission } from '../../organisation/contract.ts';

/** Websites and accounts: who keeps them, when they were last updated, when the next update is due. */

export const outletKind = z.enum(['website', 'wechat', 'weibo', 'app', 'notice-board']);
export type OutletKind = z.infer<typeof outletKind>;

const id = z.string().regex(/^[a-z][a-z0-9-]*$/, '编号只用小写字母、数字和连字符。');

/** How often something is to be updated, and who says so. */
export const updateRule = z.strictObject({
  name: z.string().min(1),
  days: z.number().int().min(1).max(3660),
  /** Days before the due day from which it is shown as due soon; absent: a fifth of the period. */
  warnDays: z.number().int().min(0).max(366).optional(),
  /** The text that asks for it, or that the bureau has set it itself. */
  basis: z.string().min(1),
});
export type UpdateRule = z.infer<typeof updateRule>;

export const outlet = z.strictObject({
  id,
  kind: outletKind,
  name: z.string().min(1),
  address: z.string().default(''),
  /** Unit that keeps it. */
  owner: z.string(),
  /** Channel of the pack through which we ourselves publish there; absent: an outlet that we cannot look into. */
  channel: z.string().optional(),
  /** What is to be updated there; columns where only these count. */
  updates: z
    .array(z.strictObject({ rule: id, columns: z.array(z.string()).default([]) }))
    .min(1)
    .max(20),
  /** In use since; before its first update the period runs from here. */
  openedOn: day.optional(),
  /** Cancelled on; no update is due any more. */
  closedOn: day.optional(),
  demo: z.boolean().default(false),
});
export type Outlet = z.infer<typeof outlet>;

/** matrix.yaml */
export const matrixPack = z.strictObject({
  rules: z.record(id, updateRule).default({}),
  outlets: z.array(outlet).default([]),
  /** Hosts of others whose pages the check of our website may ask for; links to all others are not tried. */
  outsideHosts: z
    .array(z.string().regex(/^[a-z0-9.-]+$/, '只写域名，例如 www.gov.cn。'))
    .max(200)
    .default([]),
});
export type MatrixPack = z.output<typeof matrixPack>;

// ---- wire ----

export const outletState = z.enum(['late', 'no-record', 'due-soon', 'on-time', 'closed']);
export type OutletState = z.infer<typeof outletState>;

export const outletClock = z.object({
  ruleId: z.string(),
  name: z.string(),
  state: outletState,
  lastOn: day.nullable(),
  dueOn: day.nullable(),
  /** How the due day was found, in words. */
  explanation: z.string(),
  basis: z.string(),
  /** What was last published there. */
  last: z
    .object({
      words: z.string(),
      /** Path of the page on the portal. */
      path: z.string().nullable(),
      address: z.string().nullable(),
      isDerived: z.boolean(),
    })
    .nullable(),
});
export type OutletClock = z.infer<typeof outletClock>;

export const outletRow = z.object({
  id: z.string(),
  kind: outletKind,
  name: z.string(),
  address: z.string(),
  unitId: z.string(),
  unitName: z.string(),
  /** We see the updates ourselves. */
  isOurs: z.boolean(),
  isDemo: z.boolean(),
  /** The worst of its clocks. */
  state: outletState,
  dueOn: day.nullable(),
  clocks: z.array(outletClock),
});
export type OutletRow = z.infer<typeof outletRow>;

export const outletView = outletRow.extend({
  /** Updates told by people, the newest first. */
  updates: z.array(
    z.object({
      id: z.string(),
      rule: z.string(),
      updatedOn: day,
      words: z.string(),
      address: z.string().nullable(),
      file: z.object({ digest: z.string(), name: z.string() }).nullable(),
      addedBy: z.string().nullable(),
      addedAt: z.string(),
    }),
  ),
  permissions: z.record(z.string(), permission),
});
export type OutletView = z.infer<typeof outletView>;

export const outletQuery = z.object({
  state: outletState.optional(),
  kind: outletKind.optional(),
  unit: z.string().optional(),
});
export type OutletQuery = z.infer<typeof outletQuery>;

/** POST /api/outlets/:id/updates: something was published there, with what shows it. */
export const outletUpdateBody = z.strictObject({
  rule: z.string().min(1).max(100),
  updatedOn: day,
  words: z.string().trim().min(2, '请写明更新了什么。').max(500, '说明不超过500字。'),
  address: z
    .url({ protocol: /^https?$/, error: '网址应以 http:// 或 https:// 开头。' })
    .max(2000, '网址过长。')
    .nullable()
    .default(null),
  file: z
    .strictObject({
      digest: z.string().regex(/^[0-9a-f]{64}$/, '文件编号不正确，请重新上传。'),
      name: z.string().min(1).max(200),
    })
    .nullable()
    .default(null),
});
export type OutletUpdateBody = z.infer<typeof outletUpdateBody>;
