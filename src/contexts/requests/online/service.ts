import { addDays, dayOf } from '../../../law/day.ts';
import { type ReplyOutcome, replyKinds } from '../../../law/reply-kinds.ts';
import { makeApply, receiptLifeMs } from './service/apply.ts';
import { makeFiles } from './service/files.ts';
import { makeFlood } from './service/flood.ts';
import { makeLook } from './service/look.ts';
import type { OnlineParts } from './service/parts.ts';
import { sealedKinds } from './service/sealed-values.ts';
import * as store from './store.ts';

export type { OnlinePorts } from './ports.ts';
export { type FieldReason, recordSupplyWays, type Who } from './rules/application.ts';
export { mostProofBytes, type ProofKind, proofWords } from './rules/proof.ts';
export type { ApplicationForm, Applied, Receipt, Submission } from './service/apply.ts';
export type { KeptFiles, SentFile } from './service/files.ts';
export type { Acted, Looked, OpenCase } from './service/look.ts';
export type { OnlineParts } from './service/parts.ts';

/** The public side of requests for information: applying, the receipt, and looking after one's own case. */
export type OnlineRequests = ReturnType<typeof createOnlineRequests>;

/** How far back answered requests are compared, in days. */
const comparedDays = 3 * 365;
const mostWords = 5;

export function createOnlineRequests(parts: OnlineParts) {
  const { db, clock } = parts;
  const kinds = sealedKinds(parts.box);
  const flood = makeFlood(parts);
  const files = makeFiles(parts, kinds);
  return {
    ...makeApply(parts, kinds, flood, files),
    ...makeLook(parts, kinds, flood, files),

    /** How requests with these words in their subject ended: counts, nobody's words. */
    async answeredLike(words: readonly string[]): Promise<readonly { words: string; count: number }[]> {
      const telling = [...new Set(words)].filter(word => [...word].length >= 2).slice(0, mostWords);
      const since = addDays(dayOf(clock.today()), -comparedDays);
      const found = await store.answeredLike(db.kysely, telling, since);
      return found.map(({ outcome, count }) => ({
        words: replyKinds[outcome as ReplyOutcome]?.words ?? '其他处理',
        count,
      }));
    },

    /** Forgets receipts and buckets that nobody can need any more. */
    tidyUp: () => store.forgetBefore(db.kysely, new Date(clock.now().getTime() - receiptLifeMs)),
  };
}
