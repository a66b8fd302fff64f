import type { Definitions } from '#core/definitions.server';
import type { NumberOffice } from '#core/fields';
import type { Tx } from '#platform/db.server';
import { selectWard } from './directory.sql.ts';

/** Where a record is made when this department makes it today, for its automatic numbers: with the ward by name. */
export async function officeOf(
  tx: Tx,
  definitions: Definitions,
  department: string | null,
  today: string,
): Promise<NumberOffice> {
  const code = department === null ? null : await selectWard(tx, department, today);
  const { wards } = definitions.organisation(today);
  return { today, department, ward: wards.find((one) => one.code === code)?.name ?? null };
}
