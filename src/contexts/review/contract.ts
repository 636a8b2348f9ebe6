/** What a context with structured data hands over to be reviewed and released as an item (ADR 19). */
export interface EditionDraft {
  /** The unfinished item of this thing; null makes one. */
  readonly itemId: string | null;
  readonly ownerUnitId: string;
  readonly columnId: string;
  readonly title: string;
  readonly summary: string;
  readonly bodyHtml: string;
  readonly writtenOn: string;
  readonly keywords: readonly string[];
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  readonly meets: readonly { readonly dutyId: string; readonly elements: readonly number[] }[];
}

/** Where its item stands: still to be worked on, among the reviewers, public, or at its end. */
export type ItemStanding = 'open' | 'under-review' | 'live' | 'ended';

/** A step of a review chain, as every duty that reviews something knows it; duties add what they need. */
export interface ReviewStep {
  readonly id: string;
  readonly name: string;
  /** The permission that lets one sign. */
  readonly command: string;
  /** Steps of one group may be signed in any order; groups follow each other. */
  readonly group: number;
  readonly limitWorkingDays: number;
}
