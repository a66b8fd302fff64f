/** Syntax with names → tree with field ids, and back to where each part stood in the text. */
import { err, ok, type Result } from '#kernel/result';
import { type Expr, limits } from './expr.ts';
import { type FormulaIssue, problem, type Span } from './issues.ts';
import { type FunctionName, functionNames, isFunctionName } from './names.ts';
import { closest } from './suggest.ts';
import type { Syntax } from './syntax.ts';
import {
  fieldType,
  findBinder,
  findName,
  itemScope,
  nameKey,
  type Scope,
  type ScopeField,
  scopeAt,
  scopeOf,
} from './types.ts';

/** Where each node of a tree stands in a text. */
export type Spans = ReadonlyMap<Expr, Span>;

export interface Resolved {
  expr: Expr;
  spans: Spans;
}

/** Functions whose later arguments are said per item of the first. */
const perItem: ReadonlySet<FunctionName> = new Set(['ANY', 'ALL', 'FILTER', 'COUNTIF', 'SUMIF']);

/** Whether argument `index` of a function is said per item of its first argument. */
export function isPerItem(name: FunctionName, index: number): boolean {
  return index > 0 && perItem.has(name);
}

/** Replaces names by field ids; all unknown names are reported at once, each with the nearest known one. */
export function resolve(syntax: Syntax, scope: Scope): Result<Resolved, FormulaIssue[]> {
  const resolver = new Resolver();
  const expr = resolver.node(syntax, scope, 0);
  return resolver.issues.length > 0 ? err(resolver.issues) : ok({ expr, spans: resolver.spans });
}

/** The item scope of a collection, and the name by which its current item is called. */
export function collectionOf(
  expr: Expr | undefined,
  scope: Scope,
): { item: Scope; binder?: string } | undefined {
  if (expr === undefined) return undefined;
  if (expr.kind === 'call' && expr.name === 'FILTER') return collectionOf(expr.args[0], scope);
  let field: ScopeField | undefined;
  if (expr.kind === 'ref') field = scopeAt(scope, expr.up ?? 0)?.byId.get(expr.ref);
  if (expr.kind === 'member') field = collectionOf(expr.of, scope)?.item.byId.get(expr.member);
  if (field?.type !== 'collection') return undefined;
  return { item: field.item ?? scopeOf([]), binder: nameKey(field.code) };
}

class Resolver {
  readonly issues: FormulaIssue[] = [];
  readonly spans = new Map<Expr, Span>();

  node(syntax: Syntax, scope: Scope, nesting: number): Expr {
    const expr = this.build(syntax, scope, nesting);
    this.spans.set(expr, { from: syntax.from, to: syntax.to });
    return expr;
  }

  private build(syntax: Syntax, scope: Scope, nesting: number): Expr {
    switch (syntax.kind) {
      case 'number':
        return { kind: 'number', number: syntax.number };
      case 'text':
        return { kind: 'text', text: syntax.text };
      case 'boolean':
        return { kind: 'boolean', boolean: syntax.boolean };
      case 'name':
        return this.name(syntax, scope);
      case 'member':
        return this.member(syntax, scope, nesting);
      case 'negate':
        return { kind: 'negate', of: this.node(syntax.of, scope, nesting) };
      case 'binary': {
        const left = this.node(syntax.left, scope, nesting);
        return { kind: 'binary', op: syntax.op, left, right: this.node(syntax.right, scope, nesting) };
      }
      case 'call':
        return this.call(syntax, scope, nesting);
    }
  }

  private name(syntax: Syntax & { kind: 'name' }, scope: Scope): Expr {
    const found = findName(scope, syntax.name, syntax.skip);
    if (found === undefined) return this.unknown(syntax, syntax.name, allNames(scope));
    return this.ref(syntax, found.field, found.up);
  }

  private ref(span: Span, field: ScopeField, up: number): Expr {
    this.refuseSealed(span, field);
    const type = fieldType(field.type);
    return up === 0 ? { kind: 'ref', ref: field.id, type } : { kind: 'ref', ref: field.id, type, up };
  }

  private member(syntax: Syntax & { kind: 'member' }, scope: Scope, nesting: number): Expr {
    if (syntax.of.kind === 'name') {
      const up = findBinder(scope, syntax.of.name, syntax.of.skip);
      const item = up === undefined ? undefined : scopeAt(scope, up);
      if (up !== undefined && item !== undefined) {
        const field = item.byName.get(nameKey(syntax.member));
        if (field === undefined) return this.unknown(syntax.memberSpan, syntax.member, codes(item));
        return this.ref(syntax, field, up);
      }
    }
    const before = this.issues.length;
    const of = this.node(syntax.of, scope, nesting);
    const item = collectionOf(of, scope)?.item;
    if (item === undefined) {
      if (this.issues.length === before) {
        this.issues.push(
          problem(syntax.of, '「.」の前には、明細や世帯員のような一覧の項目を書いてください。'),
        );
      }
      return of;
    }
    const field = item.byName.get(nameKey(syntax.member));
    if (field === undefined) return this.unknown(syntax.memberSpan, syntax.member, codes(item));
    this.refuseSealed(syntax.memberSpan, field);
    return { kind: 'member', of, member: field.id, type: fieldType(field.type) };
  }

  private call(syntax: Syntax & { kind: 'call' }, scope: Scope, nesting: number): Expr {
    const name = syntax.name.normalize('NFKC').toUpperCase();
    if (!isFunctionName(name)) {
      const near = closest(name, functionNames);
      const hint = near === undefined ? '' : `${near} のことですか？`;
      this.issues.push(problem(syntax.nameSpan, `「${syntax.name}」という関数はありません。${hint}`));
      return { kind: 'text', text: '' };
    }
    const args: Expr[] = [];
    let inner: Scope | undefined;
    for (const [index, arg] of syntax.args.entries()) {
      if (!isPerItem(name, index)) {
        args.push(this.node(arg, scope, nesting));
        continue;
      }
      const known = this.issues.length;
      const collection = collectionOf(args[0], scope);
      inner ??= itemScope(collection?.item ?? scopeOf([]), scope, collection?.binder);
      if (nesting + 1 > limits.conditions) {
        this.issues.push(problem(arg, `一覧の条件の入れ子は${limits.conditions}段までです。`));
        break;
      }
      args.push(this.node(arg, inner, nesting + 1));
      // Without a collection its fields cannot be known: the checker says what is missing.
      if (collection === undefined) this.issues.splice(known);
    }
    return { kind: 'call', name, args };
  }

  private refuseSealed(span: Span, field: ScopeField): void {
    if (field.type === 'sealed') {
      this.issues.push(problem(span, `「${field.code}」は厳重に守られた項目なので、式には使えません。`));
    }
  }

  private unknown(span: Span, name: string, candidates: Iterable<string>): Expr {
    // Looking for the nearest of thousands of names takes time: only for the first few.
    const near = this.issues.length < 5 ? closest(name, candidates) : undefined;
    const hint = near === undefined ? '' : `「${near}」のことですか？`;
    const text = isFunctionName(name.toUpperCase()) ? `${name.toUpperCase()} の後に ( ) が必要です。` : hint;
    this.issues.push(problem(span, `「${name}」という項目はありません。${text}`));
    return { kind: 'text', text: '' };
  }
}

function codes(scope: Scope): string[] {
  return [...scope.byName.values()].map((field) => field.code);
}

function* allNames(scope: Scope): Iterable<string> {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) yield* codes(at);
}
