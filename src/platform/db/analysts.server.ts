/**
 * Logins of analysts: PostgreSQL logins outside the zones that may read the views of one municipality's analysis schema and
 * nothing else. Made by the administrator, who need not be a superuser.
 */
import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Connection } from './database.server.ts';
import { analysisSchemaOf, analystsOf, roleOf } from './roles.server.ts';

export interface AnalystLogin {
  login: string;
  name: string;
  until: Date | null;
  connections: number;
}

export interface NewAnalyst {
  name: string;
  password: string;
  until: Date;
  connections: number;
}

/** Lower case, so that nobody has to quote it in a tool. */
export const analystName = /^[a-z][a-z0-9_]{0,29}$/;

export const analystLogin = (municipality: string, name: string): string => {
  if (!analystName.test(name)) throw new Error('not a name of an analyst');
  return `${analystsOf(municipality)}_${name}`;
};

/** How a session begins. The person may set these anew; what cannot be got round is that nothing else may be read and nothing written. */
const settings = [
  'default_transaction_read_only = on',
  "statement_timeout = '2min'",
  "idle_in_transaction_session_timeout = '1min'",
  "idle_session_timeout = '8h'",
  "lock_timeout = '5s'",
  "timezone = 'Asia/Tokyo'",
];

const quoted = (name: string): string => pg.escapeIdentifier(name);

/** False when there is one of that name already. */
export async function addAnalyst(
  client: Connection,
  municipality: string,
  analyst: NewAnalyst,
): Promise<boolean> {
  const login = analystLogin(municipality, analyst.name);
  const role = quoted(login);
  const found = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [login]);
  if (found.rowCount !== 0) return false;
  await client.query('BEGIN');
  try {
    await client.query(
      `CREATE ROLE ${role} LOGIN INHERIT NOCREATEDB NOCREATEROLE CONNECTION LIMIT ${Math.trunc(analyst.connections)}
       PASSWORD ${pg.escapeLiteral(scramOf(analyst.password))} VALID UNTIL ${pg.escapeLiteral(analyst.until.toISOString())}`,
    );
    for (const one of settings) await client.query(`ALTER ROLE ${role} SET ${one}`);
    await client.query(`ALTER ROLE ${role} SET search_path TO ${quoted(analysisSchemaOf(municipality))}`);
    await client.query(`GRANT ${quoted(analystsOf(municipality))} TO ${role}`);
    // Only who has the rights of a login sees its sessions and may end them. They read more than it does anyway.
    await client.query(
      `GRANT ${role} TO ${quoted(roleOf(municipality, 'owner'))}, ${quoted(roleOf(municipality, 'worker'))}`,
    );
    // PostgreSQL lets everybody make temporary tables. A no-op where the administrator does not own the database.
    const { rows } = await client.query<{ name: string }>('SELECT quote_ident(current_database()) AS name');
    await client.query(`GRANT TEMPORARY ON DATABASE ${rows[0]!.name} TO CURRENT_USER`);
    await client.query(`REVOKE TEMPORARY ON DATABASE ${rows[0]!.name} FROM PUBLIC`);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
  return true;
}

export async function listAnalysts(client: Connection, municipality: string): Promise<AnalystLogin[]> {
  const group = analystsOf(municipality);
  const { rows } = await client.query<Omit<AnalystLogin, 'name'>>(
    `SELECT l.rolname AS login, l.rolvaliduntil AS until, l.rolconnlimit AS connections
     FROM pg_auth_members m JOIN pg_roles l ON l.oid = m.member JOIN pg_roles g ON g.oid = m.roleid
     WHERE g.rolname = $1 AND l.rolcanlogin AND l.rolname LIKE replace($1, '_', '\\_') || '\\_%' ORDER BY 1`,
    [group],
  );
  return rows.map((row) => ({ ...row, name: row.login.slice(group.length + 1) }));
}

/** Ends the sessions too. False when there is none of that name. */
export async function removeAnalyst(
  client: Connection,
  municipality: string,
  name: string,
): Promise<boolean> {
  const login = analystLogin(municipality, name);
  const found = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [login]);
  if (found.rowCount === 0) return false;
  await client.query(`ALTER ROLE ${quoted(login)} NOLOGIN`);
  await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1', [login]);
  await client.query(`DROP ROLE ${quoted(login)}`);
  return true;
}

/** What the server keeps of a password, worked out here: the password itself is in no statement and so in no log of the server. */
function scramOf(password: string): string {
  const [salt, rounds] = [randomBytes(16), 4096];
  const salted = pbkdf2Sync(password, salt, rounds, 32, 'sha256');
  const keyed = (text: string) => createHmac('sha256', salted).update(text).digest();
  const stored = createHash('sha256').update(keyed('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${rounds}:${salt.toString('base64')}$${stored}:${keyed('Server Key').toString('base64')}`;
}
