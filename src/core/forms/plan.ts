/** What depends on what in a form: the order in which fields and pages are worked out, and who is told of a change. */
import { areaOf } from '#core/fields';
import { type Compiled, compile, type Expr } from '#kernel/formula';
import type { Form, FormField, FormPage } from './model.ts';

export interface FieldPlan {
  field: FormField;
  /** `f7`, or `f5` inside its line. */
  name: string;
  id: string;
  visible?: Compiled;
  required: boolean | Compiled;
  calculate?: Compiled;
  checks: { rule: Compiled; index: number }[];
  /** Of lines: children, each after those it uses. */
  children: FieldPlan[];
}

export type Node = { kind: 'field'; plan: FieldPlan } | { kind: 'page'; page: FormPage; visible?: Compiled };

export interface Plan {
  /** Each after what its value needs. */
  nodes: Node[];
  /** Place in `nodes` by field id. */
  fieldAt: ReadonlyMap<string, number>;
  /** Nodes whose value looks at node n; they stand after it. */
  users: number[][];
  /** Fields whose requirement looks at node n, wherever they stand. */
  askers: number[][];
  guidance: { name: string; visible?: Compiled; page: string; uses: readonly string[] }[];
  /** Keys of fields and pages that wait for each other: `7`, `page:two`, `3.5`. */
  cycle?: string[];
}

const plans = new WeakMap<Form, Plan>();

/** Made once per form. */
export function planOf(form: Form): Plan {
  let plan = plans.get(form);
  if (plan === undefined) {
    plan = makePlan(form);
    plans.set(form, plan);
  }
  return plan;
}

/** Something to be put in order: after everything of `before`. */
interface Waiting<T> {
  key: string;
  before: readonly string[];
  what: T;
}

function makePlan(form: Form): Plan {
  const cycles: string[][] = [];
  const uses = (key: string): readonly string[] => form.uses[key] ?? [];
  const pages = form.pages.map((page): Waiting<Node> => {
    const key = `page:${page.id}`;
    return { key, before: uses(key), what: { kind: 'page', page, visible: ready(page.visible) } };
  });
  const fields = form.fields.map((field): Waiting<Node> => {
    const key = String(field.id);
    return { key, before: uses(key), what: { kind: 'field', plan: planField(form, field, cycles) } };
  });
  const ordered = inOrder([...pages, ...fields], cycles);
  const at = new Map(ordered.map(({ key }, index) => [key, index]));
  const users: number[][] = ordered.map(() => []);
  const askers: number[][] = ordered.map(() => []);
  for (const [index, { key, before }] of ordered.entries()) {
    for (const used of before) users[at.get(used) ?? -1]?.push(index);
    for (const used of uses(`${key}?`)) askers[at.get(used) ?? -1]?.push(index);
  }
  const guidance = form.pages.flatMap((page) =>
    page.items.flatMap((item) =>
      'guidance' in item
        ? [{ name: item.name, visible: ready(item.visible), page: page.id, uses: uses(item.name) }]
        : [],
    ),
  );
  return { nodes: ordered.map(({ what }) => what), fieldAt: at, users, askers, guidance, cycle: cycles[0] };
}

function planField(form: Form, field: FormField, cycles: string[][], lines?: FormField): FieldPlan {
  const children = (field.fields ?? []).map((child): Waiting<FieldPlan> => {
    const key = `${field.id}.${child.id}`;
    return { key, before: form.uses[key] ?? [], what: planField(form, child, cycles, field) };
  });
  return {
    field,
    name: `f${field.id}`,
    id: lines === undefined ? String(field.id) : `${lines.id}.${field.id}`,
    visible: ready(field.visible),
    required: typeof field.required === 'object' ? compile(field.required) : field.required,
    calculate: calculationOf(field.calculate, field),
    checks: field.checks.map(({ rule }, index) => ({ rule: compile(rule), index })),
    children: inOrder(children, cycles).map(({ what }) => what),
  };
}

/**
 * Scripts of residents' pages have neither the layers nor the geometry: there an area stays as it is (`pageModel`). Decided by the
 * builder, so that they lose the library.
 */
const calculationOf = /* @__PURE__ */ (() => {
  if (import.meta.env?.RESIDENTS === true) return ready;
  return (expr: Expr | undefined, { type, layers }: FormField): Compiled | undefined => {
    const value = ready(expr);
    const layer = layers?.[0];
    if (type !== 'area' || value === undefined) return value;
    return layer === undefined ? undefined : (env) => areaOf(layer, value(env));
  };
})();

function ready(expr: Expr | undefined): Compiled | undefined {
  return expr === undefined ? undefined : compile(expr);
}

/** Depth first, in the order given; circles are added to `cycles` and broken where they close. */
function inOrder<T>(waiting: readonly Waiting<T>[], cycles: string[][]): Waiting<T>[] {
  const byKey = new Map(waiting.map((each) => [each.key, each]));
  const ordered: Waiting<T>[] = [];
  const done = new Set<string>();
  for (const first of waiting) {
    if (done.has(first.key)) continue;
    // A stack of our own: chains of thousands of fields must not end the browser's.
    const stack = [{ each: first, next: 0 }];
    const open = new Set([first.key]);
    for (let top = stack[stack.length - 1]; top !== undefined; top = stack[stack.length - 1]) {
      const key = top.each.before[top.next++];
      if (key === undefined) {
        stack.pop();
        open.delete(top.each.key);
        done.add(top.each.key);
        ordered.push(top.each);
        continue;
      }
      const each = byKey.get(key);
      if (each === undefined || done.has(key)) continue;
      if (open.has(key)) {
        const path = stack.map((one) => one.each.key);
        cycles.push([...path.slice(path.indexOf(key)), key]);
        continue;
      }
      open.add(key);
      stack.push({ each, next: 0 });
    }
  }
  return ordered;
}
