/**
 * Connections. One pool per process; one cheap Kysely per municipality and role over it.
 * Every statement runs in a transaction that first takes the role and the search path, in
 * one message (299 µs against 460 µs for separate statements; see docs/adr).
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type DatabaseConnection,
  Kysely,
  PostgresDialect,
  PostgresDriver,
  type RawBuilder,
  type Transaction,
} from 'kysely';
import pg from 'pg';
import { plainText } from './plain.server.ts';
import { roleOf, schemaOf, type TenantRole } from './roles.server.ts';
import { impatientSocket } from './silence.server.ts';

// Dates and decimals stay text: a JS Date shifts plain dates, a JS number rounds decimals.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, (text) => text);
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => text);

/** A connection lent by the pool. */
export type Connection = pg.PoolClient;

/** A running transaction inside one municipality. Rooms speak SQL through it, in `*.sql.ts` only. */
export type Tx = Transaction<unknown>;

export interface DatabaseOptions {
  url: string;
  /** Connections at most. */
  max?: number;
  /** Milliseconds before a statement is cancelled. */
  statementTimeout?: number;
  /** Milliseconds without a byte after which a connection is given up; longer than any statement may take. */
  silence?: number;
  /** Milliseconds to wait for a free connection. */
  patience?: number;
  onError?: (error: Error) => void;
}

/** A statement of a `*.sql.ts`, not yet sent. */
export type Statement = RawBuilder<unknown>;
export type Row = Record<string, unknown>;

