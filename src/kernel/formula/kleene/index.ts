/** The door of formulas over what is known: apart from the formula's own, so that pages without a guide do not carry it. */
export { compileKleene, kleeneTruth } from './compile.ts';
export type { Fact } from './needs.ts';
export { type KleeneAnswers, type KleeneEnv, kleeneEnvOf, kleeneRowOf } from './row.ts';
export { kleeneTrace, kleeneValueTrace, type Trace } from './trace.ts';
export {
  type Hint,
  type Incomplete,
  isUnknown,
  type KleeneRow,
  UNKNOWN,
  type Unknown,
  unknown,
} from './unknown.ts';
