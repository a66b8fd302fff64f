/** What is wrong with a formula, where, in words for the person who writes it. */

export interface Span {
  from: number;
  to: number;
}

export interface FormulaIssue extends Span {
  severity: 'error' | 'warning';
  message: string;
}

export function problem(span: Span, message: string): FormulaIssue {
  return { from: span.from, to: span.to, severity: 'error', message };
}

export function warning(span: Span, message: string): FormulaIssue {
  return { from: span.from, to: span.to, severity: 'warning', message };
}

export function hasErrors(issues: readonly FormulaIssue[]): boolean {
  return issues.some((issue) => issue.severity === 'error');
}
