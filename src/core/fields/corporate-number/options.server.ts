import { z } from 'zod';

export const corporateNumberOptions = z.object({}).strict();
