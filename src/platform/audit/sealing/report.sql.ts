/** Figures of one day for the printed report. Counts only: nobody is named on paper. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

export interface DayCount {
  zone: string;
  act: string;
  rows: number;
}

/** `day` in Japan. */
export async function selectDayCounts(tx: Tx, day: string): Promise<DayCount[]> {
  const { rows } = await sql<DayCount>`
    SELECT zone, act, count(*)::integer AS rows FROM audit
    WHERE at >= ${day}::date::timestamp AT TIME ZONE 'Asia/Tokyo' AND at < (${day}::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo'
    GROUP BY zone, act ORDER BY rows DESC, zone, act COLLATE "C"`.execute(tx);
  return rows;
}

/** The last head made before the day ended. */
export async function selectHeadOf(tx: Tx, day: string): Promise<{ note: string } | null> {
  const { rows } = await sql<{ note: string }>`
    SELECT note FROM audit_heads WHERE at < (${day}::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo'
    ORDER BY size DESC LIMIT 1`.execute(tx);
  return rows[0] ?? null;
}
