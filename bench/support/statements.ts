/**
 * Preloaded into a portal process: writes every statement it sends to BENCH_STATEMENTS, one JSON line each, so that the
 * same statements can be sent without the product around them.
 */
import { appendFileSync } from 'node:fs';
import pg from 'pg';

export interface Statement {
  connection: number;
  text: string;
  values: unknown[];
}

const file = process.env.BENCH_STATEMENTS;
if (file !== undefined) {
  const connections = new WeakMap<object, number>();
  let count = 0;
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function recorded(this: pg.Client, ...given: unknown[]): never {
    const [first, second] = given as [string | { text: string; values?: unknown[] }, unknown[]?];
    const text = typeof first === 'string' ? first : first.text;
    const values = (typeof first === 'string' ? second : first.values) ?? [];
    if (!connections.has(this)) connections.set(this, ++count);
    const line: Statement = { connection: connections.get(this)!, text, values };
    appendFileSync(file, `${JSON.stringify(line)}\n`);
    return query.apply(this, given as never) as never;
  } as never;
}
