import { Readable } from 'node:stream';
import { ok, type Result } from '#kernel/result';
import { inlineHeaders, responseHeaders } from './headers.ts';
import type { StoredFile } from './model.ts';
import type { CityFiles } from './store.server.ts';

export interface ShownFile {
  sha256: string;
  name: string;
  type: string;
  /** As its row says; absent for what we made ourselves. */
  scan?: StoredFile['scan'] | 'infected';
}

const waiting =
  'このファイルはウイルスの検査を待っています。終わるまで開けません。しばらくしてから、もう一度開いてください。';
const refused = 'このファイルはウイルスが見つかったため、開けません。';

/** In words: an address of a file has no page of its own that could show an error. */
const said = (status: number, text: string) =>
  new Response(`${text}\n`, {
    status,
    headers: {
      ...responseHeaders('reason.txt', 'text/plain; charset=utf-8'),
      'content-disposition': 'inline',
    },
  });

/**
 * A kept file as an answer: looked at in place, or saved. The one way out for contents: what is in quarantine or was refused
 * is not opened, whoever asks.
 */
export async function fileResponse(
  files: CityFiles,
  file: ShownFile,
  save = false,
): Promise<Result<Response>> {
  if (file.scan === 'waiting') return ok(said(409, waiting));
  if (file.scan === 'infected') return ok(said(410, refused));
  const found = await files.get(file.sha256);
  if (!found.ok) return found;
  const headers = (save ? responseHeaders : inlineHeaders)(file.name, file.type);
  return ok(
    new Response(Readable.toWeb(found.value.stream) as ReadableStream, {
      headers: { ...headers, 'content-length': String(found.value.bytes) },
    }),
  );
}
