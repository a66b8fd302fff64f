/** What registers answer, checked on arrival: a register that changed its form must not fill certificates with nonsense. */
import { z } from 'zod';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const yen = z.number().int();

const taxRecord = z.object({
  fiscalYear: z.number().int(),
  incomeYear: z.number().int(),
  name: z.string(),
  birthDate: day,
  residentOnJanuary1: z.boolean(),
  addressOnJanuary1: z.string(),
  address: z.string().optional(),
  income: z.array(z.object({ kind: z.string(), revenue: yen, income: yen })),
  totalIncome: yen,
  deductions: z.array(z.object({ kind: z.string(), amount: yen })).default([]),
  deductionTotal: yen,
  dependants: z.number().int(),
  /** Absent while income is undeclared. */
  tax: z
    .object({
      city: z.object({ perCapita: yen, incomeBased: yen }),
      prefecture: z.object({ perCapita: yen, incomeBased: yen }),
      forest: yen,
      total: yen,
    })
    .nullish()
    .transform((value) => value ?? undefined),
});
export type TaxRecord = z.infer<typeof taxRecord>;

const withTax = z.object({ status: z.enum(['found', 'undeclared', 'notResident']), record: taxRecord });
/** `undeclared`: declare first. Who lived elsewhere on 1 January is found, with `residentOnJanuary1` false. */
export const taxAnswer = z.union([
  withTax.transform(({ status, record }) =>
    status === 'undeclared'
      ? { status, record }
      : {
          status: 'found' as const,
          record: status === 'notResident' ? { ...record, residentOnJanuary1: false } : record,
        },
  ),
  z.object({ status: z.enum(['notFound', 'ambiguous']) }),
]);
export type TaxAnswer = z.infer<typeof taxAnswer>;

const vaccinationRecord = z.object({
  name: z.string(),
  romanised: z.string().default(''),
  birthDate: day,
  doses: z.array(
    z.object({
      date: day,
      vaccine: z.string(),
      vaccineEn: z.string().default(''),
      dose: z.number().int(),
      product: z.string().default(''),
      lot: z.string().default(''),
      place: z.string().default(''),
    }),
  ),
});
export type VaccinationRecord = z.infer<typeof vaccinationRecord>;
/** Which of number, name and birth date was wrong is never told. */
export const vaccinationAnswer = z.union([
  z.object({ status: z.literal('matched'), record: vaccinationRecord }),
  z.object({ status: z.literal('notMatched') }),
]);
export type VaccinationAnswer = z.infer<typeof vaccinationAnswer>;

const residentRecord = z.object({
  addresseeNumber: z.string(),
  householdNumber: z.string().optional(),
  relationship: z.string().optional(),
  name: z.string(),
  birthDate: day,
  address: z.string(),
  /** Last day of a protection measure 支援措置; empty when there is none. */
  protectionUntil: z.string().optional(),
});
export type ResidentRecord = z.infer<typeof residentRecord>;
export const residentAnswer = z.union([
  z.object({
    status: z.literal('found'),
    resident: residentRecord,
    household: z.array(residentRecord).default([]),
  }),
  z.object({ status: z.enum(['notFound', 'ambiguous']) }),
]);
export type ResidentAnswer = z.infer<typeof residentAnswer>;
