/** Shapes of questions about records through the API: for reading requests, for answers and for the OpenAPI document. */
import { z } from 'zod';
import { aggregates, mostRows, periods } from '#core/views.server';
import { anyJson } from '#platform/api.server';

const code = z.string().min(1).max(200);
const instant = z.iso.datetime();
const acts = z.enum(['view', 'add', 'edit', 'delete', 'export', 'import', 'manage']);

export const appList = z.strictObject({
  items: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      department: z.string().describe('code of the department the app belongs to, or @duty'),
      acts: z.array(acts).describe('what this token may do with some record at least'),
    }),
  ),
});

export const appUse = z.strictObject({
  id: z.string(),
  title: z.string(),
  version: z.int(),
  acts: z.array(acts),
  fields: z.array(
    z.strictObject({
      code: z.string(),
      label: z.string(),
      type: z.string(),
      classification: z.string(),
      readable: z
        .enum(['always', 'some'])
        .describe('some: only of some records; elsewhere its value is empty'),
    }),
  ),
  views: z.array(
    z.strictObject({ id: z.string(), title: z.string(), kind: z.enum(['table', 'pivot', 'chart']) }),
  ),
});

const question = {
  view: z.string().max(60).optional().describe('id of a view; what else is given narrows it'),
  filter: z.string().max(4000).optional().describe('a formula by field codes'),
  search: z.string().max(200).optional().describe('words, all of which must be found'),
  trash: z.boolean().optional().describe('deleted records instead'),
};
const sort = z.strictObject({ field: code, descending: z.boolean().default(false) });

export const listQuestion = z.strictObject({
  ...question,
  columns: z.array(code).max(100).optional().describe("absent: the view's, else all"),
  sort: z.array(sort).max(4).optional().describe("absent: the view's, else newest first"),
  limit: z.int().min(1).max(mostRows).default(50),
  cursor: z.string().max(4000).optional().describe('of the same question: next, previous or a position'),
  count: z.boolean().default(false),
  totals: z.boolean().default(false).describe("of the view's measures, over all its records"),
  positions: z.int().min(2).max(200).optional().describe('cursors that divide the list into so many parts'),
  links: z.boolean().default(false).describe('titles of the records that references name'),
});

const titles = z
  .record(z.string(), z.record(z.string(), z.string()))
  .describe('titles by app and record; missing: gone or not for this token');
const counted = z.strictObject({
  count: z.int(),
  exact: z.boolean().describe('false: an estimate, at least so many'),
});
const values = z
  .record(z.string(), anyJson)
  .describe('by field code; empty fields and those not readable are absent');

export const listAnswer = z.strictObject({
  items: z.array(z.strictObject({ id: z.uuid(), revision: z.int(), values })),
  next: z.string().nullable(),
  previous: z.string().nullable(),
  count: counted.optional(),
  totals: z
    .array(z.strictObject({ by: z.string(), field: z.string().nullable(), value: z.string().nullable() }))
    .optional(),
  positions: z.array(z.string()).optional(),
  links: titles.optional(),
});

export const countQuestion = z.strictObject(question);
export const countAnswer = counted;

const grouping = z.strictObject({
  field: code.describe('code, or 明細.金額 of lines'),
  by: z.enum(periods).default('value'),
});
const measure = z.strictObject({ by: z.enum(aggregates), field: code.optional() });
export const groupQuestion = z.strictObject({
  ...question,
  rows: z.array(grouping).max(3).optional(),
  columns: z.array(grouping).max(2).optional(),
  measures: z.array(measure).min(1).max(5).optional(),
});
export const groupAnswer = z.strictObject({
  by: z.array(z.strictObject({ field: z.string(), by: z.enum(periods) })),
  measures: z.array(z.strictObject({ by: z.enum(aggregates), field: z.string().nullable() })),
  groups: z.array(
    z.strictObject({
      keys: z.array(anyJson).describe('null: empty'),
      values: z.array(z.string().nullable()),
    }),
  ),
  cut: z.boolean().describe('there are more groups than are given'),
});

export const record = z.strictObject({
  id: z.uuid(),
  revision: z.int().describe('goes into If-Match'),
  values,
  readable: z.array(z.string()).describe('codes of the fields that may be read of this record'),
  links: titles,
});

export const history = z.strictObject({
  items: z.array(
    z.strictObject({
      revision: z.int(),
      at: instant,
      by: z.string(),
      post: z.uuid().nullable(),
      act: z.string().nullable(),
      via: z
        .enum(['page', 'field', 'api', 'run', 'import', 'process'])
        .nullable()
        .describe('from where; null before this was kept, or not by staff'),
      changes: z.array(
        z.strictObject({
          field: z.string().describe('code; 明細[k1].金額 of a line'),
          before: anyJson,
          after: anyJson,
        }),
      ),
    }),
  ),
});
