/** One record as a person may see it, its history, and what it points to. */
import { type Diff, type HistoryRow, selectHistory } from '#core/records.server';
import { fail, ok, type Result } from '#kernel/result';
import { selectByIds } from './list.sql.ts';
import type { ListedRecord, ReadField } from './model.ts';
import type { OpenApp } from './open-app.server.ts';
import { rowsFor } from './rows.sql.ts';

export interface ReadRecord extends ListedRecord {
  /** Fields this person may read of this record: masks that depend on it are settled. */
  fields: ReadField[];
}

/** Not found: it is not there, lies in the trash, or is not for this person. */
export async function readRecord(open: OpenApp, id: string, trash = false): Promise<Result<ReadRecord>> {
  const where = rowsFor(open, trash ? 'delete' : 'view', trash);
  const [record] = await selectByIds(open, where, [id], open.fields);
  if (record === undefined) return fail('notFound');
  const { readable, ...rest } = record;
  return ok({ ...rest, fields: open.fields.filter((one) => readable.has(one.field.id)) });
}

/** Records by their ids, without those this person does not see. */
export async function readRecords(
  open: OpenApp,
  ids: readonly string[],
  fields: readonly ReadField[],
): Promise<Map<string, ListedRecord>> {
  if (ids.length === 0 || open.access.rows('view') === false) return new Map();
  const found = await selectByIds(open, rowsFor(open, 'view'), ids, fields);
  return new Map(found.map((one) => [one.id, one]));
}

/**
 * What was changed when and by whom, newest first. Of a field that this person may read today the whole past is theirs, of any other
 * nothing, and a change that touched nothing else did not happen for them.
 */
export async function historyOf(open: OpenApp, id: string): Promise<Result<HistoryRow[]>> {
  const [record] = await selectByIds(open, rowsFor(open, 'view'), [id], open.fields);
  if (record === undefined) return fail('notFound');
  const { readable } = record;
  const rows = await selectHistory(open.desk.tx, open.app.id, id);
  return ok(
    rows.flatMap((row) => {
      const diff = readablePart(row.diff, readable, open);
      return Object.keys(diff).length === 0 && row.revision > 1 && Object.keys(row.diff).length > 0
        ? []
        : [{ ...row, diff }];
    }),
  );
}

/** Paths name a field, a line of one, or a field of a line. */
function readablePart(diff: Diff, readable: ReadonlySet<number>, open: OpenApp): Diff {
  return Object.fromEntries(
    Object.entries(diff).filter(([path]) => {
      const [top, , inner] = path.split('/');
      if (!readable.has(Number(top))) return false;
      if (inner === undefined) return true;
      const field = open.fields.find((one) => one.field.id === Number(top))?.field;
      return field?.fields?.some((child) => child.id === Number(inner)) === true;
    }),
  );
}
