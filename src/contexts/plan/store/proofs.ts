import type { Selectable } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';
import type { DutyProofTable } from '../../../platform/database/schema.ts';
import { isUuid } from './plans.ts';

/** Proofs of duties. A proof is never deleted: one that no longer counts is voided with its reason. */
export type ProofRow = Selectable<DutyProofTable>;

export interface NewProof {
  readonly dutyId: string;
  readonly kind: 'release' | 'statement' | 'evidence';
  readonly elements: readonly number[];
  readonly documentId?: string;
  readonly versionNo?: number;
  readonly logEntryId?: string;
  readonly fileDigest?: string | undefined;
  readonly words: string;
  readonly provedOn: string;
  readonly staffId: string | null;
  readonly at: Date;
}

export async function insertProof(db: Queries, proof: NewProof): Promise<string> {
  const row = await db
    .insertInto('duty_proof')
    .values({
      duty_id: proof.dutyId,
      kind: proof.kind,
      elements: [...proof.elements],
      document_id: proof.documentId ?? null,
      version_no: proof.versionNo ?? null,
      log_entry_id: proof.logEntryId ?? null,
      file_digest: proof.fileDigest ?? null,
      words: proof.words,
      proved_on: proof.provedOn,
      staff_id: proof.staffId,
      created_at: proof.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function proofsOf(db: Queries, dutyId: string): Promise<ProofRow[]> {
  return db
    .selectFrom('duty_proof')
    .selectAll()
    .where('duty_id', '=', dutyId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** Standing proofs by a document, in the order of their duties. */
export async function standingProofsBy(db: Queries, documentId: string): Promise<ProofRow[]> {
  if (!isUuid(documentId)) return [];
  return db
    .selectFrom('duty_proof')
    .selectAll()
    .where('document_id', '=', documentId)
    .where('voided_on', 'is', null)
    .orderBy('duty_id')
    .execute();
}

export async function voidProof(
  db: Queries,
  id: string,
  voided: { readonly on: string; readonly reason: string },
): Promise<void> {
  await db
    .updateTable('duty_proof')
    .set({ voided_on: voided.on, voided_reason: voided.reason })
    .where('id', '=', id)
    .execute();
}

export async function setProofElements(db: Queries, id: string, elements: readonly number[]): Promise<void> {
  await db
    .updateTable('duty_proof')
    .set({ elements: [...elements] })
    .where('id', '=', id)
    .execute();
}
