import { z } from 'zod';
import { day } from '../../organisation/contract.ts';
import { decisionKinds, licenceTypes, partyKinds, penaltyCategories } from './words.ts';

/** data.json of the released list of matters. */
export const releasedMatters = z.object({
  format: z.literal('gongkai-enforcement-matters/1'),
  organ: z.string(),
  matters: z.array(
    z.object({
      code: z.string(),
      kind: z.enum(decisionKinds),
      name: z.string(),
      organ: z.string(),
      duty: z.string(),
      power: z.string(),
      basis: z.string(),
      unitName: z.string(),
    }),
  ),
});
export type ReleasedMatters = z.infer<typeof releasedMatters>;

/** data.json of a released decision: what the signatures and the public log vouch for. No number of a person is in it. */
export const releasedDecision = z.object({
  format: z.literal('gongkai-enforcement/1'),
  id: z.string(),
  kind: z.enum(decisionKinds),
  documentNo: z.string(),
  title: z.string(),
  matter: z.string(),
  partyKind: z.enum(partyKinds),
  /** Of a natural person as the rules show it. */
  partyName: z.string(),
  /** Empty for natural persons. */
  creditCode: z.string(),
  /** Decisions that were released before it had a field of its own say it in `facts`. */
  violation: z.string().default(''),
  facts: z.string(),
  basis: z.string(),
  conclusion: z.string(),
  licenceType: z.enum(licenceTypes).nullable(),
  certificateName: z.string(),
  certificateNo: z.string(),
  validFrom: day.nullable(),
  /** Null: without end. */
  validUntil: day.nullable(),
  categories: z.array(z.enum(penaltyCategories)),
  fineYuan: z.number().nullable(),
  confiscatedYuan: z.number().nullable(),
  licenceTaken: z.string(),
  decidedOn: day,
  organ: z.string(),
  organCode: z.string(),
  unitId: z.string(),
  unitName: z.string(),
  /** By when it was to be published. */
  publishBy: day,
  /** Months that it is shown from the day of its release. */
  shownMonths: z.number(),
});
export type ReleasedDecision = z.infer<typeof releasedDecision>;
