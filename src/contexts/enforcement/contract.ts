import { z } from 'zod';
import { explanation } from '../calendar/contract.ts';
import { day, permission, reason } from '../organisation/contract.ts';
import { exchangeActs, receiptStates } from './contract/exchange.ts';
import { releasedMatters } from './contract/released.ts';
import {
  decisionKinds,
  decisionStates,
  licenceTypes,
  outcomes,
  partyKinds,
  penaltyCategories,
  secrecies,
  weights,
} from './contract/words.ts';

/** Enforcement decisions and their publicity (行政执法公示): on the wire. */

export * from './contract/exchange.ts';
export { type ExchangeKind, exchangeKinds } from './contract/exchange-columns.ts';
export * from './contract/lines.ts';
export * from './contract/released.ts';
export * from './contract/words.ts';

const line = z.string().trim().max(200, '不超过 200 字。').default('');
const passage = z.string().trim().max(4000, '不超过 4000 字。').default('');
const yuan = z.number().min(0, '金额不能为负数。').max(1e12).nullable().default(null);
const optionalDay = day.nullable().default(null);

/** What is recorded of a decision. Which of it must be there depends on the kind and is judged by the rules, by field. */
export const decisionContent = z.strictObject({
  kind: z.enum(decisionKinds),
  unitId: z.string(),
  /** 决定书文号. */
  documentNo: line,
  /** 决定文书名称. */
  title: line,
  /** 执法事项. */
  matter: line,
  partyKind: z.enum(partyKinds),
  partyName: line,
  /** 统一社会信用代码; empty for natural persons. */
  creditCode: line,
  /** 法定代表人: for the exchange with the credit sites, never shown. */
  representative: line,
  isMinor: z.boolean().default(false),
  secrecy: z.enum(secrecies).default('none'),
  /** 违法行为类型; only of penalties. */
  violation: passage,
  /** 违法事实摘要, or what was found. */
  facts: passage,
  basis: passage,
  /** 处罚内容, 许可内容 or 结论. */
  conclusion: passage,
  licenceType: z.enum(licenceTypes).nullable().default(null),
  certificateName: line,
  certificateNo: line,
  validFrom: optionalDay,
  /** Null: without end. */
  validUntil: optionalDay,
  categories: z.array(z.enum(penaltyCategories)).max(6).default([]),
  fineYuan: yuan,
  confiscatedYuan: yuan,
  /** 暂扣或吊销证照名称及编号. */
  licenceTaken: line,
  weight: z.enum(weights).nullable().default(null),
  decidedOn: day,
  /** Internal. */
  note: passage,
});
export type DecisionContent = z.output<typeof decisionContent>;

/** `revision` is the one that was seen. */
export const decisionChange = z.strictObject({ revision: z.number().int(), content: decisionContent });
export type DecisionChange = z.output<typeof decisionChange>;

export const outcomeBody = z.strictObject({
  revision: z.number().int(),
  outcome: z.enum(outcomes),
  /** The day on which it was changed, revoked, found unlawful …. */
  on: day,
  /** Goes out to the public with the withdrawal. */
  reason: z
    .string()
    .trim()
    .min(5, '请写明理由（至少五个字），撤下时将向社会公开。')
    .max(500, '理由不超过 500 字。'),
});
export type OutcomeBody = z.infer<typeof outcomeBody>;

export const proposeDecisionBody = z.strictObject({
  meets: z
    .array(z.strictObject({ dutyId: z.string(), elements: z.array(z.number().int().positive()) }))
    .max(50)
    .default([]),
});
export type ProposeDecisionBody = z.output<typeof proposeDecisionBody>;
export const proposedDecision = z.object({ itemId: z.string(), path: z.string() });

