/** What makes an app a work app 業務アプリ: who may do what, how records are listed, what must be unique. */
import { z } from 'zod';
import { definitionId, formulaText, localizedText } from '#kernel/validate';
import { whoSchema } from './who.server.ts';
import { documentSchema } from './work-documents.server.ts';
import { processSchema } from './work-process.server.ts';

const fieldCode = z.string().min(1).max(64).describe('code of a field');

export const recordActs = ['view', 'add', 'edit', 'delete', 'export', 'import', 'manage'] as const;

/** Nothing is allowed that no rule allows. Several rules add up. */
const accessRule = z
  .object({
    who: z.array(whoSchema).min(1).max(50),
    may: z.array(z.enum(recordActs)).min(1),
    when: formulaText.optional().describe('only records for which this holds'),
  })
  .strict();

const fieldGrant = z
  .object({ who: z.array(whoSchema).min(1).max(50), when: formulaText.optional() })
  .strict();

/** Narrows single fields below what the record allows; a field named by no rule follows its record. */
const fieldRule = z
  .object({
    fields: z.array(fieldCode).min(1).max(200),
    read: z.array(fieldGrant).optional().describe('absent: whoever sees the record; empty: nobody'),
    edit: z.array(fieldGrant).optional().describe('absent: whoever edits the record; empty: nobody'),
  })
  .strict();

const aggregates = ['sum', 'average', 'min', 'max', 'count'] as const;
const measure = z.object({ by: z.enum(aggregates), field: fieldCode.optional() }).strict();
const grouping = z
  .object({
    field: fieldCode,
    by: z.enum(['value', 'day', 'month', 'quarter', 'year', 'fiscal-year']).default('value'),
  })
  .strict();
const viewBase = {
  id: definitionId,
  title: localizedText,
  filter: formulaText.optional(),
  who: z
    .array(whoSchema)
    .max(50)
    .optional()
    .describe('who finds it among the views; absent: whoever uses the app'),
  defaultFor: z.array(whoSchema).max(50).default([]).describe('who meets this view first'),
};

export const viewSchema = z.discriminatedUnion('kind', [
  z
    .object({
      ...viewBase,
      kind: z.literal('table'),
      columns: z.array(fieldCode).min(1).max(60),
      sort: z
        .array(z.object({ field: fieldCode, descending: z.boolean().default(false) }).strict())
        .max(4)
        .default([]),
      frozen: z
        .number()
        .int()
        .min(0)
        .max(5)
        .default(0)
        .describe('columns that stay while one scrolls sideways'),
      totals: z.array(measure).max(20).default([]),
    })
    .strict(),
  z
    .object({
      ...viewBase,
      kind: z.literal('pivot'),
      rows: z.array(grouping).min(1).max(3),
      columns: z.array(grouping).max(2).default([]),
      measures: z.array(measure).min(1).max(5),
    })
    .strict(),
  z
    .object({
      ...viewBase,
      kind: z.literal('chart'),
      chart: z.enum(['bar', 'line', 'pie', 'stacked']),
      x: grouping,
      series: grouping.optional(),
      measure,
    })
    .strict(),
]);

export const workSchema = z
  .object({
    department: z.string().describe('所管: code of the department the app belongs to, or @duty'),
    title: z.array(fieldCode).min(1).max(3).describe('fields that name a record in lists and links'),
    access: z.array(accessRule).max(100).default([]),
    fieldAccess: z.array(fieldRule).max(100).default([]),
    views: z.array(viewSchema).max(100).default([]),
    unique: z
      .array(z.array(fieldCode).min(1).max(4))
      .max(5)
      .default([])
      .describe('values no two records share'),
    process: processSchema
      .optional()
      .describe('states, acts and approvals 決裁; absent: records have no state'),
    documents: z.array(documentSchema).max(20).optional().describe('papers that are made of a record'),
    offline: z
      .object({
        hours: z.number().int().min(1).max(72).describe('how long a device may hold records, in hours'),
      })
      .strict()
      .optional()
      .describe(
        '持ち出し: records may be taken along on a device and filled in without a line; absent: never',
      ),
    legalBasis: z
      .string()
      .optional()
      .describe('law or ordinance; without it no field of the app may be sealed (番号法, 個人情報保護法)'),
  })
  .strict();
