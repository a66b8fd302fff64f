/**
 * Rate limits count in windows of the clock: tries before and after the full hour are two counts, and a test of a limit that
 * happens to run across it fails. Here every try counts in one window that never ends.
 */
import { sql } from 'kysely';
import type { TestCity } from './city.ts';

export async function holdWindows(city: Pick<TestCity, 'admin' | 'code' | 'other'>): Promise<void> {
  for (const municipality of [city.code, city.other])
    await city.admin.tenant(municipality, 'owner', async (tx) => {
      await sql`
        CREATE FUNCTION hold_window() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN NEW.window_start := '2026-01-01'; RETURN NEW; END $$`.execute(tx);
      await sql`
        CREATE TRIGGER hold_window BEFORE INSERT ON rate_limits FOR EACH ROW EXECUTE FUNCTION hold_window()`.execute(
        tx,
      );
    });
}
