/** What goes into a redaction and what comes out of it. */
import type { RedactionOrder } from '../contract/redaction.ts';
import type { Proof } from './proof.ts';

export interface RedactionInput {
  readonly bytes: Uint8Array;
  /** Name of the original; it is masked as well. */
  readonly name: string;
  readonly mediaType: string;
  readonly order: RedactionOrder;
}

/** A copy that still has to pass its proof. */
export interface Copy {
  readonly bytes: Buffer;
  readonly proof: Proof;
}
