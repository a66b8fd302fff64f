/** Shapes of the PDF room; the work itself is in `#platform/pdf.server`. */
export type {
  DocumentStandard,
  GlyphProblem,
  GlyphReport,
  Json,
  PdfJob,
  RenderedPdf,
  Typeface,
} from './model.ts';
