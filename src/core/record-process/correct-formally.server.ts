/** 字句の訂正 after the decision: the only change a decided record takes, with a reason, always shown. */
import { type EntryDesk, type EntryError, edited } from '#core/entries.server';
import type { Answers } from '#core/fields';
import { fail, type Result } from '#kernel/result';
import { concluded } from './act-on-approval.server.ts';
import { act } from './approval/act.ts';
import type { ActOutcome } from './model.ts';
import { openProcess } from './open-process.server.ts';

/** `record.correctFormally`. `revision` is that of the record, as in an edit; `changes` by field id. */
export async function correctFormally(
  desk: EntryDesk,
  appId: string,
  recordId: string,
  asked: { revision: number; changes: Answers; note: string },
): Promise<Result<ActOutcome, EntryError>> {
  const opened = await openProcess(desk, appId, recordId, true);
  if (!opened.ok) return opened;
  const p = opened.value;
  const kept = p?.approvals[0];
  if (p === null || kept === undefined) return fail('notFound');
  const at = new Date().toISOString();
  // Who may, and whether a reason was given, before anything is written.
  const done = act(kept.approval, 'correctFormally', p.hand, { at, note: asked.note }, p.world);
  if (!done.ok) return done;
  const { revision, changes } = asked;
  const saved = await edited(desk, p.open, p.recordId, { revision, changes }, 'correct');
  if (!saved.ok) return saved;
  if (saved.value.unchanged)
    return fail('invalid', '訂正した項目がありません。', [
      { path: '', message: '直すところを変えてください。' },
    ]);
  return concluded(desk, p, kept, done.value, { fields: saved.value.fields });
}
