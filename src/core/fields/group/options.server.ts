import { z } from 'zod';
import { pickShape } from '../pick/options.server.ts';
import type { GroupOptions } from './contract.ts';

export const groupOptions = z.object(pickShape).strict() satisfies z.ZodType<GroupOptions>;
