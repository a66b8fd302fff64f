/** Keeps what is typed while it is typed, and says what an earlier page of this tab left unsaved. */
import { type RefObject, useEffect, useState } from 'react';
import { useLocation } from 'react-router';
import { forgetKept, type KeptTyped, keptKey, readKept, typedEntries, writeKept } from './kept.ts';

interface Offer {
  kept: KeptTyped;
  /** Posts it to this page, which draws it as it was. */
  restore: () => void;
  drop: () => void;
}

/** `again`: this page shows what was posted already, so there is nothing to offer. */
export function useKept(
  box: RefObject<HTMLElement | null>,
  place: { appId: string; record: string; secret: readonly string[]; again: boolean },
): Offer | null {
  const { appId, record, again } = place;
  const secret = place.secret.join(' ');
  const [offered, setOffered] = useState<KeptTyped | null>(null);
  const key = keptKey(appId, record);
  useEffect(() => {
    const form = box.current?.querySelector<HTMLFormElement>('form[data-form]');
    if (!form) return;
    const names = secret.split(' ').filter((one) => one !== '');
    let timer = 0;
    const keep = () => {
      clearTimeout(timer);
      writeKept(key, { at: new Date().toISOString(), entries: typedEntries(form, names) });
    };
    const soon = () => {
      clearTimeout(timer);
      timer = window.setTimeout(keep, 250);
    };
    const last = () => timer !== 0 && keep();
    if (again) keep();
    else setOffered(readKept(key));
    form.addEventListener('input', soon);
    form.addEventListener('change', soon);
    form.addEventListener('click', soon);
    addEventListener('pagehide', last);
    return () => {
      last();
      form.removeEventListener('input', soon);
      form.removeEventListener('change', soon);
      form.removeEventListener('click', soon);
      removeEventListener('pagehide', last);
    };
  }, [box, key, again, secret]);
  if (offered === null) return null;
  return {
    kept: offered,
    restore: () => {
      const form = box.current?.querySelector<HTMLFormElement>('form[data-form]');
      if (form) postKept(form, offered);
    },
    drop: () => {
      forgetKept(key);
      setOffered(null);
    },
  };
}

function postKept(form: HTMLFormElement, { entries }: KeptTyped): void {
  const post = document.createElement('form');
  post.method = 'post';
  const put = (name: string, value: string) => {
    const input = document.createElement('input');
    input.type = 'hidden';
    input.name = name;
    input.value = value;
    post.append(input);
  };
  for (const [name, value] of entries) put(name, value);
  put('_csrf', new FormData(form).get('_csrf')?.toString() ?? '');
  put('_action', 'kept');
  document.body.append(post);
  post.submit();
}

const taken = /^(added|saved|merged|unchanged)$/;

/** On the page of a record that was just saved: what the tab kept of it, or of the new one it was, is not needed any more. */
export function useForgetKept(appId: string, record: string): void {
  const { search } = useLocation();
  useEffect(() => {
    const done = new URLSearchParams(search).get('done') ?? '';
    if (!taken.test(done)) return;
    forgetKept(keptKey(appId, done === 'added' ? 'new' : record));
  }, [search, appId, record]);
}
