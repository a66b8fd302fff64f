/** Files that come with a page: checked and stored first, then named in the answers. */
import { randomUUID } from 'node:crypto';
import {
  type Answers,
  type FileRef,
  filesIn,
  type Json,
  type Line,
  linesIn,
  type Typed,
  takesFiles,
} from '#core/fields';
import { type Form, type FoundField, fileControls, findField } from '#core/forms';
import { type AppError, type Issue, sentenceOf } from '#kernel/errors';
import type { Result } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import { type FileRules, type StoredFile, spokenFileName } from '#platform/files';
import { deleteFile, insertFile, selectDraftFiles } from './files.sql.ts';

export interface Upload {
  /** Control it came with, `f9` or `f3[k1].f5`. */
  name: string;
  fileName: string;
  bytes: Uint8Array;
}

export interface UploadPort {
  put(bytes: Uint8Array, rules: FileRules): Promise<Result<StoredFile, AppError>>;
  maxBytes: number;
}

interface Place {
  form: Form;
  draftId: string | null;
  applicationId: string | null;
}

interface Kept {
  answers: Answers;
  typed: Typed;
  issues: Issue[];
  added: FileRef[];
}

/** Answers and typed controls with the new files among those kept; what could not be taken is an issue at its control. */
export async function keepUploads(
  tx: Tx,
  port: UploadPort,
  place: Place,
  uploads: Upload[],
  answers: Answers,
  typed: Typed,
): Promise<Kept> {
  const kept: Kept = { answers: { ...answers }, typed: { ...typed }, issues: [], added: [] };
  for (const upload of uploads.slice(0, 20)) {
    const found = findField(place.form, upload.name);
    if (found === undefined || !takesFiles(found.field)) continue;
    const options = found.field.options as { accept?: string[]; maxBytes?: number };
    const stored = await port.put(upload.bytes, {
      name: upload.fileName,
      allowed: options.accept ?? ['image/jpeg', 'image/png', 'application/pdf'],
      maxBytes: Math.min(options.maxBytes ?? port.maxBytes, port.maxBytes),
      image: { maxSide: 4000 },
    });
    if (!stored.ok) {
      kept.issues.push({ path: found.name, message: refusal(upload, stored.error) });
      continue;
    }
    const { sha256, name, type, bytes, scan } = stored.value;
    const ref: FileRef = { fileId: randomUUID(), name, type, bytes };
    const { draftId, applicationId } = place;
    await insertFile(tx, {
      id: ref.fileId,
      draftId,
      applicationId,
      fieldId: found.field.id,
      sha256,
      name,
      type,
      bytes,
      scan,
    });
    kept.answers = withFile(kept.answers, found, ref);
    const control = `${found.name}.kept`;
    const before = kept.typed[control] ?? filesAt(answers, found).map((file) => file.fileId);
    // A photo is one: the new one takes the old one's place.
    const others = found.field.type === 'photo' ? [] : before;
    kept.typed[control] = [...others, ref.fileId];
    kept.added.push(ref);
  }
  return kept;
}

/** Which of several files it was, then why. */
const refusal = (upload: Upload, error: AppError) =>
  `「${spokenFileName(upload.fileName)}」：${sentenceOf(error)}`;

function filesAt(answers: Answers, found: FoundField): FileRef[] {
  if (found.lines === undefined) return filesIn(answers[String(found.field.id)]);
  const line = linesIn(answers[String(found.lines.id)]).find((one) => one.key === found.key);
  return filesIn(line?.values[String(found.field.id)]);
}

function withFile(answers: Answers, found: FoundField, ref: FileRef): Answers {
  const files = [...filesAt(answers, found), ref] as unknown as Json;
  if (found.lines === undefined) return { ...answers, [String(found.field.id)]: files };
  const id = String(found.lines.id);
  const lines = linesIn(answers[id]);
  const line: Line = lines.find((one) => one.key === found.key) ?? { key: found.key ?? '', values: {} };
  const changed: Line = { ...line, values: { ...line.values, [String(found.field.id)]: files } };
  const others = lines.filter((one) => one.key !== line.key);
  const order = lines.some((one) => one.key === line.key)
    ? lines.map((one) => (one.key === line.key ? changed : one))
    : [...others, changed];
  return { ...answers, [id]: order as unknown as Json };
}

/** All files named anywhere in the answers. */
export const filesNamed = (form: Form, answers: Answers): FileRef[] =>
  fileControls(form.fields, answers).map(({ file }) => file);

/** Rows of files a page let go of. The content stays in the store until it is swept: others may share it. */
export async function dropMissing(
  tx: Tx,
  draftId: string,
  form: Form,
  before: Answers,
  after: Answers,
): Promise<void> {
  if (filesNamed(form, before).length === 0) return;
  const kept = new Set(filesNamed(form, after).map((file) => file.fileId));
  for (const file of await selectDraftFiles(tx, draftId))
    if (!kept.has(file.id)) await deleteFile(tx, file.id);
}
