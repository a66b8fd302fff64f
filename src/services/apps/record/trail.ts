/**
 * The list one came from, for 前へ and 次へ on the page of a record: ids in their order, kept in this tab. What the list was
 * asked for stands in no address.
 */

/** Signing out clears what begins so. */
const keyOf = (appId: string): string => `unsaved:trail:${appId}`;
/** Enough to walk on for a day; the storage of a tab is small. */
const most = 2000;

/** Lists call this when a record is opened from them. */
export function keepTrail(appId: string, ids: readonly string[], opened?: string): void {
  const at = opened === undefined ? 0 : Math.max(0, ids.indexOf(opened) - most / 2);
  try {
    sessionStorage.setItem(keyOf(appId), JSON.stringify(ids.slice(at, at + most)));
  } catch {
    // Without it there is no 次へ, and nothing else is lost.
  }
}

export interface Neighbours {
  before: string | null;
  after: string | null;
  /** From 1. */
  place: number;
  of: number;
}

export function neighboursOf(appId: string, record: string): Neighbours | null {
  try {
    const ids = JSON.parse(sessionStorage.getItem(keyOf(appId)) ?? '[]') as string[];
    const at = ids.indexOf(record);
    if (at < 0 || ids.length < 2) return null;
    return { before: ids[at - 1] ?? null, after: ids[at + 1] ?? null, place: at + 1, of: ids.length };
  } catch {
    return null;
  }
}
