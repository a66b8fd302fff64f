export type * from './model.ts';
export { parseNumber } from './numbers.ts';
