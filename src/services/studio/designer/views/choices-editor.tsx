/** Choices: their words, order and points. Many at once can be pasted, one a line. */
import { type ClipboardEvent, useId, useRef } from 'react';
import { inserted, moved, replaced, without } from '../model/places.ts';
import { useDesign } from './design-context.ts';
import { useDragSource, useDropTarget } from './drag.ts';
import { NumberSetting } from './setting-controls.tsx';
import type { SpecialProps } from './special-props.ts';

interface Choice {
  value: string;
  label: { ja: string };
  points?: number;
}

export function ChoicesEditor({ field, words, scored, known, onChange }: SpecialProps & { scored: boolean }) {
  const { say, published } = useDesign();
  const held = new Set(published.get(field.id)?.values);
  const list = useRef<HTMLOListElement>(null);
  const choices = (field.options.choices as Choice[] | undefined) ?? [];
  const settle = (next: Choice[]) => onChange({ ...field.options, choices: next });
  const focus = (index: number) =>
    requestAnimationFrame(() =>
      list.current?.querySelectorAll<HTMLInputElement>('.choice-word')[Math.max(0, index)]?.focus(),
    );
  const blank = (): Choice => ({ value: '', label: { ja: '' }, ...(scored ? { points: 0 } : {}) });
  const rename = (index: number, ja: string) => {
    const one = choices[index]!;
    // What records may hold stays; a choice that is new is called by its words.
    const value = known && held.has(one.value) ? one.value : ja;
    settle(replaced(choices, index, { ...one, value, label: { ...one.label, ja } }));
  };
  const move = (from: number, to: number) => {
    const next = moved(choices, from, to);
    settle(next);
    say(`「${choices[from]?.label.ja}」を${next.indexOf(choices[from]!) + 1}番目に動かしました。`);
  };
  const add = (index: number) => {
    settle(inserted(choices, index, blank()));
    focus(index);
  };
  const paste = (event: ClipboardEvent<HTMLInputElement>, index: number) => {
    const lines = event.clipboardData
      .getData('text')
      .split(/\r?\n/u)
      .map((line) => line.split('\t')[0]!.trim())
      .filter((line) => line !== '');
    if (lines.length < 2) return;
    event.preventDefault();
    const used = new Set(choices.map((one) => one.value));
    const fresh = [...new Set(lines)]
      .filter((line) => !used.has(line))
      .map((ja) => ({ ...blank(), value: ja, label: { ja } }));
    const empty = choices[index]?.label.ja === '';
    settle([...choices.slice(0, index + (empty ? 0 : 1)), ...fresh, ...choices.slice(index + 1)]);
    say(`${fresh.length}個の選択肢を加えました。`);
  };
  return (
    <fieldset className="field choices-editor">
      <legend>{words.label}</legend>
      <p className="help">Enterで次の行を加えます。表計算ソフトの列を貼り付けると、まとめて入ります。</p>
      <ol ref={list}>
        {choices.map((one, index) => (
          <Row
            // biome-ignore lint/suspicious/noArrayIndexKey: a choice has no other name while it is typed
            key={index}
            one={one}
            index={index}
            count={choices.length}
            scored={scored}
            list={`choices-${field.id}`}
            onWord={(ja) => rename(index, ja)}
            onPoints={(points) => settle(replaced(choices, index, { ...one, points: points ?? 0 }))}
            onMove={(to) => move(index, to)}
            onTake={(from, to) => move(from, to)}
            onAdd={() => add(index + 1)}
            onRemove={() => {
              settle(without(choices, index));
              focus(index - 1);
            }}
            onPaste={(event) => paste(event, index)}
          />
        ))}
      </ol>
      <button type="button" className="button button-quiet" onClick={() => add(choices.length)}>
        選択肢を加える
      </button>
    </fieldset>
  );
}

interface RowProps {
  one: Choice;
  index: number;
  count: number;
  scored: boolean;
  list: string;
  onWord(ja: string): void;
  onPoints(points: number | undefined): void;
  onMove(to: number): void;
  onTake(from: number, to: number): void;
  onAdd(): void;
  onRemove(): void;
  onPaste(event: ClipboardEvent<HTMLInputElement>): void;
}

function Row({ one, index, count, scored, list, ...on }: RowProps) {
  const id = useId();
  const row = useRef<HTMLLIElement>(null);
  useDragSource(row, { kind: 'row', list, index });
  const gap = useDropTarget(row, {
    accepts: (data) => data.kind === 'row' && data.list === list,
    onDrop: (data, where) =>
      data.kind === 'row' && on.onTake(data.index, index + (where === 'after' ? 1 : 0)),
  });
  const name = one.label.ja || `選択肢${index + 1}`;
  return (
    <li ref={row} className="choice-row" data-drop={gap ?? undefined}>
      <span className="grip" aria-hidden="true" />
      <input
        id={id}
        type="text"
        className="choice-word"
        aria-label={`選択肢${index + 1}`}
        maxLength={100}
        value={one.label.ja}
        onChange={(event) => on.onWord(event.target.value)}
        onPaste={on.onPaste}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Enter') on.onAdd();
          else if (event.altKey && event.key === 'ArrowUp' && index > 0) on.onMove(index - 1);
          else if (event.altKey && event.key === 'ArrowDown' && index < count - 1) on.onMove(index + 2);
          else if (event.key === 'Backspace' && one.label.ja === '' && count > 1) on.onRemove();
          else return;
          event.preventDefault();
        }}
      />
      {scored && (
        <div className="choice-points">
          <NumberSetting label={`${name}の点数`} value={one.points} onChange={on.onPoints} />
        </div>
      )}
      <span className="choice-tools">
        <button
          type="button"
          aria-label={`「${name}」を上へ`}
          disabled={index === 0}
          onClick={() => on.onMove(index - 1)}
        >
          ↑
        </button>
        <button
          type="button"
          aria-label={`「${name}」を下へ`}
          disabled={index === count - 1}
          onClick={() => on.onMove(index + 2)}
        >
          ↓
        </button>
        <button type="button" aria-label={`「${name}」を消す`} disabled={count === 1} onClick={on.onRemove}>
          ×
        </button>
      </span>
    </li>
  );
}
