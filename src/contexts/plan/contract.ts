import { z } from 'zod';
import { explanation } from '../calendar/contract.ts';
import { day, disclosureAttribute, permission } from '../organisation/contract.ts';

/** The plan, its obligations and the duties that follow: words for the pack, the API and the console. */

export const obligationKind = z.enum(['disclosure', 'procedure', 'platform', 'safeguard']);
export const cadence = z.enum(['standing', 'on-event', 'annual', 'quarterly', 'monthly']);
export const setBy = z.enum(['plan', 'law', 'default']);
export const personalData = z.enum(['none', 'mask', 'do-not-post']);

/** The day a limit is counted from. */
export const deadlineStart = z.enum([
  'plan-issued',
  'formed-or-changed',
  'period-end',
  'decision',
  'document-issued',
  'approved-by-finance',
  'check-ended',
  'posted',
  'received',
]);

/** How a duty's due date is derived. Never a typed date, except a calendar day the plan itself names. */
export const deadlineRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('working-days'), days: z.number().int().positive(), from: deadlineStart }),
  z.strictObject({
    kind: z.literal('calendar-days'),
    days: z.number().int().positive(),
    from: deadlineStart,
  }),
  z.strictObject({
    kind: z.literal('month-day'),
    monthDay: z.string().regex(/^\d{2}-\d{2}$/),
    yearOffset: z.number().int().default(0),
  }),
  z.strictObject({ kind: z.literal('hours'), hours: z.number().int().positive(), from: z.literal('event') }),
  z.strictObject({ kind: z.literal('year-end') }),
]);
export type DeadlineRule = z.infer<typeof deadlineRule>;

export const limit = z.object({ what: z.string(), limit: z.string() });

export const planElement = z.strictObject({
  name: z.string().min(1),
  form: z.string(),
  breakdown: z.string().nullable().default(null),
  figures: z.array(z.string()).default([]),
  /** Where one element of a leaf has a rhythm or a limit of its own (monthly reception figures in a yearly leaf). */
  cadence: cadence.optional(),
  deadline: deadlineRule.optional(),
});

/** One leaf of the plan, in the pack file and in the wizard. */
export const planLeaf = z.strictObject({
  id: z.string().regex(/^\d+(\.\d+)*$/),
  path: z.array(z.string()),
  title: z.string().min(1),
  kind: obligationKind.default('disclosure'),
  /** Portal column this leaf's items go to by default; an id of catalogue.yaml. */
  column: z.string().optional(),
  responsibilityLabel: z.string().default(''),
  lead: z.array(z.string()),
  cooperating: z.array(z.string()).default([]),
  /** Ids of the units that answer; the names in `lead` resolved by a person or through the aliases. */
  owners: z.array(z.string()).default([]),
  limits: z.array(limit).default([]),
  channels: z.array(z.string()).default([]),
  cadence: cadence.default('on-event'),
  deadline: deadlineRule.default({ kind: 'working-days', days: 20, from: 'formed-or-changed' }),
  basis: z.string().default(''),
  setBy: setBy.default('default'),
  attribute: disclosureAttribute.default('proactive'),
  perCounty: z.boolean().default(false),
  personalData: personalData.default('none'),
  elements: z.array(planElement),
  /** The plan's own words, kept with an imported plan (never in a pack of ours). */
  text: z.string().default(''),
});
export type PlanLeaf = z.infer<typeof planLeaf>;

/** plan-YYYY.yaml */
export const planPack = z.strictObject({
  year: z.number().int(),
  title: z.string(),
  issuedOn: day,
  documentNo: z.string().default(''),
  leaves: z.array(planLeaf),
});
export type PlanPack = z.infer<typeof planPack>;

// ---- wire ----

/** Where the reader is unsure. `leaf` ties it to the leaf it is about; absent for the text as a whole or a line of it. */
export const planWarning = z.object({ where: z.string(), message: z.string(), leaf: z.string().optional() });
export type PlanWarning = z.infer<typeof planWarning>;

export const planView = z.object({
  id: z.string(),
  unitId: z.string(),
  year: z.number(),
  version: z.number(),
  title: z.string(),
  state: z.enum(['draft', 'confirmed', 'superseded']),
  sourceName: z.string(),
  sourceText: z.string(),
  warnings: z.array(planWarning),
  startsOn: day,
  endsOn: day,
  revision: z.number(),
  leaves: z.array(planLeaf),
  /** Against the confirmed plan before it. */
  difference: z
    .object({
      against: z.string(),
      added: z.array(z.string()),
      removed: z.array(z.string()),
      changed: z.array(z.object({ id: z.string(), what: z.array(z.string()) })),
    })
    .nullable(),
  permissions: z.record(z.string(), permission),
});
export type PlanView = z.infer<typeof planView>;

