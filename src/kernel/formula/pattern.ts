/**
 * The regular expressions of MATCHES: the subset that means the same in RE2 and in PostgreSQL.
 * Literals, `.`, classes `[ぁ-ん]` `[^0-9]`, `\d` `\w` (ASCII), groups, `|`, `* + ? {n} {n,} {n,m}`.
 * Always matched against the whole text; `^` and `$` may stand at the ends and change nothing.
 * No back references, no look-around, no lazy quantifiers, no flags.
 */
import { err, ok, type Result } from '#kernel/result';

/** Inclusive ranges of code points, or all others. */
export interface CharSet {
  ranges: [number, number][];
  negated: boolean;
}

export type Pattern =
  | { kind: 'chars'; set: CharSet }
  | { kind: 'sequence'; parts: Pattern[] }
  | { kind: 'choice'; parts: Pattern[] }
  | { kind: 'repeat'; of: Pattern; min: number; max: number };

/** Sizes that keep matching linear and cheap. */
const limits = { length: 500, repeat: 100, depth: 20, states: 2000 };

const escapes: Record<string, [number, number][]> = {
  d: [[48, 57]],
  w: [
    [48, 57],
    [65, 90],
    [95, 95],
    [97, 122],
  ],
};
const meta = '\\.*+?()[]{}|^$';
const anything: CharSet = { ranges: [], negated: true };

/** Reads a pattern; the error is one sentence in Japanese. */
export function readPattern(text: string): Result<Pattern, string> {
  if (text.length > limits.length) return err(`${limits.length}文字までにしてください。`);
  const reader = new Reader(text);
  const pattern = reader.whole();
  if (reader.error !== undefined) return err(reader.error);
  return statesOf(pattern) > limits.states ? err('繰り返しの回数が多すぎます。') : ok(pattern);
}

/** How many states the matcher needs. */
export function statesOf(pattern: Pattern): number {
  switch (pattern.kind) {
    case 'chars':
      return 1;
    case 'repeat': {
      const copies = pattern.max === Number.POSITIVE_INFINITY ? pattern.min + 1 : Math.max(1, pattern.max);
      return Math.min(1e6, (statesOf(pattern.of) + 2) * copies);
    }
    default:
      return pattern.parts.reduce((total, part) => Math.min(1e6, total + statesOf(part) + 2), 0);
  }
}

class Reader {
  error: string | undefined;
  private readonly chars: string[];
  private at = 0;
  private depth = 0;

  constructor(text: string) {
    this.chars = Array.from(text);
  }

  whole(): Pattern {
    if (this.chars[0] === '^') this.at++;
    const pattern = this.choice();
    if (this.peek() === '$' && this.at === this.chars.length - 1) this.at++;
    if (this.at < this.chars.length) {
      this.fail(
        this.peek() === ')'
          ? '「)」に対応する「(」がありません。'
          : `「${this.peek()}」はここには書けません。`,
      );
    }
    return pattern;
  }

  private choice(): Pattern {
    if (++this.depth > limits.depth) this.fail('( ) の入れ子が深すぎます。');
    const parts = [this.sequence()];
    while (this.error === undefined && this.peek() === '|') {
      this.at++;
      parts.push(this.sequence());
    }
    this.depth--;
    return parts.length === 1 ? (parts[0] as Pattern) : { kind: 'choice', parts };
  }

  private sequence(): Pattern {
    const parts: Pattern[] = [];
    while (this.error === undefined) {
      const char = this.peek();
      if (char === undefined || char === '|' || char === ')') break;
      if (char === '$' && this.at === this.chars.length - 1) break;
      parts.push(this.repeated());
    }
    if (parts.length === 0) this.fail('空の部分があります。省けることは「?」で表します。');
    return parts.length === 1 ? (parts[0] as Pattern) : { kind: 'sequence', parts };
  }

  private repeated(): Pattern {
    const of = this.atom();
    const bounds = this.quantifier();
    if (bounds === undefined) return of;
    if ('*+?{'.includes(this.peek() ?? '-')) this.fail('繰り返しの記号を続けて書くことはできません。');
    return { kind: 'repeat', of, min: bounds[0], max: bounds[1] };
  }

