/** What was chosen, each with a button to take it out; what adds one more stands last among them. */
import type { ReactNode } from 'react';
import { Glyph } from './glyph.tsx';

export interface Chip {
  key: string;
  text: string;
}

interface Props {
  id: string;
  label: string;
  help?: string | undefined;
  error?: string | undefined;
  chips: readonly Chip[];
  /** Of the form: the key of each chip is posted under it. */
  posted?: string;
  remove(chip: Chip): void;
  /** The control that adds one. */
  adder: ReactNode;
  /** Below all of it, e.g. the form that the adder opens. */
  children?: ReactNode;
}

export function ChipList({ id, label, help, error, chips, posted, remove, adder, children }: Props) {
  return (
    <fieldset className={error ? 'who-list field-wrong' : 'who-list'} id={id} tabIndex={-1}>
      <legend>{label}</legend>
      {help !== undefined && <p className="help">{help}</p>}
      {error && (
        <p className="error">
          <Glyph name="alert" />
          {error}
        </p>
      )}
      <ul className="who-chips">
        {chips.map((chip) => (
          <li key={chip.key}>
            {posted !== undefined && <input type="hidden" name={posted} value={chip.key} />}
            <span>{chip.text}</span>
            <button
              type="button"
              className="icon-button"
              aria-label={`${chip.text}を外す`}
              onClick={() => remove(chip)}
            >
              <Glyph name="close" />
            </button>
          </li>
        ))}
        <li>{adder}</li>
      </ul>
      {children}
    </fieldset>
  );
}
