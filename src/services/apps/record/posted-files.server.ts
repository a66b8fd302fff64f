/** Files that came with the form of a record: kept at once, named by the record when it is saved. */
import { randomUUID } from 'node:crypto';
import { keepUpload } from '#core/cases.server';
import { filesFor } from '#core/entries.server';
import { type Answers, type FileRef, type Typed, takesFiles } from '#core/fields';
import { type Form, filesAt, findField, type PostedFile, withFiles } from '#core/forms';
import { type Issue, sentenceOf } from '#kernel/errors';
import { spokenFileName } from '#platform/files';
import { keepFile } from '#platform/files.server';
import { entryDeskOf, type StaffScene } from './desk.server.ts';

const usual = ['image/jpeg', 'image/png', 'application/pdf'];

export interface WithFiles {
  answers: Answers;
  typed: Typed;
  issues: Issue[];
}

/** Stores what was posted and names it in `answers` and in the controls; what an earlier post of this page kept is found again. */
export async function keepPosted(
  scene: StaffScene,
  form: Form,
  place: { appId: string; recordId: string },
  posted: readonly PostedFile[],
  answers: Answers,
  typed: Typed,
): Promise<WithFiles> {
  const kept: WithFiles = { answers, typed: { ...typed }, issues: [] };
  await nameAgain(scene, form, place, kept);
  const { runtime, info, tx, actor } = scene;
  const most = runtime.config.UPLOAD_MAX_MB * 1_000_000;
  for (const file of posted.slice(0, 20)) {
    const found = findField(form, file.name);
    if (found === undefined || !takesFiles(found.field)) continue;
    const options = found.field.options as { accept?: string[]; maxBytes?: number };
    const stored = await keepFile(tx, runtime.files.of(info.municipality), file.bytes, {
      name: file.fileName,
      allowed: options.accept ?? usual,
      maxBytes: Math.min(options.maxBytes ?? most, most),
      image: { maxSide: 4000 },
    });
    const refuse = (why: string) =>
      void kept.issues.push({ path: found.name, message: `「${spokenFileName(file.fileName)}」：${why}` });
    if (!stored.ok) {
      refuse(sentenceOf(stored.error));
      continue;
    }
    const { sha256, name, type, bytes, scan } = stored.value;
    if (scan === 'waiting') {
      refuse('ウイルス検査が止まっています。しばらくしてから、もう一度選んでください。');
      continue;
    }
    const ref: FileRef = { fileId: randomUUID(), name, type, bytes };
    await keepUpload(tx, { id: ref.fileId, sha256, name, type, bytes, scan, postId: actor.postId });
    scene.touched('file', [ref.fileId], [found.field.classification], 'file.upload');
    const before = filesAt(kept.answers, found);
    kept.answers = withFiles(kept.answers, found, [...before, ref]);
    const control = `${found.name}.kept`;
    const others =
      (found.field.options.maxFiles ?? 1) === 1 && found.field.type !== 'file'
        ? []
        : (kept.typed[control] ?? before.map((one) => one.fileId));
    kept.typed[control] = [...others, ref.fileId];
  }
  return kept;
}

/** Controls name kept files by id only: those of the record stand in the answers, those of an earlier post are looked up. */
async function nameAgain(
  scene: StaffScene,
  form: Form,
  { appId, recordId }: { appId: string; recordId: string },
  kept: WithFiles,
): Promise<void> {
  for (const [control, ids] of Object.entries(kept.typed)) {
    if (!control.endsWith('.kept')) continue;
    const found = findField(form, control.slice(0, -'.kept'.length));
    if (found === undefined) continue;
    const known = filesAt(kept.answers, found);
    const missing = ids.filter((id) => id !== '' && !known.some((one) => one.fileId === id));
    if (missing.length === 0) continue;
    const files = await filesFor(entryDeskOf(scene), appId, recordId, missing.slice(0, 50));
    kept.answers = withFiles(kept.answers, found, [...known, ...files.values()]);
  }
}
