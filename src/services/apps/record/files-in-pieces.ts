/**
 * Large files of a record's form: sent in pieces as soon as they are chosen, while the rest is being filled in. The form is posted
 * with their ids; without this script, and for small files, the form itself carries them.
 */
import type { FileRef } from '#core/fields';
import { findField, type PageModel } from '#core/forms';
import { csrfField } from '#platform/http';
import { FileRefused, SendFailed } from '../pieces/send-in-pieces.ts';
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
    const drawn = drawnItem(input, file);
    const one: Sending = {
      item: pieceItem(file, drawn !== null, { again: () => void send(one, file), away: () => takeAway(one) }),
      input,
      control: new AbortController(),
      under: 'way',
    };
    if (holdsOne(model, input.name)) for (const before of all) if (before.input === input) takeAway(before);
    all.add(one);
    // Out of its control it is an answer all the same (`chosen-files.ts` of the forms).
    Object.assign(one.item.element.dataset, { chosen: input.name, name: file.name });
    (drawn?.querySelector('.form-photo-side') ?? drawn ?? listBeside(input)).append(one.item.element);
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
      const why = error instanceof SendFailed && error.message !== '' ? error.message : failed;
      item.failed(why, error instanceof FileRefused);
    }
    waits.look();
  };

  const takeAway = (one: Sending): void => {
    one.control.abort();
    all.delete(one);
    const focused = one.item.element.contains(document.activeElement);
    (one.item.element.closest('li') ?? one.item.element).remove();
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

const leftOver = '送れなかったファイルがあります。もう一度送るか、外してから保存してください。';

/** Saving waits until everything has arrived, and says so. What could not be sent is not left out in silence. */
function saveWaits(form: HTMLFormElement, all: ReadonlySet<Sending>): { look: () => void } {
  let pending: { by: HTMLElement | null } | null = null;
  const note = make('p', 'pieces-wait');
  note.setAttribute('role', 'status');
  // Beside the buttons, which stay in sight.
  form.querySelector('.form-actions')?.prepend(note);
  const here = (under: Sending['under']) =>
    [...all].filter((one) => one.under === under && one.item.element.isConnected);
  /** Whether nothing stands in the way of saving. */
  const ready = (): boolean => {
    const [left, wrong] = [here('way').length, here('failed')[0]];
    note.textContent =
      left > 0
        ? `ファイルを送っています（残り${left}件）。送り終えたら、続けて保存します。`
        : wrong === undefined
          ? ''
          : leftOver;
    if (left === 0) wrong?.item.element.querySelector<HTMLElement>('button:not([hidden])')?.focus();
    return left === 0 && wrong === undefined;
  };
  form.addEventListener(
    'submit',
    (event) => {
      if (ready()) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      pending = { by: event.submitter };
    },
    { capture: true },
  );
  return {
    look() {
      if (pending === null) return;
      const { by } = pending;
      if (ready()) {
        pending = null;
        form.requestSubmit(by?.isConnected ? by : null);
      } else if (here('way').length === 0) pending = null;
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

/** Where the script of photos with marks shows this very picture already: told by the mark it put into the name. */
function drawnItem(input: HTMLInputElement, file: File): HTMLLIElement | null {
  const list = input.previousElementSibling;
  if (list === null || !list.classList.contains('form-photos-fresh')) return null;
  for (const item of list.querySelectorAll<HTMLLIElement>(':scope > li')) {
    const marks = item.querySelector<HTMLInputElement>('input[name$=".marks"]')?.value ?? '';
    const [, token] = /^\{"file":"new:([0-9a-z]+)"/.exec(marks) ?? [];
    if (token !== undefined && file.name.includes(`-${token}`)) return item;
  }
  return null;
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
