import { type RawBuilder, sql } from 'kysely';

/** Cells of the annual report's fourth table, e.g. `t4.reconsideration.upheld`, as a condition on cases. */

const kinds: Readonly<Record<string, string>> = {
  reconsideration: 'reconsideration',
  directLitigation: 'direct-litigation',
  litigationAfterReconsideration: 'litigation-after-reconsideration',
};

/** Cases `r` with a dispute that the cell counts: its result as it stood at the end of the year. Nothing fits an
 *  unknown cell. */
export function disputeCellCondition(cell: string, year: number): RawBuilder<unknown> {
  const [, group = '', column = ''] =
    /^t4\.([a-zA-Z]+)\.(upheld|corrected|other|pending|total)$/.exec(cell) ?? [];
  const kind = kinds[group];
  if (kind === undefined) return sql`false`;
  const [first, last] = [`${year}-01-01`, `${year}-12-31`];
  const result = sql`case when d.body ->> 'decidedOn' <= ${last} then d.body ->> 'result' else 'pending' end`;
  const wanted = column === 'total' ? sql`true` : sql`${result} = ${column}`;
  return sql`exists (select 1 from request_event a
    left join request_event d on d.request_id = a.request_id and d.kind = 'dispute-decided'
      and d.body ->> 'disputeId' = a.body ->> 'id'
    where a.request_id = r.id and a.kind = 'dispute-added' and a.body ->> 'dispute' = ${kind}
      and a.body ->> 'filedOn' <= ${last} and (d.no is null or d.body ->> 'decidedOn' >= ${first}) and ${wanted})`;
}
