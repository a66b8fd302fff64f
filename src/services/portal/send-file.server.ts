import { Readable } from 'node:stream';
import { appError } from '#kernel/errors';
import { inlineHeaders, responseHeaders } from '#platform/files';
import type { CityFiles } from '#platform/files.server';
import { Refusal } from '#platform/http.server';

/** A stored file as answer: looked at in place, or saved. */
export async function sendFile(
  files: CityFiles,
  file: { sha256: string; name: string; type: string },
  save: boolean,
): Promise<Response> {
  const found = await files.get(file.sha256);
  if (!found.ok) throw new Refusal(appError('notFound'));
  const headers = (save ? responseHeaders : inlineHeaders)(file.name, file.type);
  return new Response(Readable.toWeb(found.value.stream) as ReadableStream, {
    headers: { ...headers, 'content-length': String(found.value.bytes) },
  });
}
