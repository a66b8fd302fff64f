/** The SQL facet of every function. A missing one does not compile. */
import type { FunctionName } from '../names.ts';
import { listFunctions, type SqlOf } from './lists.ts';
import { scalarFunctions } from './scalars.ts';

export const sqlFunctions: Record<FunctionName, SqlOf> = { ...listFunctions, ...scalarFunctions };
