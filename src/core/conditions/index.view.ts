/** The door of components: the builder of conditions. */
export { ConditionBuilder, type ConditionBuilderProps, forgetConditions } from './view/condition-builder.tsx';
export type { Find } from './view/pick-values.tsx';
