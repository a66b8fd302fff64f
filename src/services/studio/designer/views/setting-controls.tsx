/** Controls of the settings: each says what it changes at once, and keeps what cannot be read yet. */
import { useId, useState } from 'react';
import { Field } from '#ui/staff';

interface Base {
  label: string;
  help?: string;
  optional?: boolean;
}

export function TextSetting({
  label,
  help,
  optional,
  value,
  lines,
  error,
  placeholder,
  onChange,
}: Base & {
  value: string;
  lines?: number;
  error?: string;
  placeholder?: string;
  onChange(text: string): void;
}) {
  const shared = {
    value,
    placeholder,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  };
  return (
    <Field label={label} help={help} optional={optional} error={error}>
      {lines === undefined ? <input type="text" {...shared} /> : <textarea rows={lines} {...shared} />}
    </Field>
  );
}

export function NumberSetting({
  label,
  help,
  value,
  min,
  max,
  whole,
  placeholder,
  onChange,
}: Base & {
  value: number | undefined;
  min?: number;
  max?: number;
  whole?: boolean;
  placeholder?: string;
  onChange(value: number | undefined): void;
}) {
  const shown = value === undefined ? '' : String(value);
  const [text, setText] = useState(shown);
  const [last, setLast] = useState(shown);
  // Undone or changed elsewhere: the box follows.
  if (shown !== last) {
    setLast(shown);
    if (Number(plain(text)) !== value) setText(shown);
  }
  const said = wrong(text, { min, max, whole });
  return (
    <Field label={label} help={help} optional error={said ?? undefined}>
      <input
        type="text"
        inputMode="decimal"
        className="short"
        placeholder={placeholder}
        value={text}
        onChange={(event) => {
          const next = event.target.value;
          setText(next);
          if (next.trim() === '') onChange(undefined);
          else if (wrong(next, { min, max, whole }) === null) onChange(Number(plain(next)));
        }}
      />
    </Field>
  );
}

const plain = (text: string): string => text.normalize('NFKC').replaceAll(',', '').trim();

function wrong(
  text: string,
  { min, max, whole }: { min?: number; max?: number; whole?: boolean },
): string | null {
  if (text.trim() === '') return null;
  const value = Number(plain(text));
  if (plain(text) === '' || Number.isNaN(value)) return '数で書いてください。';
  if (whole && !Number.isInteger(value)) return '整数で書いてください。';
  if (min !== undefined && value < min) return `${min}以上にしてください。`;
  return max !== undefined && value > max ? `${max.toLocaleString('ja-JP')}以下にしてください。` : null;
}

export function CheckSetting({
  label,
  help,
  value,
  onChange,
}: Base & { value: boolean; onChange(value: boolean): void }) {
  const id = useId();
  return (
    <div className="field">
      <label className="choice">
        <input
          type="checkbox"
          checked={value}
          aria-describedby={help ? `${id}-help` : undefined}
          onChange={(event) => onChange(event.target.checked)}
        />
        {label}
      </label>
      {help && (
        <p className="help" id={`${id}-help`}>
          {help}
        </p>
      )}
    </div>
  );
}

export interface Choice {
  value: string;
  label: string;
}

export function SelectSetting({
  label,
  help,
  value,
  choices,
  none,
  onChange,
}: Base & {
  value: string;
  choices: readonly Choice[];
  /** The words of choosing nothing; absent: something is always chosen. */
  none?: string;
  onChange(value: string): void;
}) {
  const known = value === '' || choices.some((one) => one.value === value);
  return (
    <Field label={label} help={help}>
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {none !== undefined && <option value="">{none}</option>}
        {!known && <option value={value}>{value}（今はありません）</option>}
        {choices.map((one) => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
      </select>
    </Field>
  );
}

export function SomeSetting({
  label,
  help,
  value,
  choices,
  onChange,
}: Base & { value: readonly string[]; choices: readonly Choice[]; onChange(value: string[]): void }) {
  return (
    <fieldset className="field">
      <legend>{label}</legend>
      {help && <p className="help">{help}</p>}
      {choices.length === 0 && <p className="quiet">選べるものがありません。</p>}
      {choices.map((one) => (
        <label key={one.value} className="choice">
          <input
            type="checkbox"
            checked={value.includes(one.value)}
            onChange={(event) =>
              onChange(
                event.target.checked ? [...value, one.value] : value.filter((each) => each !== one.value),
              )
            }
          />
          {one.label}
        </label>
      ))}
    </fieldset>
  );
}
