/** From a control name to its field. */
import type { Form, FormField } from './model.ts';

export interface FoundField {
  field: FormField;
  /** The control name without parts: `f7`, `f3[k1].f5`. */
  name: string;
  /** Of a field inside a line. */
  lines?: FormField;
  key?: string;
  /** `family` of `f7.family`; '' for the field itself. */
  part: string;
}

const control = /^f(\d{1,4})(?:\[([a-z0-9]{1,16})\](?:\.f(\d{1,4}))?)?(?:\.([a-zA-Z][a-zA-Z.]*))?$/;

export function findField(form: Form, name: string): FoundField | undefined {
  const match = control.exec(name);
  if (match === null) return undefined;
  const [, id, key, childId, part = ''] = match;
  const field = form.fields.find((each) => String(each.id) === id);
  if (field === undefined) return undefined;
  if (key === undefined) return { field, name: `f${id}`, part };
  if (childId === undefined) return { field, name: `f${id}`, key, part };
  const child = field.fields?.find((each) => String(each.id) === childId);
  return child === undefined
    ? undefined
    : { field: child, name: `f${id}[${key}].f${childId}`, lines: field, key, part };
}

/** The page on which a control stands. */
export function pageOf(form: Form, name: string): string | undefined {
  const found = findField(form, name);
  return (found?.lines ?? found?.field)?.page;
}

/** The fields of a page in order. */
export function fieldsOf(form: Form, pageId: string): FormField[] {
  const page = form.pages.find((each) => each.id === pageId);
  const ids = (page?.items ?? []).flatMap((item) => ('field' in item ? [item.field] : []));
  return ids.flatMap((id) => form.fields.find((field) => String(field.id) === id) ?? []);
}
