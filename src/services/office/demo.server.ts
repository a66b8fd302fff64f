/** The demo's panel: who one can sign in as, and how. Empty outside the demo. */
import { currentTotp, demoPassword, demoTotpSeed } from '#core/people.server';
import { tokyoDate } from '#kernel/dates';
import type { Tx } from '#platform/db.server';
import type { RequestInfo, Runtime } from '#platform/http.server';
import { selectRoster } from './roster.sql.ts';

export interface DemoPerson {
  login: string;
  name: string;
  posts: string[];
  code: string;
}

export async function demoPeople(
  tx: Tx,
  runtime: Runtime,
  info: RequestInfo,
): Promise<{ password: string; people: DemoPerson[] } | null> {
  if (runtime.config.MADOGUCHI_MODE !== 'demo') return null;
  const now = Date.now();
  const people = new Map<string, DemoPerson>();
  for (const row of await selectRoster(tx, tokyoDate(new Date(now)))) {
    const code = currentTotp(demoTotpSeed(runtime.keyring, info.municipality, row.login), now);
    const person = people.get(row.login) ?? { login: row.login, name: row.name, posts: [], code };
    person.posts.push(`${row.department_name} ${row.position}`);
    people.set(row.login, person);
  }
  return { password: demoPassword, people: [...people.values()] };
}
