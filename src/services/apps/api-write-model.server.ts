/** Shapes of changes to records through the API: for reading requests, for answers and for the OpenAPI document. */
import { z } from 'zod';
import { runStates } from '#core/entries';
import { anyJson } from '#platform/api.server';

const code = z.string().min(1).max(200);
const revision = z.int().min(1);
const instant = z.iso.datetime();

export const values = z
  .record(code, anyJson)
  .describe('by field code, only those to be set; null empties; a file is {"file": id of POST /files}');
export const given = z.strictObject({ values });
export const changes = given.extend({
  copyAgain: z
    .array(code)
    .max(50)
    .default([])
    .describe('codes of lookups that copy anew from the record they found'),
});

export const saved = z.strictObject({
  id: z.uuid(),
  revision: z.int().describe('goes into If-Match'),
  unchanged: z.boolean().describe('nothing was different'),
  warnings: z.array(
    z.strictObject({ kind: z.enum(['individual-number']), field: z.string(), message: z.string() }),
  ),
});

const end = z.strictObject({ id: z.uuid(), revision });
export const merge = z.strictObject({
  survivor: end,
  merged: end.describe('goes into the trash; its id leads to the survivor'),
  take: z
    .array(code)
    .max(2000)
    .default([])
    .describe('codes of fields whose values come from the merged record'),
});
export const duplicateSearch = z.strictObject({
  keys: z
    .array(z.array(code).min(1).max(5))
    .min(1)
    .max(5)
    .describe('each list of codes is one way to be the same: equal in all of it, however written'),
});
export const duplicates = z.strictObject({
  groups: z.array(z.strictObject({ records: z.array(z.uuid()), by: z.array(z.int()) })),
  seen: z.int(),
  cut: z.boolean().describe('there were more records or groups than one search goes through'),
});

const selection = {
  records: z.array(z.uuid()).min(1).max(20_000).optional(),
  view: z.string().max(100).optional().describe('instead of records: all that a view of the app shows'),
  filter: z.string().max(4000).optional().describe('instead of records: a formula by field codes'),
  search: z.string().max(200).optional().describe('instead of records: words that are found in them'),
};
export const bulkEdit = z.strictObject({ ...selection, values });
export const bulkDelete = z.strictObject(selection);
export const runStarted = z.strictObject({ id: z.uuid(), total: z.int() });
export const run = z.strictObject({
  id: z.uuid(),
  app: z.string(),
  kind: z.enum(['edit', 'delete']),
  total: z.int(),
  counts: z.strictObject(
    Object.fromEntries(runStates.map((state) => [state, z.int()])) as Record<
      (typeof runStates)[number],
      z.ZodInt
    >,
  ),
  askedAt: instant,
  cancelledAt: instant.nullable(),
  finishedAt: instant.nullable(),
});
export const runQuery = z.strictObject({
  after: z.coerce.number().int().min(0).default(0).describe('position of the last result read'),
  limit: z.coerce.number().int().min(1).max(1000).default(500),
});
export const runResults = z.strictObject({
  items: z.array(
    z.strictObject({
      position: z.int(),
      record: z.uuid(),
      state: z.enum(runStates),
      reason: z.string().nullable(),
    }),
  ),
});

export const comment = z.strictObject({
  body: z.string().max(4000),
  mentions: z.array(z.uuid()).max(20).default([]).describe('staff ids; each must be able to see the record'),
});
export const commented = z.strictObject({ id: z.uuid() });
export const comments = z.strictObject({
  record: z.uuid().describe('the survivor, where the record asked for was merged'),
  items: z.array(
    z.strictObject({
      id: z.uuid(),
      at: instant,
      staff: z.uuid(),
      name: z.string(),
      body: z.string(),
      mentions: z.array(z.uuid()),
    }),
  ),
});
export const following = z.strictObject({ follows: z.boolean() });
export const link = z.strictObject({ app: z.string().max(100), record: z.uuid() });
export const links = z.strictObject({ items: z.array(link) });
export const done = z.strictObject({ id: z.uuid() });
