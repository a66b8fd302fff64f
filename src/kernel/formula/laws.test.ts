import { describe, expect, it } from 'vitest';
import fc from '../../../scripts/test/properties.ts';
import { children, type Expr } from './expr.ts';
import { env, fields, scope } from './fixture.ts';
import {
  check,
  compile,
  envOf,
  evaluate,
  isExpr,
  parse,
  print,
  readFormula,
  resolve,
  type ScopeField,
  scopeOf,
} from './index.ts';
import { formula } from './random.fixture.ts';

const kinds = ['number', 'text', 'boolean', 'date', 'datetime'] as const;
const anyFormula = fc.constantFrom(...kinds).chain((kind) => formula(kind, 4));
const runs = { seed: 20261104, numRuns: 1500 };

function reread(text: string, names = scope): Expr {
  const syntax = parse(text);
  if (!syntax.ok) throw new Error(`${text}: ${syntax.error[0]?.message}`);
  const resolved = resolve(syntax.value, names);
  if (!resolved.ok) throw new Error(`${text}: ${resolved.error[0]?.message}`);
  return resolved.value.expr;
}

/** `ANY(明細, 明細.金額 …)` and `ANY(明細, 金額 …)` are one tree, so trees are compared. */
describe('parse ∘ print is the identity', () => {
  it('on random formulas', () => {
    fc.assert(
      fc.property(anyFormula, (expr) => {
        expect(reread(print(expr, scope))).toEqual(expr);
      }),
      runs,
    );
  });

  it('also after fields were given other codes, even clashing with the codes of items', () => {
    const codes = [
      '金額',
      '明細',
      '数量',
      '学年',
      '在籍',
      'a b',
      '1',
      'IF',
      'x]y',
      '］',
      '.',
      '..',
      '"',
      '金額2',
      '名前',
    ];
    const renamed = (order: readonly string[]) =>
      scopeOf(
        fields.map((field, index): ScopeField => {
          const kept = order.includes(field.code) ? `${field.code}の${field.id}` : field.code;
          return { ...field, code: order[index] ?? kept };
        }),
      );
    fc.assert(
      fc.property(anyFormula, fc.shuffledSubarray(codes, { minLength: 8 }), (expr, order) => {
        const names = renamed(order);
        expect(reread(print(expr, names), names)).toEqual(expr);
      }),
      runs,
    );
  });
});

describe('random well-typed formulas', () => {
  const hostile = envOf(
    {
      '1': '\uD800',
      '3': 'abc',
      '4': '9'.repeat(40),
      '5': '2024-02-30',
      '6': '2024-01-01T99:00',
      '7': 'yes',
      '8': 'x',
      '9': [null, 3, { '103': {} }],
      '10': {},
    },
    { today: 'x', now: '' },
  );

  it('are accepted by the checker', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds).chain((kind) => formula(kind, 4).map((expr) => ({ kind, expr }))),
        ({ kind, expr }) => {
          expect(isExpr(JSON.parse(JSON.stringify(expr)))).toBe(true);
          const { type, issues } = check(expr, scope);
          expect(issues.filter((issue) => issue.severity === 'error')).toEqual([]);
          const literalDate = kind === 'date' && type?.kind === 'text';
          expect(literalDate || type?.kind === 'blank' || type?.kind === kind).toBe(true);
        },
      ),
      runs,
    );
  });

  it('never throw, and compiled closures agree with the walk', () => {
    fc.assert(
      fc.property(anyFormula, (expr) => {
        const ready = compile(expr);
        for (const at of [env, envOf({}, { today: '2026-11-02', now: '2026-11-02T00:00:00' }), hostile]) {
          expect(ready(at)).toEqual(evaluate(expr, at));
        }
      }),
      runs,
    );
  });

  it('give values of their type', () => {
    const shapes = {
      number: /^-?\d{1,28}(\.\d{1,10})?$/,
      date: /^\d{4}-\d\d-\d\d$/,
      datetime: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/,
      text: /./su,
    };
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds).chain((kind) => formula(kind, 4).map((expr) => ({ kind, expr }))),
        ({ kind, expr }) => {
          const result = evaluate(expr, env);
          if (result === null) return;
          if (kind === 'boolean') expect(result).toBeTypeOf('boolean');
          else expect(result).toMatch(shapes[kind]);
        },
      ),
      runs,
    );
  });
});

it('does not throw for ill-typed trees either', () => {
  const shuffled = fc.tuple(anyFormula, anyFormula, fc.nat()).map(([into, piece, at]) => {
    const copy = structuredClone(into);
    const nodes: Expr[] = [copy];
    for (const node of nodes) nodes.push(...children(node));
    const node = nodes[at % nodes.length] as Expr;
    if (node.kind === 'binary') node.left = piece;
    else if (node.kind === 'negate' || node.kind === 'member') node.of = piece;
    else if (node.kind === 'call') node.args[at % (node.args.length + 1)] = piece;
    return copy;
  });
  fc.assert(
    fc.property(shuffled, (expr) => {
      expect(compile(expr)(env)).toEqual(evaluate(expr, env));
      check(expr, scope);
      print(expr, scope);
    }),
    runs,
  );
});

it('reads any text without throwing', () => {
  const pieces = fc.constantFrom(
    'IF(',
    'ANY(明細,',
    '金額',
    '明細',
    '.',
    '..',
    '(',
    ')',
    ',',
    '"',
    '[',
    ']',
    '+',
    '-',
    '<',
    '=',
    '&',
    '1',
    '.5',
    ' ',
    'SUM(',
    '１',
    '＞',
    '“',
    '㍻',
    '\u3000',
    '𠮷',
    '\uD800',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 20 }), (parts) => {
      const text = parts.join('');
      for (const { from, to } of readFormula(text, scope).issues) {
        expect(from >= 0 && to <= text.length && from <= to).toBe(true);
      }
    }),
    { ...runs, numRuns: 5000 },
  );
});
