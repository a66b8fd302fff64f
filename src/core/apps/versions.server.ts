/** The versions of an app: listed, and two of them compared in words. */
import { fail, ok, type Result } from '#kernel/result';
import { compareApps } from './compare-apps.ts';
import { type AppDesk, openApp } from './desk.server.ts';
import type { AppChange } from './model.ts';
import { selectPublications, selectVersion, selectVersions } from './publications.sql.ts';

export interface AppVersion {
  version: number;
  at: Date;
  /** Staff id; null when it came with a pack. */
  by: string | null;
  note: string;
  rolledBackTo: number | null;
  fields: number;
}

/** Newest first. */
export async function listVersions(desk: AppDesk, appId: string): Promise<Result<AppVersion[]>> {
  if ((await openApp(desk, appId)) === null) return fail('notFound');
  const publications = new Map(
    (await selectPublications(desk.tx, appId)).map((one) => [one.version, one] as const),
  );
  return ok(
    (await selectVersions(desk.tx, appId)).map((row) => {
      const from = publications.get(row.version);
      return {
        version: row.version,
        at: row.loadedAt,
        by: from?.requestedBy ?? null,
        note: from?.note ?? '',
        rolledBackTo: from?.rolledBackTo ?? null,
        fields: row.body.fields.length,
      };
    }),
  );
}

/** What changed from one version to the other, whichever is older. */
export async function compareVersions(
  desk: AppDesk,
  input: { appId: string; from: number; to: number },
): Promise<Result<AppChange[]>> {
  if ((await openApp(desk, input.appId)) === null) return fail('notFound');
  const [from, to] = [
    await selectVersion(desk.tx, input.appId, input.from),
    await selectVersion(desk.tx, input.appId, input.to),
  ];
  return from === null || to === null ? fail('notFound') : ok(compareApps(from.body, to.body));
}
