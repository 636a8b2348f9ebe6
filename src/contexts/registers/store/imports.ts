import { sql } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';
import type { WaitingSheet } from '../rules/import.ts';
import type { By } from './entries.ts';

/** Files in the waiting area. */

export interface StoredImport {
  readonly id: string;
  readonly register: string;
  readonly fileName: string;
  readonly sheet: WaitingSheet;
  readonly rowCount: number;
  readonly unitId: string;
  readonly byName: string;
  readonly at: Date;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export async function insertImport(
  db: Queries,
  write: Pick<StoredImport, 'id' | 'register' | 'fileName' | 'sheet' | 'unitId'> & { readonly by: By },
): Promise<void> {
  const { id, register, fileName, sheet, unitId, by } = write;
  await sql`insert into register_import (id, register, file_name, sheet, row_count, made_by, made_by_name, unit_id, made_at)
    values (${id}, ${register}, ${fileName}, ${JSON.stringify(sheet)}::jsonb, ${sheet.rows.length}, ${by.staffId}, ${by.name}, ${unitId}, ${by.at})`.execute(
    db,
  );
}

export async function findImport(db: Queries, id: string, lock = false): Promise<StoredImport | undefined> {
  if (!uuid.test(id)) return undefined;
  const { rows } =
    await sql<StoredImport>`select id, register, file_name as "fileName", sheet, row_count as "rowCount",
    unit_id as "unitId", made_by_name as "byName", made_at as at from register_import where id = ${id}
    ${lock ? sql`for update` : sql``}`.execute(db);
  return rows[0];
}

export async function importsOf(
  db: Queries,
  register: string,
): Promise<Omit<StoredImport, 'sheet' | 'register'>[]> {
  const { rows } = await sql<Omit<StoredImport, 'sheet' | 'register'>>`select id, file_name as "fileName",
    row_count as "rowCount", unit_id as "unitId", made_by_name as "byName", made_at as at from register_import
    where register = ${register} order by made_at desc`.execute(db);
  return rows;
}

export async function writeSheet(db: Queries, id: string, sheet: WaitingSheet): Promise<void> {
  await sql`update register_import set sheet = ${JSON.stringify(sheet)}::jsonb, row_count = ${sheet.rows.length}
    where id = ${id}`.execute(db);
}

export async function dropImport(db: Queries, id: string): Promise<void> {
  await sql`delete from register_import where id = ${id}`.execute(db);
}
