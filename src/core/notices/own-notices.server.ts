/** A person's own notices, as the post they act in may see them. */
import type { StaffActor } from '#core/policy';
import { titlesOf } from '#core/views.server';
import { fail, ok, type Result } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import type { Notice, NoticeRules } from './model.ts';
import {
  type NoticeFilter,
  selectNotice,
  selectNotices,
  updateRead,
  updateReadAbout,
} from './notices.sql.ts';
import { selectRules, writeRules } from './rules.sql.ts';
import { visibleTo } from './who-sees.server.ts';

export interface NoticeDesk {
  tx: Tx;
  municipality: string;
  actor: StaffActor;
  touched(noun: string, ids: string[], fieldClasses?: string[], act?: string): void;
}

export interface ShownNotice extends Notice {
  /** Title of the app; null: of none. */
  app: string | null;
  /** What the record is called, as far as this person may read that; empty where it has no name for them. */
  record: string;
}

export const mostNotices = 200;

/** `hidden`: how many are there that this post does not see; what they are about is not said. */
export async function listNotices(
  desk: NoticeDesk,
  filter: NoticeFilter,
): Promise<{ notices: ShownNotice[]; hidden: number; more: boolean }> {
  const { tx, actor } = desk;
  const all = await selectNotices(tx, actor.id ?? '', filter, mostNotices + 1);
  const page = all.slice(0, mostNotices);
  const { opened, sees } = await visibleTo(desk, actor, page);
  const shown = page.filter(sees);
  const titles = new Map<string, Map<string, string>>();
  for (const [appId, open] of opened) {
    const ids = [...new Set(shown.flatMap((one) => (one.appId === appId ? (one.recordId ?? []) : [])))];
    if (ids.length === 0) continue;
    titles.set(appId, await titlesOf(open, ids));
    const named = open.fields.filter((one) => open.app.work.title.includes(one.field.code));
    desk.touched(
      'record',
      [appId, ...ids],
      [...new Set(named.map((one) => one.field.classification))].sort(),
      'notice.list',
    );
  }
  return {
    notices: shown.map((one) => ({
      ...one,
      app: one.appId === null ? null : (opened.get(one.appId)?.app.title.ja ?? null),
      record: titles.get(one.appId ?? '')?.get(one.recordId ?? '') ?? '',
    })),
    hidden: page.length - shown.length,
    more: all.length > mostNotices,
  };
}

/** Where a notice leads; it and all others about the same record are read from then on. */
export async function openNotice(desk: NoticeDesk, id: string): Promise<Result<Notice>> {
  const notice = uuid.test(id) ? await selectNotice(desk.tx, desk.actor.id ?? '', id) : null;
  if (notice === null) return fail('notFound');
  await updateReadAbout(desk.tx, desk.actor.id ?? '', notice);
  return ok(notice);
}

/** `ids` null: all that had come when the page was shown. */
export async function markRead(desk: NoticeDesk, ids: string[] | null, until: Date): Promise<number> {
  const wanted = ids?.filter((id) => uuid.test(id)) ?? null;
  return updateRead(desk.tx, desk.actor.id ?? '', wanted, until);
}

export const readRules = (tx: Tx, staffId: string): Promise<NoticeRules> => selectRules(tx, staffId);

/** `notice.rules`. One's own; apps nobody has are kept for nothing, so only those that are there. */
export async function saveRules(desk: NoticeDesk, rules: NoticeRules): Promise<void> {
  await writeRules(desk.tx, desk.actor.id ?? '', rules);
  desk.touched('notice', [], [], 'notice.rules');
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
