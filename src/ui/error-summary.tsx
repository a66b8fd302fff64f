/** Above the form: what to mend, each entry a link to its control. Read out when the page opens. */
import { Icon } from './icons.tsx';

export interface SummaryEntry {
  /** Where the link leads: `#id`, or another page of the form. */
  href: string;
  text: string;
}

export function ErrorSummary({
  title,
  lead,
  entries,
}: {
  title: string;
  lead?: string;
  entries: readonly SummaryEntry[];
}) {
  if (entries.length === 0) return null;
  return (
    <div
      className="error-summary"
      id="error-summary"
      role="alert"
      tabIndex={-1}
      aria-labelledby="error-summary-title"
    >
      <h2 id="error-summary-title">
        <Icon name="error" />
        <span>{title}</span>
      </h2>
      {lead !== undefined && <p>{lead}</p>}
      <ul>
        {entries.map(({ href, text }) => (
          <li key={href + text}>
            <a href={href}>{text}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}
