/**
 * A carrier with an interface of its own (WeChat official account, Weibo): what the channels ask of it, and what it
 * answers. One call does one bounded step; whatever must be remembered between steps is `progress`, kept by the caller in
 * the transaction that records the step. So a process that dies between two steps goes on where it stood.
 */

/** A picture of the posting; read only when it is needed. */
export interface PostingPicture {
  /** SHA-256 of the bytes, lower-case hex. */
  readonly fileDigest: string;
  readonly mediaType: string;
  /** Address by which the body names it. */
  readonly source: string;
  read(): Promise<Uint8Array>;
}

/** Exactly what was approved and released, in the shape a carrier needs. */
export interface Posting {
  readonly taskId: string;
  readonly documentId: string;
  readonly versionNo: number;
  readonly title: string;
  readonly summary: string;
  /** Sanitised HTML of the released version. */
  readonly bodyHtml: string;
  readonly author: string;
  /** Absolute address of the page on the portal. */
  readonly publicUrl: string;
  readonly pictures: readonly PostingPicture[];
  /** Shown above the article; null: the carrier’s own default picture. */
  readonly cover: PostingPicture | null;
}

/** Values that survive in the database as JSON. */
export type Progress = Readonly<Record<string, string | number | boolean | null>>;

/** What a step came to. `words` and `advice` are read by officials. */
export type CarrierStep =
  | {
      readonly kind: 'done';
      readonly address: string | null;
      readonly progress: Progress;
      readonly words: string;
    }
  /** Accepted, not finished: ask again not before this instant. */
  | {
      readonly kind: 'continue';
      readonly progress: Progress;
      readonly notBefore: Date;
      readonly words: string;
    }
  /** Failed in a way that passes by itself (busy, quota of the day, network). */
  | {
      readonly kind: 'retry';
      readonly progress: Progress;
      readonly notBefore: Date;
      readonly code: string;
      readonly advice: string;
    }
  /** Failed until a person mends something; `advice` says who must do what. */
  | {
      readonly kind: 'needs-person';
      readonly progress: Progress;
      readonly code: string;
      readonly advice: string;
    };

/** What would be sent, for eyes only; nothing leaves the house. */
export interface PostingPreview {
  /** A complete HTML page that looks like the article or post on a telephone. */
  readonly html: string;
  /** What the carrier would refuse or change, each with advice. */
  readonly problems: readonly { readonly code: string; readonly advice: string; readonly blocks: boolean }[];
}

export interface Carrier {
  preview(posting: Posting): Promise<PostingPreview>;
  /** The next step of bringing the posting out, from `progress` (empty at first). */
  deliver(posting: Posting, progress: Progress, now: Date): Promise<CarrierStep>;
  /** The next step of taking it down again, from the progress that `deliver` ended with. */
  takeDown(posting: Posting, progress: Progress, now: Date): Promise<CarrierStep>;
  /** Looks at the carrier itself whether the posting is to be seen there. */
  look(posting: Posting, progress: Progress): Promise<'present' | 'absent' | 'unknown'>;
}
