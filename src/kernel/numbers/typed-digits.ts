/** Digits as people type them. */
import { toHalfWidth, unifyStrokes } from '#kernel/text';

/** Exactly `length` half-width digits out of what was typed (any width, spaces and hyphens between), else undefined. */
export function digitsOnly(text: string, length: number): string | undefined {
  const digits = unifyStrokes(toHalfWidth(text)).replace(/[-\s]/g, '');
  return /^\d+$/.test(digits) && digits.length === length ? digits : undefined;
}
