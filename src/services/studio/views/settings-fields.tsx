/** Choices of fields in the settings: what names a record, and what must not repeat. */
import { useState } from 'react';
import { errorFor, type FormIssue } from '#ui/staff';
import { mostKeys, mostOfKey } from '../settings-form.ts';

type Nameable = { code: string; label: string };

interface PicksProps {
  legend: string;
  help: string;
  name: string;
  most: number;
  fields: readonly Nameable[];
  chosen: readonly string[];
  error?: string | undefined;
}

/** So many drop-downs beside each other; those left empty do not count. */
export function FieldPicks({ legend, help, name, most, fields, chosen, error }: PicksProps) {
  return (
    <fieldset className={error ? 'field field-wrong' : 'field'}>
      <legend>{legend}</legend>
      <p className="help" id={`${name}-help`}>
        {help}
      </p>
      {error && <p className="error">{error}</p>}
      <div className="studio-picks">
        {Array.from({ length: most }, (_, index) => `${name}-${index}`).map((control, index) => (
          <select
            key={control}
            id={control}
            name={control}
            aria-label={`${legend} ${index + 1}つめの項目`}
            aria-describedby={`${name}-help`}
            defaultValue={chosen[index] ?? ''}
          >
            <option value="">（なし）</option>
            {fields.map((field) => (
              <option key={field.code} value={field.code}>
                {field.label}
              </option>
            ))}
          </select>
        ))}
      </div>
    </fieldset>
  );
}

interface KeysProps {
  fields: readonly Nameable[];
  keys: readonly (readonly string[])[];
  issues: readonly FormIssue[] | undefined;
}

/** One row per combination; another row on request, never more than an app may have. */
export function UniqueKeys({ fields, keys, issues }: KeysProps) {
  const [rows, setRows] = useState(Math.max(1, keys.length));
  return (
    <div className="studio-keys">
      {Array.from({ length: rows }, (_, index) => `unique-${index}`).map((name, index) => (
        <FieldPicks
          key={name}
          legend={rows > 1 ? `重複を許さない項目（その${index + 1}）` : '重複を許さない項目'}
          help={
            index === 0
              ? 'ここで選んだ値が同じ記録は、二つ作れません。二つ以上選ぶと、その組合せで調べます。例：年度と整理番号'
              : '別の組合せでも重複を調べます。'
          }
          name={name}
          most={Math.max(2, keys[index]?.length ?? 0, mostOfKey - 1)}
          fields={fields}
          chosen={keys[index] ?? []}
          error={errorFor(issues, `${name}-0`)}
        />
      ))}
      {rows < mostKeys && (
        <button type="button" className="button button-quiet" onClick={() => setRows(rows + 1)}>
          組合せを加える
        </button>
      )}
    </div>
  );
}
