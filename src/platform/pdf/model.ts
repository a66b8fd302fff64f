/** What a document is made of. Every standard here is checked by Typst while writing: a glyph that no font has is an error, not a hole. */
export type DocumentStandard = 'ua-1' | 'a-2a' | 'a-2b' | 'a-2u' | 'a-3a' | 'a-3b' | 'a-3u';

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

/** Gothic for letters and lists, mincho for certificates. Both fall back to Noto Sans JP, then to the city's extra fonts. */
export type Typeface = 'gothic' | 'mincho';

export interface PdfJob {
  /** Typst source. Written by developers, never assembled from data: data is read with `input()` of letter.typ. */
  source: string;
  data: Json;
  /** JPEG, PNG, WebP or SVG. `picture(0)` of letter.typ is the first: how large, and what is said of it, stands in the source and the data. */
  pictures?: readonly Uint8Array[];
  standard?: DocumentStandard;
  typeface?: Typeface;
  /** Stands in the file as its creation date; the same job at the same moment gives the same bytes. */
  createdAt?: Date;
  timeoutMs?: number;
  /** `refuse` (default): a name in a variant no font can draw is not printed in another shape behind the person's back. */
  variants?: 'refuse' | 'base';
}

export interface RenderedPdf {
  bytes: Uint8Array;
  pages: number;
}

export interface GlyphProblem {
  /** The character as written, with its variation selector. */
  character: string;
  /** `U+20BB7`, or `U+8FBB U+E0101` for a variant. */
  codePoint: string;
  /** `missing`: no font has it. `variant`: the base shape can be printed, the requested one cannot. `control`: nothing to print (bidi override, stray selector …). */
  kind: 'missing' | 'variant' | 'control';
}

export interface GlyphReport {
  missing: GlyphProblem[];
  fontsUsed: string[];
  /** Variation sequences that a font further down the list draws, and which. The renderer hands this to Typst. */
  variants: Record<string, string>;
}
