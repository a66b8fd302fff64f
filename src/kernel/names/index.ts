/** The door of names. */
export * from './format-name.ts';
export * from './person-name.ts';
export * from './validate-name.ts';
