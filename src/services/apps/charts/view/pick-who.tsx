/** People meant by a rule of a view: those chosen, each with a button to take it out, and a list to add from. */
import { useRef } from 'react';
import type { Who } from '#core/definitions';
import { whoText } from '#core/policy';
import { ChipList } from '#ui/staff';
import type { EditorData } from '../editor-model.ts';

interface PickWhoProps {
  data: EditorData;
  /** Of the form: each is posted as JSON. */
  name: string;
  label: string;
  help?: string;
  who: readonly Who[];
  error?: string | undefined;
  put(who: Who[]): void;
}

export function PickWho({ data, name, label, help, who, error, put }: PickWhoProps) {
  const adder = useRef<HTMLSelectElement>(null);
  const chosen = new Set(who.map(keyOf));
  return (
    <ChipList
      id={name}
      label={label}
      help={help}
      error={error}
      posted={name}
      chips={who.map((one) => ({ key: JSON.stringify(one), text: whoText(one, data.names) }))}
      remove={(chip) => {
        put(who.filter((one) => JSON.stringify(one) !== chip.key));
        adder.current?.focus();
      }}
      adder={
        <select
          ref={adder}
          aria-label={`${label}に加える`}
          value=""
          onChange={(event) => {
            if (event.target.value !== '') put([...who, JSON.parse(event.target.value) as Who]);
          }}
        >
          <option value="">加える…</option>
          {data.offered.map(({ title, entries }) => (
            <optgroup key={title} label={title}>
              {entries
                .filter((one) => !chosen.has(keyOf(one.who)))
                .map((one) => (
                  <option key={JSON.stringify(one.who)} value={JSON.stringify(one.who)}>
                    {one.label}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
      }
    />
  );
}

/** Whatever order its parts came in: the database has one of its own. */
const keyOf = (who: Who): string => JSON.stringify(Object.entries(who).sort());
