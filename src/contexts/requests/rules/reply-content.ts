import type { Citation } from '../../../law/citation.ts';
import type { RefusalGround } from '../../../law/grounds-for-refusal.ts';
import type { ReplyOutcome } from '../../../law/reply-kinds.ts';

/** What a reply consists of. */

export interface SuppliedPaper {
  readonly paperId: string;
  readonly name: string;
  readonly digest: string;
  readonly redacted: boolean;
}

export interface ReplyContentDraft {
  readonly outcome: ReplyOutcome;
  readonly ground: RefusalGround | null;
  readonly says: Readonly<Record<string, string>>;
  readonly publicInterest: string;
  readonly supplied: readonly SuppliedPaper[];
  /** As it will stand in the letter; under the signatures like everything else. */
  readonly relief: { readonly route: string; readonly words: string; readonly basis: readonly Citation[] };
}
