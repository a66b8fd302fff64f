/** Acceptance 8 of issue 5: among the 2,230 procedures of a city, what people type finds the right one in the first three. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Definitions, Procedure } from '#core/definitions.server';
import { listingOf } from '#core/inventory';
import { type Listings, searchAll } from '#core/procedures.server';
import { inRoot } from '../../root.server.ts';
import { cityProcedures, composeProcedures, type Sample } from './compose.ts';
import { type Query, readQueries, readSource } from './read-source.server.ts';

const folder = inRoot('packs/demo/samples/city-procedures');
const read = <T>(place: string): T[] =>
  readdirSync(inRoot(place)).map(
    (file) => JSON.parse(readFileSync(path.join(inRoot(place), file), 'utf8')) as T,
  );

let samples: Sample[];
let queries: Query[];
let definitions: Definitions;
let listings: Listings;

beforeAll(async () => {
  samples = composeProcedures(await readSource(folder));
  queries = await readQueries(folder);
  const procedures = [
    ...read<Procedure>('packs/base/procedures'),
    ...read<Procedure>('packs/demo/procedures'),
  ]
    .filter((one) => one.kind === 'procedure')
    .sort((a, b) => (a.reading < b.reading ? -1 : 1));
  const languages = read('packs/base/languages');
  definitions = {
    procedures: () => procedures.map((body) => ({ version: 1, effectiveFrom: body.effectiveFrom, body })),
    languages: () => languages,
    derived: <T>(_key: string, make: () => T) => make(),
  } as unknown as Definitions;
  // Everything is listed here, also what the office would keep to itself: the search has the more to choose from.
  const all = samples.flatMap(({ entry }) => {
    const listing = listingOf({ ...entry, isPublic: true });
    return listing === null ? [] : [{ ...listing, code: entry.code }];
  });
  listings = { mark: 'test', all, find: () => null };
});

const firstOf = (query: string, count: number): string[] =>
  searchAll(definitions, listings, '2026-11-22', query)
    .slice(0, count)
    .map((one) => (one.kind === 'full' ? `#${one.procedure.body.id}` : one.listed.name));

describe('a city of 2,230 procedures', () => {
  test('has as many, each named once, with a reading that can be typed', () => {
    expect(samples).toHaveLength(cityProcedures);
    const names = samples.map((one) => one.entry.name);
    expect(names.filter((one, at) => names.indexOf(one) !== at)).toEqual([]);
    expect(
      samples.filter(({ entry }) => !/^[ぁ-んー]*$/.test(entry.reading)).map((one) => one.entry.name),
    ).toEqual([]);
    const online = samples.filter(({ entry }) =>
      entry.channels.some((one) => one === 'online' || one === 'portal'),
    );
    expect(Math.round((online.length / samples.length) * 100)).toBe(56);
  });

  test('100 queries, and each names something that is there', () => {
    expect(queries).toHaveLength(100);
    const names = new Set([
      ...samples.map((one) => one.entry.name),
      ...definitions.procedures('2026-11-22').map((one) => `#${one.body.id}`),
    ]);
    expect(queries.flatMap((one) => one.expected).filter((one) => !names.has(one))).toEqual([]);
  });

  test('at least 95 of the 100 have the right one among the first three', () => {
    const missed = queries
      .map((one) => ({ ...one, found: firstOf(one.query, 3) }))
      .filter(({ expected, found }) => !expected.some((name) => found.includes(name)))
      .map(({ query, expected, found }) => `${query} → ${found.join('、')} not ${expected[0]}`);
    if (missed.length > 0) console.log(missed.join('\n'));
    expect(missed.length).toBeLessThanOrEqual(5);
  });
});
