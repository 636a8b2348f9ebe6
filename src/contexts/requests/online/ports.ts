import type { Decision } from '../../../law/refusal.ts';
import type { Queries } from '../../../platform/database/database.ts';
import type { IntakeBody, StatusView } from '../contract.ts';
import type { Taken } from '../service/intake.ts';

export interface ApplicantsCorrection {
  readonly subject: string;
  readonly description: string;
  readonly documentNo: string;
  /** Why it comes late, where it does (条例 art 30). */
  readonly goodReason: string;
  /** Proof that came with it, taken in before (own record only). */
  readonly papers: IntakeBody['papers'];
}

export interface DownloadedPaper {
  /** With its ending. */
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** What the public side asks of the handling of requests. Every act is the applicant's own: nobody is signed in. */
export interface OnlinePorts {
  /**
   * Takes an application in. `also` runs in the transaction of the case; what it throws undoes the case.
   */
  takeIn(
    intake: IntakeBody,
    also: (trx: Queries, taken: Taken) => Promise<void>,
  ): Promise<Decision<{ readonly taken: Taken }>>;
  /** Takes a file in, sealed, without a case yet; the answer is what `intake.papers` names it by. Good for a day. */
  addPaper(file: { readonly name: string; readonly bytes: Uint8Array }): Promise<string>;
  /** The case that both belong to, or nobody's; the same work either way. */
  idByCode(trackingCode: string, secret: string): Promise<string | null>;
  statusOf(id: string): Promise<StatusView>;
  correctByApplicant(id: string, correction: ApplicantsCorrection): Promise<Decision<object>>;
  withdrawByApplicant(id: string, note: string): Promise<Decision<object>>;
  /** A paper that the applicant may have; nothing for any other. */
  paperForApplicant(id: string, paperId: string): Promise<DownloadedPaper | null>;
}
