/** Tree → text with the fields' present codes. */
import type { Expr, Operator } from './expr.ts';
import type { Span } from './issues.ts';
import { isPlainName } from './lex.ts';
import { precedence } from './parse.ts';
import { collectionOf, isPerItem, type Resolved, type Spans } from './resolve.ts';
import { findBinder, findName, itemScope, type Scope, scopeAt, scopeOf } from './types.ts';

/** The formula as people read it. Reading it again in the same scope gives the same tree. */
export function print(expr: Expr, scope: Scope): string {
  return printWithSpans(expr, scope).text;
}

/** The text and where each node stands in it: for issues of trees that no text belongs to. */
export function printWithSpans(expr: Expr, scope: Scope): Resolved & { text: string } {
  const printer = new Printer();
  printer.node(expr, scope, 0);
  return { text: printer.text, expr, spans: printer.spans };
}

const unary = 5;

/** Text of a field's code: bare where it can be, else in brackets. */
export function printName(code: string): string {
  return isPlainName(code) ? code : `[${code.replace(/[\]\uFF3D]/g, '$&$&')}]`;
}

/** Text of a string literal. */
export function printText(text: string): string {
  return `"${text.replace(/["\uFF02]/g, '$&$&')}"`;
}

class Printer {
  text = '';
  readonly spans: Map<Expr, Span> & Spans = new Map();

  node(expr: Expr, scope: Scope, least: number): void {
    const from = this.text.length;
    const binding = expr.kind === 'binary' ? precedence[expr.op] : expr.kind === 'negate' ? unary : 9;
    if (binding < least) this.text += '(';
    this.plain(expr, scope);
    if (binding < least) this.text += ')';
    this.spans.set(expr, { from, to: this.text.length });
  }

  private plain(expr: Expr, scope: Scope): void {
    switch (expr.kind) {
      case 'number':
        this.text += expr.number;
        return;
      case 'text':
        this.text += printText(expr.text);
        return;
      case 'boolean':
        this.text += expr.boolean ? 'TRUE' : 'FALSE';
        return;
      case 'ref':
        this.text += refText(expr, scope);
        return;
      case 'member': {
        const collection = collectionOf(expr.of, scope);
        const from = this.text.length;
        if (expr.of.kind === 'ref') this.text += refText(expr.of, scope, true);
        else this.plain(expr.of, scope);
        this.spans.set(expr.of, { from, to: this.text.length });
        this.text += `.${printName(collection?.item.byId.get(expr.member)?.code ?? missing(expr.member))}`;
        return;
      }
      case 'negate':
        this.text += '-';
        this.node(expr.of, scope, unary);
        return;
      case 'binary':
        this.binary(expr.op, expr.left, expr.right, scope);
        return;
      case 'call':
        this.call(expr, scope);
    }
  }

  private binary(op: Operator, left: Expr, right: Expr, scope: Scope): void {
    const binding = precedence[op];
    // Comparisons do not chain, other operators group to the left.
    this.node(left, scope, binding === 1 ? 2 : binding);
    this.text += ` ${op} `;
    this.node(right, scope, binding + 1);
  }

  private call(expr: Expr & { kind: 'call' }, scope: Scope): void {
    this.text += `${expr.name}(`;
    const collection = collectionOf(expr.args[0], scope);
    for (const [index, arg] of expr.args.entries()) {
      if (index > 0) this.text += ', ';
      const inner = isPerItem(expr.name, index)
        ? itemScope(collection?.item ?? scopeOf([]), scope, collection?.binder)
        : scope;
      this.node(arg, inner, 0);
    }
    this.text += ')';
  }
}

/** A field that is gone: a name that no scope knows, so that reading it again reports it. */
function missing(id: string): string {
  return `?${id}`;
}

function refText(expr: Expr & { kind: 'ref' }, scope: Scope, beforeDot = false): string {
  const up = expr.up ?? 0;
  const code = scopeAt(scope, up)?.byId.get(expr.ref)?.code ?? missing(expr.ref);
  const name = printName(code);
  const seen = findName(scope, code);
  const plainly =
    seen?.up === up && seen.field.id === expr.ref && !(beforeDot && findBinder(scope, code) !== undefined);
  // Dots skip item scopes whose names hide this one.
  return plainly || up === 0 ? name : '.'.repeat(up + 1) + name;
}
