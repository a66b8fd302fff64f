/** History holds its own ciphertexts: one that was copied from the record into history, or back, does not open. */
import type { Json } from '#core/fields';
import { historyPlace, isSealed, moveValue, placeOf, recordPlace } from '#core/sealing.server';
import type { Seals, Vault } from '#platform/crypto.server';
import type { Diff } from './model.ts';

/**
 * Differences with sealed values moved from the record into this revision of its history. Opening them on the way also
 * proves that each was sealed for this record: nothing else can be written.
 */
export async function sealedHistory(
  seals: Seals,
  appId: string,
  recordId: string,
  revision: number,
  diff: Diff,
): Promise<Diff> {
  if (!Object.values(diff).some((pair) => pair.some(isSealed))) return diff;
  const vault = await seals();
  const from = recordPlace(appId, recordId);
  return mapDiff(diff, (value, path, side) =>
    moveValue(
      vault,
      placeOf(from, path),
      placeOf(historyPlace(appId, recordId, revision, side), path),
      value,
    ),
  );
}

/** The same differences under the active key. */
export function renewHistory(
  vault: Vault,
  row: { app_id: string; record_id: string; revision: number; diff: Diff },
): Diff {
  return mapDiff(row.diff, (value, path, side) => {
    const place = placeOf(historyPlace(row.app_id, row.record_id, row.revision, side), path);
    return moveValue(vault, place, place, value);
  });
}

function mapDiff(
  diff: Diff,
  change: (value: { sealed: string }, path: string, side: 0 | 1) => { sealed: string },
): Diff {
  const one = (value: Json, path: string, side: 0 | 1): Json =>
    isSealed(value) ? change(value, path, side) : value;
  return Object.fromEntries(
    Object.entries(diff).map(([path, [before, after]]) => [
      path,
      [one(before, path, 0), one(after, path, 1)],
    ]),
  );
}
