/** Numbers people read out on the phone: ten digits and a check digit, 48310-72655-1. Not the shape of a phone or individual number. */

/** Luhn: finds each single wrong digit and nearly every swap of neighbours. */
function checkDigit(body: string): number {
  let sum = 0;
  for (const [index, digit] of [...body].reverse().entries()) {
    const doubled = index % 2 === 0 ? Number(digit) * 2 : Number(digit);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return (10 - (sum % 10)) % 10;
}

/** From ten random digits. */
export function formatNumber(digits: string): string {
  return `${digits.slice(0, 5)}-${digits.slice(5, 10)}-${checkDigit(digits.slice(0, 10))}`;
}

/** What somebody typed, any width, with or without hyphens; undefined when it cannot be a number of ours. */
export function parseNumber(typed: string): string | undefined {
  const digits = typed.normalize('NFKC').replace(/[\s\-‐-―−ー_.]/g, '');
  if (!/^\d{11}$/.test(digits)) return undefined;
  const formatted = formatNumber(digits);
  return formatted.endsWith(digits.slice(-1)) ? formatted : undefined;
}
