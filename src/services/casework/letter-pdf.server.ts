/** Cover sheets are set in this process, with the first printing; nothing is started before. */

import type { Runtime } from '#platform/http.server';
import { createPdf, type Pdf } from '#platform/pdf.server';

let pdf: Pdf | undefined;

export function letterPdf({ config }: Pick<Runtime, 'config'>): Pdf {
  pdf ??= createPdf(config.FONT_DIR === undefined ? {} : { extraFontDirectory: config.FONT_DIR });
  return pdf;
}
