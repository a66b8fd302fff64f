import { z } from 'zod';

/** Of every type that chooses by name. */
export const pickShape = {
  multiple: z
    .boolean()
    .optional()
    .describe('several instead of one; cannot be changed once the app is published'),
  max: z.number().int().min(1).max(100).optional().describe('of several: how many at most'),
};
