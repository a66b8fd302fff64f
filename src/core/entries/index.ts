/** The door of entries that any browser may enter: the shapes of what comes back. */
export * from './model.ts';
