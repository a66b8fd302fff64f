import { z } from 'zod';
import { definitionId } from '#kernel/validate';
import type { MapPointOptions } from './contract.ts';

export const mapPointOptions = z
  .object({
    layers: z
      .array(definitionId)
      .max(4)
      .default([])
      .describe(
        'ids of the layers the map is drawn from, the first at the bottom; none: no map, only the boxes',
      ),
  })
  .strict() satisfies z.ZodType<MapPointOptions>;
