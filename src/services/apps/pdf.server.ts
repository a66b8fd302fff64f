import type { Runtime } from '#platform/http.server';
import { createPdf, type Pdf } from '#platform/pdf.server';

/** Made with the first paper: its processes cost memory that most days nobody needs. */
let pdf: Pdf | undefined;

export function pdfOf({ config }: Pick<Runtime, 'config'>): Pdf {
  pdf ??= createPdf(config.FONT_DIR === undefined ? {} : { extraFontDirectory: config.FONT_DIR });
  return pdf;
}
