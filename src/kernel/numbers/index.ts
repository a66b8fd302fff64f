/** The door of numbers: the individual number (マイナンバー) and the corporate number. */
export * from './corporate-number.ts';
export * from './individual-number.ts';
export * from './mask.ts';
export * from './typed-digits.ts';
