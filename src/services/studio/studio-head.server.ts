/** What stands above every page of one app in the Studio. */
import { type AppDesk, type AppState, readApp } from '#core/apps.server';
import type { Result } from '#kernel/result';
import { momentText, staffNames } from './desk.server.ts';
import type { StudioHeadData } from './views/studio-head.tsx';

/** The head and the app itself; not found for whoever may not build it. */
export async function studioHead(
  desk: AppDesk,
  appId: string,
): Promise<Result<{ head: StudioHeadData; app: AppState }>> {
  const read = await readApp(desk, appId);
  if (!read.ok) return read;
  const app = read.value;
  const nameOf = await staffNames(desk, [app.draft?.changedBy ?? null]);
  return {
    ok: true,
    value: {
      app,
      head: {
        appId,
        title: app.body.title?.ja ?? '',
        version: app.published?.version ?? null,
        draft:
          app.draft === null
            ? null
            : {
                revision: app.draft.revision,
                at: momentText(app.draft.changedAt),
                by: nameOf(app.draft.changedBy),
              },
        publishing: app.running !== null,
        retired: app.retired !== null,
      },
    },
  };
}
