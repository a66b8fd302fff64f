import { randomInt } from 'node:crypto';

/** Letters and digits that are not mistaken for each other on paper. */
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** 16 characters in groups of four, 80 bits: nobody guesses another document's code. */
export function verificationCode(): string {
  const characters = Array.from({ length: 16 }, () => alphabet[randomInt(alphabet.length)]);
  return [0, 4, 8, 12].map((start) => characters.slice(start, start + 4).join('')).join('-');
}
