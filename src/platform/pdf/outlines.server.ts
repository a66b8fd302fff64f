import { type Font, openSync } from 'fontkit';
import { bundledFonts } from './fonts.server.ts';

/**
 * A line of text as the outline of its letters, an SVG path beginning at (0, 0) on the baseline, and its width in the same units
 * as `size`. For pictures: a renderer would take whatever fonts the machine has. Letters that no bundled font has are left out.
 */
export function outlineOf(text: string, size: number): { path: string; width: number } {
  const fonts = boldFonts();
  const parts: string[] = [];
  let x = 0;
  for (const letter of text) {
    const font = fonts.find((one) => one.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0));
    if (font === undefined) continue;
    const scale = size / font.unitsPerEm;
    for (const glyph of font.layout(letter).glyphs) {
      // Fonts count upwards, pictures downwards.
      parts.push(glyph.path.transform(scale, 0, 0, -scale, x, 0).toSVG());
      x += glyph.advanceWidth * scale;
    }
  }
  return { path: parts.join(''), width: x };
}

let opened: Font[] | undefined;

function boldFonts(): Font[] {
  opened ??= bundledFonts('gothic').flatMap(({ files }) => {
    const font = openSync(files[1] ?? '');
    return 'fonts' in font ? font.fonts : [font];
  });
  return opened;
}
