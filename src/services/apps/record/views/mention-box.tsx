/** A comment with @: people who may see the record, by name or reading. A listbox driven from the text box; IME-safe. */
import { useEffect, useId, useRef, useState } from 'react';
import { href, staffPaths } from '#ui/paths';
import { useStaffSite } from '#ui/staff';
import { type MentionQuery, mentionAt, withMention } from '../mention.ts';

interface Person {
  value: string;
  label: string;
  detail?: string;
}

type BoxProps = {
  appId: string;
  record: string;
  id?: string;
  'aria-describedby'?: string;
  'aria-invalid'?: boolean;
};

export function MentionBox({ appId, record, ...control }: BoxProps) {
  const { csrf } = useStaffSite();
  const box = useRef<HTMLTextAreaElement>(null);
  const list = useId();
  const [query, setQuery] = useState<MentionQuery | null>(null);
  const [found, setFound] = useState<Person[]>([]);
  const [at, setAt] = useState(0);
  const [called, setCalled] = useState<Person[]>([]);
  const sought = query?.text ?? null;
  useEffect(() => {
    if (sought === null || sought === '') return setFound([]);
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      const body = new URLSearchParams({ what: 'people', text: sought, [csrf.name]: csrf.value ?? '' });
      const answer = await fetch(href(staffPaths.recordFind, { app: appId, record }), {
        method: 'POST',
        body,
        signal: stop.signal,
      }).catch(() => null);
      if (answer?.ok !== true) return;
      const { entries } = (await answer.json()) as { entries: Person[] };
      setFound(entries);
      setAt(0);
    }, 180);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [sought, appId, record, csrf.name, csrf.value]);
  const look = (composing: boolean) => {
    const { current } = box;
    if (current === null || composing) return;
    setQuery(mentionAt(current.value, current.selectionStart));
    // Who is named no more is called no more.
    setCalled((before) => before.filter((one) => current.value.includes(`@${one.label}`)));
  };
  const choose = (person: Person) => {
    const { current } = box;
    if (current === null || query === null) return;
    const next = withMention(current.value, current.selectionStart, query, person.label);
    current.focus();
    current.setSelectionRange(query.from, current.selectionStart);
    // As if it were typed, so that undo takes it back.
    const typed = document.execCommand('insertText', false, `@${person.label} `);
    if (!typed) current.value = next.text;
    current.setSelectionRange(next.caret, next.caret);
    setCalled((before) => [...before.filter((one) => one.value !== person.value), person]);
    setQuery(null);
  };
  const open = query !== null && found.length > 0;
  return (
    <div className="mention">
      <textarea
        {...control}
        ref={box}
        name="body"
        rows={3}
        maxLength={4000}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={list}
        aria-activedescendant={open ? `${list}-${at}` : undefined}
        onInput={(event) => look((event.nativeEvent as InputEvent).isComposing)}
        onCompositionEnd={() => look(false)}
        onClick={() => look(false)}
        onBlur={() => setQuery(null)}
        onKeyDown={(event) => {
          if (!open || event.nativeEvent.isComposing || event.keyCode === 229) return;
          if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            event.preventDefault();
            setAt((at + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % found.length);
          } else if (event.key === 'Enter' || event.key === 'Tab') {
            event.preventDefault();
            choose(found[at]!);
          } else if (event.key === 'Escape') {
            event.preventDefault();
            setQuery(null);
          }
        }}
      />
      {called.map((one) => (
        <input key={one.value} type="hidden" name="mention" value={one.value} />
      ))}
      <div role="listbox" id={list} aria-label="知らせる職員" hidden={!open}>
        {found.map((one, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the text box's, which keeps the focus
          <div
            key={one.value}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === at}
            tabIndex={-1}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(one)}
          >
            {one.label}
            {one.detail !== undefined && <span className="small quiet">{one.detail}</span>}
          </div>
        ))}
      </div>
      {called.length > 0 && (
        <p className="help" role="status">
          知らせる人：{called.map((one) => one.label).join('、')}
        </p>
      )}
    </div>
  );
}
