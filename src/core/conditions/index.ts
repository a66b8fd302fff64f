/** The door of conditions: the pure model. */
export { conditionFields } from './condition-fields.ts';
export { describeCondition } from './describe.ts';
export type { ConditionKind } from './kinds.ts';
export * from './model.ts';
export type { Operator, Takes } from './operator.ts';
export { type OperatorId, operatorOf, operatorsFor } from './operators.ts';
export { fromFormula } from './read.ts';
export { readCondition } from './read-form.ts';
export { type Missing, missingIn, toFormula } from './write.ts';
