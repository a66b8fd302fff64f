import { z } from 'zod';

/** Nothing to choose: the record says it all. */
export const systemOptions = z.object({}).strict();
