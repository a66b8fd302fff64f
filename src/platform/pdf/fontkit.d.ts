/** The part of fontkit used here; the package ships no types. */
declare module 'fontkit' {
  interface LazyArray<T> {
    toArray(): T[];
  }
  interface VariationSelector {
    varSelector: number;
    defaultUVS:
      | { startUnicodeValue: number; additionalCount: number }[]
      | LazyArray<{ startUnicodeValue: number; additionalCount: number }>
      | null;
    nonDefaultUVS:
      | { unicodeValue: number; glyphID: number }[]
      | LazyArray<{ unicodeValue: number; glyphID: number }>
      | null;
  }
  export interface Font {
    familyName: string;
    characterSet: number[];
    unitsPerEm: number;
    hasGlyphForCodePoint(codePoint: number): boolean;
    layout(text: string): {
      glyphs: {
        advanceWidth: number;
        path: {
          transform(a: number, b: number, c: number, d: number, e: number, f: number): { toSVG(): string };
        };
      }[];
    };
    _cmapProcessor: { uvs: { varSelectors: LazyArray<VariationSelector> | VariationSelector[] } | null };
  }
  export function openSync(file: string): Font | { fonts: Font[] };
}
