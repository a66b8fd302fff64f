/** A definition list in one or two columns. */
import type { ReactNode } from 'react';

export type FactRow = [term: string, value: ReactNode];

export function Facts({ rows }: { rows: (FactRow | false | null)[] }) {
  return (
    <dl className="facts">
      {rows
        .filter((row): row is FactRow => Array.isArray(row))
        .map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
