/** Above the list: words to seek as they are typed, the button of conditions, how many there are. */
import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { Glyph } from '#ui/staff';

interface SearchBarProps {
  value: string;
  boxRef: RefObject<HTMLInputElement | null>;
  count: string;
  busy: boolean;
  onSearch(words: string): void;
  children: ReactNode;
}

/** Long enough that a word is not asked for letter by letter, short enough not to be waited for. */
const restMs = 250;
/** One character is in nearly every record; who means it presses the button. */
const fewest = 2;

export function SearchBar({ value, boxRef, count, busy, onSearch, children }: SearchBarProps) {
  const asked = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const ask = (words: string) => {
    clearTimeout(timer.current);
    asked.current = words;
    onSearch(words);
  };
  const typed = () => {
    clearTimeout(timer.current);
    const words = (boxRef.current?.value ?? '').trim();
    if (words === asked.current || (words !== '' && words.length < fewest)) return;
    timer.current = setTimeout(() => ask(words), restMs);
  };
  // What was asked from elsewhere (another view, 消す) shows; what is being typed is left alone.
  useEffect(() => {
    if (value === asked.current || boxRef.current === null) return;
    asked.current = value;
    boxRef.current.value = value;
  }, [value, boxRef]);
  // What was typed before the script was there counts, too.
  const early = useRef(typed);
  useEffect(() => {
    early.current();
    return () => clearTimeout(timer.current);
  }, []);
  return (
    <search>
      <form
        className="table-bar"
        onSubmit={(event) => {
          event.preventDefault();
          ask((boxRef.current?.value ?? '').trim());
        }}
      >
        <label className="visually-hidden" htmlFor="table-search">
          この一覧の中をさがす
        </label>
        <input
          id="table-search"
          type="search"
          ref={boxRef}
          defaultValue={value}
          placeholder="この一覧の中をさがす"
          autoComplete="off"
          maxLength={200}
          onChange={(event) => {
            // While an input method composes, nothing is meant yet.
            if ((event.nativeEvent as InputEvent).isComposing !== true) typed();
          }}
          onCompositionEnd={typed}
        />
        <button type="submit" className="button button-quiet">
          <Glyph name="search" />
          さがす
        </button>
        {value !== '' && (
          <button
            type="button"
            className="button button-quiet"
            onClick={() => {
              if (boxRef.current !== null) boxRef.current.value = '';
              ask('');
              boxRef.current?.focus();
            }}
          >
            消す
          </button>
        )}
        {children}
        <p role="status" className="table-count">
          {busy ? '読み込んでいます' : count}
        </p>
      </form>
    </search>
  );
}
