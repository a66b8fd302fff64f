import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  PostgresDialect,
  PostgresDriver,
  type PostgresPoolClient,
} from 'kysely';
import type { Connection, Tx } from './database.server.ts';
import { roleOf, schemaOf, type TenantRole } from './roles.server.ts';

class JoinedDriver extends PostgresDriver {
  readonly #begin: string;
  constructor(client: Connection, begin: string) {
    const lent = {
      query: client.query.bind(client),
      release: () => undefined,
    } as unknown as PostgresPoolClient;
    super({ pool: { connect: async () => lent, end: async () => undefined } as never });
    this.#begin = begin;
  }
  async #run(connection: DatabaseConnection, text: string): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(text));
  }
  override beginTransaction(connection: DatabaseConnection): Promise<void> {
    return this.#run(connection, this.#begin);
  }
  override commitTransaction(connection: DatabaseConnection): Promise<void> {
    return this.#run(connection, 'set local role none; release savepoint joined');
  }
  override rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    return this.#run(connection, 'rollback to savepoint joined; release savepoint joined');
  }
}

class JoinedDialect extends PostgresDialect {
  readonly #driver: JoinedDriver;
  constructor(driver: JoinedDriver) {
    super({ pool: async () => Promise.reject(new Error('no pool')) });
    this.#driver = driver;
  }
  override createDriver() {
    return this.#driver;
  }
}

/**
 * A Tx inside a transaction that the caller has begun on a connection of its own: for the few acts that need the driver
 * too (COPY) and must be one whole with what rooms do. What `work` throws undoes `work`; the caller's transaction goes on.
 */
export function within<T>(
  client: Connection,
  municipality: string,
  role: TenantRole,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const begin =
    `savepoint joined; set local role "${roleOf(municipality, role)}"; ` +
    `set local search_path to "${schemaOf(municipality)}", pg_temp; set local time zone 'Asia/Tokyo'`;
  const kysely = new Kysely<unknown>({ dialect: new JoinedDialect(new JoinedDriver(client, begin)) });
  return kysely.transaction().execute(work);
}
