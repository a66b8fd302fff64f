/** Hiding numbers that must not be shown. */
import { findIndividualNumbers } from './individual-number.ts';

/** Every individual number found in a text with each digit replaced by ＊; separators stay. For logs and previews of free text. */
export function maskIndividualNumbers(text: string): string {
  let out = '';
  let from = 0;
  for (const { start, end } of findIndividualNumbers(text)) {
    out += text.slice(from, start) + text.slice(start, end).replace(/[0-9０-９]/g, '＊');
    from = end;
  }
  return out + text.slice(from);
}

/** Digits replaced by ＊ but for the last `keepLast`: `maskDigits('1234567', 3)` is ＊＊＊＊567. For account numbers; an individual number keeps none. */
export function maskDigits(text: string, keepLast = 0): string {
  const digits = text.match(/[0-9０-９]/g)?.length ?? 0;
  let seen = 0;
  return text.replace(/[0-9０-９]/g, (digit) => {
    seen++;
    return seen > digits - keepLast ? digit : '＊';
  });
}
