/** The door of saved views: the model. */
export * from './model.ts';
