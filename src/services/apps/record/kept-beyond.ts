/**
 * What was typed, kept beyond the tab: sealed under a key that only the same person's sign-in brings back (ADR 68), so that a closed
 * window or a browser that fell over loses nothing, and the next person at a shared computer reads nothing. A week, then it is gone.
 */
import type { KeptTyped } from './kept.ts';
import type { KeptKey } from './kept-key.server.ts';

const prefix = 'typed:';
const week = 7 * 24 * 60 * 60 * 1000;

interface Sealed {
  at: string;
  iv: string;
  data: string;
}

const bytes = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0));
const text = (all: Uint8Array): string => btoa(Array.from(all, (one) => String.fromCharCode(one)).join(''));

const keyOf = ({ key }: KeptKey): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', bytes(key), 'AES-GCM', false, ['encrypt', 'decrypt']);

/** `place` is bound in: an entry moved to another record's name does not open. */
export async function sealTyped(own: KeptKey, place: string, kept: KeptTyped): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = new TextEncoder().encode(place);
  const data = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData },
    await keyOf(own),
    new TextEncoder().encode(JSON.stringify(kept)),
  );
  return JSON.stringify({ at: kept.at, iv: text(iv), data: text(new Uint8Array(data)) } satisfies Sealed);
}

/** Null: not theirs, too old, or not what was written. */
export async function openTyped(
  own: KeptKey,
  place: string,
  stored: string,
  now = Date.now(),
): Promise<KeptTyped | null> {
  try {
    const { at, iv, data } = JSON.parse(stored) as Sealed;
    if (!(now - Date.parse(at) < week)) return null;
    const additionalData = new TextEncoder().encode(place);
    const plain = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: bytes(iv), additionalData },
      await keyOf(own),
      bytes(data),
    );
    return JSON.parse(new TextDecoder().decode(plain)) as KeptTyped;
  } catch {
    return null;
  }
}

export interface Beyond {
  read(): Promise<KeptTyped | null>;
  write(kept: KeptTyped): Promise<void>;
  release(): void;
}

/**
 * The place beyond the tab for one form, or null: another window of this browser is typing into the same form and keeps it, or the page
 * is not served securely and has no keys.
 */
export async function claimBeyond(own: KeptKey, place: string): Promise<Beyond | null> {
  if (globalThis.crypto?.subtle === undefined || globalThis.navigator?.locks === undefined) return null;
  sweep();
  const name = `${prefix}${own.owner}:${place}`;
  const release = await new Promise<(() => void) | null>((told) => {
    void navigator.locks.request(name, { ifAvailable: true }, (lock) =>
      lock === null ? told(null) : new Promise<void>((free) => told(() => free())),
    );
  });
  if (release === null) return null;
  return {
    release,
    async read() {
      const stored = localStorage.getItem(name);
      return stored === null ? null : openTyped(own, place, stored);
    },
    async write(kept) {
      const sealed = await sealTyped(own, place, kept);
      // Whatever was saved or thrown away while this was sealed stays away.
      if (sessionStorage.getItem(markOf(place)) === null) return;
      try {
        localStorage.setItem(name, sealed);
      } catch {
        localStorage.removeItem(name);
      }
    },
  };
}

/** Names the entry that this tab wrote, for the page that follows a saved form. Sign-out clears it; the sealed entry stays. */
const markOf = (place: string): string => `unsaved:beyond:${place}`;

export const markBeyond = (own: KeptKey, place: string): void =>
  sessionStorage.setItem(markOf(place), `${prefix}${own.owner}:${place}`);

/** Only what this tab wrote itself: another window's words are still being typed. */
export function forgetBeyond(place: string): void {
  const name = sessionStorage.getItem(markOf(place));
  if (name === null) return;
  localStorage.removeItem(name);
  sessionStorage.removeItem(markOf(place));
}

function sweep(): void {
  for (const name of Object.keys(localStorage).filter((one) => one.startsWith(prefix))) {
    try {
      const { at } = JSON.parse(localStorage.getItem(name) ?? '') as Sealed;
      if (Date.now() - Date.parse(at) < week) continue;
    } catch {
      // Not ours to read, and no use to anybody.
    }
    localStorage.removeItem(name);
  }
}
