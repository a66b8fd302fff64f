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

export class Autosave {
  private readonly form: HTMLFormElement;
  private readonly url: string;
  private readonly texts: SaveTexts;
  private timer = 0;
  private dirty = false;
  private busy = false;
  private failures = 0;

  constructor(form: HTMLFormElement, url: string, texts: SaveTexts) {
    this.form = form;
    this.url = url;
    this.texts = texts;
    addEventListener('online', () => this.dirty && this.save());
    addEventListener('pagehide', () => this.last());
    document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && this.last());
    form.addEventListener('submit', () => {
      clearTimeout(this.timer);
      this.dirty = false;
    });
  }

  /** Something was typed. */
  touch(): void {
    this.dirty = true;
    this.wait(quiet);
  }

  private wait(pause: number): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.save(), pause);
  }

  private async save(): Promise<void> {
    clearTimeout(this.timer);
    if (this.busy) return;
    this.busy = true;
    this.dirty = false;
    try {
      const response = await fetch(this.url, {
        method: 'POST',
        body: bodyOf(this.form),
        credentials: 'same-origin',
        headers: { accept: 'application/json' },
        redirect: 'manual',
      });
      if (!response.ok) throw new Error(String(response.status));
      const saved = (await response.json().catch(() => ({}))) as Saved;
      for (const [name, value] of Object.entries(saved.inputs ?? {})) {
        const input = this.form.elements.namedItem(name);
        if (input instanceof HTMLInputElement) input.value = value;
      }
      this.failures = 0;
      this.say(this.texts.saved.replace('{time}', saved.savedAt ?? clock()), 'saved');
      if (this.dirty) this.wait(quiet);
    } catch {
      this.dirty = true;
      this.say(this.texts.failed, 'failed');
      this.wait(pauses[Math.min(this.failures++, pauses.length - 1)] ?? 30_000);
    } finally {
      this.busy = false;
    }
  }

  /** The page is going away: hand over what is not saved yet, without waiting for an answer. */
  private last(): void {
    if (!this.dirty) return;
    clearTimeout(this.timer);
    if (navigator.sendBeacon(this.url, bodyOf(this.form))) this.dirty = false;
  }

  private say(text: string, state: string): void {
    const place = this.form.querySelector<HTMLElement>('[data-saved]');
    if (place === null || place.textContent === text) return;
    place.dataset.state = state;
    place.textContent = text;
  }
}

function clock(): string {
  return new Intl.DateTimeFormat('ja-JP', {
    timeZone: 'Asia/Tokyo',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date());
}
