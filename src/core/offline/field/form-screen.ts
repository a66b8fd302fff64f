/** One record's form, filled in without a line. What is typed is kept while it is typed. */
import { enhanceForms, restoreTyped, takeKeptOff } from '#core/forms/browser';
import type { KeptItem, Typed } from '../browser/model.ts';
import { keepTyped, readTyped } from '../browser/store.ts';
import type { TakenBlank } from '../model.ts';
import { el } from './dom.ts';
import { calledBy, tokyoNow } from './draft-words.ts';
import { type HeldFiles, heldFiles } from './held-files.ts';

export interface FormTalk {
  /** It was saved: back to the list. */
  saved: () => void;
  failed: (error: unknown) => void;
  /** Something was kept: what was said of keeping before is over. */
  kept: () => void;
}

export interface OpenForm {
  element: HTMLElement;
  /** What was typed a moment ago is kept now: before the key may go. */
  flush(): Promise<void>;
}

/** `blank`: of a record that is begun here. Null: there is no form in it. */
export async function formScreen(
  key: CryptoKey,
  item: KeptItem,
  given: { html: string; blank: TakenBlank | null; pictures: ReadonlyMap<string, Blob> },
  talk: FormTalk,
): Promise<OpenForm | null> {
  const { html, blank, pictures } = given;
  const typed = await readTyped(key, item);
  const said = el('p', { role: 'status', class: 'field-kept' }, typed === null ? '' : keptWords(typed.at));
  const summary = el('div', { class: 'summary', role: 'alert', tabindex: '-1', hidden: true });
  const box = el('div', { class: 'entry entry-live' });
  // From the office, and sealed since; what is parsed so runs no script, and the page's CSP allows none.
  box.append(...new DOMParser().parseFromString(html, 'text/html').body.childNodes);
  const form = box.querySelector<HTMLFormElement>('form[data-form]');
  if (form === null) return null;
  atThisMoment(form, typed === null ? (blank?.now ?? []) : []);
  if (typed !== null) restoreTyped(form, typed.entries);
  showPictures(form, pictures);
  // What only the office can answer is not offered; lines and kept files are taken away here.
  for (const press of form.querySelectorAll<HTMLButtonElement>('button[name="_action"]:not([value="next"])'))
    if (press.closest('[data-lines]') === null && !press.value.startsWith('drop:')) press.hidden = true;

  let files: HeldFiles | null = null;
  let timer = 0;
  let keeping: Promise<void> = Promise.resolve();
  const now = (): Typed => ({ at: Date.now(), entries: entriesOf(form), files: files?.files() ?? [] });
  /** One after the other: an older state must not come to lie over a newer one. */
  const keep = (state: 'draft' | 'waiting'): Promise<void> => {
    clearTimeout(timer);
    timer = 0;
    keeping = keeping
      .catch(() => {})
      .then(async () => {
        const what = now();
        await keepTyped(key, item, what, state, blank === null ? undefined : calledBy(form, blank));
        said.textContent = keptWords(what.at);
        talk.kept();
      });
    return keeping;
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void keep('draft').catch(talk.failed), 400);
  };
  files = heldFiles(box, typed, { key, item, failed: talk.failed });
  form.addEventListener('input', soon);
  form.addEventListener('change', soon);
  form.addEventListener('click', (event) => {
    const press = (event.target as Element).closest('button');
    if (press === null) return;
    const kept = press.closest('li')?.querySelector<HTMLInputElement>('input[name$=".kept"]');
    if (press.value.startsWith('drop:') && kept) {
      event.preventDefault();
      takeKeptOff(form, kept);
      // For whoever works the form out.
      form.dispatchEvent(new Event('input', { bubbles: true }));
    }
    soon();
  });
  const leave = (): void => {
    if (timer !== 0) void keep('draft').catch(talk.failed);
    if (!form.isConnected) removeEventListener('pagehide', leave);
  };
  addEventListener('pagehide', leave);
  addEventListener('hashchange', leave, { once: true });

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const { submitter } = event;
    if (submitter instanceof HTMLButtonElement && submitter.value !== 'next') return;
    const missing = [
      ...missingIn(form, files?.files().map((one) => one.control) ?? []),
      ...[...form.querySelectorAll<HTMLElement>('[data-unkept]')].map((place) => ({
        place,
        words: '端末に残せていない写真があります',
      })),
    ];
    if (missing.length > 0) {
      summary.replaceChildren(
        el('p', {}, el('b', {}, 'まだ送れるようになっていません。入力は、下書きとして残っています。')),
        el(
          'ul',
          {},
          ...missing.map(({ place, words }) =>
            el(
              'li',
              {},
              el(
                'a',
                {
                  href: location.hash,
                  click: (press) => {
                    press.preventDefault();
                    place
                      .querySelector<HTMLElement>('input:not([type=hidden]), select, textarea, button')
                      ?.focus();
                    place.scrollIntoView({ block: 'center' });
                  },
                },
                words,
              ),
            ),
          ),
        ),
      );
      summary.hidden = false;
      summary.focus();
      void keep('draft').catch(talk.failed);
      return;
    }
    void keep('waiting').then(talk.saved, talk.failed);
  });
  return {
    element: el('div', {}, summary, said, box),
    flush: () => (timer === 0 ? keeping : keep('draft')),
  };
}