export interface Database {
  pool: pg.Pool;
  /**
   * Runs `work` in one transaction as `role` of `municipality`; a thrown error rolls back. `opening` is asked in the same message
   * that begins the transaction (values in it must be plain words, `plainText`); `work` gets its rows, statement by statement.
   * `before` goes with them in a transaction of its own, which stays whatever becomes of the other and waits for no disk: for counters, of
   * which a crash may take the last moment. Its rows come first.
   */
  tenant<T>(
    municipality: string,
    role: TenantRole,
    work: (tx: Tx, opened: Row[][]) => Promise<T>,
    opening?: readonly Statement[],
    before?: Statement,
  ): Promise<T>;
  /** For the few shared tables, as the login itself. */
  shared<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** One transaction under way: what goes with its first and with its last message. */
interface Call {
  opening: readonly string[];
  before: string | null;
  closing: string[];
  opened: Row[][];
  client?: pg.PoolClient;
}

const calls = new AsyncLocalStorage<Call>();
const callOf = new WeakMap<object, Call>();

/**
 * The last statement of a transaction: goes with the commit in one message where its values are plain, else at once. When it fails
 * nothing is committed. Nobody may look for its effect in this transaction.
 */
export async function lastly(tx: Tx, query: Statement): Promise<void> {
  const call = callOf.get(tx);
  const text = call === undefined ? null : plainText(query);
  if (call === undefined || text === null) await query.execute(tx);
  else call.closing.push(text);
}

/** Sends what waits for the commit of this transaction now: for tests that look at it or take it back. */
export async function sendClosing(tx: Tx): Promise<void> {
  const call = callOf.get(tx);
  const waiting = call?.closing.splice(0) ?? [];
  if (waiting.length > 0) await call!.client!.query(waiting.join('; '));
}

class TenantDriver extends PostgresDriver {
  readonly #begin: string;
  constructor(pool: pg.Pool, begin: string) {
    super({ pool: lending(pool) });
    this.#begin = begin;
  }
  override async beginTransaction(_connection: DatabaseConnection): Promise<void> {
    const call = calls.getStore()!;
    const client = call.client!;
    try {
      const begun = [this.#begin, ...call.opening];
      const first = call.before === null ? [] : [this.#begin, ...hasty, call.before, 'commit'];
      const answers: unknown = await client.query([...first, ...begun].join('; '));
      call.opened = rowsOf(answers, first.length, call);
    } catch (error) {
      // BEGIN went through and SET ROLE did not: without this the pool would hand out an aborted transaction.
      await client.query('rollback').catch(() => undefined);
      throw error;
    }
  }
  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    const call = calls.getStore()!;
    // After an error that was swallowed the commit is a rollback: the driver says so of a bare one, a closing statement fails by itself.
    if (call.closing.length === 0) await super.commitTransaction(connection);
    else await call.client!.query([...call.closing, 'commit'].join('; '));
  }
  // The pool is shared by all municipalities; only Database.close ends it.
  override async destroy(): Promise<void> {}
}

/** What stands between BEGIN and a statement that nobody waits for. */
const hasty = ['set local synchronous_commit = off'];

/** Rows of `before`, then of the opening, out of the answers to one message. */
function rowsOf(answers: unknown, first: number, { opening }: Call): Row[][] {
  if (opening.length + first === 0) return [];
  const all = (answers as pg.QueryResult<Row>[]).map((one) => one.rows);
  const opened = opening.length === 0 ? [] : all.slice(-opening.length);
  // The statement before the commit that ends the first transaction; BEGIN and its settings are several statements.
  return first === 0
    ? opened
    : [all[all.findIndex((_rows, at) => isCommit(answers, at)) - 1] ?? [], ...opened];
}

const isCommit = (answers: unknown, at: number) => (answers as pg.QueryResult[])[at]?.command === 'COMMIT';

/** Connections of the pool; the call that takes one remembers it. */
function lending(pool: pg.Pool): pg.Pool {
  const lend = async () => {
    const client = await pool.connect();
    const call = calls.getStore();
    if (call !== undefined) call.client = client;
    return client;
  };
  return { connect: lend, end: () => pool.end() } as unknown as pg.Pool;
}

class TenantDialect extends PostgresDialect {
  readonly #pool: pg.Pool;
  readonly #begin: string;
  constructor(pool: pg.Pool, begin: string) {
    super({ pool });
    this.#pool = pool;
    this.#begin = begin;
  }
  override createDriver() {
    return new TenantDriver(this.#pool, this.#begin);
  }
}

export function createDatabase(options: DatabaseOptions): Database {
  const { silence } = options;
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max ?? 10,
    connectionTimeoutMillis: options.patience ?? 5_000,
    ...(silence === undefined ? {} : { stream: () => impatientSocket(silence) }),
  });
  // An idle connection that breaks must not end the process.
  pool.on('error', (error) => options.onError?.(error));
  // Also while a connection is lent: without this a server that restarts ends the process.
  pool.on('connect', (client) => client.on('error', (error) => options.onError?.(error)));
  const tenants = new Map<string, { kysely: Kysely<unknown>; begin: string }>();
  const timeout = options.statementTimeout ?? 15_000;

  function tenantOf(municipality: string, role: TenantRole): { kysely: Kysely<unknown>; begin: string } {
    const key = roleOf(municipality, role);
    let tenant = tenants.get(key);
    if (tenant === undefined) {
      const begin =
        `begin; set local role "${key}"; set local search_path to "${schemaOf(municipality)}", pg_temp; ` +
        `set local statement_timeout = ${timeout}; set local time zone 'Asia/Tokyo'`;
      tenant = { kysely: new Kysely<unknown>({ dialect: new TenantDialect(pool, begin) }), begin };
      tenants.set(key, tenant);
    }
    return tenant;
  }

  return {
    pool,
    async tenant(municipality, role, work, opening = [], before) {
      const call: Call = {
        opening: opening.map(plain),
        before: before === undefined ? null : plain(before),
        closing: [],
        opened: [],
      };
      const { kysely } = tenantOf(municipality, role);
      return calls.run(call, () =>
        kysely.transaction().execute((tx) => {
          callOf.set(tx, call);
          return work(tx, call.opened);
        }),
      );
    },
    async shared(work) {
      const client = await pool.connect();
      try {
        return await work(client);
      } finally {
        client.release();
      }
    },
    close: () => pool.end(),
  };
}

function plain(query: Statement): string {
  const text = plainText(query);
  if (text === null) throw new Error('a statement that goes with others holds a value that is no plain word');
  return text;
}
