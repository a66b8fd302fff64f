/** Whether a question has an index, and which one would serve it: 「速くする」 asks for that one to be built (core/apps). */
import type { IndexParts, WantedIndex } from '#core/records.server';
import { ok, type Result } from '#kernel/result';
import { selectSize, usesIndex } from './explain.sql.ts';
import type { AskedList } from './model.ts';
import type { OpenApp } from './open-app.server.ts';
import { orderOf } from './order.sql.ts';
import { planList } from './plan.ts';
import { searchedRows } from './search.sql.ts';
import { indexOfParts, partsOf } from './wanted-indexes.server.ts';

export interface Explained {
  indexed: boolean;
  /** What would serve it; null where it is served, or where no index would. */
  index: WantedIndex | null;
  /** The same as fields, to be asked for. */
  parts: IndexParts | null;
  /** About how many records there are: of a few, none is found sooner by an index. */
  size: number;
}

export async function explainQuestion(
  open: OpenApp,
  asked: Omit<AskedList, 'limit'>,
): Promise<Result<Explained>> {
  const planned = planList(open, asked);
  if (!planned.ok) return planned;
  const order = orderOf(open, planned.value.sort);
  if (!order.ok) return order;
  const indexed = await usesIndex(open, await searchedRows(open, planned.value), order.value);
  const size = await selectSize(open);
  if (indexed) return ok({ indexed, index: null, parts: null, size });
  const view = (open.app.work.views ?? []).find((one) => one.id === asked.view);
  const texts = [view?.filter, asked.filter].filter(
    (one): one is string => one !== undefined && one.trim() !== '',
  );
  const sort = asked.sort ?? (view?.kind === 'table' ? view.sort : []);
  const filter = texts.length > 1 ? `AND(${texts.join(', ')})` : texts[0];
  const parts = partsOf(open.app, open.shape, { sort, ...(filter === undefined ? {} : { filter }) });
  const index = parts === null ? null : indexOfParts(open.app, open.shape, parts);
  return ok({ indexed, index, parts, size });
}
