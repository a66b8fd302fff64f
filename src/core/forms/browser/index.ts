/** The door of the page's script: makes every form of a document quicker. Without it everything works by round trips. */
import type { PageModel } from '../browser-model.ts';
import { enhanceForm, type PageTexts } from './enhance-form.ts';

export { restoreTyped, takeKeptOff } from './restore-typed.ts';

export function enhanceForms(root: Document): void {
  root.getElementById('error-summary')?.focus();
  for (const form of root.querySelectorAll<HTMLFormElement>('form[data-form]')) {
    const { model, texts } = form.dataset;
    if (model === undefined || texts === undefined) continue;
    enhanceForm(form, JSON.parse(model) as PageModel, JSON.parse(texts) as PageTexts);
    sendOnce(form);
    enhanceControls(form);
  }
}

/**
 * Controls of staff bring their own script with them, only to pages that have them. Pages of residents do without: there
 * formatted text is typed with its marks, codes and places are typed (neither camera nor position is allowed, see
 * headers.server.ts), and signatures stand on paper.
 */
export function enhanceControls(form: HTMLElement): void {
  if (import.meta.env?.RESIDENTS === true) return;
  if (form.querySelector('[data-rich]') !== null)
    void import('./rich-tools.ts').then(({ richTools }) => richTools(form));
  if (form.querySelector('[data-scan]') !== null)
    void import('./code-scan.ts').then(({ codeScan }) => codeScan(form));
  if (form.querySelector('[data-signature]') !== null)
    void import('./signature-pad.ts').then(({ signaturePads }) => signaturePads(form));
  if (form.querySelector('[data-photo], [data-photos]') !== null) {
    void import('./photo-marks.ts').then(({ photoMarks }) => photoMarks(form));
    void import('./fresh-photos.ts').then(({ freshPhotos }) => freshPhotos(form));
  }
  if (form.querySelector('[data-map]') !== null)
    void import('./map-point.ts').then(({ mapPoints }) => mapPoints(form));
}

/** A second press while the first is under way does nothing; coming back by the history makes it work again. */
function sendOnce(form: HTMLFormElement): void {
  let sent = false;
  form.addEventListener('submit', (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  addEventListener('pageshow', () => {
    sent = false;
  });
}
