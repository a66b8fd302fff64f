/** Text → tokens. Takes what Japanese keyboards produce: full-width signs, digits and quotes, ≦ ≧ ≠ × ÷, 、 */
import { type FormulaIssue, problem, type Span } from './issues.ts';

export interface Token extends Span {
  kind: 'number' | 'text' | 'name' | 'quoted' | 'sign' | 'end';
  /** Normalised: the digits, the string's content, the name as written, the half-width sign. */
  value: string;
}

const space = /[\s\u3000]+/uy;
const name = /[\p{L}\p{Nl}\p{Nd}_\uFF3F][\p{L}\p{Nl}\p{M}\p{Nd}_\uFF3F\u30FB\uFF65]*/uy;
const digits = /[0-9\uFF10-\uFF19]+/uy;
const fraction = /[.\uFF0E][0-9\uFF10-\uFF19]+/uy;
const dots = /[.\uFF0E]{2,}/uy;

const straight = '"\uFF02';
const curly = '\u201C\u201D\u201E\u201F';
const open = '[\uFF3B';
const close = ']\uFF3D';

/** Signs written otherwise, in half-width. */
const signs: Record<string, string> = {
  '≦': '<=',
  '≧': '>=',
  '≤': '<=',
  '≥': '>=',
  '≠': '<>',
  '×': '*',
  '÷': '/',
  '−': '-',
  '‐': '-',
  '、': ',',
};

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function halfWidth(char: string): string {
  const code = char.charCodeAt(0);
  return code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : (signs[char] ?? char);
}

/** Whether a name can stand without brackets. */
export function isPlainName(text: string): boolean {
  return (
    match(name, text, 0) === text &&
    !/^\p{Nd}+$/u.test(text) &&
    !/^(true|false)$/i.test(text.normalize('NFKC'))
  );
}

/** The tokens of a text and what could not be read. */
export function tokenize(text: string): { tokens: Token[]; issues: FormulaIssue[] } {
  const tokens: Token[] = [];
  const issues: FormulaIssue[] = [];
  let at = 0;
  const push = (kind: Token['kind'], value: string, to: number) => {
    tokens.push({ kind, value, from: at, to });
    at = to;
  };

  while (at < text.length) {
    const blank = match(space, text, at);
    if (blank !== undefined) {
      at += blank.length;
      continue;
    }
    const char = text.charAt(at);
    const number = match(digits, text, at);
    const word = match(name, text, at);
    if (number !== undefined && (word === undefined || word.length === number.length)) {
      const rest = match(fraction, text, at + number.length) ?? '';
      push('number', (number + rest).normalize('NFKC'), at + number.length + rest.length);
    } else if (word !== undefined) {
      push('name', word, at + word.length);
    } else if (straight.includes(char) || curly.includes(char)) {
      const end = enclosed(text, at, straight.includes(char) ? straight : curly);
      if (end === undefined) {
        issues.push(problem({ from: at, to: text.length }, '文字列を閉じる " がありません。'));
        at = text.length;
      } else push('text', end.value, end.to);
    } else if (open.includes(char)) {
      const end = enclosed(text, at, close);
      if (end === undefined || end.value === '') {
        issues.push(
          problem({ from: at, to: end?.to ?? text.length }, '項目名を囲む [ ] が正しくありません。'),
        );
        at = end?.to ?? text.length;
      } else push('quoted', end.value, end.to);
    } else {
      const run = match(dots, text, at);
      const sign = run === undefined ? halfWidth(char) : '.'.repeat(run.length);
      const two = sign + halfWidth(text.charAt(at + 1));
      if (run !== undefined) push('sign', sign, at + run.length);
      else if (two === '<=' || two === '>=' || two === '<>') push('sign', two, at + 2);
      else if (sign.length === 2 || '+-*/&=<>(),.'.includes(sign)) push('sign', sign, at + 1);
      else {
        const whole = String.fromCodePoint(text.codePointAt(at) ?? 0);
        issues.push(problem({ from: at, to: at + whole.length }, `「${whole}」は式に使えない記号です。`));
        at += whole.length;
      }
    }
  }
  tokens.push({ kind: 'end', value: '', from: text.length, to: text.length });
  return { tokens, issues };
}

/** Reads from the opening sign at `at` to a closing one; a doubled closing sign stands for itself. */
function enclosed(text: string, at: number, closing: string): { value: string; to: number } | undefined {
  let value = '';
  for (let i = at + 1; i < text.length; i++) {
    const char = text.charAt(i);
    if (closing.includes(char)) {
      const next = text.charAt(i + 1);
      if (next === '' || !closing.includes(next)) return { value, to: i + 1 };
      i++;
    }
    value += char;
  }
  return undefined;
}
