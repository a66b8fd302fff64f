import { z } from 'zod';
import { definitionId } from '#kernel/validate';
import type { AreaOptions } from './contract.ts';

export const areaOptions = z
  .object({
    point: z.string().min(1).max(64).describe('code of the map point whose area this is, in the same place'),
    layer: definitionId.describe('id of a layer with the role area'),
  })
  .strict() satisfies z.ZodType<AreaOptions>;
