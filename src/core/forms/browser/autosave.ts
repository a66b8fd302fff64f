/** Saves what is typed while it is typed. Nothing is kept in the browser: terminals are shared. */
import { bodyOf } from './typed-form.ts';

export interface SaveTexts {
  saved: string;
  saving: string;
  failed: string;
}

const quiet = 800;
const pauses = [3000, 10_000, 30_000];

/** A server may answer `{ savedAt: "14:05", inputs: { revision: "7" } }`; both are optional. */
interface Saved {
  savedAt?: string;
  inputs?: Record<string, string>;
}

/** Gives back what to call when something was typed. */
export function autosave(form: HTMLFormElement, url: string, texts: SaveTexts): () => void {
  let timer = 0;
  let dirty = false;
  let busy = false;
  let failures = 0;

  const say = (text: string, state: string): void => {
    const place = form.querySelector<HTMLElement>('[data-saved]');
    if (place === null || place.textContent === text) return;
    place.dataset.state = state;
    place.textContent = text;
  };

  const wait = (pause: number): void => {
    clearTimeout(timer);
    timer = window.setTimeout(save, pause);
  };

  const save = async (): Promise<void> => {
    clearTimeout(timer);
    if (busy) return;
    busy = true;
    dirty = false;
    try {
      const response = await fetch(url, {
        method: 'POST',
        body: bodyOf(form),
        credentials: 'same-origin',
        headers: { accept: 'application/json' },
        redirect: 'manual',
      });
      if (!response.ok) throw response;
      const saved = (await response.json().catch(() => ({}))) as Saved;
      for (const [name, value] of Object.entries(saved.inputs ?? {})) {
        const input = form.elements.namedItem(name);
        if (input instanceof HTMLInputElement) input.value = value;
      }
      failures = 0;
      say(texts.saved.replace('{time}', saved.savedAt ?? clock()), 'saved');
      if (dirty) wait(quiet);
    } catch {
      dirty = true;
      say(texts.failed, 'failed');
      wait(pauses[failures] ?? pauses[pauses.length - 1] ?? quiet);
      failures++;
    } finally {
      busy = false;
    }
  };

  /** The page is going away: hand over what is not saved yet, without waiting for an answer. */
  const last = (): void => {
    if (!dirty) return;
    clearTimeout(timer);
    if (navigator.sendBeacon(url, bodyOf(form))) dirty = false;
  };

  addEventListener('online', () => dirty && save());
  addEventListener('pagehide', last);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && last());
  form.addEventListener('submit', () => {
    clearTimeout(timer);
    dirty = false;
  });

  return () => {
    dirty = true;
    wait(quiet);
  };
}

function clock(): string {
  return new Intl.DateTimeFormat('ja-JP', {
    timeZone: 'Asia/Tokyo',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date());
}
