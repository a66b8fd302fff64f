/**
 * Paging by key in both directions. Empty keys stand last whatever the direction. What lies behind a position is a few ranges of
 * the order, each an equality on the first keys and a range on the next, so that an index gives its rows as they are read;
 * one OR of everything would read from the beginning.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Position } from './model.ts';
import { collated, type Key } from './rows.sql.ts';

export interface Order {
  keys: (Key & { descending: boolean })[];
}

type Way = 'onward' | 'back';

/** The direction of the id, which decides between equal keys: that of the last key, so that both compare as one row. */
const idDescends = ({ keys }: Order): boolean => keys.at(-1)?.descending === true;

/** Keys as text, to be carried in positions. */
export const keyColumns = ({ keys }: Order): RawBuilder<unknown>[] =>
  keys.map((key, index) => sql`(${key.value})::text AS ${sql.id(`k${index}`)}`);

export function orderBy(order: Order, way: Way): RawBuilder<unknown> {
  const turned = way === 'back';
  const parts = order.keys.map((key) => {
    const direction = key.descending === turned ? sql`ASC` : sql`DESC`;
    return sql`${collated(key)} ${direction} NULLS ${turned ? sql`FIRST` : sql`LAST`}`;
  });
  return sql.join([...parts, sql`r.id ${idDescends(order) === turned ? sql`ASC` : sql`DESC`}`]);
}

const bound = (key: Key, value: string | null): RawBuilder<unknown> => {
  const cast = sql`${value}::${sql.raw(key.type)}`;
  return key.collate ? sql`(${cast}) COLLATE "ja-x-icu"` : cast;
};

/** Conditions for what lies behind a position, in the order they must be asked; `including` begins with the position itself. */
export function rangesBehind(
  order: Order,
  { keys: at, id }: Position,
  way: Way,
  including = false,
): RawBuilder<boolean>[] {
  const { keys } = order;
  const turned = way === 'back';
  const after = (descending: boolean) => (descending === turned ? sql`>` : sql`<`);
  const equal = keys.map((key, index) =>
    at[index] === null || at[index] === undefined
      ? sql`${key.value} IS NULL`
      : sql`${collated(key)} = ${bound(key, at[index])}`,
  );
  const all = (conditions: RawBuilder<unknown>[]) => sql<boolean>`${sql.join(conditions, sql` AND `)}`;
  const orSame = including ? sql`=` : sql``;
  const ranges: RawBuilder<boolean>[] = [];
  const last = keys.length - 1;
  const lastValue = at[last] ?? null;
  const idAfter = sql`r.id ${after(idDescends(order))}${orSame} ${id}::uuid`;
  // Equal in the last key too: one comparison of rows where there is a value.
  const asRow = last >= 0 && lastValue !== null;
  if (asRow) {
    const key = keys[last]!;
    const row = sql`(${collated(key)}, r.id) ${after(key.descending)}${orSame} (${bound(key, lastValue)}, ${id}::uuid)`;
    ranges.push(all([...equal.slice(0, last), row]));
  } else ranges.push(all([...equal, idAfter]));
  for (let level = last; level >= 0; level--) {
    const key = keys[level]!;
    const value = at[level] ?? null;
    const before = equal.slice(0, level);
    if (value !== null && !(asRow && level === last))
      ranges.push(all([...before, sql`${collated(key)} ${after(key.descending)} ${bound(key, value)}`]));
    // Empty keys come last going onward, first going back.
    if (value !== null && !turned) ranges.push(all([...before, sql`${key.value} IS NULL`]));
    if (value === null && turned) ranges.push(all([...before, sql`${key.value} IS NOT NULL`]));
  }
  return ranges;
}
