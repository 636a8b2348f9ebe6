import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { type Database, openDatabase } from '../../src/platform/database/database.ts';
import { templateName } from './template-name.ts';

export { fixedClock } from './fixed-clock.ts';

async function asAdministrator(sql: string): Promise<void> {
  const client = new pg.Client({ ...inject('connection'), database: 'postgres', ssl: false });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

/** A database of a test file, with how to reach it. */
export type TestDatabase = Database & { readonly connection: pg.PoolConfig };

/**
 * A database of one's own with every migration applied, dropped when the file is done. Call it at the top level of a
 * `*.db.test.ts` file: `const db = await testDatabase();`
 */
export async function testDatabase(): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asAdministrator(`create database ${name} template ${templateName}`);
  const connection: pg.PoolConfig = { ...inject('connection'), database: name, ssl: false };
  const db = openDatabase(connection);
  afterAll(async () => {
    await db.close();
    await asAdministrator(`drop database ${name} with (force)`);
  });
  return { ...db, connection };
}

/** An empty database, for tests of the migrations themselves. */
export async function emptyDatabase(): Promise<pg.PoolConfig> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asAdministrator(`create database ${name}`);
  afterAll(() => asAdministrator(`drop database if exists ${name} with (force)`));
  return { ...inject('connection'), database: name, ssl: false };
}
