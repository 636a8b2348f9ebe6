import { z } from 'zod';
import { day } from '../../organisation/contract.ts';
import { stageFieldKinds, stageTypes } from './pack.ts';

/** data.json of a released stage: what the signatures and the public log vouch for. */
export const releasedStage = z.object({
  format: z.literal('gongkai-project-stage/1'),
  project: z.object({
    id: z.string(),
    kind: z.string(),
    kindName: z.string(),
    code: z.string(),
    title: z.string(),
    areaId: z.string(),
    area: z.string(),
    description: z.string(),
    funding: z.string(),
    plannedYuan: z.number(),
    organ: z.string(),
    organCode: z.string(),
    unitName: z.string(),
  }),
  stage: z.object({
    id: z.string(),
    no: z.number().int().positive(),
    stage: z.string(),
    name: z.string(),
    type: z.enum(stageTypes),
    on: day,
    fields: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        kind: z.enum(stageFieldKinds),
        /** As a person reads it, money with the unit it was written in. */
        value: z.string(),
        /** Of money only. */
        yuan: z.number().nullable(),
      }),
    ),
    documents: z.array(z.string()),
    /** Those of the documents that stand beside this file, by their digests. */
    files: z.array(z.object({ document: z.string(), name: z.string(), digest: z.string() })).optional(),
    note: z.string(),
    /** By when it was to be published, and from what that was computed. */
    publishBy: day,
    limitWords: z.string(),
  }),
});
export type ReleasedStage = z.infer<typeof releasedStage>;
