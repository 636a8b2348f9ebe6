import { z } from 'zod';
import { day, permission } from '../../organisation/contract.ts';

/** Normative documents handed to the government gazette. */

export const gazetteState = z.enum(['picked', 'handed-over', 'accepted', 'refused', 'dropped']);

export const gazetteRow = z.object({
  id: z.string(),
  documentId: z.string(),
  versionNo: z.number(),
  title: z.string(),
  documentNo: z.string(),
  path: z.string(),
  unitName: z.string(),
  gazette: z.string(),
  state: gazetteState,
  pickedOn: day,
  handedOverOn: day.nullable(),
  issue: z.string().nullable(),
  page: z.string().nullable(),
  publishedOn: day.nullable(),
  reason: z.string().nullable(),
  evidence: z.object({ digest: z.string(), name: z.string() }).nullable(),
  /** The live version is another one than what was handed over. */
  outdated: z.boolean(),
  revision: z.number(),
  permissions: z.record(z.string(), permission),
});
export type GazetteRow = z.infer<typeof gazetteRow>;

export const gazetteQuery = z.object({
  state: z.string().optional(),
  year: z.string().optional(),
  q: z.string().max(200).optional(),
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(200).default(50),
});
export type GazetteQuery = z.infer<typeof gazetteQuery>;

/** GET /api/gazette-notes */
export const gazettePage = z.object({
  rows: z.array(gazetteRow),
  count: z.number(),
  /** Live normative documents that are in no gazette yet, the newest first. */
  pickable: z.array(z.object({ id: z.string(), title: z.string(), documentNo: z.string(), releasedOn: day })),
  /** The name offered: the gazette of the government above. */
  gazette: z.string(),
  permissions: z.record(z.string(), permission),
});

export const pickBody = z.strictObject({
  documentIds: z.array(z.string()).min(1, '请选择要报送的文件。').max(100),
  gazette: z.string().min(2, '请填写公报名称。').max(100),
});
const base = { revision: z.number().int() };
const printed = {
  issue: z.string().min(1, '请填写期号。').max(50),
  page: z.string().max(50),
  publishedOn: day,
  evidence: z
    .strictObject({ digest: z.string().regex(/^[0-9a-f]{64}$/), name: z.string().max(200) })
    .nullable(),
};
export const gazetteMove = z.discriminatedUnion('command', [
  z.strictObject({ command: z.literal('hand-over'), ...base, on: day }),
  z.strictObject({ command: z.literal('accept'), ...base, ...printed }),
  z.strictObject({ command: z.literal('correct'), ...base, ...printed }),
  z.strictObject({
    command: z.literal('refuse'),
    ...base,
    reason: z.string().min(2, '请写明未采用的理由。').max(500),
  }),
  z.strictObject({
    command: z.literal('drop'),
    ...base,
    reason: z.string().min(2, '请写明取消的理由。').max(500),
  }),
]);
export type GazetteMove = z.infer<typeof gazetteMove>;
