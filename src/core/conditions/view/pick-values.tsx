/** Values that are chosen: all of a few as boxes to tick; of many those that were searched for. */
import { useId, useRef, useState } from 'react';
import type { NamedChoice } from '#core/fields';
import type { ConditionField } from '../model.ts';

export type Find = (field: string, text: string) => Promise<readonly NamedChoice[]>;

interface Props {
  field: ConditionField;
  values: readonly string[];
  name: string;
  find: Find | undefined;
  put(values: readonly string[]): void;
}

/** More are offered through the search box. */
const openLimit = 30;

export function PickValues({ field, values, name, find, put }: Props) {
  const id = useId();
  const [sought, setSought] = useState('');
  const [found, setFound] = useState<readonly NamedChoice[]>([]);
  const [said, setSaid] = useState('');
  const turn = useRef(0);
  const choices = field.choices ?? [];
  const open = field.all === true && choices.length <= openLimit;
  const labels = new Map([...choices, ...found].map((one) => [one.value, one]));
  const offered = open ? choices : found;
  // What is chosen stays in sight, also when it is among the choices no more.
  const chosen = values.filter((value) => !offered.some((one) => one.value === value));
  const shown: readonly NamedChoice[] = [
    ...chosen.map(
      (value) =>
        labels.get(value) ?? { value, label: field.all ? `${value}（今はない選択肢）` : '選んだもの' },
    ),
    ...offered,
  ];
  const search = async () => {
    const text = sought.trim();
    const mine = ++turn.current;
    if (text === '') return;
    const known = choices
      .filter((one) => `${one.label}${one.detail ?? ''}`.includes(text))
      .slice(0, openLimit);
    const all =
      known.length > 0 || find === undefined ? known : await find(field.code, text).catch(() => null);
    if (mine !== turn.current) return;
    setFound(all ?? []);
    setSaid(
      all === null
        ? '探せませんでした。もう一度お試しください。'
        : all.length === 0
          ? '見つかりませんでした。'
          : `${all.length}件見つかりました。`,
    );
  };
  return (
    <div className="condition-pick">
      {!open && (
        <div className="condition-search">
          <label htmlFor={`${id}-find`} className="visually-hidden">
            {name}の値を探す
          </label>
          <input
            id={`${id}-find`}
            type="search"
            placeholder="名前で探す"
            value={sought}
            onChange={(event) => setSought(event.target.value)}
            onKeyDown={(event) => {
              // Enter ends a kanji conversion before it searches, and never sends the form.
              if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.keyCode === 229) return;
              event.preventDefault();
              void search();
            }}
          />
          <button type="button" className="button button-quiet" onClick={() => void search()}>
            探す
          </button>
          <span role="status" className="quiet">
            {said}
          </span>
        </div>
      )}
      <fieldset className="condition-choices">
        <legend className="visually-hidden">{name}の値</legend>
        {shown.map((one) => (
          <label className="choice" key={one.value}>
            <input
              type="checkbox"
              checked={values.includes(one.value)}
              onChange={(event) =>
                put(
                  event.target.checked
                    ? [...values, one.value]
                    : values.filter((value) => value !== one.value),
                )
              }
            />
            <span>
              {one.label}
              {one.detail && <span className="quiet">（{one.detail}）</span>}
            </span>
          </label>
        ))}
      </fieldset>
    </div>
  );
}