export const planSummary = planView
  .pick({ id: true, unitId: true, year: true, version: true, title: true, state: true })
  .extend({
    leafCount: z.number(),
    elementCount: z.number(),
    dutyCount: z.number(),
  });

export const planChange = z.strictObject({
  revision: z.number(),
  title: z.string().optional(),
  startsOn: day.optional(),
  leaves: z.array(planLeaf).optional(),
  /** Joins leaves into the first named. */
  merge: z.array(z.string()).min(2).optional(),
  /** Takes elements (numbers from 1) out of a leaf into a new one behind it. */
  split: z
    .strictObject({
      id: z.string(),
      elements: z.array(z.number().int()).min(1),
      newId: planLeaf.shape.id,
      title: z.string().min(1),
    })
    .optional(),
});
export type PlanChange = z.infer<typeof planChange>;

/** POST /api/plans/parse: what the reader found, already in the shape of the wizard. */
export const parsedPlan = z.object({
  title: z.string(),
  sourceName: z.string(),
  sourceDigest: z.string(),
  /** The text as it was read, for the left side of the wizard; line numbers of warnings count in it. */
  sourceText: z.string(),
  documents: z.array(z.object({ name: z.string().nullable(), number: z.string().nullable() })),
  leaves: z.array(planLeaf),
  warnings: z.array(planWarning),
});
export type ParsedPlan = z.infer<typeof parsedPlan>;

/** POST /api/plans: a draft from what was parsed. */
export const newPlanBody = z.strictObject({
  /** Absent: the actor's unit, or the bureau for those who may import for every unit. */
  unitId: z.string().optional(),
  year: z.number().int().min(2000).max(2100),
  title: z.string().min(1, '请填写方案名称。'),
  startsOn: day,
  endsOn: day.optional(),
  sourceName: z.string().default(''),
  sourceDigest: z.string().default(''),
  sourceText: z.string().max(2_000_000, '方案全文超过200万字，请拆分后导入。').default(''),
  leaves: z.array(planLeaf),
  warnings: z.array(planWarning).default([]),
});
export type NewPlanBody = z.infer<typeof newPlanBody>;

/** GET /api/plans/:id/preview: exactly what confirming the draft as it stands would do to the ledger. */
export const planPreview = z.object({
  revision: z.number(),
  leaves: z.number(),
  elements: z.number(),
  /** New duties. */
  created: z.number(),
  /** Duties of the plan in force that go over with their proofs. */
  kept: z.number(),
  /** Open duties that end because the plan no longer asks for them. */
  closed: z.number(),
  /** Leaves without a duty of their own until an event is told. */
  byEvent: z.number(),
  byUnit: z.array(z.object({ unitId: z.string(), unitName: z.string(), created: z.number() })),
  /** The plan in force that this one takes the place of. */
  supersedes: z.string().nullable(),
});
export type PlanPreview = z.infer<typeof planPreview>;

export const dutyState = z.enum(['not-yet-due', 'due', 'late', 'met', 'met-late', 'not-applicable']);
export type DutyState = z.infer<typeof dutyState>;

export const dutyProof = z.object({
  id: z.string(),
  kind: z.enum(['release', 'statement', 'evidence']),
  elements: z.array(z.number()),
  documentId: z.string().nullable(),
  versionNo: z.number().nullable(),
  /** Address of the public page, when the proof is a release. */
  path: z.string().nullable(),
  words: z.string(),
  provedOn: day,
  voidedOn: day.nullable(),
  voidedReason: z.string().nullable(),
});

/** What a piece of evidence belongs to. */
export const evidenceSubject = z.enum(['duty', 'item']);
export type EvidenceSubject = z.infer<typeof evidenceSubject>;

/** Proof of a hand-over to a channel beside the portal: a notice board, a newspaper, an account. */
export const evidenceView = z.object({
  id: z.string(),
  subjectKind: evidenceSubject,
  subjectId: z.string(),
  channel: z.string(),
  postedOn: day,
  words: z.string(),
  address: z.string().nullable(),
  file: z.object({ digest: z.string(), name: z.string() }).nullable(),
  addedBy: z.string().nullable(),
  addedAt: z.string(),
});
export type EvidenceView = z.infer<typeof evidenceView>;

