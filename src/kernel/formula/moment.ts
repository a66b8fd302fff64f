import { children, type Expr } from './expr.ts';
import { contextual } from './names.ts';

/** Whether what a formula gives changes with the day or with who asks, while its fields stay as they are. */
export function ofTheMoment(expr: Expr): boolean {
  if (expr.kind === 'call') {
    if (contextual.has(expr.name)) return true;
    // An age without a day is the age of today.
    if (expr.name === 'AGE' && expr.args.length < 2) return true;
  }
  return children(expr).some(ofTheMoment);
}
