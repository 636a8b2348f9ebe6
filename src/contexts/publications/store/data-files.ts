import { sql } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';
import type { AttachmentView, ItemKind } from '../contract.ts';
import { attachmentsJson, firstPicturePosition } from './rows.ts';

/** A version that is or was public and carries a data file of a given name (ADR 19). */
export interface DataVersion {
  readonly documentId: string;
  readonly path: string;
  readonly columnId: string;
  readonly versionNo: number;
  readonly releasedAt: Date;
  /** SHA-256 of the data file. */
  readonly digest: string;
  /** `live`: shown now; `earlier`: a later version is; `withdrawn`: the document is off every page. */
  readonly standing: 'live' | 'earlier' | 'withdrawn';
  readonly attachments: readonly AttachmentView[];
}

/** Every version of one kind of item that is or was public with the data file, the oldest release first. */
export async function dataVersions(db: Queries, kind: ItemKind, fileName: string): Promise<DataVersion[]> {
  const { rows } = await sql<DataVersion>`
    select d.id as "documentId", d.path, d.column_id as "columnId", v.no as "versionNo",
      v.released_at as "releasedAt", data.file_digest as digest,
      case when d.live_version is null then 'withdrawn' when d.live_version = v.no then 'live'
        else 'earlier' end as standing, ${attachmentsJson} as attachments
    from document d join version v on v.document_id = d.id
      join attachment data on data.document_id = d.id and data.version_no = v.no and data.name = ${fileName}
        and data.position < ${sql.lit(firstPicturePosition)}
    where d.kind = ${kind} and v.released_at is not null and v.state in ('released', 'superseded', 'withdrawn')
    order by v.released_at, d.id, v.no`.execute(db);
  return rows;
}
