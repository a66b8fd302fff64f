/** Above the list: words to seek, the button of conditions, how many there are. */
import type { ReactNode, RefObject } from 'react';
import { Glyph } from '#ui/staff';

interface SearchBarProps {
  value: string;
  boxRef: RefObject<HTMLInputElement | null>;
  count: string;
  busy: boolean;
  onSearch(words: string): void;
  children: ReactNode;
}

export function SearchBar({ value, boxRef, count, busy, onSearch, children }: SearchBarProps) {
  return (
    <search>
      <form
        className="table-bar"
        key={value}
        onSubmit={(event) => {
          event.preventDefault();
          onSearch((boxRef.current?.value ?? '').trim());
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
        />
        <button type="submit" className="button button-quiet">
          <Glyph name="search" />
          さがす
        </button>
        {value !== '' && (
          <button type="button" className="button button-quiet" onClick={() => onSearch('')}>
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
