import { sql } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';
import type { AttachmentView } from '../contract.ts';
import { attachmentsJson } from './rows.ts';

/** Of several documents those that are public now, with the files of their live version. */

export interface LiveData {
  readonly documentId: string;
  readonly path: string;
  readonly indexNo: string;
  readonly versionNo: number;
  readonly releasedAt: Date;
  readonly attachments: readonly AttachmentView[];
}

export async function liveData(db: Queries, documentIds: readonly string[]): Promise<LiveData[]> {
  if (documentIds.length === 0) return [];
  const { rows } =
    await sql<LiveData>`select d.id as "documentId", d.path, coalesce(d.index_no, '') as "indexNo",
      v.no as "versionNo", d.released_at as "releasedAt", ${attachmentsJson} as attachments
    from document d join version v on v.document_id = d.id and v.no = d.live_version and v.state = 'released'
    where d.id = any(${[...documentIds]}::uuid[])`.execute(db);
  return rows;
}
