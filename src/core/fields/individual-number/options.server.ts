import { z } from 'zod';
import type { IndividualNumberOptions } from './contract.ts';

export const individualNumberOptions = z.object({}).strict() satisfies z.ZodType<IndividualNumberOptions>;
