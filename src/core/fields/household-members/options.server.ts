import { z } from 'zod';
import { linesShape } from '../lines/options.server.ts';
import { type HouseholdMembersOptions, memberParts } from './contract.ts';

export const householdMembersOptions = z
  .object({
    ...linesShape,
    max: z.number().int().min(1).max(100).default(20),
    standard: z
      .array(z.enum(memberParts))
      .optional()
      .describe(
        'standard fields before the own ones; absent: name, relationship, birthDate when no own fields are named',
      ),
  })
  .strict() satisfies z.ZodType<HouseholdMembersOptions>;
