import { randomDigits } from '#platform/crypto.server';
import { formatNumber } from './numbers.ts';

/** A fresh draft or receipt number; the table's constraint notices the one in ten thousand million that was given before. */
export function newNumber(): string {
  return formatNumber(randomDigits(10));
}
