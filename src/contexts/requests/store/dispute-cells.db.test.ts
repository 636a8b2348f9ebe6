import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { testDatabase } from '../../../../tests/support/database.ts';
import { countTable4 } from '../../../law/annual-report-tables/counting.ts';
import { caseColumns, caseGroups } from '../../../law/annual-report-tables.ts';
import { dayOf } from '../../../law/day.ts';
import { disputesIn } from './counts.ts';
import { listCases } from './lists.ts';

const db = await testDatabase();
await db.kysely
  .insertInto('unit')
  .values({ id: 'office', kind: 'section', name: '办公室', short_name: '办公室' } as never)
  .execute();

/** A case with one dispute and, where it was decided, its result. */
async function disputed(kind: string, filedOn: string, decided?: readonly [string, string]): Promise<string> {
  const id = randomUUID();
  await db.pool.query(
    `insert into request (id, tracking_code, secret_digest, matter, subject, via, applicant_kind, revision, stage, state,
       submitted_on, unit_id, created_at, changed_at)
     values ($1::uuid, $1::uuid::text, 'x', 'information', '演示', 'internet', 'business', 1, 'reply', 'replied', '2024-01-02',
       'office', now(), now())`,
    [id],
  );
  const event = (no: number, name: string, on: string, body: object) =>
    db.pool.query(
      `insert into request_event (request_id, no, kind, happened_on, body, recorded_at) values ($1, $2, $3, $4, $5, now())`,
      [id, no, name, on, JSON.stringify(body)],
    );
  await event(1, 'dispute-added', filedOn, {
    id: 'd',
    dispute: kind,
    filedOn,
    organ: '',
    caseNo: '',
    note: '',
  });
  if (decided !== undefined) {
    const [decidedOn, result] = decided;
    await event(2, 'dispute-decided', decidedOn, { disputeId: 'd', decidedOn, result });
  }
  return id;
}

describe('国办公开办函〔2021〕30号: the cases behind a cell of the fourth table', () => {
  it('are as many as the cell says, for every cell and year, and those that it means', async () => {
    const upheld = await disputed('reconsideration', '2024-11-01', ['2025-01-10', 'upheld']);
    const later = await disputed('reconsideration', '2025-12-01', ['2026-01-05', 'corrected']);
    await disputed('direct-litigation', '2025-03-01', ['2025-09-09', 'other']);
    await disputed('litigation-after-reconsideration', '2025-06-01');
    await disputed('reconsideration', '2023-06-01', ['2023-08-01', 'upheld']);
    const behind = async (cell: string, year: number) => {
      const query = { cell, year, page: 1, size: 50 };
      const { cases } = await listCases(db.kysely, query, { today: '2026-02-01', soon: '2026-02-08' }, null);
      return cases.map(({ id }) => id);
    };
    for (const year of [2023, 2024, 2025, 2026]) {
      const disputes = (await disputesIn(db.kysely, year)).map(({ kind, filedOn, decidedOn, result }) => ({
        group: caseGroups.find(({ key }) => key.toLowerCase() === kind.replaceAll('-', ''))!.key,
        filedOn: dayOf(filedOn),
        decidedOn: decidedOn === null ? null : dayOf(decidedOn),
        result: result === 'pending' ? null : result,
      }));
      const table = countTable4(disputes, year, dayOf(`${year}-12-31`));
      for (const group of caseGroups)
        for (const { key } of caseColumns)
          expect(await behind(`t4.${group.key}.${key}`, year), `${year} ${group.key}.${key}`).toHaveLength(
            table[group.key][key],
          );
    }
    expect(await behind('t4.reconsideration.upheld', 2025)).toEqual([upheld]);
    expect(await behind('t4.reconsideration.pending', 2025)).toEqual([later]);
    expect(await behind('t4.mediation.total', 2025)).toEqual([]);
  });
});
