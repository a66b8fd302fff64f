/** Calculated fields whose stored value is that of the last save, and another one now. */
import type { DefinedField } from '#core/fields';
import { type Expr, ofTheMoment, readFormula, references, type Scope } from '#kernel/formula';

/**
 * Formulas of the record's own calculated fields that use the day or who asks, themselves or through another such field, by field
 * id. `scope` is the record's (`recordScope`). Fields of lines are not among them.
 */
export function formulasOfTheMoment(
  fields: readonly DefinedField[],
  scope: Scope,
): ReadonlyMap<number, Expr> {
  const found = new Map<number, Expr>();
  const read = fields.flatMap(({ id, type, options }) => {
    const { expr } = type === 'formula' ? readFormula(String(options?.formula ?? ''), scope) : {};
    return expr === undefined ? [] : [{ id, expr }];
  });
  for (let grown = true; grown; ) {
    grown = false;
    for (const { id, expr } of read) {
      if (found.has(id)) continue;
      if (!ofTheMoment(expr) && ![...references(expr)].some((ref) => found.has(Number(ref)))) continue;
      found.set(id, expr);
      grown = true;
    }
  }
  return found;
}
