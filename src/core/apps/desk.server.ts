/** Who builds an app, and whether they may. */
import type { App, WorkApp } from '#core/definitions';
import { accessOf, prepareAccess, type StaffActor, staffMay } from '#core/policy';
import { tokyoDate } from '#kernel/dates';
import { insertAudit } from '#platform/audit.server';
import type { Tx } from '#platform/db.server';
import { selectDraft } from './drafts.sql.ts';
import type { Draft } from './model.ts';
import { selectVersion, type VersionRow } from './publications.sql.ts';

export interface AppDesk {
  tx: Tx;
  municipality: string;
  actor: StaffActor;
}

/** What an act on an app begins with: what is published, and the draft. */
export interface OpenApp {
  published: VersionRow | null;
  draft: Draft | null;
}

/**
 * The app, when this person may build it; else null, as for an app that is not there. Managed is what the published access
 * rules say, whatever a draft promises; before the first publishing the draft belongs to whoever began it.
 */
export async function openApp(desk: AppDesk, appId: string): Promise<OpenApp | null> {
  const { tx, actor } = desk;
  if (!staffMay(actor, 'app.build')) return null;
  const [published, draft] = [await selectVersion(tx, appId), await selectDraft(tx, appId)];
  if (published === null && draft === null) return null;
  const mine =
    published === null
      ? draft!.createdBy === actor.id || staffMay(actor, 'app.oversee')
      : mayBuild(published.body, actor);
  return mine ? { published, draft } : null;
}

/** Whether the studio is open to this person for a published app. */
export const mayBuild = (app: App, actor: StaffActor): boolean =>
  staffMay(actor, 'app.build') && (staffMay(actor, 'app.oversee') || mayManage(app, actor));

/** Apps behind procedures come from packs: their forms are promised to applicants and are not built here. */
export function mayManage(app: App, actor: StaffActor): boolean {
  return app.work !== undefined && accessOf(prepareAccess(app as WorkApp), actor).rows('manage') === true;
}

export const isWorkApp = (app: Partial<App>): app is WorkApp => app.work !== undefined;

/** An act on an app, in its transaction. Definitions hold no personal data: no field classes. */
export function auditApp(
  desk: AppDesk,
  act: string,
  appId: string,
  purpose: string | null = null,
): Promise<void> {
  return insertAudit(desk.tx, {
    zone: 'staff',
    actorKind: 'staff',
    actorId: desk.actor.id,
    postId: desk.actor.postId,
    act,
    noun: 'app',
    ids: [appId],
    fieldClasses: [],
    purpose,
    requestId: null,
  });
}

export const todayInTokyo = (): string => tokyoDate(new Date());
