/**
 * An application being entered, between two posts of its page: answers and files travel sealed in the page itself, so that
 * nothing is kept before it is a case, and nobody can change what was checked.
 */
import { randomUUID } from 'node:crypto';
import {
  type Answers,
  type Field,
  type FileRef,
  filesIn,
  type Json,
  linesIn,
  type Typed,
  takesFiles,
} from '#core/fields';
import { type Form, filesAt, findField, type PostedFile, withFiles } from '#core/forms';
import { type Issue, sentenceOf } from '#kernel/errors';
import type { Keyring } from '#platform/crypto.server';
import { spokenFileName } from '#platform/files';
import type { CityFiles, StoredFile } from '#platform/files.server';

export interface EntryFile extends FileRef {
  sha256: string;
  scan: StoredFile['scan'];
  fieldId: number | null;
}

export interface EntryState {
  answers: Answers;
  files: EntryFile[];
}

/** Whose page it stands in: another person's is of no use. */
export interface EntryPlace {
  municipality: string;
  procedure: string;
  staffId: string | null;
}

const context = ({ municipality, procedure, staffId }: EntryPlace) => ({
  municipality,
  purpose: `entry:${procedure}:${staffId}`,
});

export function sealState(keyring: Keyring, place: EntryPlace, state: EntryState): string {
  return keyring.seal(JSON.stringify(state), context(place));
}

/** An unreadable state begins anew: what was typed into the page is posted with it anyway. */
export function openState(keyring: Keyring, place: EntryPlace, sealed: string): EntryState {
  const opened = sealed === '' ? null : keyring.unseal(sealed, context(place));
  return opened?.ok ? (JSON.parse(opened.value) as EntryState) : { answers: {}, files: [] };
}

const usual = ['image/jpeg', 'image/png', 'application/pdf'];

/** Stores what came with the page, and names it in the answers. */
export async function keepFiles(
  store: CityFiles,
  maxBytes: number,
  form: Form,
  posted: PostedFile[],
  state: EntryState,
  typed: Typed,
): Promise<{ state: EntryState; typed: Typed; issues: Issue[] }> {
  const kept = { state: { ...state, files: [...state.files] }, typed: { ...typed }, issues: [] as Issue[] };
  for (const file of posted.slice(0, 20)) {
    const paper = file.name === 'scan';
    const found = paper ? undefined : findField(form, file.name);
    if (!paper && (found === undefined || !takesFiles(found.field))) continue;
    const options = (found?.field.options ?? {}) as { accept?: string[]; maxBytes?: number };
    const stored = await store.put(file.bytes, {
      name: file.fileName,
      allowed: options.accept ?? usual,
      maxBytes: Math.min(options.maxBytes ?? maxBytes, maxBytes),
      image: { maxSide: 4000 },
    });
    if (!stored.ok) {
      const message = `「${spokenFileName(file.fileName)}」：${sentenceOf(stored.error)}`;
      kept.issues.push({ path: found?.name ?? 'scan', message });
      continue;
    }
    const { sha256, name, type, bytes, scan } = stored.value;
    const ref: FileRef = { fileId: randomUUID(), name, type, bytes };
    kept.state.files.push({ ...ref, sha256, scan, fieldId: found?.field.id ?? null });
    if (found === undefined) continue;
    const before = filesAt(kept.state.answers, found);
    kept.state.answers = withFiles(kept.state.answers, found, [...before, ref]);
    const control = `${found.name}.kept`;
    const others =
      found.field.type === 'photo' ? [] : (kept.typed[control] ?? before.map((one) => one.fileId));
    kept.typed[control] = [...others, ref.fileId];
  }
  return kept;
}

/** Files the answers still name, and scans of the paper. */
export function filesToEnter(fields: readonly Field[], answers: Answers, files: EntryFile[]): EntryFile[] {
  const named = new Set<string>();
  const note = (field: Field, value: Json | undefined) => {
    for (const file of filesIn(value)) named.add(file.fileId);
    for (const line of field.fields === undefined ? [] : linesIn(value))
      for (const child of field.fields ?? []) note(child, line.values[String(child.id)]);
  };
  for (const field of fields) note(field, answers[String(field.id)]);
  return files.filter((file) => file.fieldId === null || named.has(file.fileId));
}
