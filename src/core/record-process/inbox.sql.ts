/** What waits for somebody, and what they drafted and did: by the keys of their seats, never by looking through records. */
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#platform/db.server';
import type { Approval } from './approval/model.ts';
import { type Box, boxes } from './model.ts';

export interface BoxRow {
  appId: string;
  recordId: string;
  approval: Approval;
  /** Null of drafts. */
  seat: string | null;
  draftedAt: Date;
  at: Date;
  /** `at` to the last digit, and what tells rows of one moment apart. */
  place: string;
  revision: number;
}

/** Whose boxes: under these keys, and by this person. */
export interface BoxOwner {
  keys: readonly string[];
  staff: string;
}

/** Null: whichever. */
export interface BoxOnly {
  app: string | null;
  drafter: string | null;
  /** Waiting since then or longer. */
  until: Date | null;
  /** The day before which it had to be done. */
  due: string | null;
  /** Ids of approvals. */
  among: readonly string[] | null;
}

export const everything: BoxOnly = { app: null, drafter: null, until: null, due: null, among: null };

const states = { turn: 'open', review: 'toReview', read: 'toRead' } as const;

interface Source {
  from: RawBuilder<unknown>;
  at: RawBuilder<unknown>;
  seat: RawBuilder<unknown>;
  due: RawBuilder<unknown>;
  newestFirst: boolean;
}

/** Whoever drafted acts on nothing of it. Of drafts the newest approval of each record. */
function sourceOf(box: Box, { keys, staff }: BoxOwner): Source {
  const seats = sql`record_approval_seats s JOIN record_approvals a ON a.id = s.approval_id`;
  if (box === 'drafted')
    return {
      from: sql`record_approvals a WHERE a.drafter_staff = ${staff}::uuid
        AND NOT EXISTS (SELECT FROM record_approvals n WHERE n.app_id = a.app_id AND n.record_id = a.record_id AND n.drafted_at > a.drafted_at)`,
      at: sql`a.changed_at`,
      seat: sql`NULL::text`,
      due: sql`NULL::date`,
      newestFirst: true,
    };
  if (box === 'done')
    return {
      from: sql`${seats} WHERE s.acted_by = ${staff}::uuid`,
      at: sql`s.acted_at`,
      seat: sql`s.seat_id`,
      due: sql`NULL::date`,
      newestFirst: true,
    };
  return {
    from: sql`${seats} WHERE s.key = ANY (${[...keys]}::text[]) AND s.state = ${states[box]} AND s.state IN ('open', 'toReview', 'toRead')
      AND a.drafter_staff <> ${staff}::uuid`,
    at: sql`s.since`,
    seat: sql`s.seat_id`,
    due: sql`s.due_on`,
    newestFirst: false,
  };
}

const narrowed = (
  { at, due }: Source,
  { app, drafter, until, due: day, among }: BoxOnly,
): RawBuilder<unknown> => sql`
  AND (${app}::text IS NULL OR a.app_id = ${app}) AND (${drafter}::uuid IS NULL OR a.drafter_staff = ${drafter}::uuid)
  AND (${until}::timestamptz IS NULL OR ${at} <= ${until}::timestamptz) AND (${day}::date IS NULL OR ${due} < ${day}::date)
  AND (${among === null ? null : [...among]}::uuid[] IS NULL OR a.id = ANY (${among === null ? null : [...among]}::uuid[]))`;

/** Behind `after`: oldest first what waits, newest first what is over. */
export async function selectBox(
  tx: Tx,
  box: Box,
  owner: BoxOwner,
  only: BoxOnly,
  after: string | null,
  limit: number,
): Promise<BoxRow[]> {
  const source = sourceOf(box, owner);
  const { from, at, seat, newestFirst } = source;
  const place = sql`(to_char(${at} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || ' ' || a.id || coalesce(' ' || ${seat}, ''))`;
  const order = newestFirst ? sql`DESC` : sql`ASC`;
  const behind = newestFirst ? sql`<` : sql`>`;
  const { rows } = await sql<BoxRow>`
    SELECT b.*, coalesce(p.revision, 1) AS revision FROM (
      SELECT a.app_id AS "appId", a.record_id AS "recordId", a.body AS approval, a.drafted_at AS "draftedAt",
        ${seat} AS seat, ${at} AS at, ${place} AS place
      FROM ${from} ${narrowed(source, only)} AND (${after}::text IS NULL OR ${place} ${behind} ${after}::text COLLATE "C")
      ORDER BY ${at} ${order}, a.id ${order}, ${seat} COLLATE "C" ${order} LIMIT ${limit}) b
    LEFT JOIN record_process p ON p.app_id = b."appId" AND p.record_id = b."recordId"
    ORDER BY b.place COLLATE "C" ${order}`.execute(tx);
  return rows;
}

/** Of every box, `most` at most. */
export async function countInBoxes(tx: Tx, owner: BoxOwner, most: number): Promise<Record<Box, number>> {
  const { rows } = await sql<Record<Box, number>>`
    SELECT ${sql.join(boxes.map((box) => sql`${counted(box, owner, everything, most)} AS ${sql.id(box)}`))}`.execute(
    tx,
  );
  return rows[0]!;
}

/** As a part of another statement: how many there are in a box, `most` at most. */
export function counted(box: Box, owner: BoxOwner, only: BoxOnly, most: number): RawBuilder<number> {
  const source = sourceOf(box, owner);
  return sql<number>`(SELECT count(*)::int FROM (SELECT FROM ${source.from} ${narrowed(source, only)} LIMIT ${most}) few)`;
}

export async function countIn(
  tx: Tx,
  box: Box,
  owner: BoxOwner,
  only: BoxOnly,
  most: number,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`SELECT ${counted(box, owner, only, most)} AS count`.execute(
    tx,
  );
  return rows[0]?.count ?? 0;
}

/** Which apps and drafters there are among the first `most`, with how many of each. */
export async function selectParts(
  tx: Tx,
  box: Box,
  owner: BoxOwner,
  most: number,
): Promise<{ appId: string; drafter: string; count: number }[]> {
  const { from, at, newestFirst } = sourceOf(box, owner);
  const { rows } = await sql<{ appId: string; drafter: string; count: number }>`
    SELECT f.app_id AS "appId", f.drafter_staff AS drafter, count(*)::int AS count
    FROM (SELECT a.app_id, a.drafter_staff FROM ${from} ORDER BY ${at} ${newestFirst ? sql`DESC` : sql`ASC`} LIMIT ${most}) f
    GROUP BY 1, 2 ORDER BY 1, 2`.execute(tx);
  return rows;
}

/** Which records of an app they are about. */
export async function selectRecordsIn(
  tx: Tx,
  box: Box,
  owner: BoxOwner,
  only: BoxOnly,
  most: number,
): Promise<{ approvalId: string; recordId: string }[]> {
  const source = sourceOf(box, owner);
  const { rows } = await sql<{ approvalId: string; recordId: string }>`
    SELECT a.id AS "approvalId", a.record_id AS "recordId" FROM ${source.from} ${narrowed(source, only)}
    ORDER BY ${source.at} ${source.newestFirst ? sql`DESC` : sql`ASC`} LIMIT ${most}`.execute(tx);
  return rows;
}
