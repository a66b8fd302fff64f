/** The way through the pages: only those that show, and in a correction only those with something to change. */
import { isReadOnly } from '#core/fields';
import { fieldsOf } from './find-field.ts';
import type { Evaluation, Form } from './model.ts';
import { isPartlyEditable } from './restrict.ts';

/** Pages to go through, in order. */
export function openPages(
  form: Form,
  evaluation: Pick<Evaluation, 'visiblePages' | 'visibleFields'>,
): string[] {
  return evaluation.visiblePages.filter((id) => {
    const fields = fieldsOf(form, id).filter((field) => evaluation.visibleFields.has(`f${field.id}`));
    if (form.editable === undefined) return fields.length > 0 || fieldsOf(form, id).length === 0;
    return fields.some((field) => !isReadOnly(field.type) && isPartlyEditable(form, field));
  });
}

/** The page after this one; null where the review comes. */
export function nextPage(form: Form, evaluation: Evaluation, pageId: string | null): string | null {
  const pages = openPages(form, evaluation);
  if (pageId === null) return pages[0] ?? null;
  const order = form.pages.map((page) => page.id);
  return pages.find((id) => order.indexOf(id) > order.indexOf(pageId)) ?? null;
}

/** The page before this one; null where the form begins. From the review (`null`) the last page. */
export function previousPage(form: Form, evaluation: Evaluation, pageId: string | null): string | null {
  const pages = openPages(form, evaluation);
  if (pageId === null) return pages[pages.length - 1] ?? null;
  const order = form.pages.map((page) => page.id);
  const before = pages.filter((id) => order.indexOf(id) < order.indexOf(pageId));
  return before[before.length - 1] ?? null;
}

/** The first page with something to mend, else null: where a draft is taken up again. */
export function firstOpenPage(form: Form, evaluation: Evaluation): string | null {
  return (
    openPages(form, evaluation).find((id) =>
      fieldsOf(form, id).some((field) =>
        evaluation.issues.some(
          ({ path }) =>
            path === `f${field.id}` || path.startsWith(`f${field.id}.`) || path.startsWith(`f${field.id}[`),
        ),
      ),
    ) ?? null
  );
}

export interface Progress {
  /** From 1; the review is the last step. */
  step: number;
  steps: number;
  /** Of this page and those after it, rounded up. */
  minutesLeft: number;
}

/** `pageId` null is the review. */
export function progress(form: Form, evaluation: Evaluation, pageId: string | null): Progress {
  const pages = openPages(form, evaluation);
  const at = pageId === null ? pages.length : Math.max(0, pages.indexOf(pageId));
  const left = pages
    .slice(at)
    .reduce((sum, id) => sum + (form.pages.find((page) => page.id === id)?.minutes ?? 1), 0);
  return { step: at + 1, steps: pages.length + 1, minutesLeft: Math.ceil(left + 0.5) };
}
