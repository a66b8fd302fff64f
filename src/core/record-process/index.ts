/** The door that any browser may enter: shapes and words. */
export * from './approval/model.ts';
export * from './model.ts';
