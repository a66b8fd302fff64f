/** Text → syntax tree, by precedence climbing. */
import { err, ok, type Result } from '#kernel/result';
import { limits, type Operator } from './expr.ts';
import { type FormulaIssue, problem, type Span } from './issues.ts';
import { type Token, tokenize } from './lex.ts';
import type { Syntax } from './syntax.ts';

/** How tightly each operator binds; comparisons do not chain. */
export const precedence: Record<Operator, number> = {
  '=': 1,
  '<>': 1,
  '<': 1,
  '<=': 1,
  '>': 1,
  '>=': 1,
  '&': 2,
  '+': 3,
  '-': 3,
  '*': 4,
  '/': 4,
};

const comparison = 1;

/** Stops at the first thing that cannot be read. */
class Unreadable {
  readonly issue: FormulaIssue;
  constructor(span: Span, message: string) {
    this.issue = problem(span, message);
  }
}

/** Reads a formula. One leading `=` is allowed, as in a spreadsheet cell. */
export function parse(text: string): Result<Syntax, FormulaIssue[]> {
  const whole = { from: 0, to: text.length };
  if (text.length > limits.text)
    return err([problem(whole, `式が長すぎます。${limits.text}文字までにしてください。`)]);
  const { tokens, issues } = tokenize(text);
  if (issues.length > 0) return err(issues);
  if (isSign(tokens[0], '=')) tokens.shift();
  if (tokens[0]?.kind === 'end') return err([problem(whole, '式を入力してください。')]);
  try {
    return ok(new Parser(tokens).formula());
  } catch (thrown) {
    if (thrown instanceof Unreadable) return err([thrown.issue]);
    throw thrown;
  }
}

function isSign(token: Token | undefined, value: string): boolean {
  return token?.kind === 'sign' && token.value === value;
}

/** A comparison without parentheses of its own: those would make it start before its left side. */
function isOpenComparison(syntax: Syntax): boolean {
  return syntax.kind === 'binary' && precedence[syntax.op] === comparison && syntax.from === syntax.left.from;
}

class Parser {
  private readonly tokens: readonly Token[];
  private at = 0;
  private depth = 0;
  private nodes = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  formula(): Syntax {
    const syntax = this.expression(0);
    const rest = this.peek();
    if (rest.kind !== 'end') throw new Unreadable(rest, this.unexpected(rest));
    return syntax;
  }

  private expression(least: number): Syntax {
    if (++this.depth > limits.depth)
      throw new Unreadable(this.peek(), `式の入れ子が深すぎます（${limits.depth}段まで）。`);
    let left = this.prefix();
    for (;;) {
      const token = this.peek();
      const binding = token.kind === 'sign' ? precedence[token.value as Operator] : undefined;
      if (binding === undefined || binding <= least) break;
      if (binding === comparison && isOpenComparison(left)) {
        throw new Unreadable(
          token,
          '比較は続けて書けません。AND(0 < 数量, 数量 < 10) のように分けてください。',
        );
      }
      this.at++;
      const right = this.expression(binding);
      left = this.made({
        kind: 'binary',
        op: token.value as Operator,
        left,
        right,
        from: left.from,
        to: right.to,
      });
    }
    this.depth--;
    return left;
  }

  private prefix(): Syntax {
    const token = this.peek();
    if (!isSign(token, '-') && !isSign(token, '+')) return this.postfix();
    this.at++;
    if (++this.depth > limits.depth)
      throw new Unreadable(token, `式の入れ子が深すぎます（${limits.depth}段まで）。`);
    const of = this.prefix();
    this.depth--;
    return token.value === '+' ? of : this.made({ kind: 'negate', of, from: token.from, to: of.to });
  }

  private postfix(): Syntax {
    let of = this.primary();
    while (isSign(this.peek(), '.')) {
      this.at++;
      const token = this.peek();
      if (token.kind !== 'name' && token.kind !== 'quoted') {
        throw new Unreadable(token, '「.」の後には項目名を書いてください。');
      }
      this.at++;
      const memberSpan = { from: token.from, to: token.to };
      of = this.made({ kind: 'member', of, member: token.value, memberSpan, from: of.from, to: token.to });
    }
    return of;
  }

