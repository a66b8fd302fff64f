/**
 * Windows-31J, character by character: what was encoded is decoded again and must be the same. Nothing becomes `?` and
 * nothing is dropped; what does not fit is listed, and a person says what shall stand there.
 */
import iconv from 'iconv-lite';
import {
  codePointName,
  codePoints,
  foldVariants,
  splitCharacters,
  substituteForWindows31J,
} from '#kernel/text';
import type { ListedMisfit, Misfits } from './model.ts';

const name = 'cp932';
/** What lists show at most; every place is counted. */
const listedAtMost = 200;
const charactersAtMost = 500;

const known = new Map<string, boolean>();

/** Whether a character (with its variation selector) comes back from Windows-31J as it went in. */
export function fits(character: string): boolean {
  const before = known.get(character);
  if (before !== undefined) return before;
  // The private-use area round-trips through the bytes of user-defined characters, which mean something else elsewhere.
  const round =
    !/[\ue000-\uf8ff]/.test(character) && iconv.decode(iconv.encode(character, name), name) === character;
  if (known.size < 50_000) known.set(character, round);
  return round;
}

/** Bytes of a text whose characters all fit; anything else is a mistake of the caller and throws. */
export function encodeWindows31J(text: string): Buffer {
  const bytes = iconv.encode(text, name);
  if (iconv.decode(bytes, name) !== text) throw new Error('text does not fit Windows-31J');
  return bytes;
}

/** The text with the named replacements; a character without one stays. */
export function replaceCharacters(text: string, replacements: Readonly<Record<string, string>>): string {
  // Most text is plain; splitting is slow.
  if (/^[\n\r\t -~]*$/.test(text)) return text;
  return splitCharacters(text)
    .map((one) => (!fits(one) && Object.hasOwn(replacements, one) ? replacements[one]! : one))
    .join('');
}

export const codePointsOf = (character: string): string => codePoints(character).map(codePointName).join(' ');

/** 𠮷（U+20BB7）→吉, for people and receipts: some characters look alike, their code points do not. */
export const replacementText = (replacements: Readonly<Record<string, string>>): string =>
  Object.entries(replacements)
    .map(([from, to]) => `${from}（${codePointsOf(from)}）→${to}`)
    .join('、');

/** What is proposed for a character: the same sign, the base of an IVS, or the usual form of a variant; '' when unsure. */
export function proposalFor(character: string): string {
  const certain = substituteForWindows31J(character);
  if (splitCharacters(certain).every(fits)) return certain;
  const usual = foldVariants(certain);
  return usual !== certain && splitCharacters(usual).every(fits) ? usual : '';
}

/** Collects what does not fit while rows pass by, in bounded memory. */
export class MisfitList {
  readonly #replacements: Readonly<Record<string, string>>;
  readonly #listed: ListedMisfit[] = [];
  readonly #characters = new Map<string, number>();
  #places = 0;

  constructor(replacements: Readonly<Record<string, string>>) {
    this.#replacements = replacements;
  }

  look(text: string, row: number, column: string): void {
    if (/^[\n\r\t -~]*$/.test(text)) return;
    for (const character of splitCharacters(text)) {
      if (fits(character) || Object.hasOwn(this.#replacements, character)) continue;
      this.#places += 1;
      const seen = this.#characters.get(character);
      if (seen !== undefined || this.#characters.size < charactersAtMost)
        this.#characters.set(character, (seen ?? 0) + 1);
      if (this.#listed.length < listedAtMost)
        this.#listed.push({ row, column, character, codePoint: codePointsOf(character) });
    }
  }

  /** Null when everything fits. */
  get found(): Misfits | null {
    if (this.#places === 0) return null;
    return {
      places: this.#places,
      listed: this.#listed,
      characters: [...this.#characters].map(([character, places]) => ({
        character,
        codePoint: codePointsOf(character),
        places,
        proposal: proposalFor(character),
      })),
    };
  }
}
