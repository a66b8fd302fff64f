/** Files that came with the form of a record: kept at once, named by the record when it is saved. */
import { filesFor, followLines } from '#core/entries.server';
import { type Answers, type Typed, takesFiles } from '#core/fields';
import { type Form, fileControls, filesAt, findField, type PostedFile, withFiles } from '#core/forms';
import type { Issue } from '#kernel/errors';
import { entryDeskOf, type StaffScene } from './desk.server.ts';
import { keepForField } from './keep-for-field.server.ts';

export interface WithFiles {
  answers: Answers;
  typed: Typed;
  issues: Issue[];
}

/** `recordId` empty: a new record. */
interface Place {
  appId: string;
  recordId: string;
}

/** Stores what was posted and names it in `answers` and in the controls; what came before the post, or with an earlier one, is found again. */
export async function keepPosted(
  scene: StaffScene,
  form: Form,
  place: Place,
  posted: readonly PostedFile[],
  answers: Answers,
  typed: Typed,
): Promise<WithFiles> {
  const kept: WithFiles = { answers, typed: { ...typed }, issues: [] };
  await nameAgain(scene, form, place, kept);
  for (const file of posted.slice(0, 20)) {
    const found = findField(form, file.name);
    if (found === undefined || !takesFiles(found.field)) continue;
    const at = { appId: place.appId, recordId: place.recordId === '' ? null : place.recordId, found };
    const stored = await keepForField(scene, at, file.fileName, file.bytes);
    if (!stored.ok) {
      kept.issues.push(...(stored.error.issues ?? []));
      continue;
    }
    const before = filesAt(kept.answers, found);
    kept.answers = withFiles(kept.answers, found, [...before, stored.value]);
    const control = `${found.name}.kept`;
    const others =
      (found.field.options.maxFiles ?? 1) === 1 && found.field.type !== 'file'
        ? []
        : (kept.typed[control] ?? before.map((one) => one.fileId));
    kept.typed[control] = [...others, stored.value.fileId];
  }
  return kept;
}

/** Controls name kept files by id only: those of the record stand in the answers, those sent for this very field are looked up. */
async function nameAgain(
  scene: StaffScene,
  form: Form,
  { appId, recordId }: Place,
  kept: WithFiles,
): Promise<void> {
  for (const [control, ids] of Object.entries(kept.typed)) {
    if (!control.endsWith('.kept')) continue;
    const found = findField(form, control.slice(0, -'.kept'.length));
    if (found === undefined) continue;
    const known = filesAt(kept.answers, found);
    const missing = ids.filter((id) => id !== '' && !known.some((one) => one.fileId === id));
    if (missing.length === 0) continue;
    const files = await filesFor(
      entryDeskOf(scene),
      appId,
      recordId,
      [...new Set(missing)].slice(0, 50),
      found.name,
    );
    kept.answers = withFiles(kept.answers, found, [...known, ...files.values()]);
  }
}

/** Lines of this post that were given another key, because others added lines meanwhile: the files just sent for them go along. */
export async function moveWithLines(
  scene: StaffScene,
  form: Form,
  before: Answers,
  after: Answers,
): Promise<void> {
  const there = fileControls(form.fields, after);
  await followLines(
    entryDeskOf(scene),
    fileControls(form.fields, before).flatMap(({ name, file }) => {
      const to = there.find((one) => one.file.fileId === file.fileId)?.name ?? name;
      return to === name ? [] : [{ id: file.fileId, from: name, to }];
    }),
  );
}
