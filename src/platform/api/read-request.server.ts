/** What a request says, read as its route declares it; anything else is an error of the caller, never of ours. */
import type { z } from 'zod';
import type { Issue } from '#kernel/errors';
import { err, fail, ok, type Result } from '#kernel/result';
import type { ApiFile, ApiRoute } from './model.server.ts';
import { type JsonFault, parseStrictJson } from './strict-json.ts';

export interface ApiRequest {
  method: string;
  url: URL;
  headers: Headers;
  body: Uint8Array | undefined;
}

const mostJson = 1024 * 1024;

const faults: Record<JsonFault, string> = {
  syntax: '本文を JSON として読めません。',
  deep: 'JSON の入れ子が深すぎます。',
  duplicate: 'JSON の同じオブジェクトに、同じ名前が二度あります。',
  name: 'JSON に使えない名前があります。',
  character: 'JSON に使えない文字があります。',
};

export async function readBody(route: ApiRoute, request: ApiRequest): Promise<Result<unknown>> {
  if (route.body === undefined) {
    // A body where none belongs is a misunderstanding, except an empty object, which many clients send.
    const text = Buffer.from(request.body ?? []).toString();
    return /^\s*(\{\s*\})?\s*$/.test(text.slice(0, 100)) ? ok() : fail('malformed', '本文は要りません。');
  }
  const type = (request.headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase();
  if (route.body === 'file') return readFile(type, request);
  if (type !== 'application/json')
    return fail('unsupportedType', '本文は application/json で送ってください。');
  const bytes = request.body ?? new Uint8Array();
  if (bytes.length > mostJson) return fail('tooLarge', 'JSON は1MBまでです。');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return fail('malformed', '本文を UTF-8 として読めません。');
  }
  const parsed = parseStrictJson(text);
  if (!parsed.ok) return fail('malformed', faults[parsed.fault]);
  return check(route.body, parsed.value);
}

/** Repeated names are refused: which one counts would be anybody's guess. */
export function readQuery(route: ApiRoute, search: URLSearchParams): Result<unknown> {
  const given: Record<string, string> = Object.create(null);
  const issues: Issue[] = [];
  for (const [name, value] of search) {
    if (Object.hasOwn(given, name)) issues.push({ path: name, message: '同じ名前が二度あります。' });
    if (value.includes('\u0000') || !value.isWellFormed())
      issues.push({ path: name, message: '使えない文字があります。' });
    given[name] = value;
  }
  if (issues.length > 0) return fail('invalid', undefined, issues);
  if (route.query === undefined)
    return Object.keys(given).length === 0
      ? ok()
      : fail(
          'invalid',
          undefined,
          Object.keys(given).map((path) => ({ path, message: 'この名前の条件はありません。' })),
        );
  return check(route.query, { ...given });
}

function check(schema: z.ZodType, value: unknown): Result<unknown> {
  const read = schema.safeParse(value);
  if (read.success) return ok(read.data);
  return fail(
    'invalid',
    undefined,
    read.error.issues.slice(0, 50).map((issue) => ({
      path: issue.path.map(String).join('.').slice(0, 200),
      message: issue.message.slice(0, 300),
    })),
  );
}

async function readFile(type: string, request: ApiRequest): Promise<Result<ApiFile>> {
  if (type !== 'multipart/form-data')
    return fail('unsupportedType', 'ファイルは multipart/form-data の file で送ってください。');
  try {
    const form = await new Response((request.body ?? new Uint8Array()) as Uint8Array<ArrayBuffer>, {
      headers: { 'content-type': request.headers.get('content-type') ?? '' },
    }).formData();
    const file = form.get('file');
    if (!(file instanceof File) || [...form.keys()].length !== 1)
      return fail('invalid', undefined, [{ path: 'file', message: 'file を一つだけ送ってください。' }]);
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (bytes.length === 0)
      return fail('invalid', undefined, [{ path: 'file', message: 'ファイルが空です。' }]);
    return ok({ name: file.name, type: file.type, bytes });
  } catch {
    return fail('malformed', '本文を読み取れません。');
  }
}

/** The revision of `If-Match: "5"`. */
export function readRevision(header: string | null): Result<number> {
  if (header === null) return err({ code: 'preconditionRequired' });
  const revision = /^"(\d{1,9})"$/.exec(header.trim())?.[1];
  return revision === undefined
    ? fail('malformed', 'If-Match には、前に受け取った ETag を一つ、そのまま渡してください。')
    : ok(Number(revision));
}
