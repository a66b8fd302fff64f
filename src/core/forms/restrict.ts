/** Corrections: only what was sent back may be changed, and what newly shows or is required because of it. */
import { isReadOnly } from '#core/fields';
import { references } from '#kernel/formula';
import { findField } from './find-field.ts';
import type { Form, FormField } from './model.ts';

/**
 * The form with only these controls open (`f7` or `f3[k1].f5`). Fields whose showing or requirement follows from an
 * open one are open too, else a correction could end where nobody can go on.
 */
export function restrictTo(form: Form, fieldPaths: readonly string[]): Form {
  const open = new Set(fieldPaths.map((path) => findField(form, path)?.name ?? path));
  const openIds = new Set(
    fieldPaths
      .flatMap((path) => findField(form, path)?.lines?.id ?? findField(form, path)?.field.id ?? [])
      .map(String),
  );
  for (let grown = true; grown; ) {
    grown = false;
    for (const field of form.fields) {
      if (openIds.has(String(field.id)) || !follows(field, openIds)) continue;
      openIds.add(String(field.id));
      if (!isReadOnly(field.type)) open.add(`f${field.id}`);
      grown = true;
    }
  }
  return { ...form, editable: [...open] };
}

function follows(field: FormField, open: ReadonlySet<string>): boolean {
  const formulas = [
    field.visible,
    field.calculate,
    typeof field.required === 'object' ? field.required : undefined,
  ];
  return formulas.some(
    (expr) =>
      expr !== undefined && [...references(expr)].some((path) => open.has(path.split('.')[0] ?? path)),
  );
}

/** Whether a control may be changed; inside lines that are open as a whole, all of them. */
export function isEditable(form: Form, name: string): boolean {
  if (form.editable === undefined) return true;
  const found = findField(form, name);
  if (found === undefined) return false;
  if (form.editable.includes(found.name)) return true;
  return found.lines !== undefined && form.editable.includes(`f${found.lines.id}`);
}

/** Whether anything inside a field may be changed. */
export function isPartlyEditable(form: Form, field: FormField): boolean {
  const name = `f${field.id}`;
  return (
    form.editable === undefined || form.editable.some((open) => open === name || open.startsWith(`${name}[`))
  );
}
