/** On which law something rests. */
import { z } from 'zod';
import { plainDate } from '#kernel/validate';

export const law = z
  .object({
    law: z.string().min(1).describe('name of the law or ordinance, e.g. 住民基本台帳法'),
    lawId: z.string().optional().describe('law id of e-Gov, where there is one'),
    article: z.string().min(1).describe('e.g. 第22条第1項'),
    inForce: plainDate.optional().describe('since when the article says so'),
  })
  .strict();
