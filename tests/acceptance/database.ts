import { join } from 'node:path';
import pg from 'pg';
import { connectionOf } from '../../src/platform/database/embedded-server.ts';
import { findPostmaster } from '../../src/platform/database/postmaster.ts';

/** Behind the product's back: straight into its embedded database, as somebody with the machine's password could. */
export async function behindTheBack<T>(folder: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const found = await findPostmaster(join(folder, 'postgres'));
  if (found === undefined) throw new Error('no PostgreSQL runs on this folder');
  const client = new pg.Client(connectionOf(found) as pg.ClientConfig);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Runs one statement with every trigger off. */
export async function tamper(folder: string, statement: string, values: unknown[] = []): Promise<number> {
  return behindTheBack(folder, async client => {
    await client.query('set session_replication_role = replica');
    const { rowCount } = await client.query(statement, values);
    return rowCount ?? 0;
  });
}
