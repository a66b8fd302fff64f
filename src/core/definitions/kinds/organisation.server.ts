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
  'administration',
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
