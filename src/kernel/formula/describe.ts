/** Types and parts of formulas in plain Japanese, for messages. */
import type { Expr } from './expr.ts';
import { print } from './print.ts';
import type { Scalar, Scope, Type } from './types.ts';

const kinds: Record<Scalar, string> = {
  text: '文字',
  number: '数',
  boolean: '真偽（はい・いいえ）',
  date: '日付',
  datetime: '日時',
};

export function kindName(kind: Scalar): string {
  return kinds[kind];
}

export function typeName(type: Type): string {
  if (type.kind === 'list') return `${kinds[type.of]}の一覧`;
  if (type.kind === 'collection') return '明細などの一覧';
  return type.kind === 'blank' ? '空' : kinds[type.kind];
}

/** 「区」: a part of the formula as written, shortened. */
export function quote(expr: Expr, scope: Scope): string {
  const chars = [...print(expr, scope)];
  return `「${chars.length > 24 ? `${chars.slice(0, 23).join('')}…` : chars.join('')}」`;
}
