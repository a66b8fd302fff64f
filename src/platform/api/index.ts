export { type ApiFile, type ApiRoute, type ApiScene, declareFor } from './model.ts';
