/** What depends on what in a form: the order in which fields and pages are worked out, and who is told of a change. */
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

export type Node =
  | { kind: 'field'; plan: FieldPlan; page?: number }
  | { kind: 'page'; page: FormPage; visible?: Compiled };

export interface Plan {
  /** Each after what it uses. */
  nodes: Node[];
  /** Place in `nodes` by field id, and of pages by page id. */
  fieldAt: ReadonlyMap<string, number>;
  pageAt: ReadonlyMap<string, number>;
  /** Nodes to look at again when node n changed. */
  users: number[][];
  guidance: { name: string; visible?: Compiled; page: string; uses: ReadonlySet<string> }[];
  /** Names of fields that wait for each other. */
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

interface Unordered {
  key: string;
  node: Node;
  /** Keys of nodes whose values decide this one's value. */
  before: Set<string>;
  /** Further keys that only decide whether it is required. */
  also: Set<string>;
}

function makePlan(form: Form): Plan {
  const uses = (key: string): Set<string> => new Set(form.uses[key]);
  const waiting: Unordered[] = form.pages.map((page) => ({
    key: `page:${page.id}`,
    node: { kind: 'page', page, visible: ready(page.visible) },
    before: uses(`page:${page.id}`),
    also: new Set(),
  }));
  for (const field of form.fields) {
    const key = String(field.id);
    waiting.push({
      key,
      node: { kind: 'field', plan: planField(form, field) },
      before: uses(key),
      also: uses(`${key}?`),
    });
  }
  const { ordered, cycle } = inOrder(waiting);
  return finish(form, ordered, cycle);
}

function finish(form: Form, ordered: Unordered[], cycle: string[] | undefined): Plan {
  const at = new Map(ordered.map(({ key }, index) => [key, index]));
  const users: number[][] = ordered.map(() => []);
  for (const [index, { before, also }] of ordered.entries()) {
    for (const used of new Set([...before, ...also])) {
      const place = at.get(used);
      if (place !== undefined) users[place]?.push(index);
    }
  }
  const fieldAt = new Map<string, number>();
  const pageAt = new Map<string, number>();
  for (const [index, { node }] of ordered.entries()) {
    if (node.kind === 'page') pageAt.set(node.page.id, index);
    else fieldAt.set(node.plan.id, index);
  }
  for (const { node } of ordered) {
    if (node.kind === 'field' && node.plan.field.page !== undefined)
      node.page = pageAt.get(node.plan.field.page);
  }
  const guidance = form.pages.flatMap((page) =>
    page.items.flatMap((item) =>
      'guidance' in item
        ? [
            {
              name: item.name,
              visible: ready(item.visible),
              page: page.id,
              uses: new Set(form.uses[item.name]),
            },
          ]
        : [],
    ),
  );
  return { nodes: ordered.map(({ node }) => node), fieldAt, pageAt, users, guidance, cycle };
}

function planField(form: Form, field: FormField, lines?: FormField): FieldPlan {
  const base = lines === undefined ? undefined : String(lines.id);
  const children = (field.fields ?? []).map((child) => ({
    key: `${field.id}.${child.id}`,
    before: new Set(form.uses[`${field.id}.${child.id}`]),
    also: new Set<string>(),
    node: { kind: 'field', plan: planField(form, child, field) } as Node,
  }));
  return {
    field,
    name: `f${field.id}`,
    id: base === undefined ? String(field.id) : `${base}.${field.id}`,
    visible: ready(field.visible),
    required: typeof field.required === 'object' ? compile(field.required) : field.required,
    calculate: ready(field.calculate),
    checks: field.checks.map(({ rule }, index) => ({ rule: compile(rule), index })),
    children: inOrder(children).ordered.flatMap(({ node }) => (node.kind === 'field' ? [node.plan] : [])),
  };
}

const ready = (expr: Expr | undefined): Compiled | undefined =>
  expr === undefined ? undefined : compile(expr);

/** Depth first, in the order given; the first circle found is named and broken where it closes. */
function inOrder(waiting: readonly Unordered[]): { ordered: Unordered[]; cycle?: string[] } {
  const byKey = new Map(waiting.map((each) => [each.key, each]));
  const ordered: Unordered[] = [];
  const done = new Set<string>();
  let cycle: string[] | undefined;
  for (const first of waiting) {
    if (done.has(first.key)) continue;
    const stack = [{ each: first, next: [...first.before] }];
    const open = new Set([first.key]);
    for (let top = stack[stack.length - 1]; top !== undefined; top = stack[stack.length - 1]) {
      const key = top.next.shift();
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
        cycle ??= [...path.slice(path.indexOf(key)), key];
        continue;
      }
      open.add(key);
      stack.push({ each, next: [...each.before] });
    }
  }
  return cycle === undefined ? { ordered } : { ordered, cycle };
}
