/** What stands on a page: controls' contents, and which show, lines that were only just added included. */
import { type Answers, type Json, linesIn, type Typed, typedKeys } from '#core/fields';
import { fieldsOf } from './find-field.ts';
import { createFormState, type FormState } from './form-state.ts';
import type { Form, FormContext } from './model.ts';
import { typedOf } from './typed-page.ts';

export interface PageView {
  typed: Typed;
  state: FormState;
  /** The same with one blank line more in each lines field, under `templateKey`. */
  withBlankLines: FormState;
}

export function pageView(
  form: Form,
  pageId: string,
  answers: Answers,
  typed: Typed | undefined,
  context: FormContext,
  templateKey: string,
): PageView {
  const shown = typedOf(form, pageId, answers, typed);
  const open: Answers = { ...answers };
  const blank: Answers = {};
  for (const field of fieldsOf(form, pageId)) {
    if (field.fields === undefined) continue;
    const id = String(field.id);
    const lines = linesIn(answers[id]);
    const all = typedKeys(shown, `f${id}`).map((key) => ({
      key,
      values: lines.find((line) => line.key === key)?.values ?? {},
    }));
    open[id] = all as unknown as Json;
    blank[id] = [...all, { key: templateKey, values: {} }] as unknown as Json;
  }
  const state = createFormState(form, open, context);
  const hasLines = Object.keys(blank).length > 0;
  return {
    typed: shown,
    state,
    withBlankLines: hasLines ? createFormState(form, { ...open, ...blank }, context) : state,
  };
}
