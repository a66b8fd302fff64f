/** The value facet of every function. A missing one does not compile. */
import type { FunctionName } from './names.ts';
import { listFunctions, type ValueOf } from './value-lists.ts';
import { scalarFunctions } from './value-scalars.ts';

export const valueFunctions: Record<FunctionName, ValueOf> = { ...listFunctions, ...scalarFunctions };
