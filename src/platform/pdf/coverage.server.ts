import { type Font, openSync } from 'fontkit';

/** What a font can draw. A bit per code point (136 KB) and a set of variation sequences; the font file itself is let go. */
export interface Coverage {
  family: string;
  has(codePoint: number): boolean;
  hasVariant(codePoint: number, selector: number): boolean;
}

const PLANES = 0x110000;
/** Selectors start at U+FE00; base and selector fit one safe integer. */
const sequence = (codePoint: number, selector: number) => codePoint * PLANES + selector;

const list = <T>(value: T[] | { toArray(): T[] } | null | undefined): T[] =>
  value === null || value === undefined ? [] : Array.isArray(value) ? value : value.toArray();

function coverageOf(font: Font): Coverage {
  const bits = new Uint8Array(PLANES / 8);
  for (const codePoint of font.characterSet)
    bits[codePoint >> 3] = (bits[codePoint >> 3] ?? 0) | (1 << (codePoint & 7));
  const has = (codePoint: number) => ((bits[codePoint >> 3] ?? 0) & (1 << (codePoint & 7))) !== 0;
  const variants = new Set<number>();
  for (const record of list(font._cmapProcessor.uvs?.varSelectors)) {
    for (const range of list(record.defaultUVS))
      for (let offset = 0; offset <= range.additionalCount; offset++)
        variants.add(sequence(range.startUnicodeValue + offset, record.varSelector));
    for (const one of list(record.nonDefaultUVS))
      variants.add(sequence(one.unicodeValue, record.varSelector));
  }
  return {
    family: font.familyName,
    has,
    hasVariant: (codePoint, selector) => has(codePoint) && variants.has(sequence(codePoint, selector)),
  };
}

const cache = new Map<string, Coverage[]>();

/** Coverages of the fonts in a file (several in a collection), parsed once per process: about 50 ms for a Japanese font. */
export function readCoverage(file: string): Coverage[] {
  let known = cache.get(file);
  if (known === undefined) {
    const opened = openSync(file);
    known = ('fonts' in opened ? opened.fonts : [opened]).map(coverageOf);
    cache.set(file, known);
  }
  return known;
}

/** A family covers what all its weights cover: a heading in bold must not lose a character the text has. */
export function commonCoverage(family: string, files: string[]): Coverage {
  const all = files.flatMap(readCoverage);
  return {
    family,
    has: (codePoint) => all.every((one) => one.has(codePoint)),
    hasVariant: (codePoint, selector) => all.every((one) => one.hasVariant(codePoint, selector)),
  };
}
