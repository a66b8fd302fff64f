/** Types of formulas and the names they may say. */

/** What a value can be. A choice is text; a multiple choice is a list of text. */
export type Scalar = 'text' | 'number' | 'boolean' | 'date' | 'datetime';
/** What a field gives to formulas. */
export type FieldType = Scalar | 'multi' | 'collection';
/** How a field is declared in a scope; `sealed` fields are known by name, so that refusing them can be explained. */
export type DeclaredType = FieldType | 'choice' | 'sealed';

/** The type of a formula or a part of one. */
export type Type =
  | { kind: Scalar }
  /** A list of values, such as `明細.金額` or a multiple choice. */
  | { kind: 'list'; of: Scalar }
  /** Lines, household members, related records. */
  | { kind: 'collection'; item: Scope }
  /** Empty itself (`""`): fits every type. */
  | { kind: 'blank' };

export interface ScopeField {
  /** Stable; what trees store. */
  id: string;
  /** What people write; may be Japanese and may change. */
  code: string;
  type: DeclaredType;
  label: string;
  /** Of a choice: its values, so that a typing error in a condition is seen. */
  options?: readonly string[];
  /** Of a collection: the fields of one item. */
  item?: Scope;
}

/** The names a formula may say: the fields of a form, record or item, and those around it. */
export interface Scope {
  byName: ReadonlyMap<string, ScopeField>;
  byId: ReadonlyMap<string, ScopeField>;
  /** The scope around, for items: inner names come first. */
  outer?: Scope;
  /** Name of the collection whose item this is: `明細.金額` inside ANY(明細, …) is this item's. */
  binder?: string;
}

/** Names are compared in their NFKC form: full-width letters and half-width kana are the same name. */
export function nameKey(name: string): string {
  return name.normalize('NFKC');
}

/**
 * Makes a scope of fields. Formulas of a line's own fields get the form's scope as `outer`
 * and the lines' code as `binder`.
 */
export function scopeOf(fields: Iterable<ScopeField>, outer?: Scope, binder?: string): Scope {
  const byName = new Map<string, ScopeField>();
  const byId = new Map<string, ScopeField>();
  for (const field of fields) {
    const key = nameKey(field.code);
    if (!byName.has(key)) byName.set(key, field);
    byId.set(field.id, field);
  }
  return { byName, byId, outer, binder: binder === undefined ? undefined : nameKey(binder) };
}

/** The scope of one item of a collection, inside `outer`. */
export function itemScope(item: Scope, outer: Scope, binder?: string): Scope {
  return { byName: item.byName, byId: item.byId, outer, binder };
}

/** The scope `up` levels further out. */
export function scopeAt(scope: Scope, up: number): Scope | undefined {
  let at: Scope | undefined = scope;
  for (let level = 0; at !== undefined && level < up; level++) at = at.outer;
  return at;
}

/** The nearest field of that name from level `from` outward, and its level. */
export function findName(
  scope: Scope,
  name: string,
  from = 0,
): { field: ScopeField; up: number } | undefined {
  const key = nameKey(name);
  let up = from;
  for (let at = scopeAt(scope, from); at !== undefined; at = at.outer, up++) {
    const field = at.byName.get(key);
    if (field !== undefined) return { field, up };
  }
  return undefined;
}

/** Whether `name.…` from level `from` outward means the current item of that name; then its level. */
export function findBinder(scope: Scope, name: string, from = 0): number | undefined {
  const key = nameKey(name);
  let up = from;
  for (let at = scopeAt(scope, from); at !== undefined; at = at.outer, up++) {
    if (at.byName.has(key)) return undefined;
    if (at.binder === key) return up;
  }
  return undefined;
}

/** The stored form of a declared type. */
export function fieldType(type: DeclaredType): FieldType {
  return type === 'choice' || type === 'sealed' ? 'text' : type;
}

/** The type of a field's value. */
export function typeOfField(field: ScopeField): Type {
  const type = fieldType(field.type);
  if (type === 'multi') return { kind: 'list', of: 'text' };
  if (type === 'collection') return { kind: 'collection', item: field.item ?? scopeOf([]) };
  return { kind: type };
}

/** Whether a type is one value that can be compared, stored and shown. */
export function isScalar(type: Type): boolean {
  return type.kind !== 'list' && type.kind !== 'collection';
}
