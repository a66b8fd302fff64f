import { z } from 'zod';
import type { PersonNameOptions } from './contract.ts';

export const personNameOptions = z
  .object({
    kana: z.enum(['none', 'optional']).default('none').describe('asks for the reading; never forced'),
    romanised: z.boolean().default(false).describe('ローマ字氏名'),
    alias: z.boolean().default(false).describe('通称'),
    formerFamily: z.boolean().default(false).describe('旧氏'),
    oneName: z.boolean().default(true).describe('offers 「名前は一つだけ」'),
    own: z.boolean().default(false).describe('the name of the person who types: browsers may fill it in'),
  })
  .strict() satisfies z.ZodType<PersonNameOptions>;
