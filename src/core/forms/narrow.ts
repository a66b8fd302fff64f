/** A form as somebody meets it who may not read, or not change, every field of a record. Pure. */
import { isReadOnly } from '#core/fields';
import { type Expr, references } from '#kernel/formula';
import type { FormState } from './form-state.ts';
import type { Form, FormField, FormItem } from './model.ts';
import { usesOf } from './uses.ts';

/**
 * Without the fields that may not be read: neither their names nor what depends on them travels to the page. What shows or is
 * required because of them stands as `state` has it now, worked out of the whole record; checks about them are left to the server.
 * The others can be changed where `edits` says so.
 */
export function narrowForm(
  form: Form,
  state: FormState,
  may: { reads(id: number): boolean; edits(id: number): boolean },
): Form {
  const hidden = new Set(form.fields.filter((one) => !may.reads(one.id)).map((one) => String(one.id)));
  const kept = form.fields.filter((one) => !hidden.has(String(one.id)));
  const editable = kept
    .filter((one) => !isReadOnly(one.type) && may.edits(one.id))
    .map((one) => `f${one.id}`);
  const asked = kept.filter((one) => !isReadOnly(one.type)).length;
  const closed = editable.length < asked ? { editable } : {};
  if (hidden.size === 0) return { ...form, ...closed };
  const settle = (expr: Expr | undefined, base: string | undefined, now: boolean): Expr | undefined =>
    expr !== undefined && tells(expr, base, hidden) ? { kind: 'boolean', boolean: now } : expr;
  const narrow = (field: FormField, name: string, base?: string): FormField => {
    const { required, visible, checks, fields } = field;
    return {
      ...field,
      required: typeof required === 'object' ? settle(required, base, state.isRequired(name))! : required,
      ...(visible === undefined ? {} : { visible: settle(visible, base, state.isVisible(name))! }),
      checks: checks.filter(({ rule }) => !tells(rule, base, hidden)),
      // Inside lines no line stands for all: what cannot be settled shows and binds on the server.
      ...(fields === undefined
        ? {}
        : {
            fields: fields.map((child) => ({
              ...narrow(child, '', String(field.id)),
              ...(child.visible !== undefined && tells(child.visible, String(field.id), hidden)
                ? { visible: { kind: 'boolean' as const, boolean: true } }
                : {}),
            })),
          }),
    };
  };
  const item = (one: FormItem): FormItem[] => {
    if ('field' in one) return hidden.has(one.field) ? [] : [one];
    if (!('guidance' in one)) return [one];
    const visible = settle(one.visible, undefined, state.isVisible(one.name));
    return visible?.kind === 'boolean' && !visible.boolean ? [] : [{ ...one, ...(visible && { visible }) }];
  };
  const fields = kept.map((one) => narrow(one, `f${one.id}`));
  const pages = form.pages.map((page) => ({
    ...page,
    items: page.items.flatMap(item),
    ...(page.visible === undefined
      ? {}
      : { visible: settle(page.visible, undefined, state.isPageVisible(page.id))! }),
  }));
  return { ...form, fields, pages, uses: usesOf(fields, pages), ...closed };
}

/** Whether a formula looks at one of these fields. */
const tells = (expr: Expr, base: string | undefined, hidden: ReadonlySet<string>): boolean =>
  [...references(expr, base)].some((path) => hidden.has(path.split('.')[0] ?? path));
