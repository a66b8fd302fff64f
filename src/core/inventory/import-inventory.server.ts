/** A file of the stock-take, CSV or XLSX: first as a plan, then whole or not at all. */
import { readSheet, UnreadableSheet } from '#core/imports.server';
import { fail, ok, type Result } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import type { Inventory } from './model.ts';
import { type ImportPlan, planImport } from './plan-import.ts';
import { saveEntries } from './save-entries.server.ts';

/** Rows of one file; a designated city has about 2,200 procedures. */
const mostRows = 10_000;

export async function readPlan(
  bytes: Uint8Array,
  inventory: Inventory,
  mayEdit: (department: string) => boolean,
): Promise<Result<ImportPlan>> {
  const sheet = await readSheet(bytes);
  if (!sheet.ok) return sheet;
  try {
    const rows = [];
    for await (const row of sheet.value.rows()) {
      rows.push(row);
      if (rows.length > mostRows + 1)
        return fail('invalid', `${mostRows.toLocaleString('ja-JP')}行までのファイルにしてください。`);
    }
    return ok(planImport(rows, { inventory, mayEdit, guarded: sheet.value.format === 'csv' }));
  } catch (error) {
    if (error instanceof UnreadableSheet) return fail('invalid', error.message);
    throw error;
  } finally {
    await sheet.value.close();
  }
}

/** Writes a plan without issues. */
export async function applyPlan(tx: Tx, plan: ImportPlan, by: string | null): Promise<Result<undefined>> {
  if (plan.issues.length > 0)
    return fail('invalid', 'ファイルに直していただきたいところがあります。何も変えていません。');
  return plan.changes.length === 0 ? ok() : saveEntries(tx, plan.changes, { by, why: 'ファイルの取込み' });
}