/** The form was drawn when it was taken along: its formulas go by today all the same. */
function atThisMoment(form: HTMLFormElement, begun: readonly string[]): void {
  const now = tokyoNow();
  const model = JSON.parse(form.dataset.model ?? 'null') as { context?: object } | null;
  if (model?.context !== undefined)
    form.dataset.model = JSON.stringify({
      ...model,
      context: { ...model.context, today: now.slice(0, 10), now },
    });
  for (const name of begun) {
    const box = form.elements.namedItem(name);
    if (box instanceof HTMLInputElement) box.value = now.slice(0, 16).replace('T', ' ');
  }
}

/** Beside the names of those files that are in the record. */
function showPictures(form: HTMLFormElement, pictures: ReadonlyMap<string, Blob>): void {
  for (const kept of form.querySelectorAll<HTMLInputElement>('input[name$=".kept"]')) {
    const picture = pictures.get(kept.value);
    const line = kept.closest('li');
    if (picture === undefined || line === null) continue;
    const source = URL.createObjectURL(picture);
    addEventListener('hashchange', () => URL.revokeObjectURL(source), { once: true });
    line.querySelector('.icon, svg')?.remove();
    const name = line.querySelector('.form-file-name')?.firstChild?.textContent ?? '';
    line.prepend(el('img', { class: 'field-shown', src: source, alt: name }));
  }
}

const keptWords = (at: number): string =>
  `${new Date(at).toLocaleTimeString('ja-JP', { hour: '2-digit', minute: '2-digit' })} この端末に残しました`;

/** Starts the form's script, once it stands in the page. */
export const startForm = (): void => enhanceForms(document);

function entriesOf(form: HTMLFormElement): [string, string][] {
  const entries: [string, string][] = [];
  new FormData(form).forEach((value, name) => {
    if (typeof value === 'string' && name !== '_action' && name !== '_csrf') entries.push([name, value]);
  });
  return entries;
}

/** What the office would send back: shown as wrong beside its field, or wanted and blank. */
function missingIn(
  form: HTMLFormElement,
  withFiles: readonly string[],
): { place: HTMLElement; words: string }[] {
  const entries = entriesOf(form).filter(([, value]) => value !== '');
  const found: { place: HTMLElement; words: string }[] = [];
  for (const place of form.querySelectorAll<HTMLElement>('[data-field]')) {
    const name = place.dataset.field ?? '';
    if (place.closest('[hidden]') !== null || place.querySelector('[data-field]') !== null) continue;
    place.dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
    const label = place.querySelector('.form-label, legend')?.firstChild?.textContent?.trim() ?? '';
    const wrong = place.querySelector('[aria-invalid=true]') !== null;
    const wanted = place.querySelector('[data-row] > .form-label > .form-mark-required') !== null;
    const given =
      withFiles.includes(name) ||
      entries.some(([at]) => at === name || at.startsWith(`${name}.`) || at.startsWith(`${name}[`));
    if (wrong) found.push({ place, words: `「${label}」を直してください` });
    else if (wanted && !given) found.push({ place, words: `「${label}」を入れてください` });
  }
  return found;
}
