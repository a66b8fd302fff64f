/** How many records there are: exact up to a cap, then an estimate that says so. */
import { ok, type Result } from '#kernel/result';
import { countRows } from './count.sql.ts';
import type { Asked, Counted } from './model.ts';
import type { OpenApp } from './open-app.server.ts';
import { planChosen } from './plan.ts';
import { searchedRows } from './search.sql.ts';

export async function countRecords(open: OpenApp, asked: Asked): Promise<Result<Counted>> {
  const chosen = planChosen(open, asked);
  if (!chosen.ok) return chosen;
  return ok(await countRows(open, await searchedRows(open, chosen.value)));
}