export const dutyView = z.object({
  id: z.string(),
  planId: z.string(),
  leafId: z.string(),
  title: z.string(),
  area: z.string().nullable(),
  unitId: z.string(),
  unitName: z.string(),
  period: z.string(),
  periodWords: z.string(),
  dueOn: day,
  provisional: z.boolean(),
  state: dutyState,
  /** Working days until the due date; negative when late. */
  daysLeft: z.number(),
  required: z.number(),
  covered: z.number(),
  metOn: day.nullable(),
});
export type DutyView = z.infer<typeof dutyView>;

export const dutyDetail = dutyView.extend({
  triggerOn: day,
  triggerWords: z.string(),
  explanation,
  basis: z.string(),
  setBy,
  channels: z.array(z.string()),
  column: z.string().nullable(),
  personalData,
  elements: z.array(
    z.object({
      no: z.number(),
      name: z.string(),
      form: z.string(),
      breakdown: z.string().nullable(),
      figures: z.array(z.string()),
      required: z.boolean(),
      covered: z.boolean(),
    }),
  ),
  proofs: z.array(dutyProof),
  notApplicable: z
    .object({
      reason: z.string(),
      askedBy: z.string().nullable(),
      approvedBy: z.string().nullable(),
      on: day.nullable(),
    })
    .nullable(),
  /** The last request that was refused, while no other is open or approved. */
  notApplicableRefused: z.object({ reason: z.string(), by: z.string().nullable(), on: day }).nullable(),
  moved: z.array(z.object({ dueBefore: day, dueAfter: day, movedAt: z.string() })),
  /** The duty's own, and that of the items that prove it. */
  evidence: z.array(evidenceView),
  permissions: z.record(z.string(), permission),
});
export type DutyDetail = z.infer<typeof dutyDetail>;

export const dutyQuery = z.object({
  year: z.coerce.number().optional(),
  state: z.string().optional(),
  unit: z.string().optional(),
  area: z.string().optional(),
  leaf: z.string().optional(),
  county: z.enum(['yes', 'no']).optional(),
  dueBefore: day.optional(),
  q: z.string().optional(),
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(200).default(50),
});

/** Counts for the board: one row per area, unit or county. */
export const boardRow = z.object({
  key: z.string(),
  name: z.string(),
  counts: z.record(dutyState, z.number()),
  total: z.number(),
});
export const board = z.object({
  today: day,
  planId: z.string().nullable(),
  planTitle: z.string(),
  byArea: z.array(boardRow),
  byUnit: z.array(boardRow),
  byCounty: z.array(boardRow),
  total: boardRow,
});

/** An event that makes a duty due: a document formed, a decision made, a budget approved. */
export const eventBody = z.strictObject({
  leafId: z.string(),
  unitId: z.string(),
  occurredOn: day,
  words: z.string().min(1, '请写明是什么事项（例如文件名称、决定书文号）。'),
  elements: z.array(z.number()).optional(),
});

/** Proof that is not a release of ours: a statement with or without a file. */
export const proofBody = z.strictObject({
  elements: z.array(z.number()).min(1),
  words: z.string().min(1),
  provedOn: day,
  fileDigest: z.string().optional(),
});

export const notApplicableBody = z.strictObject({
  reason: z.string().min(5, '请写明不适用的理由（至少五个字）。'),
});

export const refuseNotApplicableBody = z.strictObject({
  reason: z.string().trim().min(5, '请写明不批准的理由（至少五个字）。').max(1000, '理由不超过1000字。'),
});

/** POST /api/duties/:id/evidence and /api/items/:id/evidence. With a file or an address, so that others can look. */
export const evidenceBody = z.strictObject({
  channel: z.string().trim().min(1, '请写明公开渠道。').max(100, '渠道名称不超过100字。'),
  postedOn: day,
  words: z.string().trim().min(1, '请写明公开情况。').max(2000, '说明不超过2000字。'),
  address: z
    .url({ protocol: /^https?$/, error: '网址应以 http:// 或 https:// 开头。' })
    .max(2000, '网址不超过2000字。')
    .optional(),
  file: z
    .strictObject({
      digest: z.string().regex(/^[0-9a-f]{64}$/, '文件编号不正确，请重新上传。'),
      name: z.string().min(1, '文件名称不能为空。').max(200, '文件名称不超过200字。'),
    })
    .optional(),
});
export type EvidenceBody = z.infer<typeof evidenceBody>;

/** GET at the same addresses. */
export const evidenceList = z.object({
  rows: z.array(evidenceView),
  permissions: z.record(z.string(), permission),
});
export type EvidenceList = z.infer<typeof evidenceList>;
