/** A city hall of thousands: departments of twenty posts below the ones that are there, some people in groups, some absent. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

export async function fillStaff(tx: Tx, people: number): Promise<void> {
  await sql`
    INSERT INTO departments (code, name, name_en, body, parent, phone, document_symbol, valid_from)
    SELECT 'BENCH-' || n, '試験' || n || '課', 'Bench ' || n, d.body, d.code, d.phone, d.document_symbol, '2020-04-01'
    FROM generate_series(1, ${Math.ceil(people / 20)}::integer) n
      JOIN (SELECT *, row_number() OVER (ORDER BY code) AS place, count(*) OVER () AS all_of_them FROM departments
        WHERE valid_to IS NULL AND code NOT LIKE 'BENCH-%') d ON d.place = n % d.all_of_them + 1`.execute(tx);
  await sql`
    INSERT INTO staff (id, login, family, given, kana)
    SELECT gen_random_uuid(), 'bench-' || n, '試験', n::text, 'シケン' FROM generate_series(1, ${people}::integer) n`.execute(
    tx,
  );
  await sql`
    INSERT INTO posts (id, staff_id, department, position, rank, kind, roles, valid_from)
    SELECT gen_random_uuid(), s.id, 'BENCH-' || ((s.n - 1) / 20 + 1),
      CASE (s.n - 1) % 20 WHEN 0 THEN '課長' WHEN 1 THEN '係長' WHEN 2 THEN '係長' ELSE '主事' END,
      CASE (s.n - 1) % 20 WHEN 0 THEN 70 WHEN 1 THEN 50 WHEN 2 THEN 50 ELSE 30 END, 'main', '{}', '2020-04-01'
    FROM (SELECT id, substr(login, 7)::integer AS n FROM staff WHERE login LIKE 'bench-%') s`.execute(tx);
  await sql`
    INSERT INTO absences (id, post_id, stand_in_post_id, from_date, to_date, recorded_by)
    SELECT gen_random_uuid(), p.id, q.id, CURRENT_DATE - 1, CURRENT_DATE + 30, p.id
    FROM posts p JOIN posts q ON q.department = p.department AND q.position = '係長'
    WHERE p.department LIKE 'BENCH-%' AND p.position = '課長' AND length(p.department) % 2 = 0
    ON CONFLICT DO NOTHING`.execute(tx);
  await sql`ANALYZE departments, staff, posts, absences`.execute(tx);
}

/** As any change of the organisation does. */
export async function renewMark(tx: Tx): Promise<void> {
  await sql`UPDATE organisation_mark SET mark = gen_random_uuid()`.execute(tx);
}

/** Somebody who may draft in the app of purchases. */
export async function drafterOf(tx: Tx): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    SELECT s.id FROM staff s JOIN posts p ON p.staff_id = s.id
    WHERE p.department = 'ZAISEI-SHIMINZEI' AND p.valid_to IS NULL AND s.suspended_at IS NULL
    ORDER BY p.rank, s.login LIMIT 1`.execute(tx);
  return rows[0]!.id;
}
