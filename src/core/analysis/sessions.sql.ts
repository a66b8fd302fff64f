/**
 * Sessions of analysts. What they read cannot be written down row by row, so the log says who was connected when and from where;
 * and who stays too long is sent away, because everything that waits for the oldest transaction waits for them too.
 */
import { sql } from 'kysely';
import { insertAudit } from '#platform/audit.server';
import type { Database, Tx } from '#platform/db.server';

/** The audit says for good that there was a session; from where and until when is kept this long. */
const kept = '400 days';

interface Session {
  login: string;
  pid: number;
  beganAt: string;
  address: string | null;
  expired: boolean;
  long: boolean;
  isNew: boolean;
}

/** One round, as the worker: notes who is there, ends what is over. Gives who came and who was sent away. */
export async function watchAnalysts(
  db: Database,
  municipality: string,
  /** How long a transaction may last. */
  longest = '10 minutes',
): Promise<{ came: string[]; ended: string[] }> {
  return db.tenant(municipality, 'worker', async (tx) => {
    const sessions = await selectSessions(tx, longest);
    const [came, ended]: [string[], string[]] = [[], []];
    for (const one of sessions) {
      await noteSession(tx, one);
      if (one.isNew) {
        came.push(one.login);
        await note(tx, 'analyst.session', one.login);
      }
      if (!one.expired && !one.long) continue;
      await endSession(tx, one);
      ended.push(one.login);
      await note(tx, 'analyst.session.end', one.login);
    }
    if (came.length > 0)
      await sql`DELETE FROM analyst_sessions WHERE seen_at < now() - ${kept}::interval`.execute(tx);
    return { came, ended };
  });
}

async function selectSessions(tx: Tx, longest: string): Promise<Session[]> {
  const { rows } = await sql<Session>`
    SELECT a.usename AS login, a.pid, a.backend_start::text AS "beganAt", host(a.client_addr) AS address,
      coalesce(l.rolvaliduntil < now(), false) AS expired,
      coalesce(a.xact_start < now() - ${longest}::interval, false) AS long,
      NOT EXISTS (SELECT FROM analyst_sessions s
        WHERE s.login = a.usename AND s.pid = a.pid AND s.began_at = a.backend_start) AS "isNew"
    FROM pg_stat_activity a JOIN pg_roles l ON l.oid = a.usesysid
    WHERE a.datname = current_database() AND starts_with(a.usename, current_schema() || '_analyst_')
    ORDER BY a.backend_start, a.pid`.execute(tx);
  return rows;
}

async function noteSession(tx: Tx, one: Session): Promise<void> {
  await sql`
    INSERT INTO analyst_sessions (login, pid, began_at, address)
    VALUES (${one.login}, ${one.pid}, ${one.beganAt}::timestamptz, ${one.address})
    ON CONFLICT (login, pid, began_at) DO UPDATE SET seen_at = now()`.execute(tx);
}

async function endSession(tx: Tx, one: Session): Promise<void> {
  await sql`
    UPDATE analyst_sessions SET ended_for = ${one.expired ? 'expired' : 'long'}
    WHERE login = ${one.login} AND pid = ${one.pid} AND began_at = ${one.beganAt}::timestamptz`.execute(tx);
  await sql`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE pid = ${one.pid} AND backend_start = ${one.beganAt}::timestamptz`.execute(tx);
}

const note = (tx: Tx, act: string, login: string): Promise<void> =>
  insertAudit(tx, {
    zone: 'worker',
    actorKind: 'analyst',
    actorId: login,
    postId: null,
    act,
    noun: 'analyst',
    ids: [login],
    fieldClasses: [],
    purpose: null,
    requestId: null,
  });

export interface AnalystUse {
  login: string;
  sessions: number;
  lastAt: Date;
}

/** Of the last 30 days, the newest first. As worker or owner. */
export async function selectAnalystUse(tx: Tx): Promise<AnalystUse[]> {
  const { rows } = await sql<AnalystUse>`
    SELECT login, count(*)::integer AS sessions, max(seen_at) AS "lastAt" FROM analyst_sessions
    WHERE seen_at > now() - interval '30 days' GROUP BY login ORDER BY max(seen_at) DESC`.execute(tx);
  return rows;
}

/** Sessions that are open at this moment, by login. */
export async function selectOpenSessions(tx: Tx): Promise<{ login: string; sessions: number }[]> {
  const { rows } = await sql<{ login: string; sessions: number }>`
    SELECT usename AS login, count(*)::integer AS sessions FROM pg_stat_activity
    WHERE datname = current_database() AND starts_with(usename, current_schema() || '_analyst_')
    GROUP BY usename ORDER BY usename`.execute(tx);
  return rows;
}
