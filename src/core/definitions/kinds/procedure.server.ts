/** A procedure: what a person may or must do, under which law, and how the office decides on it. */
import { z } from 'zod';
import { definitionId, formulaText, localizedText, plainDate } from '#kernel/validate';
import { law } from './law.server.ts';
import { lifeEvents } from './life-events.server.ts';
import { ruleParts } from './rules.server.ts';

/** 申請 / 届出 / 申告 / 証明交付請求 / 申込 / 相談 / 調査. Only an application ends in a disposition that can be refused. */
export const procedureKinds = [
  'application',
  'notification',
  'declaration',
  'certificate-request',
  'entry',
  'consultation',
  'survey',
] as const;

/** From weak to strong; issuing a document below the procedure's level is impossible. */
export const assuranceLevels = [
  'none',
  'mail',
  'secret-number',
  'documents-checked',
  'card-sign-in',
  'card-signature',
] as const;

/** What 教示 is composed from. Periods follow 行政不服審査法18 and 行政事件訴訟法14 unless a law says otherwise. */
const appeal = z
  .object({
    decidingAgency: z.string().min(1).describe('処分庁, e.g. あかつき市教育委員会'),
    inNameOf: z.string().min(1).describe('名義 on the notice, e.g. あかつき市教育委員会'),
    reviewingAgency: z.string().min(1).describe('審査庁, e.g. あかつき市長, ○○県知事, ○○県介護保険審査会'),
    reviewMonths: z.number().int().default(3),
    defendant: z.string().min(1).describe('被告, e.g. あかつき市'),
    representedBy: z.string().min(1).describe('who represents the defendant, e.g. あかつき市教育委員会'),
    suitMonths: z.number().int().default(6),
    priorReview: z.boolean().default(false).describe('審査請求前置: a suit only after the review decision'),
    priorReviewLaw: z.string().optional(),
  })
  .strict();

const step = z
  .object({
    id: z.string().regex(/^[a-z][a-z0-9-]*$/),
    label: localizedText,
    role: z.enum(['check', 'decide']),
    position: z.string().describe('position title that acts here, e.g. 係長, 課長'),
  })
  .strict();

export const procedureSchema = z
  .object({
    $schema: z.string().optional(),
    kind: z.literal('procedure'),
    id: definitionId,
    title: localizedText,
    reading: z.string().regex(/^[ぁ-んー・\s]+$/, 'hiragana'),
    answer: localizedText.describe('one sentence: what this is and who gets what'),
    words: z.array(z.string()).default([]).describe('words people search for'),
    effectiveFrom: plainDate,
    procedureKind: z.enum(procedureKinds),
    category: z.enum(['children', 'tax', 'residence', 'health', 'welfare', 'work', 'school', 'living']),
    lifeEvents: z.array(z.enum(lifeEvents)).default([]),
    department: z
      .string()
      .describe('code of the responsible department, or `@duty` of the departments that answer for it'),
    contact: z
      .object({
        phone: z.string().optional().describe('absent: the phone of the department'),
        hours: localizedText,
      })
      .strict(),
    who: localizedText,
    deadline: z
      .object({
        text: localizedText,
        opensOn: plainDate.optional(),
        closesOn: plainDate
          .optional()
          .describe('last day on which an application arrives in time (to 23:59 Tokyo)'),
      })
      .strict(),
    bring: z.array(z.object({ item: localizedText, when: localizedText.optional() }).strict()).default([]),
    fee: z
      .object({
        yen: z.number().int().min(0),
        field: z
          .string()
          .optional()
          .describe('code of the calculated field that gives the fee (copies × 300 yen, say)'),
        text: localizedText,
      })
      .strict(),
    where: localizedText,
    processing: z.object({ days: z.number().int().min(0), text: localizedText }).strict(),
    legalBasis: z.array(law).min(1),
    reviewedBy: z.string().optional().describe('who checked the content; without it staff see 要確認'),
    online: z
      .object({
        available: z.boolean(),
        cannot: localizedText.optional().describe('what cannot be done online, where to go, and why'),
      })
      .strict(),
    recordClass: definitionId
      .default('case')
      .describe('record class 文書分類 of its cases, from the organisation'),
    app: definitionId.optional(),
    assurance: z.enum(assuranceLevels),
    counterCheck: z
      .boolean()
      .default(false)
      .describe('apply online, then identity is checked (and the fee paid) at the counter'),
    anonymousStart: z.boolean().default(true),
    asOf: z.enum(['event', 'submission', 'decision']).describe('which day decides the rules that hold'),
    appeal: appeal.optional(),
    process: z
      .object({
        kind: z
          .enum(['approval', 'delegated', 'automatic', 'acceptance'])
          .describe(
            'approval: steps of check and decide; delegated: one-step 専決; automatic: by register match, the rest delegated; acceptance: 受理 only',
          ),
        steps: z.array(step).default([]),
        dueDays: z.number().int().min(1).default(30),
        partial: z.boolean().default(false).describe('a disposition may grant a part'),
        partialBy: z
          .string()
          .optional()
          .describe('code of the lines field whose rows are granted or refused one by one'),
        refusalReasons: z.array(localizedText).default([]),
        outcomeWords: z
          .object({
            granted: z.string().min(1).optional(),
            partial: z.string().min(1).optional(),
            refused: z.string().min(1).optional(),
            accepted: z.string().min(1).optional(),
          })
          .strict()
          .optional()
          .describe(
            'what notices call the outcome, e.g. 認定 / 不認定, 交付 / 不交付, 支給 / 不支給; absent: 認定, 一部認定, 却下, 受理',
          ),
      })
      .strict(),
    register: z
      .enum(['tax', 'vaccination', 'resident'])
      .optional()
      .describe('register port this procedure asks'),
    registerKeys: z
      .record(z.string(), z.string())
      .optional()
      .describe(
        'what the register is asked by: its key (name, birthDate, year, secretNumber …) to the code of a field',
      ),
    documents: z
      .object({
        granted: definitionId.optional(),
        partial: definitionId.optional(),
        refused: definitionId.optional(),
        certificate: definitionId.optional(),
      })
      .strict()
      .default({}),
    letterAfterDays: z
      .number()
      .int()
      .min(1)
      .optional()
      .describe('as in the organisation, for this procedure'),
    related: z.array(definitionId).default([]),
    ...ruleParts,
    /** Calculated for the decision proposal; each is shown to the drafter, never decided by itself. */
    assessment: z.array(z.object({ label: localizedText, value: formulaText }).strict()).default([]),
  })
  .strict();
