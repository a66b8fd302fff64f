/** The server door. */
export { checkWish } from './check-view.ts';
export { conditionFieldsOf, filterWords } from './condition-fields.server.ts';
export { deleteView, restoreView } from './delete-view.server.ts';
export * from './model.ts';
export { changeView, saveView } from './save-view.server.ts';
export { mayShare, viewsFor } from './views-for.server.ts';
