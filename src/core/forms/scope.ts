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

export function formScope(fields: readonly Field[]): FormScope {
  const declared = new Map<string, ScopeField>();
  const declare = (field: Field, path: string): ScopeField => {
    const found = declaration(field);
    declared.set(path, found);
    return found;
  };
  const children = new Map<number, ScopeField[]>();
  const tops = fields.map((field) => {
    const top = declare(field, String(field.id));
    if (top.type === 'collection') {
      const items = (field.fields ?? []).map((child) => declare(child, `${field.id}.${child.id}`));
      children.set(field.id, items);
      top.item = scopeOf(items);
    }
    return top;
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
