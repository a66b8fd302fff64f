export { type Checked, check } from './check.ts';
export { type Compiled, compile } from './compile.ts';
export { typeName } from './describe.ts';
export { evaluate, holds } from './evaluate.ts';
export { type Expr, isExpr, limits, type Operator, operators, withinLimits } from './expr.ts';
export { type Calculated, type Cycle, dependencyGraph, type Graph } from './graph.ts';
export { type FunctionInfo, functionTable } from './help.ts';
export type { FormulaIssue, Span } from './issues.ts';
export { isPlainName } from './lex.ts';
export { ofTheMoment } from './moment.ts';
export { type FunctionName, functionNames, isFunctionName } from './names.ts';
export { parse } from './parse.ts';
export { print, printName, printText } from './print.ts';
export { loadFormula, type Read, readFormula } from './read.ts';
export { references } from './references.ts';
export { type Resolved, resolve, type Spans } from './resolve.ts';
export { type Answers, envOf, rowOf } from './rows.ts';
export type { Syntax } from './syntax.ts';
export {
  type DeclaredType,
  type FieldType,
  fieldType,
  type Scalar,
  type Scope,
  type ScopeField,
  scopeOf,
  type Type,
} from './types.ts';
export type { Actor, Env, Output, Row } from './value.ts';
