/** A few bars, each with its name and its figure in words; the longest is as long as there is room. Zero is where they begin. */
interface Props {
  /** The finding. */
  title: string;
  source: string;
  rows: readonly { label: string; value: number; text: string }[];
}

export function FigureBars({ title, source, rows }: Props) {
  const top = Math.max(...rows.map((one) => one.value), 1e-9);
  return (
    <figure className="figure-bars">
      <figcaption>
        <b>{title}</b>
      </figcaption>
      <dl>
        {rows.map((one) => (
          <div key={one.label}>
            <dt>{one.label}</dt>
            <dd>
              <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                <rect
                  x="0"
                  y="0"
                  width={Math.max((one.value / top) * 100, one.value > 0 ? 0.6 : 0)}
                  height="10"
                />
              </svg>
              <span>{one.text}</span>
            </dd>
          </div>
        ))}
      </dl>
      <p className="quiet small">{source}</p>
    </figure>
  );
}
