/** How many records there are: exact up to a cap, then an estimate that says so. */

import type { Expr } from '#kernel/formula';
import { ok, type Result } from '#kernel/result';
import { countEveryRow, countRows } from './count.sql.ts';
import type { Asked, Counted } from './model.ts';
import type { OpenApp } from './open-app.server.ts';
import { planChosen } from './plan.ts';
import { searchedRows } from './search.sql.ts';

export async function countRecords(open: OpenApp, asked: Asked): Promise<Result<Counted>> {
  const chosen = planChosen(open, asked);
  if (!chosen.ok) return chosen;
  return ok(await countRows(open, await searchedRows(open, chosen.value)));
}

/** To the last one, however long that takes: for what has to be complete. `also`: conditions of the caller's own making. */
export async function countExactly(
  open: OpenApp,
  asked: Asked,
  also: readonly Expr[] = [],
): Promise<Result<number>> {
  const chosen = planChosen(open, asked);
  if (!chosen.ok) return chosen;
  const plan = { ...chosen.value, filters: [...chosen.value.filters, ...also] };
  return ok(await countEveryRow(open, await searchedRows(open, plan)));
}