export const decisionQuery = z.object({
  kind: z.enum(decisionKinds).optional(),
  state: z.enum(decisionStates).optional(),
  unit: z.string().optional(),
  year: z.coerce.number().int().min(1949).max(9998).optional(),
  q: z.string().max(200).optional(),
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(200).default(50),
});
export type DecisionQuery = z.output<typeof decisionQuery>;

const outcomeView = z.object({ outcome: z.enum(outcomes), on: day, reason: z.string() });

/** A clock with how its date was computed. */
const clockView = z.object({
  explanation,
  metOn: day.nullable(),
  standing: z.enum(['running', 'late', 'met', 'met-late']),
});
export type EnforcementClock = z.infer<typeof clockView>;

const head = {
  id: z.string(),
  kind: z.enum(decisionKinds),
  documentNo: z.string(),
  title: z.string(),
  partyName: z.string(),
  unitId: z.string(),
  unitName: z.string(),
  decidedOn: day,
  state: z.enum(decisionStates),
  outcome: outcomeView.nullable(),
  /** May it be shown at all? */
  isShown: z.boolean(),
};
export const decisionRow = z.object({
  ...head,
  publishBy: day.nullable(),
  withdrawBy: day.nullable(),
  isLate: z.boolean(),
});
export type DecisionRow = z.infer<typeof decisionRow>;

/** GET /api/enforcement/decisions */
export const decisionPage = z.object({
  rows: z.array(decisionRow),
  count: z.number(),
  permissions: z.record(z.string(), permission),
});
export type DecisionPage = z.infer<typeof decisionPage>;

/** A decision that was public was corrected: what the credit files must learn. */
export const correction = z.object({
  outcome: z.enum([...outcomes, 'expired', 'error']),
  reason: z.string(),
  on: day,
});
export type Correction = z.infer<typeof correction>;

export const decisionView = z.object({
  ...head,
  revision: z.number(),
  content: decisionContent,
  /** Why it may not be shown; empty where it may. */
  withheld: z.array(reason),
  /** Null where it is not to be shown. */
  publish: clockView.nullable(),
  withdraw: clockView.nullable(),
  period: z.object({
    months: z.number(),
    /** Null until it is public. */
    until: day.nullable(),
    words: z.string(),
  }),
  itemId: z.string().nullable(),
  path: z.string().nullable(),
  releasedAt: z.string().nullable(),
  withdrawnAt: z.string().nullable(),
  withdrawnReason: z.string().nullable(),
  corrections: z.array(correction),
  /** What was reported of it to the credit sites, the last first. */
  reports: z.array(
    z.object({
      batch: z.string(),
      act: z.enum(exchangeActs),
      madeAt: z.string(),
      receipt: z.enum(receiptStates),
      words: z.string(),
    }),
  ),
  changedByName: z.string(),
  changedAt: z.string(),
  permissions: z.record(z.string(), permission),
});
export type DecisionView = z.infer<typeof decisionView>;

/** GET /api/enforcement/matters */
export const matterListView = z.object({
  matters: releasedMatters.shape.matters,
  itemId: z.string().nullable(),
  /** Null where nothing is public. */
  path: z.string().nullable(),
  releasedAt: z.string().nullable(),
  /** What is public differs from the pack. */
  isOutdated: z.boolean(),
  permissions: z.record(z.string(), permission),
});
export type MatterListView = z.infer<typeof matterListView>;

/** The decisions of one kind in a year, out of the register. */
export const statisticsRow = z.object({
  kind: z.enum(decisionKinds),
  decided: z.number(),
  public: z.number(),
  late: z.number(),
  withheld: z.number(),
  corrected: z.number(),
  fineYuan: z.number(),
  confiscatedYuan: z.number(),
});
export type StatisticsRow = z.infer<typeof statisticsRow>;
/** GET /api/enforcement/statistics/:year */
export const yearStatistics = z.object({
  year: z.number(),
  organ: z.string(),
  rows: z.array(statisticsRow),
  due: explanation,
});
export type YearStatistics = z.infer<typeof yearStatistics>;
