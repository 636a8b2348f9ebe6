import {
  AbortedTransactionError,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';
import type pg from 'pg';
import { type Answer, Batch, type Statement } from './batch.ts';

/**
 * Between Kysely and `pg`: statements leave with as few writes as can be. BEGIN goes with the first statement, what
 * nobody waits for (`later`) with the next one that somebody waits for, and the last of it with COMMIT.
 */

export interface DriverParts {
  readonly pool: pg.Pool;
  readonly types: pg.CustomTypesConfig;
  /** Name to prepare a text under, or none. */
  nameOf(text: string): string | undefined;
  /** Gives faults of the outside world their code. */
  faultOf(error: unknown): unknown;
}

export class BatchingConnection implements DatabaseConnection {
  readonly #client: pg.PoolClient;
  readonly #parts: DriverParts;
  /** Not sent yet, in order. */
  #waiting: Statement[] = [];
  /** Does the server know of the transaction? */
  #hasBegun = false;
  #isBroken = false;

  constructor(client: pg.PoolClient, parts: DriverParts) {
    this.#client = client;
    this.#parts = parts;
  }

  #statement(text: string, values: readonly unknown[] = [], faultOf?: Statement['faultOf']): Statement {
    return { text, values, name: this.#parts.nameOf(text), faultOf };
  }

  async #send(last: Statement): Promise<Answer> {
    const batch = new Batch([...this.#waiting, last], this.#parts.types);
    if (this.#waiting.length > 0) this.#hasBegun = true;
    this.#waiting = [];
    this.#client.query(batch as pg.Submittable);
    try {
      return await batch.answer;
    } catch (error) {
      // The server's words are from nowhere in this program; what helps is who sent the statement.
      if (error instanceof Error) Error.captureStackTrace(error);
      throw this.#parts.faultOf(error);
    }
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { rows, complete } = await this.#send(this.#statement(query.sql, query.parameters));
    const changed = /^(?:INSERT \d+|UPDATE|DELETE|MERGE) (\d+)$/.exec(complete)?.[1];
    const answer = { rows: rows as R[] };
    return changed === undefined ? answer : { ...answer, numAffectedRows: BigInt(changed) };
  }

  /** To be sent with what comes next. A failure is thrown there, by whoever waits for that, or by the commit. */
  later(query: CompiledQuery, faultOf: Statement['faultOf']): void {
    this.#waiting.push(this.#statement(query.sql, query.parameters, faultOf));
  }

  // biome-ignore lint/correctness/useYield: Kysely asks for a generator; cursors need a package that is not installed.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('streaming is not supported');
  }

  begin({ isolationLevel, accessMode }: TransactionSettings): void {
    const words = ['begin', ...(isolationLevel ? ['isolation level', isolationLevel] : []), accessMode ?? ''];
    this.#waiting = [this.#statement(words.join(' ').trim())];
    this.#hasBegun = false;
  }

  async commit(): Promise<void> {
    // Nothing but BEGIN: the server need not hear of it.
    if (!this.#hasBegun && this.#waiting.length === 1) {
      this.#waiting = [];
      return;
    }
    const { complete } = await this.#send(this.#statement('commit'));
    if (complete === 'ROLLBACK') throw new AbortedTransactionError();
  }

  async rollback(): Promise<void> {
    this.#waiting = [];
    if (!this.#hasBegun) return;
    this.#hasBegun = false;
    try {
      await this.#send(this.#statement('rollback'));
    } catch (error) {
      this.#isBroken = true;
      throw error;
    }
  }

  release(): void {
    this.#client.release(this.#isBroken);
  }
}

export class BatchingDriver implements Driver {
  readonly #parts: DriverParts;
  // Kysely remembers what it knows about a connection by the object it was given.
  readonly #connections = new WeakMap<pg.PoolClient, BatchingConnection>();

  constructor(parts: DriverParts) {
    this.#parts = parts;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<BatchingConnection> {
    try {
      const client = await this.#parts.pool.connect();
      const connection = this.#connections.get(client) ?? new BatchingConnection(client, this.#parts);
      this.#connections.set(client, connection);
      return connection;
    } catch (error) {
      throw this.#parts.faultOf(error);
    }
  }

  async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    (connection as BatchingConnection).begin(settings);
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await (connection as BatchingConnection).commit();
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await (connection as BatchingConnection).rollback();
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    (connection as BatchingConnection).release();
  }

  async destroy(): Promise<void> {
    await this.#parts.pool.end();
  }
}
