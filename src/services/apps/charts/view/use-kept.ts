/** A value that survives a reload of this tab, as words typed into forms do; gone when the form was taken, and at sign-out. */
import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router';

export function useKept<T>(name: string, initial: T): [T, (next: T) => void] {
  const { pathname } = useLocation();
  const key = `kept:${pathname}#${name}`;
  const from = useRef(JSON.stringify(initial));
  const [value, setValue] = useState(initial);
  useEffect(() => {
    const kept = sessionStorage.getItem(key);
    if (kept === null) return;
    const read = JSON.parse(kept) as { from: string; value: T };
    // Of another beginning than today's it is worth nothing.
    if (read.from === from.current) setValue(read.value);
  }, [key]);
  const set = (next: T) => {
    setValue(next);
    sessionStorage.setItem(key, JSON.stringify({ from: from.current, value: next }));
  };
  return [value, set];
}
