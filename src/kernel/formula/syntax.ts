/** A formula as written: names instead of field ids, with the place of each part. */
import type { Operator } from './expr.ts';
import type { Span } from './issues.ts';

export type Syntax = Span &
  (
    | { kind: 'number'; number: string }
    | { kind: 'text'; text: string }
    | { kind: 'boolean'; boolean: boolean }
    /** `金額`, `[65歳以上]`; `..金額` skips one item scope (`skip` 1). */
    | { kind: 'name'; name: string; skip: number }
    | { kind: 'member'; of: Syntax; member: string; memberSpan: Span }
    | { kind: 'negate'; of: Syntax }
    | { kind: 'binary'; op: Operator; left: Syntax; right: Syntax }
    | { kind: 'call'; name: string; nameSpan: Span; args: Syntax[] }
  );
