/** 法人番号 (corporate number): public, thirteen digits, the check digit first. */
import { digitsOnly } from './typed-digits.ts';

/**
 * The first digit, from the twelve after it: 9 − (Σ Pn × Qn mod 9), Pn the n-th digit from the right, Qn 1 for odd and 2 for even n.
 * Source: 法人番号の指定等に関する省令 (平成26年財務省令第70号) 2条. Throws RangeError unless twelve digits.
 */
export function corporateNumberCheckDigit(twelveDigits: string): string {
  if (!/^\d{12}$/.test(twelveDigits))
    throw new RangeError(`a corporate number has twelve digits after the check digit: ${twelveDigits}`);
  let sum = 0;
  for (let n = 1; n <= 12; n++) sum += Number(twelveDigits.charAt(12 - n)) * (n % 2 === 1 ? 1 : 2);
  return String(9 - (sum % 9));
}

/** Whether thirteen half-width digits have the right check digit. */
export function isCorporateNumber(digits: string): boolean {
  return /^\d{13}$/.test(digits) && corporateNumberCheckDigit(digits.slice(1)) === digits.charAt(0);
}

/** Thirteen digits out of what was typed (any width, spaces, hyphens), when the check digit is right; else undefined. */
export function toCorporateNumber(text: string): string | undefined {
  const digits = digitsOnly(text, 13);
  return digits !== undefined && isCorporateNumber(digits) ? digits : undefined;
}
