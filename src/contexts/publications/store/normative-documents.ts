import { sql } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';

/** Normative documents as they are counted: what was ever public, when it was made and when it ended. */

export interface CountedNormativeDocument {
  readonly id: string;
  readonly title: string;
  readonly documentNo: string;
  /** 成文日期, else the day of the first release. */
  readonly madeOn: string;
  /** Day of expiry, else when it was first shown as repealed or expired, else when it was taken down as such. */
  readonly endedOn: string | null;
}

/** What was published in error never counted. */
export async function normativeDocuments(db: Queries): Promise<CountedNormativeDocument[]> {
  const { rows } = await sql<CountedNormativeDocument>`
    select d.id, v.title, coalesce(v.metadata->>'documentNo', '') as "documentNo",
      coalesce(v.metadata->>'writtenOn', to_char(d.first_released_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD'))
        as "madeOn",
      coalesce(
        v.metadata->>'expiresOn',
        (select to_char(min(e.released_at) at time zone 'Asia/Shanghai', 'YYYY-MM-DD') from version e
          where e.document_id = d.id and e.metadata->>'validity' in ('repealed', 'expired')
            and v.metadata->>'validity' in ('repealed', 'expired')),
        to_char(w.withdrawn_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD')) as "endedOn"
    from document d
    join lateral (select p.title, p.metadata from version p
      where p.document_id = d.id and p.state in ('released', 'withdrawn', 'superseded')
      order by p.no desc limit 1) v on true
    left join withdrawal w on w.document_id = d.id
    where d.kind = 'normative-document' and d.first_released_at is not null
      and (w.kind is null or w.kind <> 'published-in-error')
    order by "madeOn", d.id`.execute(db);
  return rows;
}
