import { z } from 'zod';
import { day } from '../../organisation/contract.ts';

/** gate.yaml: what the bureau's own people add to the check before publication. Every table may be empty. */

const term = z.string().trim().min(2, '词语至少两个字。').max(100, '词语不超过 100 字。');
const severity = z.enum(['block', 'warn']);

/** A wrong writing, what it should be, and longer words in which it is right. */
const wordingEntry = z.strictObject({
  wrong: term,
  right: z.string().trim().min(1).max(100),
  allow: z.array(term).default([]),
  severity: severity.default('block'),
  /** Why, for whoever asks. */
  note: z.string().max(300).default(''),
});

const bannedEntry = z.strictObject({
  term,
  allow: z.array(term).default([]),
  severity: severity.default('warn'),
  advice: z.string().min(1).max(300),
});

/** A person in office and how that person is named. A title that is not among these is worth a look. */
const leaderEntry = z.strictObject({
  name: term,
  titles: z.array(term).min(1, '至少写一个现任职务。'),
  /** Writings of the name that are wrong. */
  mistaken: z.array(term).default([]),
});

const repealedEntry = z.strictObject({
  title: z.string().trim().max(300).default(''),
  documentNo: z.string().trim().max(100).default(''),
  repealedOn: day.nullable().default(null),
  /** By which document, or why it no longer has force. */
  by: z.string().max(300).default(''),
});

export const gatePack = z.strictObject({
  wording: z.array(wordingEntry).max(5_000).default([]),
  banned: z.array(bannedEntry).max(20_000).default([]),
  leaders: z.array(leaderEntry).max(500).default([]),
  repealed: z
    .array(
      repealedEntry.refine(each => each.title !== '' || each.documentNo !== '', '标题和文号至少填写一项。'),
    )
    .max(5_000)
    .default([]),
  /** Hosts that may be linked to; one that is written `gov.cn` holds for everything below it. */
  linkHosts: z
    .array(z.string().regex(/^[a-z0-9\u4e00-\u9fa5.-]+$/, '只写域名，如 gov.cn。'))
    .max(1_000)
    .default([]),
});
export type GatePack = z.infer<typeof gatePack>;

/** Without a table of one's own nothing is looked for in it; links to government sites are not remarked on. */
export const emptyGatePack: GatePack = {
  wording: [],
  banned: [],
  leaders: [],
  repealed: [],
  linkHosts: ['gov.cn'],
};
