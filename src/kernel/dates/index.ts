/** The door of dates: days, 和暦, fiscal years, ages, deadlines, holidays, Japan's clock. */
export * from './age.ts';
export * from './arithmetic.ts';
export * from './closed-days.ts';
export * from './deadline.ts';
export * from './eras.ts';
export * from './fiscal-year.ts';
export * from './format.ts';
export * from './holiday-rules.ts';
export * from './holidays.ts';
export { type ParseDateOptions, type ParsedDate, parseDate, parseFullDate } from './parse.ts';
export * from './parse-time.ts';
export * from './plain-date.ts';
export * from './tokyo.ts';
