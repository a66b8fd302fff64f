import { definitionsOf } from '#core/definitions.server';
import { tokyoDate } from '#kernel/dates';
import type { Tx } from '#platform/db.server';
import type { RequestInfo, Runtime } from '#platform/http.server';

/** What a passkey is bound to: the origin of the staff side, and the name people see on their device. */
export async function passkeySite(
  tx: Tx,
  runtime: Runtime,
  info: RequestInfo,
): Promise<{ origin: string; name: string }> {
  const { municipality } = (await definitionsOf(tx, info.municipality)).organisation(tokyoDate(new Date()));
  return { origin: runtime.origin, name: `${municipality.name} 窓口（職員用）` };
}
