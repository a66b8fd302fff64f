/**
 * Connections. One pool per process; one cheap Kysely per municipality and role over it.
 * Every statement runs in a transaction that first takes the role and the search path, in
 * one message (299 µs against 460 µs for separate statements; see docs/adr).
 */
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  PostgresDialect,
  PostgresDriver,
  type Transaction,
} from 'kysely';
import pg from 'pg';
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

export interface Database {
  pool: pg.Pool;
  /** Runs `work` in one transaction as `role` of `municipality`; a thrown error rolls back. */
  tenant<T>(municipality: string, role: TenantRole, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** For the few shared tables, as the login itself. */
  shared<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

class TenantDriver extends PostgresDriver {
  readonly #begin: string;
  constructor(pool: pg.Pool, begin: string) {
    super({ pool });
    this.#begin = begin;
  }
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await connection.executeQuery(CompiledQuery.raw(this.#begin));
    } catch (error) {
      // BEGIN went through and SET ROLE did not: without this the pool would hand out an aborted transaction.
      await connection.executeQuery(CompiledQuery.raw('rollback')).catch(() => undefined);
      throw error;
    }
  }
  // The pool is shared by all municipalities; only Database.close ends it.
  override async destroy(): Promise<void> {}
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
  const tenants = new Map<string, Kysely<unknown>>();
  const timeout = options.statementTimeout ?? 15_000;

  function tenantOf(municipality: string, role: TenantRole): Kysely<unknown> {
    const key = roleOf(municipality, role);
    let tenant = tenants.get(key);
    if (tenant === undefined) {
      const begin =
        `begin; set local role "${key}"; set local search_path to "${schemaOf(municipality)}", pg_temp; ` +
        `set local statement_timeout = ${timeout}; set local time zone 'Asia/Tokyo'`;
      tenant = new Kysely<unknown>({ dialect: new TenantDialect(pool, begin) });
      tenants.set(key, tenant);
    }
    return tenant;
  }

  return {
    pool,
    tenant: (municipality, role, work) => tenantOf(municipality, role).transaction().execute(work),
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
