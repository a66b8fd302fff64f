export type {
  DocumentStandard,
  GlyphProblem,
  GlyphReport,
  Json,
  PdfJob,
  RenderedPdf,
  Typeface,
} from './model.ts';
export { createPdf, type Pdf, type PdfOptions } from './renderer.server.ts';
