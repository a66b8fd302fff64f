/** Terms and what is known of them; an action may stand at the end of a row. */
import type { ReactNode } from 'react';

export interface DefinitionRow {
  key?: string;
  term: ReactNode;
  value: ReactNode;
  action?: ReactNode;
  /** `changed`, `asked`: marked by a word in `note`, not by colour alone. */
  mark?: 'changed' | 'asked';
  note?: ReactNode;
}

export function DefinitionList({ rows, className }: { rows: readonly DefinitionRow[]; className?: string }) {
  return (
    <dl className={`definitions${className === undefined ? '' : ` ${className}`}`}>
      {rows.map(({ key, term, value, action, mark, note }, index) => (
        <div
          key={key ?? index}
          className={mark === undefined ? 'definition' : `definition definition-${mark}`}
        >
          <dt>
            {term}
            {note !== undefined && <span className="definition-note">{note}</span>}
          </dt>
          <dd>{value}</dd>
          {action !== undefined && <dd className="definition-action">{action}</dd>}
        </div>
      ))}
    </dl>
  );
}
