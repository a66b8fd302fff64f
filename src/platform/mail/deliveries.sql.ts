/** How mail gets through, by domain: what nobody watched at the exam sign-up where 3 % arrived. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

/** Counts one message that was taken or refused for good. A retry is neither. */
export async function countDelivery(tx: Tx, address: string, taken: boolean): Promise<void> {
  const domain = address
    .slice(address.lastIndexOf('@') + 1)
    .toLowerCase()
    .slice(0, 253);
  await sql`
    INSERT INTO mail_deliveries (domain, hour, taken, refused)
    VALUES (${domain}, date_trunc('hour', now()), ${taken ? 1 : 0}, ${taken ? 0 : 1})
    ON CONFLICT (domain, hour) DO UPDATE
    SET taken = mail_deliveries.taken + excluded.taken, refused = mail_deliveries.refused + excluded.refused`.execute(
    tx,
  );
}

export interface DomainRate {
  domain: string;
  taken: number;
  refused: number;
}

/** The last 24 hours; the domains with the most messages first. */
export async function selectDomainRates(tx: Tx, limit = 20): Promise<DomainRate[]> {
  const { rows } = await sql<DomainRate>`
    SELECT domain, sum(taken)::int AS taken, sum(refused)::int AS refused FROM mail_deliveries
    WHERE hour > now() - interval '24 hours' GROUP BY domain ORDER BY sum(taken + refused) DESC, domain LIMIT ${limit}`.execute(
    tx,
  );
  return rows;
}

export async function forgetOldDeliveries(tx: Tx): Promise<void> {
  await sql`DELETE FROM mail_deliveries WHERE hour < now() - interval '90 days'`.execute(tx);
}
