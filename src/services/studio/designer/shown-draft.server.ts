/** A draft as the designer shows it. */
import { type AppDesk, checkDraft, type Draft } from '#core/apps.server';
import type { App } from '#core/definitions';
import { namesOf } from '#core/people.server';
import { formatShort, tokyoDate, tokyoDateTimeParts } from '#kernel/dates';
import type { SavedDraft } from './model.ts';

/** The draft, or what is published where none was begun. */
export async function shownDraft(
  desk: AppDesk,
  draft: Draft | null,
  published: App | null,
): Promise<SavedDraft> {
  const { tx } = desk;
  const body = draft?.body ?? published!;
  const problems = await checkDraft(desk, body, published);
  if (draft === null) return { revision: 0, body, problems, changedBy: null, changedAt: null };
  const today = tokyoDate(new Date());
  const staff = new Set([draft.changedBy]);
  const names = await namesOf(tx, { staff, departments: new Set(), groups: new Set() }, today, 'ja');
  return {
    revision: draft.revision,
    body,
    problems,
    changedBy: names.staff?.[draft.changedBy] ?? null,
    changedAt: clock(draft.changedAt, today),
  };
}

function clock(at: Date, today: string): string {
  const { date, hour, minute } = tokyoDateTimeParts(at);
  const time = `${hour}:${String(minute).padStart(2, '0')}`;
  return date === today ? time : `${formatShort(date)} ${time}`;
}
