/** From a view as it is used to what is kept of it: field ids beside codes, the filter in parts. Pure. */
import type { ReadField } from '#core/views';
import { type Expr, print, readFormula, type Scope } from '#kernel/formula';
import type { KeptBody, KeptCondition, ViewBody } from './model.ts';

interface Known {
  fields: readonly ReadField[];
  scope: Scope;
}

/** The filter has been checked in the same scope. */
export function keepBody(view: ViewBody, open: Known): KeptBody {
  const { filter, ...rest } = view;
  const ids: Record<string, number> = {};
  for (const { field } of open.fields) {
    ids[field.code] = field.id;
    for (const line of field.fields ?? []) ids[`${field.code}.${line.code}`] = line.id;
  }
  const named = new Set(codesIn(view).flatMap((code) => [code, code.split('.')[0]!]));
  return {
    view: rest as ViewBody,
    filter: filter === undefined ? [] : partsOf(filter, open.scope),
    ids: Object.fromEntries(Object.entries(ids).filter(([code]) => named.has(code))),
  };
}

function partsOf(text: string, scope: Scope): KeptCondition[] {
  const { expr } = readFormula(text, scope);
  if (expr === undefined) return [];
  const parts: readonly Expr[] = expr.kind === 'call' && expr.name === 'AND' ? expr.args : [expr];
  return parts.map((one) => ({ expr: one, text: print(one, scope) }));
}

/** Every code a view names outside its filter. */
export function codesIn(view: ViewBody): string[] {
  if (view.kind === 'table')
    return [
      ...view.columns,
      ...view.sort.map((one) => one.field),
      ...view.totals.flatMap((one) => one.field ?? []),
    ];
  if (view.kind === 'pivot')
    return [...view.rows, ...view.columns, ...view.measures].flatMap((one) => one.field ?? []);
  return [
    view.x.field,
    ...(view.series === undefined ? [] : [view.series.field]),
    ...(view.measure.field === undefined ? [] : [view.measure.field]),
  ];
}
