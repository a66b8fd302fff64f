/** The door of text: normal forms, width, kana, characters that fit, search keys. */
export * from './bank-kana.ts';
export * from './check.ts';
export * from './code-points.ts';
export * from './half-kana.ts';
export * from './hyphens.ts';
export * from './kana.ts';
export * from './numerals.ts';
export * from './search.ts';
export * from './sort.ts';
export * from './typed.ts';
export * from './variants.ts';
export * from './width.ts';
export * from './windows31j.ts';
