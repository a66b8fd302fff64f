/** In which order calculated fields are worked out, and which change when something changes. */
import { err, ok, type Result } from '#kernel/result';
import type { Expr } from './expr.ts';
import { references } from './references.ts';

/** A calculated field. */
export interface Calculated {
  /** Path of the field: `12`, or `12.34` for a field of lines. */
  id: string;
  /** Said in messages. */
  label: string;
  expr: Expr;
  /** Path of the collection whose lines the field belongs to. */
  base?: string;
}

export interface Graph {
  /** Every calculated field after those it uses; otherwise as given. */
  order: readonly string[];
  /** The calculated fields to work out anew, in order, when the fields of these paths changed. */
  affected(changed: Iterable<string>): string[];
}

/** A cycle of calculated fields, the first one named again at the end. */
export interface Cycle {
  cycle: string[];
  message: string;
}

/** Orders calculated fields by what they use; the error names the cycle. */
export function dependencyGraph(formulas: readonly Calculated[]): Result<Graph, Cycle> {
  const byId = new Map(formulas.map((formula) => [formula.id, formula]));
  const users = new Map<string, string[]>();
  const uses = new Map<string, string[]>();
  for (const { id, expr, base } of formulas) {
    const used = [...references(expr, base)];
    uses.set(
      id,
      used.filter((each) => byId.has(each)),
    );
    for (const each of used) users.set(each, [...(users.get(each) ?? []), id]);
  }

  const order: string[] = [];
  const done = new Set<string>();
  const open = new Set<string>();
  // Depth first with a stack of our own: chains of thousands of fields must not end the browser's.
  for (const { id } of formulas) {
    const stack: { id: string; next: number }[] = done.has(id) ? [] : [{ id, next: 0 }];
    for (let top = stack[stack.length - 1]; top !== undefined; top = stack[stack.length - 1]) {
      open.add(top.id);
      const next = uses.get(top.id)?.[top.next++];
      if (next === undefined) {
        stack.pop();
        open.delete(top.id);
        done.add(top.id);
        order.push(top.id);
      } else if (open.has(next)) {
        const path = stack.map((each) => each.id);
        return err(cycleOf([...path.slice(path.indexOf(next)), next], byId));
      } else if (!done.has(next)) stack.push({ id: next, next: 0 });
    }
  }

  return ok({
    order,
    affected: (changed) => {
      const reached = new Set<string>();
      const queue = [...changed];
      for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
        for (const user of users.get(id) ?? []) {
          if (reached.has(user)) continue;
          reached.add(user);
          queue.push(user);
        }
      }
      return order.filter((id) => reached.has(id));
    },
  });
}

function cycleOf(cycle: string[], byId: ReadonlyMap<string, Calculated>): Cycle {
  const names = cycle.map((id) => `「${byId.get(id)?.label ?? id}」`);
  const message =
    cycle.length === 2
      ? `${names[0]}の式が自分自身を使っています。`
      : `計算が循環しています：${names.join('→')}。どれかの式から参照を外してください。`;
  return { cycle, message };
}
