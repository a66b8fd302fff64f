/**
 * How records of a work app go from state to state: acts that people do, approvals 決裁 that run along a route, deadlines, and
 * what follows by itself. Read by `core/record-process`, which holds what each part means.
 */
import { z } from 'zod';
import { definitionId, formulaText, localizedText } from '#kernel/validate';
import { whoSchema } from './who.server.ts';

const fieldCode = z.string().min(1).max(64).describe('code of a field');
const code = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);

/** Who has a seat in a process: as in access rules, or known only from the record's own way. */
export const seatSchema = z
  .union([
    whoSchema,
    z
      .object({ drafter: z.literal(true) })
      .strict()
      .describe('who drafted 起案者; before any draft, who made the record'),
    z
      .object({ previous: z.literal(true) })
      .strict()
      .describe('who did the act before this one'),
    z
      .object({
        head: z.union([z.literal('drafter'), z.object({ field: fieldCode }).strict()]),
        up: z.number().int().min(0).max(4).default(0),
      })
      .strict()
      .describe(
        'the head of the department of the drafter, or of a department named in the record; `up` levels above',
      ),
  ])
  .describe('somebody, an office, or a place in the organisation chart');

/** Days from entering a state or a step. Whoever has the seat is reminded; when it has passed, `escalate` hears of it too. */
const deadline = z
  .object({
    days: z.number().int().min(1).max(365),
    working: z.boolean().default(true).describe('closed days are not counted'),
    remind: z.array(z.number().int().min(0).max(60)).max(5).default([1]).describe('days before the last one'),
    escalate: z.array(seatSchema).max(5).default([]),
  })
  .strict();

export const effectSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('notify'), who: z.array(seatSchema).min(1).max(20) }).strict(),
  z.object({ kind: z.literal('set'), field: fieldCode, to: formulaText }).strict(),
  z
    .object({
      kind: z.literal('create'),
      app: definitionId,
      values: z
        .record(fieldCode, formulaText)
        .describe('by code of the other app; formulas are about this record'),
    })
    .strict()
    .describe('a record of another app, linked to this one'),
  z
    .object({
      kind: z.literal('update'),
      record: fieldCode.describe('a reference of this app that names one record'),
      values: z
        .record(fieldCode, formulaText)
        .describe('by code of the other app; formulas are about this record'),
    })
    .strict()
    .describe('the record of another app that this one names'),
  z
    .object({ kind: z.literal('issue'), template: definitionId })
    .strict()
    .describe('a document, kept with the record'),
  z
    .object({ kind: z.literal('webhook') })
    .strict()
    .describe('whoever subscribed to this app is told of the new state'),
]);

/** 承認, 合議, 決裁, 供覧 (for information; holds nothing up). */
export const stepKinds = ['approve', 'consult', 'decide', 'inform'] as const;

const step = z
  .object({
    id: code,
    title: localizedText,
    kind: z.enum(stepKinds),
    seats: z.array(seatSchema).min(1).max(20).describe('asked at the same time 並行'),
    needs: z
      .union([z.literal('all'), z.number().int().min(1).max(20)])
      .default('all')
      .describe('how many of the seats must have acted'),
    when: formulaText.optional().describe('else the step is left out'),
    deadline: deadline.optional(),
  })
  .strict();

/** Steps follow each other 直列. The last that is not for information decides, and only that one. */
export const routeSchema = z
  .object({
    id: code,
    title: localizedText,
    when: formulaText
      .optional()
      .describe('the first route that fits is taken, e.g. 金額 < 500000; the last one needs no condition'),
    delegated: z.boolean().default(false).describe('専決: the decider decides in place of the head, by rule'),
    steps: z.array(step).min(1).max(20),
  })
  .strict();

/** What may be changed in a record by whoever may edit it at all. */
export const recordLocks = ['open', 'additions', 'closed'] as const;

const state = z
  .object({
    id: code,
    title: localizedText,
    kind: z.enum(['open', 'approval', 'end']).default('open'),
    lock: z
      .enum(recordLocks)
      .optional()
      .describe(
        'open: everything; additions: files are added and `editable` fields changed; closed: `editable` only. Absent: open for `open`, additions for `approval`, closed for `end`',
      ),
    editable: z.array(fieldCode).max(200).default([]),
    assign: z.array(seatSchema).max(20).default([]).describe('who is 担当 from here on; empty: nobody new'),
    deadline: deadline.optional(),
    effects: z.array(effectSchema).max(20).default([]).describe('when a record comes here'),
    approval: z
      .object({
        routes: z.array(code).min(1).max(20),
        decided: code.describe('state after 決裁'),
        sentBack: code.describe('state after 差戻し to the drafter and 引戻し'),
        dropped: code.describe('state after 廃案'),
      })
      .strict()
      .optional(),
  })
  .strict();

const act = z
  .object({
    id: code,
    title: localizedText,
    from: z.array(code).min(1).max(40),
    to: code,
    who: z.array(seatSchema).min(1).max(20),
    when: formulaText.optional(),
    require: z.array(fieldCode).max(100).default([]).describe('fields that must be filled in'),
    note: z.enum(['none', 'optional', 'required']).default('optional'),
    effects: z.array(effectSchema).max(20).default([]),
  })
  .strict();

export const processSchema = z
  .object({
    states: z.array(state).min(1).max(40).describe('the first is where records begin'),
    acts: z.array(act).max(100).default([]),
    routes: z.array(routeSchema).max(20).default([]),
    keepers: z
      .array(whoSchema)
      .max(20)
      .default([])
      .describe('who may seat somebody else when nobody can act; managers of the app always may'),
  })
  .strict();
