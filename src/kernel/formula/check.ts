/** The type of a formula, and everything wrong or doubtful in it, in words for whoever writes it. */
import { checkCall } from './check-call.ts';
import { type Checking, isDateLiteral } from './checking.ts';
import { kindName, quote, typeName } from './describe.ts';
import { evaluate } from './evaluate.ts';
import { children, type Expr, limits, type Operator, withinLimits } from './expr.ts';
import { type FormulaIssue, hasErrors, problem, type Span, warning } from './issues.ts';
import { contextual } from './names.ts';
import { printWithSpans } from './print.ts';
import { collectionOf, type Spans } from './resolve.ts';
import { closest } from './suggest.ts';
import {
  fieldType,
  type Scalar,
  type Scope,
  type ScopeField,
  scopeAt,
  type Type,
  typeOfField,
} from './types.ts';

export interface Checked {
  /** What the formula gives; undefined when an error hides it. */
  type: Type | undefined;
  issues: FormulaIssue[];
}

/**
 * Checks types, argument counts, bounds and doubtful places. `spans` say where the parts stand in the
 * text that was read; without them the places are those of the printed formula.
 */
export function check(expr: Expr, scope: Scope, spans?: Spans): Checked {
  if (!withinLimits(expr)) {
    const message = '式が大きすぎます。いくつかの計算項目に分けてください。';
    return { type: undefined, issues: [problem({ from: 0, to: 0 }, message)] };
  }
  const checker = new Checker(spans ?? printWithSpans(expr, scope).spans);
  const type = checker.type(expr, scope);
  if (!hasErrors(checker.issues)) checker.foresee(expr);
  checker.issues.sort((a, b) => a.from - b.from || a.to - b.to);
  return { type: hasErrors(checker.issues) ? undefined : type, issues: checker.issues };
}

const nowhere: Span = { from: 0, to: 0 };
/** No database keeps these, and half a character is nobody's text. */
const unstorable = /[\0\p{Cs}]/u;

class Checker implements Checking {
  readonly issues: FormulaIssue[] = [];
  guards: string[] = [];
  nesting = 0;
  private readonly spans: Spans;
  /** Parts without fields, and the largest of them. */
  private readonly constants = new Set<Expr>();
  private readonly fixed: Expr[] = [];

  constructor(spans: Spans) {
    this.spans = spans;
  }

  type(expr: Expr, scope: Scope): Type | undefined {
    const type = this.typeOf(expr, scope);
    const parts = children(expr);
    const timed = expr.kind === 'call' && contextual.has(expr.name);
    if (expr.kind !== 'ref' && !timed && parts.every((part) => this.constants.has(part)))
      this.constants.add(expr);
    else for (const part of parts) if (this.constants.has(part)) this.fixed.push(part);
    return type;
  }

  problem(expr: Expr, message: string): undefined {
    this.issues.push(problem(this.spans.get(expr) ?? nowhere, message));
    return undefined;
  }

  warn(expr: Expr, message: string): void {
    this.issues.push(warning(this.spans.get(expr) ?? nowhere, message));
  }

  private typeOf(expr: Expr, scope: Scope): Type | undefined {
    switch (expr.kind) {
      case 'number':
      case 'boolean':
        return { kind: expr.kind };
      case 'text':
        if (unstorable.test(expr.text)) return this.problem(expr, '使えない文字が入っています。');
        return { kind: expr.text === '' ? 'blank' : 'text' };
      case 'ref':
        return this.field(expr, scopeAt(scope, expr.up ?? 0)?.byId.get(expr.ref), expr.ref);
      case 'member':
        return this.member(expr, scope);
      case 'negate':
        this.operand(expr.of, scope, '-');
        return { kind: 'number' };
      case 'binary':
        return this.binary(expr, scope);
      case 'call':
        return checkCall(this, expr, scope);
    }
  }

  private field(expr: Expr & { type: string }, field: ScopeField | undefined, id: string): Type | undefined {
    if (field === undefined)
      return this.problem(expr, `この式が使っている項目（番号 ${id}）は、なくなっています。`);
    if (field.type === 'sealed')
      return this.problem(expr, `「${field.code}」は厳重に守られた項目なので、式には使えません。`);
    if (fieldType(field.type) !== expr.type) {
      return this.problem(expr, `「${field.code}」の種類が変わっています。式を書き直してください。`);
    }
    return typeOfField(field);
  }

  private member(expr: Expr & { kind: 'member' }, scope: Scope): Type | undefined {
    const of = this.type(expr.of, scope);
    if (of === undefined) return undefined;
    if (of.kind !== 'collection') {
      return this.problem(expr.of, '「.」の前には、明細や世帯員のような一覧の項目を書いてください。');
    }
    const item = collectionOf(expr.of, scope)?.item ?? of.item;
    const type = this.field(expr, item.byId.get(expr.member), expr.member);
    return type === undefined || type.kind === 'collection' || type.kind === 'list' || type.kind === 'blank'
      ? type
      : { kind: 'list', of: type.kind };
  }

  private binary(expr: Expr & { kind: 'binary' }, scope: Scope): Type {
    const { op, left, right } = expr;
    if (op === '&') {
      for (const side of [left, right]) this.printable(side, this.type(side, scope), scope);
      return { kind: 'text' };
    }
    if (op === '+' || op === '-' || op === '*' || op === '/') {
      this.operand(left, scope, op);
      this.operand(right, scope, op);
      if (op === '/') this.divisor(expr, right, scope);
      return { kind: 'number' };
    }
    this.compare(expr, this.type(left, scope), this.type(right, scope), scope);
    return { kind: 'boolean' };
  }

