/** Checks the arguments of calls against the signatures. */
import { type Checking, isDateLiteral } from './checking.ts';
import { kindName, quote, typeName } from './describe.ts';
import type { Expr } from './expr.ts';
import { readPattern } from './pattern.ts';
import { collectionOf, isPerItem } from './resolve.ts';
import { type Param, paramAt, type Signature, signatures } from './signatures.ts';
import { isScalar, itemScope, type Scope, type Type } from './types.ts';

type Call = Expr & { kind: 'call' };

/** `IF(条件, 真の場合, 偽の場合)`: how a function is written. */
export function usage(name: keyof typeof signatures): string {
  const { params, repeat } = signatures[name];
  return `${name}(${params.map((param) => param.name).join(', ')}${repeat === undefined ? '' : ', …'})`;
}

function acceptsCount(signature: Signature, count: number): boolean {
  const { params, repeat, required = params.length, otherwise } = signature;
  if (count < required || (repeat === undefined && count > params.length)) return false;
  return repeat === undefined || otherwise === true || (count - params.length) % repeat === 0;
}

function countText({ params, repeat, required = params.length }: Signature): string {
  if (repeat !== undefined) return `${required}個以上`;
  if (params.length === 0) return 'なし';
  return required === params.length ? `${required}個` : `${required}〜${params.length}個`;
}

/** The type of a call; undefined where an argument's mistake hides it. */
export function checkCall(checker: Checking, expr: Call, scope: Scope): Type | undefined {
  return new CallChecker(checker).call(expr, scope);
}

class CallChecker {
  private readonly checker: Checking;

  constructor(checker: Checking) {
    this.checker = checker;
  }

  call(expr: Call, scope: Scope): Type | undefined {
    const signature = signatures[expr.name];
    const count = expr.args.length;
    if (!acceptsCount(signature, count)) {
      const message = `${expr.name} の引数は${countText(signature)}です（今は${count}個）。${usage(expr.name)}`;
      return this.checker.problem(expr, message);
    }
    const outerGuards = this.checker.guards;
    let shared: { expr: Expr; type: Type } | undefined;
    let failed = false;
    for (const [index, arg] of expr.args.entries()) {
      const param = paramAt(signature, index, count) as Param;
      const type = isPerItem(expr.name, index)
        ? this.perItem(expr, arg, scope)
        : this.checker.type(arg, scope);
      if (type === undefined) failed = true;
      else if (!this.accepts(expr, param, arg, type, scope)) failed = true;
      else if (param.type === 'same' || param.type === 'sameOrList' || param.type === 'ordered') {
        const literalDay = param.type === 'ordered' && isDateLiteral(arg);
        const next: Type = type.kind === 'list' ? { kind: type.of } : literalDay ? { kind: 'date' } : type;
        const common = shared === undefined ? next : this.checker.alike(shared.expr, shared.type, arg, next);
        if (common !== undefined) shared = { expr: arg, type: common };
        else {
          failed = true;
          this.unlike(expr, arg, next, shared as { expr: Expr; type: Type }, scope);
        }
      }
      if (guarding.includes(expr.name)) this.checker.guards = [...this.checker.guards, JSON.stringify(arg)];
    }
    this.checker.guards = outerGuards;
    if (expr.name === 'MOD' && expr.args[1] !== undefined && !failed)
      this.checker.divisor(expr, expr.args[1], scope);
    if (signature.returns === 'same') return failed ? undefined : (shared?.type ?? { kind: 'blank' });
    if (signature.returns === 'collection') return collectionType(expr, scope);
    if (signature.returns === 'texts') return { kind: 'list', of: 'text' };
    return { kind: signature.returns };
  }

  private perItem(expr: Call, arg: Expr, scope: Scope): Type | undefined {
    const collection = collectionOf(expr.args[0], scope);
    // Said already: the first argument is no collection.
    if (collection === undefined || !this.checker.canNest(arg)) return undefined;
    this.checker.nesting++;
    const type = this.checker.type(arg, itemScope(collection.item, scope, collection.binder));
    this.checker.nesting--;
    return type;
  }

