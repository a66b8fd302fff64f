export type {
  DocumentStandard,
  GlyphProblem,
  GlyphReport,
  Json,
  PdfJob,
  RenderedPdf,
  Typeface,
} from './model.ts';
export { outlineOf } from './outlines.server.ts';
export { createPdf, type Pdf, type PdfOptions } from './renderer.server.ts';
