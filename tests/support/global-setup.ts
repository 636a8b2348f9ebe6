import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../src/platform/database/database.ts';
import { migrate } from '../../src/platform/database/migrate.ts';
import { chosenEngine, startTestEngine } from './engine.ts';
import { templateName } from './template-name.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** How to reach the PostgreSQL of this run. */
    connection: { host: string; port: number; user: string };
  }
}

/** Starts one PostgreSQL for the run and makes the template; Vitest calls it when a database test is to run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestEngine(chosenEngine(process.env));
  const { host, port, user } = server.connection as { host: string; port: number; user: string };
  const admin = new pg.Client({ host, port, user, database: 'postgres', ssl: false });
  await admin.connect();
  await admin.query(`create database ${templateName}`);
  await admin.end();
  const template = openDatabase({ host, port, user, database: templateName, ssl: false });
  await migrate(template.pool).finally(() => template.close());
  project.provide('connection', { host, port, user });
  return () => server.stop();
}
