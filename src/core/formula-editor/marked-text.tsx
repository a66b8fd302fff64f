/** The text once more behind the box, with a line under what is wrong: the box itself stays a plain one. */
import type { ReactNode } from 'react';
import type { FormulaIssue } from '#kernel/formula';

export function MarkedText({ text, issues }: { text: string; issues: readonly FormulaIssue[] }) {
  return (
    <div className="formula-marks" aria-hidden="true">
      {segments(text, issues)}
    </div>
  );
}

/** What lies in two issues is marked once, as the first says. */
function segments(text: string, issues: readonly FormulaIssue[]): ReactNode[] {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const { from, to, severity } of [...issues].sort((a, b) => a.from - b.from)) {
    const start = Math.max(from, at);
    const end = Math.max(to, start);
    if (end <= at && at > 0) continue;
    parts.push(text.slice(at, start));
    // Something is missing there: a mark as wide as a letter shows where.
    const marked = end === start ? '\u00a0' : text.slice(start, end);
    parts.push(
      <mark key={`${start}-${end}`} className={`formula-${severity}`}>
        {marked}
      </mark>,
    );
    at = end;
  }
  parts.push(text.slice(at), '\u200b');
  return parts;
}
