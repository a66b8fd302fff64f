/**
 * The form of a record, posted. What was not changed is not sent on: what others changed meanwhile stays. Whatever cannot be
 * saved comes back with everything that was typed.
 */
import { addRecord, type EntryError, editRecord, type Saved, seenRecord } from '#core/entries.server';
import { type Answers, isReadOnly, isSealedValue, type Json, type Names, type Typed } from '#core/fields';
import {
  actOnPage,
  type Form,
  type FormContext,
  isEmpty,
  onePage,
  parsePage,
  readAction,
  readPosted,
} from '#core/forms';
import { lookUpTown } from '#core/people.server';
import { correctFormally } from '#core/record-process.server';
import { diffOf, flatten, lineFieldsIn } from '#core/records';
import { pagePorts } from '#core/relations.server';
import { type Issue, sentenceOf } from '#kernel/errors';
import { ok, type Result } from '#kernel/result';
import { csrfField } from '#platform/http';
import { must } from '#platform/http.server';
import { labelAt, printAt, valuesIn } from './change-words.ts';
import { type ClashRow, choiceName, clashName, mergedForChoice, withChoices, withOwnLines } from './clash.ts';
import { entryDeskOf, numberIn, recordDeskOf, type StaffScene, textIn } from './desk.server.ts';
import { contextFor, type FormPlace, formPlace, shownAnswers, startOf } from './form-page.server.ts';
import { namesFor } from './names.server.ts';
import { keepPosted, moveWithLines } from './posted-files.server.ts';

/** The page, drawn again. */
export interface FormBack {
  form: Form;
  context: FormContext;
  answers: Answers;
  typed?: Typed;
  issues: Issue[];
  notices: { path: string; message: string }[];
  /** What the next post says it saw. */
  revision: number;
  message?: string;
  clashes?: ClashRow[];
  /** The record that holds the same unique values, where one may see it. */
  twin?: string;
  /** Begun on a device: from which box, and under which name there. */
  outside?: { box: string; draft: string };
  /** Came back with what the tab had kept. */
  restored?: true;
}

export type Posted =
  | { saved: Saved; place: FormPlace; seen: number; more: boolean; corrected: boolean }
  | { back: FormBack; status: number };

const own = [csrfField, '_revision', '_correct', '_note', '_box', '_draft'];

export async function saveForm(scene: StaffScene): Promise<Posted> {
  const isNew = scene.params.record === undefined;
  const revision = isNew ? 0 : numberIn(scene.form, '_revision');
  const place = await formPlace(scene, isNew ? undefined : revision);
  const { form, fields, appId, view, seen } = place;
  const posted = await readPosted(scene.form, own);
  const act = readAction(posted.typed);
  const plain: FormContext = { ...view.at, language: 'ja' };
  const acted = await actOnPage(form, posted.typed, act, plain, {
    ...pagePorts(recordDeskOf(scene), fields),
    lookUpTown: (code) => lookUpTown(scene.tx, code),
  });
  const base = seen === null ? startOf(scene, place) : readable(place, seen.base);
  const recordId = seen?.id ?? '';
  const kept = await keepPosted(scene, form, { appId, recordId }, posted.files, base, acted.typed);
  const parsed = parsePage(form, onePage, kept.typed, kept.answers, plain);
  const clashes = scene.form.getAll(clashName).map(String);
  const back = async (more: Partial<FormBack>, status = 422): Promise<Posted> => ({
    back: {
      form,
      context: await contextFor(
        place,
        shownAnswers(place, parsed.answers),
        acted.choices as Names['choices'],
      ),
      answers: shownAnswers(place, parsed.answers),
      typed: kept.typed,
      issues: kept.issues,
      notices: [...acted.notices, ...parsed.notices],
      revision,
      // Until the form is taken the choice stays open, whatever else comes between.
      ...(clashes.length === 0
        ? {}
        : { clashes: await clashRows(place, stillOpen(place, clashes, parsed.answers)) }),
      ...more,
    },
    status,
  });
  if (act.kind !== 'other') return back({}, 200);
  if (act.value === 'kept') return back({ restored: true }, 200);
  const wrong = [...kept.issues, ...parsed.issues];
  if (wrong.length > 0) return back({ issues: wrong });
  const chosen = new Map(clashes.map((path) => [path, textIn(scene.form, choiceName(path))]));
  const open = clashes.filter((path) => !/^(theirs|yours)$/.test(chosen.get(path) ?? ''));
  if (open.length > 0) return back({ message: 'どちらの値にするか、選んでください。' });
  const theirs = clashes.filter((path) => chosen.get(path) === 'theirs');
  const decided =
    seen === null
      ? parsed.answers
      : withOwnLines(
          fields,
          withChoices(fields, parsed.answers, readable(place, seen.base), theirs),
          base,
          seen.answers,
        );
  await moveWithLines(scene, form, parsed.answers, decided);
  const changes = changesOf(place, base, decided);
  const saved =
    seen === null
      ? await addRecord(entryDeskOf(scene), appId, given(base, decided, changes))
      : await edit(scene, place, revision, changes);
  if (saved.ok)
    return {
      saved: saved.value,
      place,
      seen: revision,
      more: act.value === 'more',
      corrected: textIn(scene.form, '_correct') !== '',
    };
  return refused(scene, place, base, changes, saved.error, back);
}

