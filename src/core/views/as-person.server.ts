/**
 * What another person meets in a work app, shown to somebody who manages it: never more than the one who looks sees themselves (ADR 63).
 * A record or field is shown where both may; and where the other's access hangs on a field that the one who looks may not always read,
 * nothing is shown of it, because being there or not would already tell of the value.
 */
import type { RecordAct } from '#core/definitions';
import { type Grant, possibleActs, recordActs, type StaffActor, seatedRef, unheldRef } from '#core/policy';
import { references } from '#kernel/formula';
import { type FoundRow, selectByIds } from './list.sql.ts';
import { listRecords } from './list-records.server.ts';
import type { ListedRecord, ReadField } from './model.ts';
import { type OpenApp, openApp, type RecordDesk } from './open-app.server.ts';
import { readRecords } from './read-record.server.ts';
import { rowsFor } from './rows.sql.ts';

export type Reach = 'always' | 'some' | 'never';

export interface SeenAs {
  /** False: for this person the app is not there at all. */
  there: boolean;
  acts: Record<RecordAct, Reach>;
  fields: { code: string; label: string; read: Reach; edit: Reach }[];
  /** Why no record is shown, or the records. */
  records: 'not-yours' | 'hangs-on-hidden' | 'none-theirs' | SeenRecords;
}

export interface SeenRecords {
  columns: ReadField[];
  rows: { record: ListedRecord; may: RecordAct[] }[];
  /** Columns left out because whether they are readable hangs on what the one who looks may not read. */
  leftOut: string[];
}

const shownRows = 20;
const walked = 200;

/** Both of today's published rules: a draft could ask any question about values one may not read. */
export async function seeAsPerson(desk: RecordDesk, appId: string, person: StaffActor): Promise<SeenAs> {
  const now = desk.now ?? new Date();
  const theirs = await openApp({ ...desk, actor: person, now }, appId);
  const nothing = Object.fromEntries(recordActs.map((act) => [act, 'never'])) as SeenAs['acts'];
  if (!theirs.ok) return { there: false, acts: nothing, fields: [], records: 'none-theirs' };
  const { access, app, all } = theirs.value;
  const seen = {
    there: possibleActs(access).length > 0,
    acts: Object.fromEntries(recordActs.map((act) => [act, reachOf(access.rows(act))])) as SeenAs['acts'],
    fields: [...all.values()].map((field) => {
      const { read, edit } = access.field(field.id);
      return { code: field.code, label: field.label.ja, read: reachOf(read), edit: reachOf(edit) };
    }),
  };
  const own = await openApp({ ...desk, now }, appId);
  if (!own.ok || own.value.access.rows('view') === false) return { ...seen, records: 'not-yours' };
  const known = new Set(own.value.fields.filter((one) => one.read === true).map((one) => one.field.id));
  if (access.rows('view') === false) return { ...seen, records: 'none-theirs' };
  if (!hangsOn(access.rows('view'), known)) return { ...seen, records: 'hangs-on-hidden' };
  return { ...seen, records: await bothSee(own.value, theirs.value, known, app.work.title) };
}

/** Whether a grant is settled, or by fields that are all known. */
function hangsOn(grant: Grant, known: ReadonlySet<number>): boolean {
  return (
    typeof grant === 'boolean' ||
    [...references(grant)].every(
      (path) => path === seatedRef || path === unheldRef || known.has(Number(path.split('.')[0])),
    )
  );
}

const reachOf = (grant: Grant): Reach => (grant === true ? 'always' : grant === false ? 'never' : 'some');

async function bothSee(
  own: OpenApp,
  theirs: OpenApp,
  known: ReadonlySet<number>,
  title: readonly string[],
): Promise<SeenRecords> {
  const ownFields = new Map(own.fields.map((one) => [one.field.id, one]));
  const shared = theirs.fields.filter((one) => ownFields.has(one.field.id));
  const told = shared.filter((one) => hangsOn(one.read, known));
  const columns = [
    ...told.filter((one) => title.includes(one.field.code)),
    ...told.filter((one) => !title.includes(one.field.code)),
  ].slice(0, 12);
  // Only by the record's own order: an order by a value would tell of it.
  const listed = await listRecords(theirs, {
    columns: columns.map((one) => one.field.code),
    sort: [],
    limit: walked,
  });
  const found = listed.ok ? listed.value.rows : [];
  const mine = await readRecords(
    own,
    found.map((one) => one.id),
    columns.map((one) => ownFields.get(one.field.id)!),
  );
  const both = found.filter((one) => mine.has(one.id)).slice(0, shownRows);
  const may = await actsOn(
    theirs,
    both.map((one) => one.id),
    known,
  );
  return {
    columns,
    leftOut: shared.filter((one) => !told.includes(one)).map((one) => one.field.label.ja),
    rows: both.map((one) => ({
      record: { ...one, answers: inBoth(one.answers, mine.get(one.id)!.answers) },
      may: may.get(one.id) ?? [],
    })),
  };
}

const inBoth = (theirs: FoundRow['record']['answers'], own: FoundRow['record']['answers']) =>
  Object.fromEntries(Object.entries(own).filter(([id]) => theirs[id] !== undefined));

/** What the person may do with each record; acts that hang on hidden fields are said of none. */
async function actsOn(
  theirs: OpenApp,
  ids: readonly string[],
  known: ReadonlySet<number>,
): Promise<Map<string, RecordAct[]>> {
  const may = new Map<string, RecordAct[]>(ids.map((id) => [id, []]));
  for (const act of ['edit', 'delete', 'export'] as const) {
    if (!hangsOn(theirs.access.rows(act), known)) continue;
    for (const { id } of await selectByIds(theirs, rowsFor(theirs, act), ids, [])) may.get(id)?.push(act);
  }
  return may;
}
