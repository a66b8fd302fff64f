/** What a builder sends as an app: read as far as it can be kept, and checked whole where it is asked for. */

import type { App } from '#core/definitions';
import { definitionSchemas, translateIssues } from '#core/definitions.server';
import { fail, ok, type Result } from '#kernel/result';
import type { AppProblem } from './model.ts';

const most = 2_000_000;

/** A draft may be wrong in many ways and is kept all the same; only its size, and that it is an app with fields, is asked. */
export function readBody(appId: string, raw: unknown): Result<App> {
  const body = raw as Partial<App> | null;
  if (
    typeof body !== 'object' ||
    body === null ||
    !Array.isArray(body.fields) ||
    body.fields.some((one) => typeof one !== 'object' || one === null)
  )
    return fail('invalid', '業務アプリの内容を読み取れませんでした。');
  const text = JSON.stringify(body);
  if (text.length > most) return fail('tooLarge', '業務アプリの内容が大きすぎます（2 MBまで）。');
  // As JSON writes the character of number 0 and half characters, which the database cannot hold.
  if (/(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/.test(text))
    return fail('invalid', '業務アプリの内容に、使えない文字があります。');
  const { $schema: _, ...rest } = body as App;
  return ok({ ...withTitle(rest), id: appId, kind: 'app' });
}

/** A record is called by its first field until somebody says otherwise. */
function withTitle(app: App): App {
  const [first] = app.fields;
  if (app.work === undefined || first === undefined || (app.work.title ?? []).length > 0) return app;
  return { ...app, work: { ...app.work, title: [first.code] } };
}

/** The app with its defaults filled in, or what keeps it from being one. */
export function readWhole(body: unknown): Result<App, AppProblem[]> {
  const read = definitionSchemas.app.safeParse(body);
  return read.success ? ok(read.data) : { ok: false, error: translateIssues(read.error.issues, body) };
}
