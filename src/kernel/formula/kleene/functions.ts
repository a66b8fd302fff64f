/** The Kleene facet of every function. A missing one does not compile. */
import type { FunctionName } from '../names.ts';
import { conditionFunctions } from './conditions.ts';
import { dayFunctions, momentFunctions } from './days.ts';
import type { KleeneOf } from './frame.ts';
import { collectionFunctions } from './lists.ts';
import { numberFunctions, textFunctions } from './numbers.ts';

export const kleeneFunctions: Record<FunctionName, KleeneOf> = {
  ...conditionFunctions,
  ...collectionFunctions,
  ...numberFunctions,
  ...textFunctions,
  ...dayFunctions,
  ...momentFunctions,
};
