/** A file for a field of a record, however it came: the same checks, the same limits, and nobody may name it anywhere else. */
import { randomUUID } from 'node:crypto';
import { keepUpload } from '#core/cases.server';
import type { FileRef } from '#core/fields';
import type { FoundField } from '#core/forms';
import { sentenceOf } from '#kernel/errors';
import { fail, ok, type Result } from '#kernel/result';
import { spokenFileName } from '#platform/files';
import { keepFile } from '#platform/files.server';
import type { StaffScene } from './desk.server.ts';

const usual = ['image/jpeg', 'image/png', 'application/pdf'];

/** Where a file of a record belongs. `recordId` null: a record that is not there yet. */
export interface FieldPlace {
  appId: string;
  recordId: string | null;
  found: FoundField;
}

/** What the field takes, within what the house takes. */
export function limitsOf({ runtime }: Pick<StaffScene, 'runtime'>, { field }: FoundField) {
  const options = field.options as { accept?: string[]; maxBytes?: number };
  const most = runtime.config.UPLOAD_MAX_MB * 1_000_000;
  return { allowed: options.accept ?? usual, maxBytes: Math.min(options.maxBytes ?? most, most) };
}

/** Refused in words that name the file. */
export async function keepForField(
  scene: StaffScene,
  { appId, recordId, found }: FieldPlace,
  name: string,
  source: Uint8Array | (() => AsyncIterable<Uint8Array>),
): Promise<Result<FileRef>> {
  const { runtime, info, tx, actor } = scene;
  const stored = await keepFile(tx, runtime.files.of(info.municipality), source, {
    name,
    ...limitsOf(scene, found),
    image: { maxSide: 4000 },
  });
  if (!stored.ok) return refused(found, name, sentenceOf(stored.error));
  const { scan, ...file } = stored.value;
  if (scan === 'waiting')
    return refused(found, name, 'ウイルス検査が止まっています。しばらくしてから、もう一度選んでください。');
  const fileId = randomUUID();
  await keepUpload(tx, {
    id: fileId,
    sha256: file.sha256,
    name: file.name,
    type: file.type,
    bytes: file.bytes,
    scan,
    postId: actor.postId,
    ...(actor.id === null ? {} : { meant: { appId, recordId, control: found.name, staffId: actor.id } }),
  });
  scene.touched('file', [fileId], [found.field.classification], 'file.upload');
  return ok({ fileId, name: file.name, type: file.type, bytes: file.bytes });
}

export const refused = (found: FoundField, name: string, why: string) =>
  fail('invalid', undefined, [{ path: found.name, message: `「${spokenFileName(name)}」：${why}` }]);
