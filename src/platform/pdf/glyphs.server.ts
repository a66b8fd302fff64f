import { type Coverage, commonCoverage, readCoverage } from './coverage.server.ts';
import { bundledFonts, extraFontFiles } from './fonts.server.ts';
import type { GlyphProblem, GlyphReport, Typeface } from './model.ts';

/** Line and page furniture that Typst handles itself. */
const layout = new Set([0x09, 0x0a, 0x0d, 0x20]);
const isSelector = (codePoint: number) =>
  (codePoint >= 0xfe00 && codePoint <= 0xfe0f) || (codePoint >= 0xe0100 && codePoint <= 0xe01ef);
/** Text or colour presentation of a symbol, as telephones add it: no other shape of a letter is meant. */
const isPresentation = (codePoint: number) => codePoint === 0xfe0e || codePoint === 0xfe0f;
const unprintable = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u;

const hex = (codePoint: number) => `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;

/** Fallback order as Typst follows it, with what each family can draw. */
export function coverages(typeface: Typeface, extraFontDirectory?: string): Coverage[] {
  const bundled = bundledFonts(typeface).map((font) => commonCoverage(font.family, font.files));
  const extra = extraFontFiles(extraFontDirectory).flatMap(readCoverage);
  return [
    ...bundled,
    ...extra.filter((font, index) => extra.findIndex((other) => other.family === font.family) === index),
  ];
}

/** Says, before anything is issued, what of a text the fonts cannot print as written. */
export function checkGlyphs(text: string, fonts: Coverage[]): GlyphReport {
  const problems = new Map<string, GlyphProblem>();
  const used = new Set<string>();
  const variants: Record<string, string> = {};
  const characters = [...text];
  for (let index = 0; index < characters.length; index++) {
    const character = characters[index] ?? '';
    const codePoint = character.codePointAt(0) ?? 0;
    if (layout.has(codePoint)) continue;
    if (isSelector(codePoint) || unprintable.test(character)) {
      problems.set(character, { character, codePoint: hex(codePoint), kind: 'control' });
      continue;
    }
    const selector = characters[index + 1]?.codePointAt(0) ?? 0;
    const selected = isSelector(selector);
    if (selected) index++;
    const first = fonts.find((font) => font.has(codePoint));
    if (first === undefined) {
      problems.set(character, { character, codePoint: hex(codePoint), kind: 'missing' });
    } else if (!selected || isPresentation(selector)) {
      used.add(first.family);
    } else {
      const sequence = character + String.fromCodePoint(selector);
      const drawing = fonts.find((font) => font.hasVariant(codePoint, selector));
      used.add((drawing ?? first).family);
      if (drawing === undefined)
        problems.set(sequence, {
          character: sequence,
          codePoint: `${hex(codePoint)} ${hex(selector)}`,
          kind: 'variant',
        });
      else if (drawing !== first) variants[sequence] = drawing.family;
    }
  }
  return { missing: [...problems.values()], fontsUsed: [...used], variants };
}
