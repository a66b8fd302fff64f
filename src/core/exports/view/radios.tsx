/** One of a few, side by side. */
export function Radios({
  name,
  legend,
  help,
  options,
  first,
  error,
}: {
  name: string;
  legend: string;
  help?: string;
  options: Record<string, string>;
  first: string;
  error?: string;
}) {
  return (
    <fieldset
      id={name}
      className="field"
      tabIndex={-1}
      aria-describedby={error ? `${name}-error` : undefined}
    >
      <legend>{legend}</legend>
      {help && <p className="help">{help}</p>}
      {error && (
        <p className="error" id={`${name}-error`}>
          {error}
        </p>
      )}
      <div className="choices-row">
        {Object.entries(options).map(([value, label]) => (
          <label className="choice" key={value}>
            <input type="radio" name={name} value={value} defaultChecked={value === first} />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
