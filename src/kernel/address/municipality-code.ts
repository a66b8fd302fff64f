/** 全国地方公共団体コード: five digits and a check digit. Source: 自治省 (総務省) 「全国地方公共団体コード仕様」. */
import { toHalfWidth } from '#kernel/text';
import { prefectureByCode } from './prefectures.ts';

/**
 * The check digit: the five digits times 6, 5, 4, 3, 2, summed; 11 minus the remainder by 11, last digit.
 * `municipalityCheckDigit('40100')` is `'5'` (北九州市). Throws RangeError unless five digits.
 */
export function municipalityCheckDigit(fiveDigits: string): string {
  if (!/^\d{5}$/.test(fiveDigits)) throw new RangeError(`municipality code: ${fiveDigits}`);
  const sum = Array.from(fiveDigits).reduce((total, digit, index) => total + Number(digit) * (6 - index), 0);
  return String((11 - (sum % 11)) % 10);
}

/** Whether six digits are a code with the right check digit and an existing prefecture. */
export function isMunicipalityCode(code: string): boolean {
  return (
    /^\d{6}$/.test(code) &&
    prefectureByCode(code) !== undefined &&
    municipalityCheckDigit(code.slice(0, 5)) === code.charAt(5)
  );
}

/** Five digits gain the check digit, six are checked; any width. undefined when it is no code. */
export function toMunicipalityCode(text: string): string | undefined {
  const digits = toHalfWidth(text).trim();
  const code = /^\d{5}$/.test(digits) ? digits + municipalityCheckDigit(digits) : digits;
  return isMunicipalityCode(code) ? code : undefined;
}