  private primary(): Syntax {
    const token = this.peek();
    const span = { from: token.from, to: token.to };
    this.at++;
    switch (token.kind) {
      case 'number':
        return this.made({ kind: 'number', number: this.literal(token), ...span });
      case 'text':
        return this.made({ kind: 'text', text: token.value, ...span });
      case 'quoted':
        return this.made({ kind: 'name', name: token.value, skip: 0, ...span });
      case 'name': {
        if (isSign(this.peek(), '(')) return this.call(token);
        const upper = token.value.normalize('NFKC').toUpperCase();
        if (upper === 'TRUE' || upper === 'FALSE')
          return this.made({ kind: 'boolean', boolean: upper === 'TRUE', ...span });
        return this.made({ kind: 'name', name: token.value, skip: 0, ...span });
      }
      default:
        return this.signed(token);
    }
  }

  private signed(token: Token): Syntax {
    if (token.value === '(') {
      const inner = this.expression(0);
      const end = this.peek();
      if (!isSign(end, ')'))
        throw new Unreadable(end.kind === 'end' ? token : end, '「(」に対応する「)」がありません。');
      this.at++;
      // The parentheses belong to the part's place; isOpenComparison relies on it.
      return { ...inner, from: token.from, to: end.to };
    }
    const next = this.peek();
    if (
      token.value.length > 1 &&
      /^\.+$/.test(token.value) &&
      (next.kind === 'name' || next.kind === 'quoted')
    ) {
      this.at++;
      return this.made({
        kind: 'name',
        name: next.value,
        skip: token.value.length - 1,
        from: token.from,
        to: next.to,
      });
    }
    throw new Unreadable(token, this.unexpected(token));
  }

  private call(token: Token): Syntax {
    const args: Syntax[] = [];
    const opening = this.peek();
    this.at++;
    if (!isSign(this.peek(), ')')) {
      for (;;) {
        args.push(this.expression(0));
        const end = this.peek();
        if (isSign(end, ')')) break;
        if (!isSign(end, ',')) {
          throw end.kind === 'end'
            ? new Unreadable(opening, `${token.value} の「(」に対応する「)」がありません。`)
            : new Unreadable(end, this.unexpected(end));
        }
        this.at++;
      }
    }
    const end = this.peek();
    this.at++;
    const nameSpan = { from: token.from, to: token.to };
    return this.made({ kind: 'call', name: token.value, nameSpan, args, from: token.from, to: end.to });
  }

  private literal(token: Token): string {
    const [whole = '', fraction = ''] = token.value.split('.');
    const digits = whole.replace(/^0+(?=\d)/, '');
    const places = fraction.replace(/0+$/, '');
    if (digits.length > 28) throw new Unreadable(token, '数は整数部28桁までです。');
    if (places.length > 10) throw new Unreadable(token, '小数は10桁までです。');
    return places === '' ? digits : `${digits}.${places}`;
  }

  private peek(): Token {
    // The last token is always `end`.
    return (this.tokens[this.at] ?? this.tokens[this.tokens.length - 1]) as Token;
  }

  private made(syntax: Syntax): Syntax {
    if (++this.nodes > limits.nodes)
      throw new Unreadable(syntax, '式が大きすぎます。いくつかの計算項目に分けてください。');
    return syntax;
  }

  private unexpected(token: Token): string {
    if (token.kind === 'end') return '式が途中で終わっています。';
    if (token.value === ')') return '「)」の前に値がないか、「(」が足りません。';
    if (token.value === ',') return '「,」の前に値がありません。';
    const shown = token.kind === 'text' ? `"${token.value}"` : token.value;
    return `「${shown}」の位置が正しくありません。演算子や「,」が抜けていないか確かめてください。`;
  }
}
