import { sql } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';

/** What lists of normative documents need of live pages. */

export interface LiveHead {
  readonly id: string;
  readonly title: string;
  readonly path: string;
}

/** Title and address of live documents, by title. */
export async function liveHeads(db: Queries, ids: readonly string[]): Promise<LiveHead[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<LiveHead>`select d.id, v.title, d.path from document d
    join version v on v.document_id = d.id and v.no = d.live_version
    where d.id = any(${[...ids]}::uuid[]) order by v.title, d.id`.execute(db);
  return rows;
}
