import { z } from 'zod';
import type { AddressOptions } from './contract.ts';

export const addressOptions = z
  .object({
    postCode: z.boolean().default(true).describe('asks for the post code, with a button that fills the town'),
    katagaki: z.boolean().default(true).describe('方書: building, room, ○○様方'),
    own: z.boolean().default(false).describe('the address of the person who types: browsers may fill it in'),
    homePrefecture: z
      .string()
      .min(2)
      .optional()
      .describe('offered first; a fictional city may name one that is none of the 47'),
  })
  .strict() satisfies z.ZodType<AddressOptions>;
