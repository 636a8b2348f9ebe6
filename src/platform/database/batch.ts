import type pg from 'pg';
import driver from 'pg';

/** One statement on its way to the server. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Under which the connection keeps it prepared; absent: it is parsed each time. */
  readonly name: string | undefined;
  /** Gives the fault of this statement its words. */
  readonly faultOf?: ((error: unknown) => unknown) | undefined;
}

export interface Answer {
  /** As the server says it: `INSERT 0 1`, `SELECT 3`, `COMMIT` … */
  readonly complete: string;
  readonly rows: Record<string, unknown>[];
}

/** What the driver hands to a query of its own kind; its types leave out what they call internal. */
interface Wire {
  readonly stream: { cork?(): void; uncork?(): void };
  /** Text by name: what this connection has prepared. The driver keeps it, for its own queries as for this one. */
  readonly parsedStatements: Readonly<Record<string, string>>;
  parse(statement: { text: string; name: string | undefined }): void;
  bind(portal: { statement: string | undefined; values: readonly unknown[] }): void;
  describe(portal: { type: 'P' }): void;
  execute(portal: Record<string, never>): void;
  sync(): void;
}

type Parse = (text: string) => unknown;

interface Column {
  readonly name: string;
  readonly parse: Parse;
}

/** The columns of a prepared statement do not change: the server is asked for them once. */
const columnsByName = new WeakMap<Wire, Map<string, readonly Column[]>>();

const { prepareValue } = (driver as unknown as { utils: { prepareValue(value: unknown): unknown } }).utils;

/**
 * Statements in one write and with one answer, run by the server in their order up to the first that fails. `answer` is
 * that of the last, or the error of the one that failed. A query of its own kind for `pg`, as its cursors are.
 */
export class Batch {
  readonly answer: Promise<Answer>;
  readonly #statements: readonly Statement[];
  readonly #types: pg.CustomTypesConfig;
  readonly #settle: PromiseWithResolvers<Answer>;
  /** The statement whose answer arrives now. */
  #at = 0;
  #columns: readonly Column[] = [];
  #rows: Record<string, unknown>[] = [];
  #complete = '';
  #unreadable: Error | undefined;
  #wire: Wire | undefined;

  constructor(statements: readonly Statement[], types: pg.CustomTypesConfig) {
    this.#statements = statements;
    this.#types = types;
    this.#settle = Promise.withResolvers();
    this.answer = this.#settle.promise;
  }

  /** With `text` how the driver learns what the server has just prepared. */
  get name(): string | undefined {
    return this.#statements[this.#at]?.name;
  }

  get text(): string | undefined {
    return this.#statements[this.#at]?.text;
  }

  submit(connection: pg.Connection): Error | null {
    const wire = connection as unknown as Wire;
    this.#wire = wire;
    let values: unknown[][];
    try {
      // Before the first byte leaves: half a batch cannot be taken back.
      values = this.#statements.map(each => each.values.map(value => prepareValue(value)));
    } catch (error) {
      return error as Error;
    }
    wire.stream.cork?.();
    this.#write(wire, values);
    wire.stream.uncork?.();
    return null;
  }

  #write(wire: Wire, values: readonly unknown[][]): void {
    const prepared = new Set<string>();
    for (let i = 0; i < this.#statements.length; i += 1) {
      const { text, name } = this.#statements[i]!;
      if (name === undefined || (wire.parsedStatements[name] === undefined && !prepared.has(name)))
        wire.parse({ text, name });
      if (name !== undefined) prepared.add(name);
      wire.bind({ statement: name, values: values[i]! });
      if (name === undefined || columnsByName.get(wire)?.has(name) !== true) wire.describe({ type: 'P' });
      wire.execute({});
    }
    wire.sync();
  }

  #known(): Map<string, readonly Column[]> {
    const known = columnsByName.get(this.#wire!) ?? new Map<string, readonly Column[]>();
    columnsByName.set(this.#wire!, known);
    return known;
  }

  handleRowDescription({ fields }: { fields: readonly pg.FieldDef[] }): void {
    this.#columns = fields.map(({ name, dataTypeID }) => ({
      name,
      parse: this.#types.getTypeParser(dataTypeID, 'text') as Parse,
    }));
    if (this.name !== undefined) this.#known().set(this.name, this.#columns);
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
    // Nobody waits for the rows of what is not the last.
    if (this.#at < this.#statements.length - 1 || this.#unreadable !== undefined) return;
    if (this.#rows.length === 0 && this.name !== undefined)
      this.#columns = this.#known().get(this.name) ?? this.#columns;
    const row: Record<string, unknown> = {};
    try {
      for (let i = 0; i < this.#columns.length; i += 1) {
        const { name, parse } = this.#columns[i]!;
        const text = fields[i]!;
        row[name] = text === null ? null : parse(text);
      }
      this.#rows.push(row);
    } catch (error) {
      this.#unreadable = error as Error;
    }
  }

  handleCommandComplete({ text }: { text: string }): void {
    const { name } = this;
    if (name !== undefined && !this.#known().has(name)) this.#known().set(name, []);
    this.#complete = text;
    this.#at += 1;
  }

  handleEmptyQuery(): void {
    this.#at += 1;
  }

  /** What was sent is committed or can be: only now does the server take more. */
  handleReadyForQuery(): void {
    if (this.#unreadable === undefined) this.#settle.resolve({ complete: this.#complete, rows: this.#rows });
    else this.#settle.reject(this.#unreadable);
  }

  handleError(error: unknown): void {
    const faultOf = this.#statements[this.#at]?.faultOf;
    this.#settle.reject(faultOf === undefined ? error : faultOf(error));
  }

  handlePortalSuspended(): void {}

  handleCopyInResponse(connection: { sendCopyFail(message: string): void }): void {
    connection.sendCopyFail('no data');
  }

  handleCopyData(): void {}
}
