/**
 * Large files of a record's form: sent in pieces as soon as they are chosen, while the rest is being filled in. The form is posted
 * with their ids; without this script, and for small files, the form itself carries them.
 */
import type { FileRef } from '#core/fields';
import { findField, type PageModel } from '#core/forms';
import { csrfField } from '#platform/http';
import { SendFailed } from '../pieces/send-in-pieces.ts';
import { make, type PieceItem, pieceItem } from './pieces-item.ts';
import { type FileTarget, sendFile } from './send-file.ts';

/** Below, a form is as quick and breaks as seldom. */
const largeFrom = 1_000_000;

const failed = '送れませんでした。もう一度お試しください。';

/** One file: on its way, or sent and not saved yet. */
interface Sending {
  item: PieceItem;
  input: HTMLInputElement;
  control: AbortController;
  under: 'way' | 'done' | 'failed';
}

/** `record`: `new` of a record that is not there yet. Gives what ends it. */
export function filesInPieces(form: HTMLFormElement, place: Omit<FileTarget, 'field'>): () => void {
  const all = new Set<Sending>();
  const model = JSON.parse(form.dataset.model ?? 'null') as PageModel | null;
  const waits = saveWaits(form, all);

  const begin = (input: HTMLInputElement, file: File): void => {
    const one: Sending = {
      item: pieceItem(file, { again: () => void send(one, file), away: () => takeAway(one) }),
      input,
      control: new AbortController(),
      under: 'way',
    };
    if (holdsOne(model, input.name)) for (const before of all) if (before.input === input) takeAway(before);
    all.add(one);
    listBeside(input).append(one.item.element);
    void send(one, file);
  };

  const send = async (one: Sending, file: File): Promise<void> => {
    const { item, input } = one;
    one.under = 'way';
    one.control = new AbortController();
    const { signal } = one.control;
    item.sent(0);
    try {
      const ref = await sendFile({ ...place, field: input.name }, file, {
        csrf: () => ({ name: csrfField, value: textOf(form, csrfField) }),
        mark: `${file.lastModified} ${place.record === 'new' ? tabMark() : ''}`,
        // A line that was taken away takes its files along.
        progress: (bytes) => (item.element.isConnected ? item.sent(bytes) : takeAway(one)),
        waiting: item.waiting,
        signal,
      });
      one.under = 'done';
      keep(form, model, one, ref);
    } catch (error) {
      if (signal.aborted) return;
      one.under = 'failed';
      item.failed(error instanceof SendFailed && error.message !== '' ? error.message : failed);
    }
    waits.look();
  };

  const takeAway = (one: Sending): void => {
    one.control.abort();
    all.delete(one);
    const focused = one.item.element.contains(document.activeElement);
    one.item.element.remove();
    if (focused) one.input.focus();
    tell(one.input);
    waits.look();
  };

  const chosen = ({ target }: Event): void => {
    if (!(target instanceof HTMLInputElement) || target.type !== 'file' || target.name === '') return;
    const files = [...(target.files ?? [])];
    const large = files.filter((file) => file.size >= largeFrom);
    if (large.length === 0) return;
    // What stays in the control goes with the form.
    const rest = new DataTransfer();
    for (const file of files) if (!large.includes(file)) rest.items.add(file);
    target.files = rest.files;
    for (const file of large) begin(target, file);
  };

  const leaving = (event: BeforeUnloadEvent): void => {
    if ([...all].some((one) => one.under === 'way' && one.item.element.isConnected)) event.preventDefault();
  };

  form.addEventListener('change', chosen);
  addEventListener('beforeunload', leaving);
  return () => {
    removeEventListener('beforeunload', leaving);
    form.removeEventListener('change', chosen);
    for (const one of all) one.control.abort();
  };
}

/** Saving waits until everything has arrived, and says so. */
function saveWaits(form: HTMLFormElement, all: ReadonlySet<Sending>): { look: () => void } {
  let pending: { by: HTMLElement | null } | null = null;
  const note = make('p', 'pieces-wait');
  note.setAttribute('role', 'status');
  form.querySelector('.form-actions')?.before(note);
  const here = (under: Sending['under']) =>
    [...all].filter((one) => one.under === under && one.item.element.isConnected);
  form.addEventListener(
    'submit',
    (event) => {
      const left = here('way').length;
      if (left === 0) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      pending = { by: event.submitter };
      note.textContent = `ファイルを送っています（残り${left}件）。送り終えたら、続けて保存します。`;
    },
    { capture: true },
  );
  return {
    look() {
      if (pending === null) return;
      const left = here('way').length;
      if (left > 0) {
        note.textContent = `ファイルを送っています（残り${left}件）。送り終えたら、続けて保存します。`;
        return;
      }
      const { by } = pending;
      pending = null;
      note.textContent = '';
      const wrong = here('failed')[0];
      if (wrong !== undefined) {
        note.textContent = '送れなかったファイルがあります。もう一度送るか、やめてから保存してください。';
        wrong.item.element.querySelector('button')?.focus();
        return;
      }
      form.requestSubmit(by?.isConnected ? by : null);
    },
  };
}

function keep(form: HTMLFormElement, model: PageModel | null, one: Sending, ref: FileRef): void {
  const { input, item } = one;
  if (holdsOne(model, input.name))
    for (const other of form.querySelectorAll(`[name="${CSS.escape(`${input.name}.kept`)}"]`))
      other.closest('li')?.remove();
  item.done(ref.name, input.name, ref.fileId);
  tell(input);
}

/** A new picture takes the place of the one before. */
function holdsOne(model: PageModel | null, name: string): boolean {
  const field = model === null ? undefined : findField(model.form, name)?.field;
  return field !== undefined && field.type !== 'file' && (field.options.maxFiles ?? 1) === 1;
}

function listBeside(input: HTMLInputElement): HTMLElement {
  const next = input.nextElementSibling;
  if (next instanceof HTMLUListElement && next.classList.contains('pieces')) return next;
  const list = make('ul', 'pieces');
  list.setAttribute('aria-label', '送っているファイル');
  input.after(list);
  return list;
}

/** The page's own script, and what keeps what was typed, hear of it. */
const tell = (input: HTMLInputElement): void =>
  void input.dispatchEvent(new Event('input', { bubbles: true }));

const textOf = (form: HTMLFormElement, name: string): string => String(new FormData(form).get(name) ?? '');

/** Two windows that add a record each send a file each, though it is the same one; a window that was reloaded goes on. */
function tabMark(): string {
  const key = 'pieces:tab';
  try {
    const known = sessionStorage.getItem(key) ?? crypto.randomUUID();
    sessionStorage.setItem(key, known);
    return known;
  } catch {
    return crypto.randomUUID();
  }
}
