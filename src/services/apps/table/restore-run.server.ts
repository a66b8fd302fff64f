/** Takes what a run put into the trash out of it again, each record as if it were restored alone. */
import { type EntryDesk, type RunProgress, restoreRecord, runResults } from '#core/entries.server';
import { atomically } from '#platform/db.server';

export async function restoreRun(
  desk: EntryDesk,
  run: RunProgress,
): Promise<{ restored: number; left: number }> {
  const results = (await runResults(desk, run.id, 0, run.total)) ?? [];
  const gone = results.filter((one) => one.state === 'done');
  let restored = 0;
  for (const { recordId } of gone) {
    const done = await atomically(desk.tx, () => restoreRecord(desk, run.appId, recordId));
    if (done.ok) restored += 1;
  }
  return { restored, left: gone.length - restored };
}
