import { z } from 'zod';
import { day, permission, reason } from '../../organisation/contract.ts';
import { exchangeKinds } from './exchange-columns.ts';

/** What goes to the credit sites and what they answer: on the wire. */

/** Reported for the first time, reported again because it changed, taken back. */
export const exchangeActs = ['new', 'change', 'withdraw'] as const;
export type ExchangeAct = (typeof exchangeActs)[number];
export const exchangeActWords: Readonly<Record<ExchangeAct, string>> = {
  new: '新增',
  change: '变更',
  withdraw: '撤下',
};

export const receiptStates = ['waiting', 'accepted', 'rejected'] as const;
export type ReceiptState = (typeof receiptStates)[number];
export const receiptWords: Readonly<Record<ReceiptState, string>> = {
  waiting: '待回执',
  accepted: '已入库',
  rejected: '未通过',
};

export const exchangeQuery = z.object({
  kind: z.enum(exchangeKinds).default('licence'),
  /** A bureau or a county bureau; the own one unless given. */
  organ: z.string().optional(),
});
export type ExchangeQuery = z.output<typeof exchangeQuery>;

const waitingRow = z.object({
  decisionId: z.string(),
  act: z.enum(exchangeActs),
  documentNo: z.string(),
  partyName: z.string(),
  dueOn: day,
  isLate: z.boolean(),
  /** Why it cannot be reported; each names its column in `where`. Empty where it can. */
  faults: z.array(reason),
});
export type WaitingRow = z.infer<typeof waitingRow>;

export const exchangeBatch = z.object({
  id: z.string(),
  /** e.g. 许可-2019-003 */
  name: z.string(),
  kind: z.enum(exchangeKinds),
  madeAt: z.string(),
  madeByName: z.string(),
  /** SHA-256 of the rows, as the audit record has it. */
  digest: z.string(),
  reported: z.number(),
  withdrawn: z.number(),
  accepted: z.number(),
  rejected: z.array(z.object({ documentNo: z.string(), words: z.string() })),
  receipt: z.object({ on: day, number: z.string(), byName: z.string() }).nullable(),
  /** May a receipt be registered for it? */
  permission,
});
export type ExchangeBatchView = z.infer<typeof exchangeBatch>;

/** GET /api/enforcement/exchange */
export const exchangeView = z.object({
  kind: z.enum(exchangeKinds),
  organ: z.object({ id: z.string(), name: z.string(), code: z.string() }),
  organs: z.array(z.object({ id: z.string(), name: z.string() })),
  waiting: z.array(waitingRow),
  batches: z.array(exchangeBatch),
  permissions: z.record(z.string(), permission),
});
export type ExchangeView = z.infer<typeof exchangeView>;

export const makeBatchBody = z.strictObject({ kind: z.enum(exchangeKinds), organ: z.string() });
export type MakeBatchBody = z.output<typeof makeBatchBody>;
export const madeBatch = z.object({ id: z.string(), name: z.string(), rows: z.number(), held: z.number() });

const refusedRow = z.strictObject({
  documentNo: z.string().trim().min(1, '请写明文号。').max(200),
  words: z.string().trim().min(2, '请写明未通过的原因。').max(500),
});

/** What the site answered: everything was taken but what is named. */
export const receiptBody = z.strictObject({
  on: day,
  number: z.string().trim().max(100).default(''),
  rejected: z.array(refusedRow).max(2000).default([]),
});
export type ReceiptBody = z.output<typeof receiptBody>;

/** The file in which the site answers, as XLSX or CSV. */
export const receiptFileBody = z.strictObject({
  on: day,
  number: z.string().trim().max(100).default(''),
  file: z.strictObject({ name: z.string().min(1).max(200), base64: z.string().max(14_000_000) }),
});
export type ReceiptFileBody = z.output<typeof receiptFileBody>;
