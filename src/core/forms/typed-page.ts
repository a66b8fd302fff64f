/** What the controls of a page hold: what was typed last, else the answers. */
import { type Answers, contracts, type Field, linesIn, nextLineKey, type Typed, wasSent } from '#core/fields';
import { fieldsOf } from './find-field.ts';
import type { Form, FormField } from './model.ts';
import { seenName } from './parse-page.ts';

/** `typed` of a page that was sent stands before the answers, so that what could not be read is not lost. */
export function typedOf(form: Form, pageId: string, answers: Answers, typed: Typed = {}): Typed {
  const seen = typed[seenName] ?? [];
  const all: Typed = {};
  for (const field of fieldsOf(form, pageId)) {
    const name = `f${field.id}`;
    const posted = wasSent(typed, name) || seen.includes(name);
    if (posted)
      for (const [control, values] of Object.entries(typed))
        if (control === name || control.startsWith(`${name}.`) || control.startsWith(`${name}[`))
          all[control] = values;
    const value = answers[String(field.id)];
    if (!posted && value !== null && value !== undefined)
      Object.assign(all, contracts[field.type].toTyped(value, name, field as unknown as Field));
    withFirstLines(all, name, field, answers);
  }
  return all;
}

/** Lines that must be there, or a first one of a required field, stand open to be filled. */
function withFirstLines(typed: Typed, name: string, field: FormField, answers: Answers): void {
  if (field.fields === undefined || typed[`${name}.keys`] !== undefined) return;
  const keys = linesIn(answers[String(field.id)]).map((line) => line.key);
  const wanted = Math.max(Number(field.options.min ?? 0), field.required === true ? 1 : 0);
  while (keys.length < wanted) keys.push(nextLineKey(keys));
  typed[`${name}.keys`] = keys;
}
