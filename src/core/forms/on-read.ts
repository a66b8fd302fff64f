/** Calculated fields that look at records of other apps: nothing of them is stored, they are worked out when read. */
import type { DefinedField, Field } from '#core/fields';
import { parse, type Scope, type Syntax, scopeOf } from '#kernel/formula';

/** What formulas need of another app. */
export interface OtherApp {
  fields: readonly DefinedField[];
}
/** Undefined: there is no such app. */
export type FindApp = (id: string) => OtherApp | undefined;

/** Ids of calculated fields that name related records, or such a field; those of lines as `3.5`. */
export function calculatedOnRead(fields: readonly Field[]): ReadonlySet<string> {
  const names = new Set(
    fields.filter((field) => field.type === 'related').map((field) => nameKey(field.code)),
  );
  const found = new Set<string>();
  if (names.size === 0) return found;
  const formulas = fields
    .flatMap((field) => [
      { id: String(field.id), field },
      ...(field.fields ?? []).map((child) => ({ id: `${field.id}.${child.id}`, field: child })),
    ])
    .filter(({ field }) => field.type === 'formula')
    .map(({ id, field }) => ({ id, code: nameKey(field.code), said: namesSaid(field) }));
  for (let grown = true; grown; ) {
    grown = false;
    for (const { id, code, said } of formulas) {
      if (found.has(id) || !said.some((name) => names.has(name))) continue;
      found.add(id);
      names.add(code);
      grown = true;
    }
  }
  return found;
}

function namesSaid(field: Field): string[] {
  const syntax = parse(String(field.options.formula ?? ''));
  return syntax.ok ? [...namesIn(syntax.value)] : [];
}

/** The fields of one related record, without collections of its own: a circle of apps ends here. */
export function relatedScope(scope: Scope): Scope {
  return scopeOf([...scope.byId.values()].filter((field) => field.type !== 'collection'));
}

const nameKey = (name: string): string => name.normalize('NFKC');

/** Names said anywhere in a formula. */
export function namesIn(syntax: Syntax): Set<string> {
  const found = new Set<string>();
  const visit = (node: Syntax): void => {
    if (node.kind === 'name') found.add(nameKey(node.name));
    if (node.kind === 'member') {
      found.add(nameKey(node.member));
      visit(node.of);
    }
    if (node.kind === 'negate') visit(node.of);
    if (node.kind === 'binary') {
      visit(node.left);
      visit(node.right);
    }
    if (node.kind === 'call') for (const arg of node.args) visit(arg);
  };
  visit(syntax);
  return found;
}