  private operand(expr: Expr, scope: Scope, op: Operator): void {
    const type = this.type(expr, scope);
    if (type === undefined || type.kind === 'number' || type.kind === 'blank') return;
    const hints: Partial<Record<Type['kind'], string>> = {
      text: op === '+' ? '文字をつなぐには & を使います。' : '',
      date: '日付の計算には DATEADD や DATEDIF を使います。',
      list: '一覧の計算には SUM などを使います。',
      collection: '一覧の計算には SUM などを使います。',
    };
    this.problem(
      expr,
      `${quote(expr, scope)}は${typeName(type)}なので、計算できません。${hints[type.kind] ?? ''}`,
    );
  }

  divisor(expr: Expr, divisor: Expr, scope: Scope): void {
    if (this.constants.has(divisor)) return;
    const shape = JSON.stringify(divisor);
    if (this.guards.some((guard) => guard.includes(shape))) return;
    this.warn(expr, `${quote(divisor, scope)}が0か空のとき、結果は空になります。`);
  }

  printable(expr: Expr, type: Type | undefined, scope: Scope): void {
    if (type?.kind === 'boolean') {
      this.problem(
        expr,
        `${quote(expr, scope)}は真偽なので、文字につなげません。IF(…, "はい", "いいえ") のように書いてください。`,
      );
    } else if (type?.kind === 'list' || type?.kind === 'collection') {
      this.problem(
        expr,
        `${quote(expr, scope)}は一覧なので、文字につなげません。JOIN(…, "、") を使ってください。`,
      );
    }
  }

  private compare(
    expr: Expr & { kind: 'binary' },
    a: Type | undefined,
    b: Type | undefined,
    scope: Scope,
  ): void {
    const { op, left, right } = expr;
    for (const [side, type] of [[left, a] as const, [right, b] as const]) {
      if (type?.kind === 'list' || type?.kind === 'collection') {
        const use = type.kind === 'list' && type.of === 'text' ? 'CONTAINS や IN' : 'ANY や SUM';
        this.problem(
          side,
          `${quote(side, scope)}は一覧なので、そのままでは比べられません。${use} を使ってください。`,
        );
        return;
      }
    }
    if (a === undefined || b === undefined) return;
    const ordering = op !== '=' && op !== '<>';
    if (ordering && (a.kind === 'blank' || b.kind === 'blank')) {
      this.warn(expr, '空との大小の比較は、いつも偽になります。');
    } else if (ordering && (a.kind === 'boolean' || b.kind === 'boolean')) {
      this.problem(expr, '真偽には大小がありません。= か <> を使ってください。');
    } else if (this.alike(left, a, right, b) === undefined) {
      this.problem(
        expr,
        `${quote(left, scope)}は${typeName(a)}なので、${typeName(b)}とは比べられません。${mend(left, a, right, b)}`,
      );
    } else {
      this.choice(left, right, scope);
      this.choice(right, left, scope);
    }
  }

  alike(left: Expr, a: Type, right: Expr, b: Type): Type | undefined {
    if (a.kind === 'blank') return b;
    if (b.kind === 'blank' || a.kind === b.kind) return a;
    if (a.kind === 'date' && isDateLiteral(right)) return a;
    if (b.kind === 'date' && isDateLiteral(left)) return b;
    return undefined;
  }

  /** Warns where a choice is compared with a text that is not among its options. */
  private choice(side: Expr, literal: Expr, scope: Scope): void {
    if (literal.kind !== 'text' || literal.text === '') return;
    const field = side.kind === 'ref' ? scopeAt(scope, side.up ?? 0)?.byId.get(side.ref) : undefined;
    if (field?.options === undefined || field.options.includes(literal.text)) return;
    const near = closest(literal.text, field.options);
    const hint = near === undefined ? '' : `「${near}」のことですか？`;
    this.warn(literal, `「${field.code}」の選択肢に「${literal.text}」はありません。${hint}`);
  }

  /** Warns where a part without fields can only be empty: 1 / 0, DATE(2024, 2, 30). */
  foresee(whole: Expr): void {
    for (const part of this.constants.has(whole) ? [whole] : this.fixed) {
      if (part.kind !== 'binary' && part.kind !== 'call') continue;
      const env = { get: () => null, items: () => [], today: '2000-01-01', now: '2000-01-01T00:00:00' };
      if (evaluate(part, env) === null) this.warn(part, 'この部分の結果は、いつも空になります。');
    }
  }

  canNest(expr: Expr): boolean {
    if (this.nesting < limits.conditions) return true;
    this.problem(expr, `一覧の条件の入れ子は${limits.conditions}段までです。`);
    return false;
  }
}

function mend(left: Expr, a: Type, right: Expr, b: Type): string {
  const [kind, literal] =
    right.kind === 'text' ? [a.kind, right] : left.kind === 'text' ? [b.kind, left] : [];
  if (kind === 'number' && literal !== undefined) return '数を書くときは " で囲みません。';
  if (kind === 'date') return '日付は DATE(2024, 4, 1) か "2024-04-01" のように書きます。';
  const pair: readonly string[] = [a.kind, b.kind];
  if (pair.includes('date') && pair.includes('datetime'))
    return `日時は DATEVALUE(…) で${kindName('date' as Scalar)}になります。`;
  if (pair.includes('text') && pair.includes('number')) return '文字を数として読むには VALUE(…) を使います。';
  return '';
}
