import { z } from 'zod';
import { day } from '../../organisation/contract.ts';
import { itemWeights, methods, resultCodes } from './words.ts';

/** data.json of what is released of a task: what the signatures and the public log vouch for. */

const hex = z.string().regex(/^[0-9a-f]{64}$/);

export const drawObject = z.object({ id: z.string(), name: z.string(), code: z.string(), unit: z.string() });
export type DrawObject = z.infer<typeof drawObject>;
export const drawInspector = z.object({
  id: z.string(),
  name: z.string(),
  /** 执法证号. */
  certificate: z.string(),
  unit: z.string(),
});
export type DrawInspector = z.infer<typeof drawInspector>;
/** This inspector keeps away from this object. */
export const drawAvoidance = z.object({ objectId: z.string(), inspectorId: z.string() });

/** The lists that a draw is made from, each in order of its ids. */
export const drawLists = z.object({
  objects: z.array(drawObject),
  inspectors: z.array(drawInspector),
  avoidances: z.array(drawAvoidance),
});
export type DrawLists = z.infer<typeof drawLists>;

/** How many are drawn. */
export const drawTerms = z.object({
  objects: z.number().int().positive(),
  inspectorsPerObject: z.number().int().min(2),
  /** What public number the draw will hang on, in words; absent in draws that hang on the seed alone. */
  publicSource: z.string().min(1).optional(),
});
export type DrawTerms = z.infer<typeof drawTerms>;

const item = z.object({
  code: z.string(),
  category: z.string(),
  name: z.string(),
  poolName: z.string(),
  weight: z.enum(itemWeights),
  sharePercent: z.number(),
  frequency: z.string(),
  methods: z.array(z.enum(methods)),
  basis: z.string(),
});
export type ReleasedItem = z.infer<typeof item>;

const task = z.object({
  id: z.string(),
  title: z.string(),
  year: z.number(),
  organ: z.string(),
  item,
});

/** The list of items and what is planned of it in a year. */
export const releasedPlan = z.object({
  format: z.literal('gongkai-inspection-plan/1'),
  year: z.number(),
  organ: z.string(),
  items: z.array(item),
  tasks: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      month: z.number(),
      itemCode: z.string(),
      itemName: z.string(),
      organ: z.string(),
      sharePercent: z.number(),
      inspectorsPerObject: z.number(),
    }),
  ),
});
export type ReleasedPlan = z.infer<typeof releasedPlan>;

const announced = {
  task,
  terms: drawTerms,
  lists: drawLists,
  /** SHA-256 of the lists in canonical JSON. */
  listsDigest: hex,
  /** SHA-256 that binds the seed, which is still secret, to lists and terms. */
  commitment: hex,
  committedOn: day,
};

export const releasedAnnouncement = z.object({
  format: z.literal('gongkai-inspection-announcement/1'),
  ...announced,
});
export type ReleasedAnnouncement = z.infer<typeof releasedAnnouncement>;

export const picked = z.object({ objectId: z.string(), inspectorIds: z.array(z.string()) });
export type Picked = z.infer<typeof picked>;

export const releasedDraw = z.object({
  format: z.literal('gongkai-inspection-draw/1'),
  ...announced,
  /** 32 bytes, disclosed at the draw. */
  seed: hex,
  /** The public number, as its source published it, and by which issue; absent where the terms want none. */
  publicNumber: z.string().optional(),
  publicIssue: z.string().optional(),
  drawnOn: day,
  /** Public path of the announcement. */
  announcementPath: z.string(),
  picked: z.array(picked),
  /** Who was passed over for an object, because he keeps away from it. */
  passedOver: z.array(drawAvoidance),
});
export type ReleasedDraw = z.infer<typeof releasedDraw>;

export const releasedResults = z.object({
  format: z.literal('gongkai-inspection-results/1'),
  task,
  results: z.array(
    z.object({
      objectId: z.string(),
      objectName: z.string(),
      objectCode: z.string(),
      checkedOn: day,
      result: z.enum(resultCodes),
      resultWords: z.string(),
      handling: z.string(),
      inspectors: z.array(z.string()),
      /** By when it was to be published. */
      publishBy: day,
    }),
  ),
  /** Objects of the draw that have not been checked yet. */
  outstanding: z.number(),
});
export type ReleasedResults = z.infer<typeof releasedResults>;