/** The choices that were not made, as far as this post knows: what stands now against what was typed. */
function stillOpen({ fields, seen }: FormPlace, paths: readonly string[], typed: Answers) {
  const lines = lineFieldsIn(fields);
  const [now, mine] = [flatten(seen?.base ?? {}, lines), flatten(typed, lines)];
  return paths.map((path) => ({
    path,
    base: null,
    theirs: now.get(path) ?? null,
    yours: mine.get(path) ?? null,
  }));
}

async function edit(
  scene: StaffScene,
  { appId, seen }: FormPlace,
  revision: number,
  changes: Answers,
): Promise<Result<Saved, EntryError>> {
  const id = seen?.id ?? '';
  if (textIn(scene.form, '_correct') !== '') {
    const note = textIn(scene.form, '_note').trim();
    const done = await correctFormally(entryDeskOf(scene), appId, id, { revision, changes, note });
    return done.ok ? ok({ id, revision: revision + 1, unchanged: false, warnings: [] }) : done;
  }
  return editRecord(entryDeskOf(scene), appId, id, { revision, changes });
}

/** Of a new record: what is filled in, and what was there to begin with and was emptied. */
const given = (start: Answers, answers: Answers, changes: Answers): Answers =>
  Object.fromEntries(
    Object.entries({ ...start, ...changes }).flatMap(([id]): [string, Json][] => {
      const value = answers[id] ?? null;
      return isEmpty(value) && start[id] === undefined ? [] : [[id, value]];
    }),
  );

/** The fields that differ from what the page showed. A sealed one left blank stays as it is. */
function changesOf({ fields, form }: FormPlace, base: Answers, answers: Answers): Answers {
  const lines = lineFieldsIn(fields);
  const changes: Answers = {};
  for (const field of fields) {
    const id = String(field.id);
    if (isReadOnly(field.type) || form.editable?.includes(`f${id}`) === false) continue;
    const [before, after] = [base[id] ?? null, answers[id] ?? null];
    if (isSealedValue(before) && isEmpty(after)) continue;
    const diff = diffOf(flatten({ [id]: before }, lines), flatten({ [id]: after }, lines));
    if (Object.keys(diff).length > 0) changes[id] = after;
  }
  return changes;
}

/** What the record holds of this person's fields; sealed values too, which stay on the server. */
const readable = ({ fields }: FormPlace, answers: Answers): Answers =>
  Object.fromEntries(
    fields.flatMap((field): [string, Json][] => {
      const value = answers[String(field.id)];
      return value === undefined ? [] : [[String(field.id), value]];
    }),
  );

type Back = (more: Partial<FormBack>, status?: number) => Promise<Posted>;

async function refused(
  scene: StaffScene,
  place: FormPlace,
  base: Answers,
  changes: Answers,
  error: EntryError,
  back: Back,
): Promise<Posted> {
  const { fields, seen } = place;
  const twin = error.twin === undefined ? {} : { twin: error.twin };
  if (error.overlaps === undefined || seen === null)
    return back({
      issues: error.issues ?? [],
      ...(error.issues === undefined ? { message: sentenceOf(error) } : {}),
      ...twin,
    });
  // Others may have taken something from this person's sight meanwhile: everything is asked anew.
  const now = must(await seenRecord(entryDeskOf(scene), place.appId, seen.id));
  const fresh: FormPlace = { ...place, seen: now, fields: now.fields, form: now.form };
  const merged = mergedForChoice(fields, readable(fresh, now.answers), base, changes);
  const answers = shownAnswers(fresh, merged);
  return back(
    {
      form: now.form,
      context: await contextFor(fresh, answers),
      answers,
      typed: {},
      revision: now.revision,
      clashes: await clashRows(fresh, error.overlaps),
    },
    409,
  );
}

async function clashRows(
  { view, fields }: FormPlace,
  overlaps: NonNullable<EntryError['overlaps']>,
): Promise<ClashRow[]> {
  const values = valuesIn(
    overlaps.flatMap(({ path, base, theirs, yours }) => [
      { [path]: [base, theirs] as const },
      { [path]: [yours, null] as const },
    ]),
  );
  const reader = { language: 'ja', names: await namesFor(view, fields, values) };
  return overlaps.map(({ path, base, theirs, yours }) => ({
    path,
    label: labelAt(path, fields),
    base: printAt(path, base, fields, reader),
    theirs: printAt(path, theirs, fields, reader),
    yours: printAt(path, yours, fields, reader),
  }));
}
