export type { PackProblem } from './model.ts';
