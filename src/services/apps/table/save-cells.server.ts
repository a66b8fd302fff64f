/**
 * Saves cells, row by row: each as if it were changed alone. What is right is taken, what is wrong comes back with its reason, and one
 * row that is refused leaves the others alone.
 */
import { type Clash, type EntryDesk, type EntryError, editRecord, type Saved } from '#core/entries.server';
import type { Answers } from '#core/fields';
import { type OpenApp, type ReadField, readRecords } from '#core/views.server';
import { sentenceOf } from '#kernel/errors';
import type { Result } from '#kernel/result';
import { atomically } from '#platform/db.server';
import type { Ask } from './ask.server.ts';
import { type AppScene, deskOf } from './desk.server.ts';
import type { SavedCells, SavedRow, WrongCell } from './model.ts';
import { pastedReader } from './read-pasted.server.ts';
import { shown } from './read-rows.server.ts';
import { touchedRows } from './touched-rows.server.ts';

type Cells = Extract<Ask, { kind: 'cells' }>;
type Row = Cells['rows'][number];
type Outcome = Omit<SavedRow, 'row'>;

export async function saveCells(scene: AppScene, open: OpenApp, ask: Cells): Promise<SavedCells> {
  const desk = deskOf(scene);
  const fields = new Map(open.fields.map((one) => [String(one.field.id), one.field]));
  const read = pastedReader(desk, [...fields.values()], { today: open.at.today, language: 'ja' });
  const outcomes: Outcome[] = [];
  for (const row of ask.rows) {
    const changes: Answers = { ...row.values } as Answers;
    const wrong: WrongCell[] = [];
    for (const [id, text] of Object.entries(row.texts)) {
      const field = fields.get(id);
      if (field === undefined) continue;
      const cell = await read(field, text);
      if (cell.wrong === null) changes[id] = cell.value;
      else wrong.push({ field: field.id, message: cell.wrong });
    }
    outcomes.push(await saveRow(desk, open.app.id, row, changes, wrong));
  }
  const columns = open.fields.filter((one) => ask.columns.includes(one.field.code));
  return answered(scene, open, outcomes, columns);
}

async function saveRow(
  desk: EntryDesk,
  app: string,
  { id, revision }: Row,
  changes: Answers,
  wrong: WrongCell[],
): Promise<Outcome> {
  const left: Answers = { ...changes };
  // A field that is refused is named; the others are tried without it.
  for (let tries = 0; tries < 3 && Object.keys(left).length > 0; tries += 1) {
    const saved: Result<Saved, EntryError> = await atomically(desk.tx, () =>
      editRecord(desk, app, id, { revision, changes: left }),
    );
    if (saved.ok) return { id, taken: Object.keys(left).map(Number), wrong };
    const told = wrongOf(saved.error);
    wrong.push(...told);
    const named = told.flatMap((one) => (one.field === null ? [] : [String(one.field)]));
    const given = named.filter((one) => one in left);
    if (given.length === 0 || given.length < named.length) break;
    for (const one of given) delete left[one];
  }
  return { id, taken: [], wrong };
}

/** One for each place, in words; of two who changed the same, what the other made of it. */
function wrongOf(error: EntryError): WrongCell[] {
  if (error.overlaps !== undefined && error.overlaps.length > 0) return error.overlaps.map(clash);
  const issues = (error.issues ?? []).map(({ path, message }) => ({
    field: Number(/^f(\d+)/.exec(path)?.[1] ?? Number.NaN),
    message,
  }));
  if (issues.length === 0) return [{ field: null, message: sentenceOf(error) }];
  return issues.map(({ field, message }) => ({ field: Number.isNaN(field) ? null : field, message }));
}

const clash = ({ path, theirs }: Clash): WrongCell => ({
  field: Number(path.split('/')[0]),
  message: 'ほかの人が、同じところを先に変えました。',
  theirs,
});

async function answered(
  scene: AppScene,
  open: OpenApp,
  outcomes: Outcome[],
  columns: readonly ReadField[],
): Promise<SavedCells> {
  const ids = outcomes.map((one) => one.id);
  const found = await readRecords(open, ids, columns);
  const { rows, names } = await shown(open, [...found.values()], columns);
  touchedRows(scene, open, rows, columns);
  const now = new Map(rows.map((row) => [row.id, row]));
  return { rows: outcomes.map((one) => ({ ...one, row: now.get(one.id) ?? null })), names };
}