  private quantifier(): [number, number] | undefined {
    const char = this.peek();
    if (char === '*' || char === '+' || char === '?') {
      this.at++;
      return [char === '+' ? 1 : 0, char === '?' ? 1 : Number.POSITIVE_INFINITY];
    }
    if (char !== '{') return undefined;
    const end = this.chars.indexOf('}', this.at);
    const parts = /^(\d{1,3})(,(\d{1,3})?)?$/.exec(
      this.chars.slice(this.at + 1, end < 0 ? this.at + 1 : end).join(''),
    );
    if (parts === null) return this.fail('{ } には {3} か {2,4} のように回数を書きます。');
    this.at = end + 1;
    const min = Number(parts[1]);
    const max =
      parts[2] === undefined ? min : parts[3] === undefined ? Number.POSITIVE_INFINITY : Number(parts[3]);
    if (min > max) return this.fail('{ } の回数の大小が逆です。');
    const most = max === Number.POSITIVE_INFINITY ? min : max;
    return most > limits.repeat ? this.fail(`{ } の回数は${limits.repeat}までです。`) : [min, max];
  }

  private atom(): Pattern {
    const char = this.take();
    switch (char) {
      case '(':
        return this.group();
      case '[':
        return { kind: 'chars', set: this.charClass() };
      case '.':
        return { kind: 'chars', set: anything };
      case '\\':
        return { kind: 'chars', set: { ranges: this.escape(), negated: false } };
    }
    if (meta.includes(char))
      this.fail(`「${char}」はここには書けません。文字としては \\${char} と書きます。`);
    return single(char);
  }

  private group(): Pattern {
    if (this.peek() === '?') {
      if (this.chars[this.at + 1] !== ':') this.fail('(?…) のうち使えるのは (?:…) だけです。');
      this.at += 2;
    }
    const inner = this.choice();
    if (this.error === undefined && this.take() !== ')') this.fail('「(」に対応する「)」がありません。');
    return inner;
  }

  private escape(): [number, number][] {
    const char = this.take();
    const known = escapes[char];
    if (known !== undefined) return known;
    if (!/^[!-/:-@[-`{-~]$/.test(char))
      this.fail(`\\${char} は使えません。使えるのは \\d と \\w と記号です。`);
    const code = char.codePointAt(0) ?? 0;
    return [[code, code]];
  }

  private charClass(): CharSet {
    const negated = this.peek() === '^';
    if (negated) this.at++;
    const ranges: [number, number][] = [];
    for (let first = true; this.error === undefined; first = false) {
      if (this.peek() === ']' && !first) break;
      ranges.push(...this.classItem(first));
    }
    this.at++;
    return { ranges, negated };
  }

  private classItem(first: boolean): [number, number][] {
    const char = this.take();
    if (char === '\\') {
      const set = this.escape();
      const only = set[0];
      return set.length === 1 && only !== undefined && only[0] === only[1] ? this.range(only[0]) : set;
    }
    if (char === '') return this.fail('「[」に対応する「]」がありません。') ?? [];
    if ('[]^'.includes(char)) this.fail(`[ ] の中の「${char}」は \\${char} と書きます。`);
    if (char === '-') {
      const edge = first || this.peek() === ']';
      return edge ? [[45, 45]] : (this.fail('[ ] の中の「-」は \\- と書きます。') ?? []);
    }
    return this.range(char.codePointAt(0) ?? 0);
  }

  private range(from: number): [number, number][] {
    if (this.peek() !== '-' || this.chars[this.at + 1] === ']') return [[from, from]];
    this.at++;
    const char = this.take();
    const set = char === '\\' ? this.escape() : undefined;
    if (set === undefined && '[]^-'.includes(char))
      this.fail(`[ ] の中の「${char}」は \\${char} と書きます。`);
    const to =
      set === undefined
        ? (char.codePointAt(0) ?? 0)
        : set.length === 1 && set[0]?.[0] === set[0]?.[1]
          ? set[0]?.[0]
          : undefined;
    if (to === undefined || to < from) this.fail('[ ] の中の範囲の大小が逆か、正しくありません。');
    return [[from, to ?? from]];
  }

  private peek(): string | undefined {
    return this.chars[this.at];
  }

  private take(): string {
    return this.chars[this.at++] ?? '';
  }

  private fail(message: string): undefined {
    this.error ??= message;
    return undefined;
  }
}

function single(char: string): Pattern {
  const code = char.codePointAt(0) ?? 0;
  return { kind: 'chars', set: { ranges: [[code, code]], negated: false } };
}