  private accepts(expr: Call, param: Param, arg: Expr, type: Type, scope: Scope): boolean {
    const wanted = this.wanted(param, arg, type);
    if (wanted === undefined) return true;
    if (param.type === 'printable') this.checker.printable(arg, type, scope);
    else if (param.type === 'pattern' || param.type === 'unit')
      this.checker.problem(arg, `${expr.name} の${wanted}`);
    else {
      const collection = isPerItem(expr.name, 1) ? collectionOf(expr.args[0], scope) : undefined;
      const inner =
        collection && arg !== expr.args[0] ? itemScope(collection.item, scope, collection.binder) : scope;
      const is = `${quote(arg, inner)}は${typeName(type)}です。`;
      this.checker.problem(arg, `${expr.name} の「${param.name}」には${wanted}を書きます。${is}`);
    }
    return false;
  }

  /** What should stand there instead; undefined when all is well. */
  private wanted(param: Param, arg: Expr, type: Type): string | undefined {
    const { kind } = type;
    const scalar = isScalar(type);
    switch (param.type) {
      case 'anything':
        return undefined;
      case 'scalar':
      case 'same':
        return scalar ? undefined : '一つの値';
      case 'sameOrList':
        return kind === 'collection' ? '値か値の一覧' : undefined;
      case 'numbers':
        if (kind === 'list') return type.of === 'number' ? undefined : '数か数の一覧';
        return kind === 'number' || kind === 'blank' ? undefined : '数か数の一覧（明細.金額 など）';
      case 'ordered': {
        const each = kind === 'list' ? type.of : kind;
        const ordered = each === 'number' || each === 'date' || each === 'datetime' || each === 'blank';
        return ordered || isDateLiteral(arg) ? undefined : '数か日付';
      }
      case 'printable':
        return scalar && kind !== 'boolean' ? undefined : '文字';
      case 'texts':
        if (kind === 'list') return type.of === 'text' ? undefined : '文字か文字の一覧';
        return kind === 'text' || kind === 'blank' ? undefined : '文字か文字の一覧';
      case 'list':
        return kind === 'list' && type.of !== 'boolean' ? undefined : '値の一覧（明細.品名 など）';
      case 'collection':
        return kind === 'collection' ? undefined : '明細や世帯員のような一覧の項目';
      case 'day':
        return kind === 'date' || kind === 'datetime' || kind === 'blank' || isDateLiteral(arg)
          ? undefined
          : '日付';
      case 'itemBoolean':
        return kind === 'boolean' || kind === 'blank' ? undefined : '条件（真偽になる式）';
      case 'itemNumber':
        return kind === 'number' || kind === 'blank' ? undefined : '数';
      case 'pattern':
        return patternProblem(arg);
      case 'unit': {
        const choices = param.literals ?? [];
        const known = arg.kind === 'text' && choices.includes(arg.text.toUpperCase());
        return known
          ? undefined
          : `単位には ${choices.map((unit) => `"${unit}"`).join('、')} のどれかを書きます。`;
      }
      default:
        if (kind === param.type || kind === 'blank') return undefined;
        return param.type === 'boolean' ? '条件（真偽になる式）' : kindName(param.type);
    }
  }

  private unlike(expr: Call, arg: Expr, type: Type, first: { expr: Expr; type: Type }, scope: Scope): void {
    const names = `${quote(first.expr, scope)}は${typeName(first.type)}、${quote(arg, scope)}は${typeName(type)}です。`;
    this.checker.problem(arg, `${expr.name} の値は同じ種類にそろえてください。${names}`);
  }
}

/** Calls whose earlier arguments may guard the later ones. */
const guarding: readonly string[] = ['IF', 'IFS', 'AND', 'OR'];

function collectionType(expr: Call, scope: Scope): Type | undefined {
  const collection = collectionOf(expr, scope);
  return collection === undefined ? undefined : { kind: 'collection', item: collection.item };
}

function patternProblem(arg: Expr): string | undefined {
  if (arg.kind !== 'text') return 'パターンは、"[0-9]{3}" のように " で囲んで直接書きます。';
  const pattern = readPattern(arg.text);
  return pattern.ok ? undefined : `パターンが正しくありません。${pattern.error}`;
}
