/** Begins a new app, from a definition or as a copy of another. It is a draft until it is published. */
import { randomBytes } from 'node:crypto';
import type { App } from '#core/definitions';
import { staffMay } from '#core/policy';
import { fail, ok, type Result } from '#kernel/result';
import { type AppDesk, auditApp, mayManage, todayInTokyo } from './desk.server.ts';
import { insertDraft, isFree } from './drafts.sql.ts';
import type { Draft } from './model.ts';
import { selectVersion } from './publications.sql.ts';
import { readBody } from './read-body.server.ts';

export interface NewApp {
  title: string;
  /** As far as it is filled in: fields and form of a template or an imported sheet; nothing for an empty app. */
  definition?: unknown;
  /** Instead of a definition: an app whose fields, form, views and rules are taken over, never its records. */
  copyOf?: string;
}

export async function createApp(desk: AppDesk, input: NewApp): Promise<Result<Draft>> {
  const { tx, actor } = desk;
  if (!staffMay(actor, 'app.build')) return fail('notFound');
  const title = input.title.trim();
  if (title === '' || title.length > 100)
    return fail('invalid', undefined, [
      { path: 'title', message: '業務アプリの名前を、100文字以内で書いてください。' },
    ]);
  let start: unknown = input.definition;
  if (input.copyOf !== undefined) {
    const source = await selectVersion(tx, input.copyOf);
    if (source === null || !(mayManage(source.body, actor) || staffMay(actor, 'app.oversee')))
      return fail('notFound');
    start = source.body;
  }
  for (;;) {
    const id = `app-${randomBytes(6).toString('hex')}`;
    if (!(await isFree(tx, id))) continue;
    const read = readBody(id, { ...beginning(desk), ...asObject(start), title: { ja: title } });
    if (!read.ok) return read;
    const draft = await insertDraft(tx, { appId: id, basedOn: null, body: read.value, by: actor.id! });
    if (draft === null) continue;
    await auditApp(desk, 'app.create', id, input.copyOf ?? null);
    return ok(draft);
  }
}

const asObject = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});

/** Who made it manages it; the department works with it. Everything can be changed before publishing. */
function beginning({ actor }: AppDesk): Omit<App, 'id' | 'kind' | 'title'> {
  const { department } = actor.post!;
  return {
    effectiveFrom: todayInTokyo(),
    standardisedSystem: 'out-of-scope',
    fields: [],
    form: { pages: [] },
    summary: [],
    work: {
      department,
      title: [],
      access: [
        { who: [{ user: actor.id! }], may: ['view', 'add', 'edit', 'delete', 'export', 'import', 'manage'] },
        { who: [{ department, below: true }], may: ['view', 'add', 'edit'] },
      ],
      fieldAccess: [],
      views: [],
      unique: [],
    },
  } as never;
}
