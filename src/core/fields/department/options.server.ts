import { z } from 'zod';
import { pickShape } from '../pick/options.server.ts';
import type { DepartmentOptions } from './contract.ts';

export const departmentOptions = z
  .object({
    ...pickShape,
    below: z.string().optional().describe('code: only this department and all below it'),
    initial: z
      .literal('mine')
      .optional()
      .describe('a new record starts with the department of whoever adds it'),
  })
  .strict() satisfies z.ZodType<DepartmentOptions>;
