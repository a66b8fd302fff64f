/** The office: departments as a tree with validity, posts that staff hold, closed days and seals. */
import { z } from 'zod';
import { definitionId, plainDate } from '#kernel/validate';

export const staffRoles = [
  'intake',
  'check',
  'decide',
  'counter',
  'organisation',
  'audit',
  'protection',
  'administration',
  'records',
] as const;

export const departmentSchema = z
  .object({
    code: z.string().regex(/^[0-9A-Z-]{2,16}$/),
    name: z.string().min(1),
    nameEn: z.string().optional(),
    body: z
      .enum([
        'mayor',
        'board-of-education',
        'assembly',
        'election',
        'audit',
        'personnel',
        'agriculture',
        'water',
      ])
      .describe('実施機関'),
    parent: z.string().optional(),
    ward: z.string().optional(),
    phone: z.string().optional(),
    duties: z
      .array(z.string().regex(/^[a-z]+(-[a-z]+)*$/))
      .default([])
      .describe(
        'what this department answers for; packs of national law name a duty as `@duty` where a city names a code',
      ),
    documentSymbol: z.string().optional().describe('the ○ of 「○第123号」'),
    validFrom: plainDate,
    validTo: plainDate.optional(),
    successor: z.string().optional(),
  })
  .strict();

/** 文書分類: how long closed cases of a class are kept and what happens then. Years count from 1 April after 完結. */
export const recordClassSchema = z
  .object({
    code: definitionId,
    title: z.string().min(1),
    years: z.number().int().min(1).max(100).nullable().describe('null: permanent 永年'),
    afterwards: z
      .enum(['dispose', 'transfer', 'review'])
      .default('dispose')
      .describe('dispose 廃棄, transfer 公文書館へ移管, review: decided for each when its term has ended'),
    basis: z.string().optional().describe('rule it stands in, e.g. あかつき市文書管理規程 別表第1'),
  })
  .strict();

export const organisationSchema = z
  .object({
    $schema: z.string().optional(),
    kind: z.literal('organisation'),
    id: definitionId,
    effectiveFrom: plainDate,
    municipality: z
      .object({
        code: z.string().regex(/^\d{6}$/),
        name: z.string(),
        nameEn: z.string(),
        reading: z.string(),
        mayor: z.string(),
        prefecture: z.string(),
        address: z.string(),
        postCode: z.string(),
        phone: z.string(),
        keyColour: z
          .string()
          .regex(/^#[0-9a-f]{6}$/)
          .default('#0017c1'),
      })
      .strict(),
    recordClasses: z
      .array(recordClassSchema)
      .min(1)
      .default([{ code: 'case', title: '申請・届出に関する文書', years: 5, afterwards: 'review' }]),
    letterAfterDays: z
      .number()
      .int()
      .min(1)
      .default(14)
      .describe('electronic documents nobody opened for so many days go by post'),
    wards: z.array(
      z.object({ code: z.string(), name: z.string(), reading: z.string(), nameEn: z.string() }).strict(),
    ),
    positions: z.array(
      z.object({ title: z.string(), rank: z.number().int(), roles: z.array(z.enum(staffRoles)) }).strict(),
    ),
    closedDays: z
      .object({
        weekdays: z.array(z.number().int().min(0).max(6)),
        nationalHolidays: z.boolean(),
        yearEnd: z.boolean(),
      })
      .strict(),
    departments: z.array(departmentSchema).min(1),
  })
  .strict();
