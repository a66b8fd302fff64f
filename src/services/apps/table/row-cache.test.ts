import { describe, expect, test } from 'vitest';
import type { Position } from '#core/views';
import type { Place, RowsPage, TableRow } from './model.ts';
import { partsFor, RowCache } from './row-cache.ts';

const row = (index: number): TableRow => ({
  id: `r${index}`,
  revision: 1,
  answers: {},
  standing: { edit: true, delete: true, hidden: [], closed: [] },
});
const position = (index: number): Position => ({ keys: [String(index)], id: `r${index}` });
const indexOf = (at: Position | undefined) => Number(at?.id.slice(1));

/** A list of so many records, asked as the server is. */
function page(total: number, { from, after }: Place, limit: number): RowsPage {
  const start = from !== undefined ? indexOf(from) : after !== undefined ? indexOf(after) + 1 : 0;
  const end = Math.min(total, start + limit);
  return {
    rows: Array.from({ length: end - start }, (_, index) => row(start + index)),
    next: end < total ? position(end - 1) : null,
    previous: null,
    names: {},
  };
}

/** Reads until all of these rows are there; how many pages that took. */
function read(cache: RowCache, total: number, from: number, to: number): number {
  for (let pages = 0; pages < 100; pages += 1) {
    const wanted = cache.wanted(from, to);
    if (wanted === null) return pages;
    cache.put(wanted.block, page(total, wanted.place, wanted.limit));
  }
  throw new Error('never read');
}

const positionsOf = (total: number, parts: number) =>
  Array.from({ length: parts - 1 }, (_, index) => position(Math.ceil(((index + 1) * total) / parts) - 1));

describe('rows of a long list', () => {
  test('a short list is read to its end, each row once', () => {
    const cache = new RowCache(250, page(250, {}, 100));
    read(cache, 250, 0, 249);
    expect(cache.length).toBe(250);
    expect([0, 99, 100, 249].map((index) => cache.rowAt(index)?.id)).toEqual(['r0', 'r99', 'r100', 'r249']);
  });
  test('a jump to the end of a million reads a few pages, not ten thousand', () => {
    const total = 1_000_000;
    const cache = new RowCache(total, page(total, {}, 100));
    cache.divide(positionsOf(total, partsFor(total)), total);
    const last = cache.length - 1;
    expect(read(cache, total, last - 20, last)).toBeLessThan(5);
    // The last block is as long as it is, not as long as was expected.
    read(cache, total, last, cache.length - 1);
    expect(cache.rowAt(cache.length - 1)?.id).toBe('r999999');
    expect(Math.abs(cache.length - total)).toBeLessThan(1_500);
  });
  test('blocks meet: nothing is missing and nothing is twice where one ends and the next begins', () => {
    const total = 3_000;
    const cache = new RowCache(total, page(total, {}, 100));
    cache.divide(positionsOf(total, 10), total);
    read(cache, total, 1_500, 1_700);
    read(cache, total, 0, total - 1);
    expect(cache.length).toBe(total);
    expect(Array.from({ length: total }, (_, index) => cache.rowAt(index)?.id)).toEqual(
      Array.from({ length: total }, (_, index) => `r${index}`),
    );
  });
  test('an estimate that was wrong ends where the records end', () => {
    const cache = new RowCache(9_000, page(120, {}, 100));
    read(cache, 120, 0, 130);
    expect(cache.length).toBe(120);
  });
  test('a record changed or gone stands or is missing in its place', () => {
    const cache = new RowCache(3, page(3, {}, 100));
    cache.replace({ ...row(1), revision: 2 }, {});
    cache.remove('r0');
    expect(cache.rowAt(0)).toMatchObject({ id: 'r1', revision: 2 });
    expect(cache.length).toBe(2);
    expect(cache.indexOf('r2')).toBe(1);
  });
});
