/** How an app stands for whoever builds it: what is published, what is being built, what is on its way. Reads only. */
import type { App } from '#core/definitions';
import { fail, ok, type Result } from '#kernel/result';
import { type AppDesk, openApp } from './desk.server.ts';
import { type RetiredApp, selectRetirements } from './drafts.sql.ts';
import type { Draft, Publication } from './model.ts';
import { selectRunning } from './publications.sql.ts';

export interface AppState {
  appId: string;
  /** The draft's body, else what is published. */
  body: App;
  published: { version: number; at: Date; body: App } | null;
  draft: Draft | null;
  /** The publishing that waits or converts. */
  running: Publication | null;
  retired: RetiredApp | null;
}

export async function readApp(desk: AppDesk, appId: string): Promise<Result<AppState>> {
  const open = await openApp(desk, appId);
  if (open === null) return fail('notFound');
  const { published, draft } = open;
  // Apps behind procedures are nobody's to build here.
  if (published !== null && published.body.work === undefined) return fail('notFound');
  return ok({
    appId,
    body: draft?.body ?? published!.body,
    published:
      published === null
        ? null
        : { version: published.version, at: published.loadedAt, body: published.body },
    draft,
    running: await selectRunning(desk.tx, appId),
    retired: (await selectRetirements(desk.tx)).find((one) => one.appId === appId) ?? null,
  });
}
