export * from './model.ts';
export { checkQuestion, type Planned } from './plan.ts';
