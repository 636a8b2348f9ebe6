import { z } from 'zod';
import { day } from '../../contexts/organisation/contract.ts';
import {
  draftBody,
  itemKind,
  relationKind,
  reviewStep,
  withdrawalKind,
} from '../../contexts/publications/contract.ts';

/** demo/*.yaml: synthetic content that a seeding routine feeds through the real use cases, in the order of its days. */

/** `2019-06-18` or `2019-06-18 15:30`, time in Asia/Shanghai. */
const moment = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}( \d{2}:\d{2})?$/, '时间写作 2019-06-18 或 2019-06-18 15:30 的形式。');

/** How far an item goes. `in-review` stops before the step named in `stopsBefore`. */
export const demoState = z.enum([
  'draft',
  'in-review',
  'returned',
  'approved',
  'scheduled',
  'released',
  'withdrawn',
]);

/** Which duty an item meets: by leaf, period and unit, since duties get their ids when the plan is confirmed. */
const demoMeets = z.strictObject({
  leaf: z.string(),
  /** Period key, e.g. 2019-Q2; or the key of an event of demo/events. */
  period: z.string().optional(),
  event: z.string().optional(),
  /** Absent: the owner of the item. */
  unit: z.string().optional(),
  /** Absent: every element the duty requires. */
  elements: z.array(z.number().int()).optional(),
});

export const demoItem = z.strictObject({
  key: z.string().regex(/^[a-z0-9-]+$/),
  kind: itemKind,
  column: z.string(),
  unit: z.string(),
  title: z.string().min(1),
  summary: draftBody.shape.summary,
  /** Body as HTML. The seeding routine adds the line that says it is synthetic. Absent: a form with fields fills it. */
  body: z.string().default(''),
  metadata: draftBody.shape.metadata,
  meets: z.array(demoMeets).default([]),
  /** Carriers beside the portal, by their ids in channels.yaml. */
  channels: draftBody.shape.channels,
  draftedOn: moment,
  state: demoState.default('released'),
  /** In review: the step of review.yaml it waits for. */
  stopsBefore: reviewStep.shape.id.optional(),
  returnReasons: z.array(z.string()).default([]),
  releasedOn: moment.optional(),
  /** Key of the document an interpretation explains: it is drafted, reviewed and released together with it. */
  interprets: z.string().optional(),
  /** What the document does to others that were released before it, by their keys. */
  relations: z.array(z.strictObject({ kind: relationKind, to: z.string() })).default([]),
  /** Why the approver lets the document out without an interpretation. */
  exempt: z.string().min(5).optional(),
  /** A second version released later. */
  amended: z.strictObject({ on: moment, title: z.string().optional(), body: z.string() }).optional(),
  withdrawn: z
    .strictObject({
      on: moment,
      kind: withdrawalKind,
      reason: z.string().min(5),
      replacedBy: z.string().optional(),
    })
    .optional(),
});
export type DemoItem = z.infer<typeof demoItem>;

export const demoItemsFile = z.strictObject({ items: z.array(demoItem) });

/** An event that makes a duty due. */
export const demoEvent = z.strictObject({
  key: z.string().regex(/^[a-z0-9-]+$/),
  leaf: z.string(),
  unit: z.string(),
  on: day,
  words: z.string().min(1),
  elements: z.array(z.number().int()).optional(),
});

/** A proof that is not a release: a hearing held, a board posted. */
export const demoProof = z.strictObject({
  leaf: z.string(),
  period: z.string().optional(),
  event: z.string().optional(),
  unit: z.string(),
  elements: z.array(z.number().int()).optional(),
  words: z.string().min(1),
  on: day,
});

/** Many proofs in few lines: every leaf for every unit. Joined to the proofs when the pack is read. */
export const demoProofSet = z.strictObject({
  leaves: z.array(z.string()).min(1),
  units: z.array(z.string()).min(1),
  period: z.string(),
  words: z.string().min(1),
  on: day,
});

export const demoNotApplicable = z.strictObject({
  leaf: z.string(),
  period: z.string(),
  unit: z.string(),
  reason: z.string().min(5),
  on: day,
  approved: z.boolean().default(true),
});

/** A plan of this pack carried into another year, so that the present is alive too. */
export const demoPlan = z.strictObject({
  year: z.number().int(),
  from: z.number().int(),
  title: z.string(),
  issuedOn: day,
});

export const demoDutiesFile = z.strictObject({
  plans: z.array(demoPlan).default([]),
  events: z.array(demoEvent).default([]),
  proofs: z.array(demoProof).default([]),
  proofSets: z.array(demoProofSet).default([]),
  notApplicable: z.array(demoNotApplicable).default([]),
});

export function proofsOfSet({ leaves, units, ...shared }: z.infer<typeof demoProofSet>) {
  return leaves.flatMap(leaf => units.map(unit => ({ leaf, unit, ...shared })));
}

export interface DemoPack {
  readonly items: readonly DemoItem[];
  readonly plans: readonly z.infer<typeof demoPlan>[];
  readonly events: readonly z.infer<typeof demoEvent>[];
  readonly proofs: readonly z.infer<typeof demoProof>[];
  readonly notApplicable: readonly z.infer<typeof demoNotApplicable>[];
}
