/** Changes of the stock-take, one or thousands: with a version each, and what residents may find sent to their side. */
import { post } from '#core/exchange.server';
import { fail, ok, type Result } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import { type VolumeWrite, writeEntries, writeVolumes } from './inventory.sql.ts';
import { isSameListing, listingOf } from './listing-of.ts';
import type { EntryChange } from './model.ts';

/** All of them, or none: when somebody else was faster with one, nothing is written. */
export async function saveEntries(
  tx: Tx,
  changes: EntryChange[],
  { by, why }: { by: string | null; why: string },
): Promise<Result<undefined>> {
  const writes = changes.map(({ entry: { code, department, ...body }, version }) => ({
    code,
    department,
    body,
    version: version + 1,
    why,
  }));
  for (let at = 0; at < writes.length; at += batch) {
    const some = writes.slice(at, at + batch);
    const written = await writeEntries(tx, some, by);
    if (written.length < some.length) {
      const lost = some.filter((one) => !written.includes(one.code)).map((one) => one.code);
      return fail(
        'conflict',
        `ほかの人が先に変更しました（${lost.slice(0, 5).join('、')}${lost.length > 5 ? ' ほか' : ''}）。何も変えていません。いまの内容を確かめて、もう一度お試しください。`,
      );
    }
  }
  const volumes: VolumeWrite[] = changes.flatMap(({ entry, volumes: given }) =>
    given.map((one) => ({ code: entry.code, ...one })),
  );
  await writeVolumes(tx, volumes);
  const told = changes.flatMap(({ entry, before, version }) => {
    const listed = listingOf(entry);
    if (isSameListing(listed, before === null ? null : listingOf(before))) return [];
    return [{ code: entry.code, version: version + 1, listing: listed }];
  });
  for (let at = 0; at < told.length; at += batch)
    await post(tx, 'procedure.listed', { procedures: told.slice(at, at + batch) });
  return ok();
}

/** Entries of one statement and of one message. */
const batch = 500;
