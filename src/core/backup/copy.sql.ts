/** Rows as COPY writes them: out in pieces that end with a row, in again, and their digest. */
import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from, to } from 'pg-copy-streams';
import { type Connection, roleOf, schemaOf } from '#platform/db.server';
import { type FileColumn, namedFiles, type Table } from './catalogue.sql.ts';
import type { TableHead } from './model.ts';

const pieceBytes = 4 * 1024 * 1024;
const newline = 0x0a;
const name = pg.escapeIdentifier;
const place = (schema: string, table: string) => `${name(schema)}.${name(table)}`;

/** Text forms that are the same on every server; RLS must fail rather than leave rows out. */
export const sameEverywhere =
  "SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL IntervalStyle = 'postgres'; " +
  "SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'; SET LOCAL client_encoding = 'UTF8'; " +
  'SET LOCAL row_security = off; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; ' +
  'SET LOCAL idle_in_transaction_session_timeout = 0';

/** Begins the one snapshot of a backup. What is committed from now on is not seen. */
export async function beginSnapshot(client: Connection): Promise<{ takenAt: string }> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  await client.query(sameEverywhere);
  const { rows } = await client.query<{ at: Date }>('SELECT now() AS at');
  return { takenAt: rows[0]!.at.toISOString() };
}

/** The rest of the transaction reads as the owner of the tables. Changes of their layout wait; the city's work does not. */
export async function holdTables(client: Connection, code: string, tables: Table[]): Promise<void> {
  await client.query(`SET LOCAL ROLE ${name(roleOf(code, 'owner'))}`);
  const list = tables.map((table) => place(schemaOf(code), table.name)).join(', ');
  await client.query(`LOCK TABLE ${list} IN ACCESS SHARE MODE`);
}

/** Contents that rows of the snapshot name, in order, some at a time. */
export async function* selectNamedFiles(client: Connection, columns: FileColumn[]): AsyncGenerator<string> {
  await client.query(
    `DECLARE named NO SCROLL CURSOR FOR SELECT sha256 FROM (${namedFiles(columns)}) n ORDER BY sha256 COLLATE "C"`,
  );
  for (;;) {
    const { rows } = await client.query<{ sha256: string }>('FETCH 1000 FROM named');
    for (const row of rows) yield row.sha256;
    if (rows.length === 0) break;
  }
  await client.query('CLOSE named');
}

/** Rows of a table in the order of its key, in pieces of some megabytes; a piece ends with a row. */
export async function* copyOut(
  client: Connection,
  schema: string,
  table: Table,
  columns: string[] = table.columns,
): AsyncGenerator<Buffer> {
  const list = columns.map(name).join(', ');
  const stream = client.query(
    to(`COPY (SELECT ${list} FROM ${place(schema, table.name)} ORDER BY ${table.order}) TO STDOUT`),
  );
  let parts: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    parts.push(chunk);
    bytes += chunk.length;
    if (bytes < pieceBytes) continue;
    const all = Buffer.concat(parts);
    const end = all.lastIndexOf(newline) + 1;
    if (end > 0) yield all.subarray(0, end);
    parts = [all.subarray(end)];
    bytes = all.length - end;
  }
  if (bytes > 0) yield Buffer.concat(parts);
}

/** Adds rows; all of a piece or, when it breaks, none. */
export async function copyIn(
  client: Connection,
  schema: string,
  table: TableHead,
  content: AsyncIterable<Uint8Array>,
): Promise<void> {
  const list = table.columns.map(name).join(', ');
  await pipeline(content, client.query(from(`COPY ${place(schema, table.name)} (${list}) FROM STDIN`)));
}

/** Rows and their digest over pieces that come in order. */
export function rowSum(): { add(piece: Uint8Array): void; done(): { rows: number; sha256: string } } {
  const hash = createHash('sha256');
  let rows = 0;
  return {
    add(piece) {
      hash.update(piece);
      // COPY writes a line feed inside a value as two characters, so each one here ends a row.
      for (let at = piece.indexOf(newline); at >= 0; at = piece.indexOf(newline, at + 1)) rows += 1;
    },
    done: () => ({ rows, sha256: hash.digest('hex') }),
  };
}

/** What a table holds now, over the columns named. */
export async function sumOf(
  client: Connection,
  schema: string,
  table: Table,
  columns: string[],
): Promise<{ rows: number; sha256: string }> {
  const sum = rowSum();
  for await (const piece of copyOut(client, schema, table, columns)) sum.add(piece);
  return sum.done();
}
