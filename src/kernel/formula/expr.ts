/** Formulas as they are stored: trees of plain JSON by field id. Renaming a field changes no tree. */
import { type FunctionName, isFunctionName } from './names.ts';
import type { FieldType } from './types.ts';

export const operators = ['+', '-', '*', '/', '&', '=', '<>', '<', '<=', '>', '>='] as const;
export type Operator = (typeof operators)[number];

export type Expr =
  /** Unsigned digits, exact. */
  | { kind: 'number'; number: string }
  | { kind: 'text'; text: string }
  | { kind: 'boolean'; boolean: boolean }
  /** A field, `up` item scopes further out than where it is said (0 when absent). The type of an id never changes. */
  | { kind: 'ref'; ref: string; type: FieldType; up?: number }
  /** A field of each item of a collection. */
  | { kind: 'member'; of: Expr; member: string; type: FieldType }
  | { kind: 'negate'; of: Expr }
  | { kind: 'binary'; op: Operator; left: Expr; right: Expr }
  | { kind: 'call'; name: FunctionName; args: Expr[] };

/** Sizes that no formula exceeds, so that work on one is bounded. */
export const limits = {
  /** Characters of source text. */
  text: 4000,
  /** Nodes of a tree. */
  nodes: 2000,
  /** Nesting of parentheses, calls and right operands; chains such as a + b + c do not nest. */
  depth: 64,
  /** ANY inside ANY inside ANY … */
  conditions: 3,
  /** Items visited, fields read and operations done in one evaluation; beyond it the result is empty. */
  steps: 1_000_000,
  /** Characters of a text made by & and JOIN; a longer one is empty. */
  result: 1_000_000,
} as const;

/** The parts of a node, left to right. */
export function children(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'member':
    case 'negate':
      return [expr.of];
    case 'binary':
      return [expr.left, expr.right];
    case 'call':
      return expr.args;
    default:
      return [];
  }
}

/** The texts that a chain of `&` joins, in order: they are joined at once, however long the chain. */
export function joinedParts(expr: Expr): Expr[] {
  const parts: Expr[] = [];
  const open = [expr];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === 'binary' && next.op === '&') open.push(next.right, next.left);
    else parts.push(next);
  }
  return parts;
}

/** Whether a tree keeps within the limits of nodes and depth. */
export function withinLimits(expr: Expr): boolean {
  const open: [Expr, number][] = [[expr, 1]];
  let nodes = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [node, depth] = next;
    nodes++;
    if (nodes > limits.nodes || depth > limits.depth) return false;
    for (const child of children(node)) {
      const chain = (node.kind === 'binary' && child === node.left) || node.kind === 'member';
      open.push([child, chain ? depth : depth + 1]);
    }
  }
  return true;
}

const fieldTypes: readonly unknown[] = [
  'text',
  'number',
  'boolean',
  'date',
  'datetime',
  'multi',
  'collection',
];

/** Whether stored JSON is a tree of this language within its limits; checks shape, not types. */
export function isExpr(value: unknown): value is Expr {
  const open: unknown[] = [value];
  let nodes = 0;
  for (; open.length > 0; ) {
    const node = open.pop();
    if (++nodes > limits.nodes || !isNode(node)) return false;
    open.push(...children(node));
  }
  return withinLimits(value as Expr);
}

function isNode(value: unknown): value is Expr {
  if (typeof value !== 'object' || value === null) return false;
  const node = value as Record<string, unknown>;
  switch (node.kind) {
    case 'number':
      return typeof node.number === 'string' && /^\d{1,28}(\.\d{1,10})?$/.test(node.number);
    case 'text':
      return typeof node.text === 'string';
    case 'boolean':
      return typeof node.boolean === 'boolean';
    case 'ref':
      return typeof node.ref === 'string' && fieldTypes.includes(node.type) && isLevel(node.up);
    case 'member':
      return typeof node.member === 'string' && fieldTypes.includes(node.type) && 'of' in node;
    case 'negate':
      return 'of' in node;
    case 'binary':
      return (operators as readonly unknown[]).includes(node.op) && 'left' in node && 'right' in node;
    case 'call':
      return typeof node.name === 'string' && isFunctionName(node.name) && isList(node.args);
    default:
      return false;
  }
}

function isLevel(up: unknown): boolean {
  return (
    up === undefined || (typeof up === 'number' && Number.isInteger(up) && up >= 0 && up <= limits.depth)
  );
}

function isList(args: unknown): boolean {
  return Array.isArray(args) && args.length <= limits.nodes;
}
