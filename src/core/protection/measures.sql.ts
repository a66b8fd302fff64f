/** Measures, their persons, terms, proposals and history. Rows are added; only a term and an end are written over. */
import { sql } from 'kysely';
import type { PersonName } from '#kernel/names';
import type { Tx } from '#platform/db.server';
import type { MeasureKind, PersonRole } from './model.ts';

export interface MeasureRow {
  id: string;
  number: string;
  kind: MeasureKind;
  valid_from: string;
  valid_to: string;
  decided_by: string;
  department: string;
  consulted: string;
  recorded_at: Date;
  ended_at: Date | null;
}

export interface MeasureLine extends MeasureRow {
  name: PersonName;
  along: number;
  open_proposal: 'renew' | 'end' | null;
}

/** In force first, those whose term ends first on top. */
export async function selectMeasures(tx: Tx, ended: boolean): Promise<MeasureLine[]> {
  const { rows } = await sql<MeasureLine>`
    SELECT m.id, m.number, m.kind, m.valid_from, m.valid_to, m.department, m.consulted, m.recorded_at, m.ended_at,
      s.family || ' ' || s.given AS decided_by, p.name,
      (SELECT count(*)::int FROM protection_persons a WHERE a.measure_id = m.id AND a.role = 'along') AS along,
      (SELECT o.kind FROM protection_proposals o WHERE o.measure_id = m.id AND o.outcome IS NULL) AS open_proposal
    FROM protection_measures m
      JOIN LATERAL (SELECT name FROM protection_persons q WHERE q.measure_id = m.id AND q.role = 'protected'
        ORDER BY q.added_at LIMIT 1) p ON true
      JOIN posts t ON t.id = m.decided_by JOIN staff s ON s.id = t.staff_id
    WHERE (m.ended_at IS NOT NULL) = ${ended} ORDER BY m.valid_to, m.number LIMIT 500`.execute(tx);
  return rows;
}

export async function selectMeasure(tx: Tx, id: string): Promise<MeasureRow | null> {
  const { rows } = await sql<MeasureRow>`
    SELECT m.id, m.number, m.kind, m.valid_from, m.valid_to, m.department, m.consulted, m.recorded_at, m.ended_at,
      t.position || ' ' || s.family || ' ' || s.given AS decided_by
    FROM protection_measures m JOIN posts t ON t.id = m.decided_by JOIN staff s ON s.id = t.staff_id
    WHERE m.id = ${id}`.execute(tx);
  return rows[0] ?? null;
}

/** How many measures ask for an officer: past their term, and ending within so many days. */
export async function countDue(tx: Tx, within: number): Promise<{ expired: number; due: number }> {
  const { rows } = await sql<{ expired: number; due: number }>`
    SELECT count(*) FILTER (WHERE valid_to < CURRENT_DATE)::int AS expired,
      count(*) FILTER (WHERE valid_to BETWEEN CURRENT_DATE AND CURRENT_DATE + ${within}::int)::int AS due
    FROM protection_measures WHERE ended_at IS NULL`.execute(tx);
  return rows[0]!;
}

/** Under the lock of `lockMeasures`, so the next number is nobody else's. */
export async function insertMeasure(
  tx: Tx,
  row: {
    id: string;
    year: string;
    kind: MeasureKind;
    validFrom: string;
    validTo: string;
    postId: string;
    department: string;
    consulted: string;
  },
): Promise<void> {
  await sql`
    INSERT INTO protection_measures (id, number, kind, valid_from, valid_to, decided_by, department, consulted)
    SELECT ${row.id}::uuid, ${row.year} || '-' || (count(*) + 1), ${row.kind}, ${row.validFrom}::date, ${row.validTo}::date,
      ${row.postId}::uuid, ${row.department}, ${row.consulted}
    FROM protection_measures WHERE number LIKE ${`${row.year}-%`}`.execute(tx);
}

export interface PersonRow {
  id: string;
  role: PersonRole;
  name: PersonName;
  birth_date: string | null;
  addressee_number: string | null;
  addresses: string[];
}

export async function selectPersons(tx: Tx, measureId: string): Promise<PersonRow[]> {
  const { rows } = await sql<PersonRow>`
    SELECT id, role, name, birth_date, addressee_number, addresses FROM protection_persons
    WHERE measure_id = ${measureId}
    ORDER BY array_position(ARRAY['protected', 'along', 'counterpart', 'counterpart-proxy'], role), added_at`.execute(
    tx,
  );
  return rows;
}

/** `added_at` is the moment of writing, not of the transaction: allowances given before it do not know this person. */
export async function insertPerson(
  tx: Tx,
  row: Omit<PersonRow, 'birth_date' | 'addressee_number'> & {
    measureId: string;
    birthDate: string | null;
    addresseeNumber: string | null;
    postId: string;
    keys: string[];
  },
): Promise<void> {
  await sql`
    WITH person AS (
      INSERT INTO protection_persons (id, measure_id, role, name, birth_date, addressee_number, addresses, added_by, added_at)
      VALUES (${row.id}, ${row.measureId}, ${row.role}, ${JSON.stringify(row.name)}::jsonb, ${row.birthDate},
        ${row.addresseeNumber}, ${row.addresses}, ${row.postId}, clock_timestamp()) RETURNING id)
    INSERT INTO protection_keys (person_id, key) SELECT person.id, key FROM person, unnest(${row.keys}::text[]) AS key`.execute(
    tx,
  );
}

/** The addresses a measure knows of these persons. */
export async function selectAddresses(tx: Tx, personIds: string[]): Promise<string[]> {
  const { rows } = await sql<{ address: string }>`
    SELECT DISTINCT unnest(addresses) AS address FROM protection_persons WHERE id = ANY (${personIds}::uuid[])`.execute(
    tx,
  );
  return rows.map((row) => row.address);
}

export async function insertHistory(
  tx: Tx,
  row: { measureId: string; act: string; postId: string; detail?: unknown },
): Promise<void> {
  await sql`
    INSERT INTO protection_history (measure_id, act, post_id, detail)
    VALUES (${row.measureId}, ${row.act}, ${row.postId}, ${JSON.stringify(row.detail ?? {})}::jsonb)`.execute(
    tx,
  );
}

export interface HistoryLine {
  at: Date;
  act: string;
  who: string;
  detail: { reason?: string; validTo?: string; municipality?: string; role?: PersonRole };
}

export async function selectMeasureHistory(tx: Tx, measureId: string): Promise<HistoryLine[]> {
  const { rows } = await sql<HistoryLine>`
    SELECT h.at, h.act, p.position || ' ' || s.family || ' ' || s.given AS who, h.detail
    FROM protection_history h JOIN posts p ON p.id = h.post_id JOIN staff s ON s.id = p.staff_id
    WHERE h.measure_id = ${measureId} ORDER BY h.id DESC`.execute(tx);
  return rows;
}

export async function insertForward(
  tx: Tx,
  row: { id: string; measureId: string; municipality: string; on: string; postId: string },
): Promise<void> {
  await sql`
    INSERT INTO protection_forwards (id, measure_id, municipality, forwarded_on, post_id)
    VALUES (${row.id}, ${row.measureId}, ${row.municipality}, ${row.on}, ${row.postId})`.execute(tx);
}

export async function selectForwards(
  tx: Tx,
  measureId: string,
): Promise<{ municipality: string; forwarded_on: string }[]> {
  const { rows } = await sql<{ municipality: string; forwarded_on: string }>`
    SELECT municipality, forwarded_on FROM protection_forwards WHERE measure_id = ${measureId} ORDER BY forwarded_on`.execute(
    tx,
  );
  return rows;
}
