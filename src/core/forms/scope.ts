/** The names formulas of a form may say, with types. Types of calculated fields are filled in as they are found. */
import { type Field, formulaTypeOf } from '#core/fields';
import { type DeclaredType, type Scope, type ScopeField, scopeOf } from '#kernel/formula';

export interface FormScope {
  top: Scope;
  /** Scope of the formulas of a line's own fields, by id of the lines field. */
  lines: ReadonlyMap<number, Scope>;
  /** Declarations by field id: `7`, `3.5`; the type of a calculated field is set once known. */
  declared: ReadonlyMap<string, ScopeField>;
}

/**
 * Without `related` only what a record itself holds has a name: records of other apps, and what is calculated from them
 * (`onRead`), are not there while a record is typed, checked or stored. With it they are; it gives the fields of one such record.
 */
export function formScope(
  fields: readonly Field[],
  onRead: ReadonlySet<string> = new Set(),
  related?: (field: Field) => Scope | undefined,
): FormScope {
  const declared = new Map<string, ScopeField>();
  const declare = (field: Field, path: string): ScopeField => {
    const found = declaration(field);
    declared.set(path, found);
    return found;
  };
  const children = new Map<number, ScopeField[]>();
  const tops = fields.flatMap((field) => {
    const item = field.type === 'related' ? related?.(field) : undefined;
    if (related === undefined && (field.type === 'related' || onRead.has(String(field.id)))) return [];
    const top = declare(field, String(field.id));
    if (item !== undefined) top.item = item;
    else if (top.type === 'collection') {
      const items = (field.fields ?? []).map((child) => declare(child, `${field.id}.${child.id}`));
      children.set(field.id, items);
      top.item = scopeOf(items);
    }
    return [top];
  });
  const top = scopeOf(tops);
  const lines = new Map<number, Scope>();
  for (const field of fields) {
    const items = children.get(field.id);
    if (items !== undefined) lines.set(field.id, scopeOf(items, top, field.code));
  }
  return { top, lines, declared };
}

function declaration(field: Field): ScopeField {
  return {
    id: String(field.id),
    code: field.code,
    type: declaredType(field),
    label: field.label.ja,
    options: choicesOf(field),
  };
}

function declaredType(field: Field): DeclaredType {
  const formulaType = formulaTypeOf(field);
  if (formulaType === null || field.classification === 'sealed') return 'sealed';
  if (formulaType === 'list') return 'multi';
  if (formulaType === 'calculated') return 'text';
  return field.type === 'choice' ? 'choice' : formulaType;
}

function choicesOf(field: Field): string[] | undefined {
  if (field.type !== 'choice') return undefined;
  const { choices } = field.options as { choices?: { value: string }[] };
  return choices?.map((choice) => choice.value);
}
