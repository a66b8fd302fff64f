/** Measures 支援措置 for the enumeration: two persons under them, and records an officer opened to somebody. */
import { sql } from 'kysely';
import { keysOfName } from '#core/records.server';
import type { Database } from '#platform/db.server';
import { protectedPersons, type RandomRecord, staffIds } from './random-app.testing.ts';

interface Ground {
  owner: Database;
  municipality: string;
}

const officer = '0000000f-0000-4000-8000-000000000000';
const post = '000000f0-0000-4000-8000-000000000000';

export async function plantMeasures({ owner, municipality }: Ground): Promise<void> {
  await owner.tenant(municipality, 'owner', async (tx) => {
    for (const id of [...staffIds, officer])
      await sql`INSERT INTO staff (id, login, family, given) VALUES (${id}, ${id}, '試', '験') ON CONFLICT DO NOTHING`.execute(
        tx,
      );
    await sql`
      INSERT INTO posts (id, staff_id, department, position, rank, kind, roles, valid_from)
      VALUES (${post}, ${officer}, '0301', '係長', 1, 'main', '{protection}', '2020-04-01') ON CONFLICT DO NOTHING`.execute(
      tx,
    );
    for (const [index, { family, given, birthDate }] of protectedPersons.entries()) {
      const id = `00000000-0000-4000-8000-00000000000${index}`;
      const name = { kind: 'two' as const, family, given };
      await sql`
        INSERT INTO protection_measures (id, number, kind, valid_from, valid_to, decided_by, department)
        VALUES (${id}, ${`t-${index}`}, 'stalking', '2020-04-01', '2021-03-31', ${post}, '0301') ON CONFLICT DO NOTHING`.execute(
        tx,
      );
      await sql`
        INSERT INTO protection_persons (id, measure_id, role, name, birth_date, added_by)
        VALUES (${id}, ${id}, 'protected', ${JSON.stringify(name)}::jsonb, ${birthDate}, ${post}) ON CONFLICT DO NOTHING`.execute(
        tx,
      );
      for (const key of keysOfName(name as never))
        await sql`INSERT INTO protection_keys (person_id, key) VALUES (${id}, ${key}) ON CONFLICT DO NOTHING`.execute(
          tx,
        );
    }
  });
}

/** Every third record, to the first two members of staff; gives which, by member. */
export async function openToSome(
  { owner, municipality }: Ground,
  appId: string,
  records: readonly RandomRecord[],
): Promise<Map<string, Set<string>>> {
  const ids = records.filter((_one, index) => index % 3 === 0).map((one) => one.id);
  const whom = staffIds.slice(0, 2);
  await owner.tenant(municipality, 'owner', (tx) =>
    sql`
      INSERT INTO protection_record_examinations (id, app_id, record_id, staff_id, verdict, valid_to, reason, examined_by, post_id)
      SELECT gen_random_uuid(), ${appId}, r.id, s.id, 'allow', '2099-12-31', '試験', ${officer}, ${post}
      FROM unnest(${ids}::uuid[]) AS r (id), unnest(${whom}::uuid[]) AS s (id)`.execute(tx),
  );
  return new Map(whom.map((one) => [one, new Set(ids)]));
}
