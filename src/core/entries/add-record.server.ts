/** A new record of a work app. */
import { randomUUID } from 'node:crypto';
import { type Answers, initialAnswers } from '#core/fields';
import { fieldContext } from '#core/forms';
import { officeOf } from '#core/people.server';
import { currentShapeOf, insertRecord, numberIssues, type Shape } from '#core/records.server';
import { copyLookups } from '#core/relations.server';
import { recordPlace, sealAnswers } from '#core/sealing.server';
import { fail, ok, type Result } from '#kernel/result';
import { isEditable, notToBeChosen } from './edit-record.server.ts';
import { reachOf } from './grants.ts';
import { judge } from './judge-entry.server.ts';
import type { EntryError, Saved } from './model.ts';
import { contextOf, type EntryDesk, meIn, type OpenApp, openApp, writerOf } from './open-app.server.ts';
import { readValues } from './read-values.ts';
import { claimNew, classesOf, recordApp, refusedFields } from './settle.server.ts';
import { startIn } from './start-in.server.ts';
import { tellOfChange } from './tell-of-change.server.ts';
import { takenTwice } from './twins.server.ts';
import { warningsOf } from './warnings.ts';
import { unlessTwice } from './write-guard.sql.ts';

/** `record.add`. Access is asked of the record as it would be. */
export async function addRecord(
  desk: EntryDesk,
  appId: string,
  given: Answers,
): Promise<Result<Saved, EntryError>> {
  const opened = await openApp(desk, appId);
  if (!opened.ok) return opened;
  return added(desk, opened.value, given);
}

/** The same where the app is open already. */
export async function added(
  desk: EntryDesk,
  open: OpenApp,
  given: Answers,
): Promise<Result<Saved, EntryError>> {
  const appId = open.app.id;
  if (open.access.rows('add') === false)
    return fail('forbidden', 'この業務アプリにレコードを追加することはできません。');
  const strange = Object.keys(given).filter((key) => !isEditable(open, key));
  if (strange.length > 0)
    return fail(
      'invalid',
      undefined,
      strange.map((key) => ({ path: `f${key}`, message: 'この項目はありません。' })),
    );
  const me = meIn(desk, open);
  const begun = { ...initialAnswers(open.fields, me), ...given };
  const read = readValues(open.fields, begun, fieldContext(contextOf(open)));
  const changed = new Set(Object.keys(read.values));
  // Nobody is looked for by what cannot even be read.
  const sound = read.issues.length === 0;
  const { answers: values, issues: uncopied } = sound
    ? await copyLookups(desk, open.fields, read.values, {}, { changed })
    : { answers: read.values, issues: [] };
  const issues = [...read.issues, ...uncopied];
  if (sound) issues.push(...(await notToBeChosen(desk, open, values, {})));
  const shape = await currentShapeOf(desk.tx, appId);
  const own = ownColumns(shape, desk, String(open.at.now));
  const wanted = { ...values, ...own };
  const reach = reachOf(open, null, wanted);
  const judged = judge(open, wanted, null, new Set(Object.keys(values)), reach);
  const after = reachOf(open, null, judged.answers);
  const refused = refusedFields(open, Object.keys(given), {
    // A value one may give although one may not read it back: only whether it may be written counts here.
    reads: (id) => open.access.field(id).read !== false,
    edits: (id) => after.edits(id) || after.may('add') === false,
  });
  // What could not be read is told once, not again as what the form makes of it.
  const told = new Set(issues.map((one) => one.path));
  const formal = judged.issues.filter((one) => !told.has(one.path));
  const wrong = refused.length > 0 ? refused : [...issues, ...formal];
  if (wrong.length > 0) return fail('invalid', undefined, wrong);
  if (!after.may('add')) return fail('forbidden', 'この内容のレコードを追加することはできません。');
  const id = randomUUID();
  const files = await claimNew(desk, open, { id, answers: null }, judged.answers);
  if (files.length > 0) return fail('invalid', undefined, files);
  const plain = Object.fromEntries(Object.entries(judged.answers).filter(([key]) => !(key in own)));
  const office = numbered(open)
    ? await officeOf(desk.tx, open.definitions, me.department, open.at.today)
    : undefined;
  const unnumbered = office === undefined ? [] : numberIssues(recordApp(open), plain, office);
  if (unnumbered.length > 0) return fail('invalid', undefined, unnumbered);
  const sealed = await sealAnswers(desk.seals, recordPlace(appId, id), open.fields, plain);
  const written = await unlessTwice(desk.tx, (open.app.work.unique ?? []).length > 0, async () => {
    await insertRecord(desk.tx, desk.seals, recordApp(open), id, sealed, {
      ...writerOf(desk),
      office,
    });
    return true;
  });
  if (written === null) return takenTwice(desk, open, shape, id, sealed);
  await startIn(desk, open, shape, [{ id }]);
  desk.touched('record', [appId, id], classesOf(open.fields, Object.keys(plain)), 'record.add');
  const diff = Object.fromEntries(
    Object.entries(plain).map(([key, value]) => [key, [null, value] as [null, typeof value]]),
  );
  await tellOfChange(desk, open, id, diff, true);
  const warnings = warningsOf(open.fields, plain, new Set(Object.keys(values)));
  return ok({ id, revision: 1, unchanged: false, warnings });
}

const numbered = (open: OpenApp): boolean => open.fields.some((field) => field.type === 'auto-number');

/** What the record's own columns will hold, for rules that speak of them. */
export function ownColumns(shape: Shape, { actor }: EntryDesk, now: string): Answers {
  const own: Answers = {};
  for (const one of shape.columns) {
    if (one.retired) continue;
    if (one.system === 'created_by' || one.system === 'updated_by') own[one.fieldId] = actor.id;
    if (one.system === 'created_at' || one.system === 'updated_at') own[one.fieldId] = now;
  }
  return own;
}
