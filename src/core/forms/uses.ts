/** Which fields each part of a form looks at; worked out when it is compiled, so that browsers need not. */
import { type Expr, references } from '#kernel/formula';
import type { FormField, FormPage, Uses } from './model.ts';

export function usesOf(fields: readonly FormField[], pages: readonly FormPage[]): Uses {
  const uses: Uses = {};
  const put = (key: string, found: Set<string>) => {
    if (found.size > 0) uses[key] = [...found];
  };
  for (const page of pages) {
    put(`page:${page.id}`, tops([page.visible]));
    for (const item of page.items) if ('guidance' in item) put(item.name, tops([item.visible]));
  }
  for (const field of fields) {
    const own = String(field.id);
    const before = tops([field.visible, field.calculate]);
    const also = tops([conditionOf(field)]);
    for (const child of field.fields ?? []) {
      for (const used of tops([child.visible, child.calculate], own)) before.add(used);
      const required = conditionOf(child);
      if (required !== undefined) for (const used of tops([required], own)) also.add(used);
      put(`${own}.${child.id}`, paths([child.visible, child.calculate], own));
    }
    if (field.fields !== undefined) before.delete(own);
    also.delete(own);
    if (field.page !== undefined) before.add(`page:${field.page}`);
    put(own, before);
    put(`${own}?`, also);
  }
  return uses;
}

const conditionOf = (field: FormField): Expr | undefined =>
  typeof field.required === 'object' ? field.required : undefined;

function paths(exprs: (Expr | undefined)[], base?: string): Set<string> {
  const found = new Set<string>();
  for (const expr of exprs)
    if (expr !== undefined) for (const path of references(expr, base)) found.add(path);
  return found;
}

/** Fields of the record only: `3` for `3.5`. */
function tops(exprs: (Expr | undefined)[], base?: string): Set<string> {
  return new Set([...paths(exprs, base)].map((path) => path.split('.')[0] ?? path));
}
