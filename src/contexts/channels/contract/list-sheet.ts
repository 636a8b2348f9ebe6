import { z } from 'zod';
import { day } from '../../organisation/contract.ts';

/** A sheet from a list of persons that may be posted in the village but not on the web. The list is not kept. */

/** Programmes as the law on posting names them; `other`: none of them. */
export const postingProgramme = z.enum([
  'minimum-allowance',
  'extreme-hardship',
  'temporary-assistance',
  'urgent-temporary-assistance',
  'unattended-children',
  'other',
]);
export type PostingProgramme = z.infer<typeof postingProgramme>;

/** Bytes of the list, base64: room for some thousands of rows. */
const mostBase64 = 700_000;

/** POST /api/list-sheets */
export const listSheetBody = z.strictObject({
  title: z.string().trim().min(2, '请填写标题。').max(200, '标题不超过200字。'),
  programme: postingProgramme,
  /** Village or community where it is posted. */
  place: z.string().trim().min(1, '请填写张贴的村（居）民委员会。').max(100, '张贴地点不超过100字。'),
  from: day,
  until: day.nullable().default(null),
  paper: z.enum(['A3', 'A4']).default('A3'),
  /** How residents may object, e.g. a telephone number of the office. */
  contact: z.string().trim().min(1, '请填写监督电话或者意见反映方式。').max(200, '意见反映方式不超过200字。'),
  file: z.strictObject({
    name: z.string().min(1).max(200),
    base64: z
      .base64('文件没有完整送达，请重新选择。')
      .max(mostBase64, '名单文件过大，请分成几个文件，每个不超过500 KB。'),
  }),
});
export type ListSheetBody = z.infer<typeof listSheetBody>;

/** The sheet as base64. It is given once and kept nowhere. */
export const listSheetView = z.object({
  name: z.string(),
  base64: z.string(),
  rows: z.number(),
  from: day,
  until: day.nullable(),
});
export type ListSheetView = z.infer<typeof listSheetView>;
