/** Keeps what is typed while it is typed, and says what an earlier page of this tab, or of a window that is gone, left unsaved. */
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router';
import { settleTaken } from '#core/offline/browser';
import { forgetKept, type KeptTyped, keptKey, readKept, typedEntries, writeKept } from './kept.ts';
import { type Beyond, claimBeyond, forgetBeyond, markBeyond } from './kept-beyond.ts';
import type { KeptKey } from './kept-key.server.ts';

interface Offer {
  kept: KeptTyped;
  /** Posts it to this page, which draws it as it was. */
  restore: () => void;
  drop: () => void;
}

/** `again`: this page shows what was posted already, so there is nothing to offer. */
export function useKept(
  box: RefObject<HTMLElement | null>,
  place: { appId: string; record: string; secret: readonly string[]; again: boolean; own: KeptKey },
): Offer | null {
  const { appId, record, again } = place;
  const own = useRef(place.own);
  const secret = place.secret.join(' ');
  const [offered, setOffered] = useState<KeptTyped | null>(null);
  const key = keptKey(appId, record);
  useEffect(() => {
    const form = box.current?.querySelector<HTMLFormElement>('form[data-form]');
    if (!form) return;
    const names = secret.split(' ').filter((one) => one !== '');
    let timer = 0;
    let beyond: Beyond | null = null;
    let over = false;
    const keep = () => {
      clearTimeout(timer);
      const kept = { at: new Date().toISOString(), entries: typedEntries(form, names) };
      writeKept(key, kept);
      if (beyond === null) return;
      markBeyond(own.current, placeOf(key));
      void beyond.write(kept);
    };
    const claim = async () => {
      const claimed = await claimBeyond(own.current, placeOf(key));
      if (over) return claimed?.release();
      beyond = claimed;
      if (again || timer !== 0 || readKept(key) !== null) return;
      const kept = (await claimed?.read()) ?? null;
      if (kept === null || over || timer !== 0) return;
      markBeyond(own.current, placeOf(key));
      setOffered(kept);
    };
    const soon = () => {
      clearTimeout(timer);
      timer = window.setTimeout(keep, 250);
    };
    const last = () => timer !== 0 && keep();
    forgetAdded(key);
    if (again) keep();
    else setOffered(readKept(key));
    void claim();
    form.addEventListener('input', soon);
    form.addEventListener('change', soon);
    form.addEventListener('click', soon);
    addEventListener('pagehide', last);
    return () => {
      over = true;
      last();
      beyond?.release();
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
      forget(key);
      setOffered(null);
    },
  };
}

const placeOf = (key: string): string => key.slice(key.indexOf(':') + 1);

function forget(key: string): void {
  forgetKept(key);
  forgetBeyond(placeOf(key));
}

/** 「保存して続けて追加」 comes back to the same empty form: what was saved is not offered again, what is typed next is not forgotten. */
function forgetAdded(key: string): void {
  const search = new URLSearchParams(location.search);
  const added = search.get('done') === 'added' ? search.get('last') : null;
  const told = `unsaved:told:${placeOf(key)}`;
  if (added === null || sessionStorage.getItem(told) === added) return;
  sessionStorage.setItem(told, added);
  forget(key);
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
    forget(keptKey(appId, done === 'added' ? 'new' : record));
    // Storage that is closed (a private window) has nothing of it.
    settleTaken(appId, record).catch(() => {});
  }, [search, appId, record]);
}
