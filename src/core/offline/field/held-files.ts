/**
 * Photos and files of one form: every press of the camera adds one, beside its own question, where it also is taken off again. They
 * lie sealed on the device as soon as they are chosen, bound to that question.
 */
import type { KeptItem, Typed, TypedFile } from '../browser/model.ts';
import { dropFile, isFull, keepFile, readFile } from '../browser/store.ts';
import { button, el } from './dom.ts';
import { marksFor, marksOf, namedForMarks } from './photo-item.ts';

export interface HeldFiles {
  files(): TypedFile[];
}

interface Place {
  key: CryptoKey;
  item: KeptItem;
  failed: (error: unknown) => void;
}

/** `around` holds the form: what is chosen is taken here before any other script of the form sees it. */
export function heldFiles(around: HTMLElement, typed: Typed | null, place: Place): HeldFiles {
  let held = [...(typed?.files ?? [])];
  const inputs = (): HTMLInputElement[] => [
    ...around.querySelectorAll<HTMLInputElement>('form input[type=file]'),
  ];

  /** Whoever works the form out, and whoever keeps it. */
  const tell = (input: HTMLInputElement): void =>
    void input.dispatchEvent(new Event('input', { bubbles: true }));

  const show = async (input: HTMLInputElement, one: TypedFile, entries: Typed['entries']): Promise<void> => {
    const { list } = listOf(input);
    // The form counts it as an answer, though it lies in no control.
    const line = el('li', { 'data-chosen': input.name, 'data-name': one.name });
    const away = el(
      'button',
      {
        type: 'button',
        class: 'button button-quiet',
        click: () => {
          held = held.filter((other) => other.id !== one.id);
          line.remove();
          tell(input);
          void dropFile(place.item, one.id).catch(place.failed);
        },
      },
      'はずす',
      el('span', { class: 'visually-hidden' }, `：${one.name}`),
    );
    const name = el('span', { class: 'field-photo-name' }, one.name);
    list.append(line);
    const picture = /^image\/(jpeg|png|webp)$/.test(one.type)
      ? await readFile(place.key, place.item, one)
      : null;
    const source = picture === null ? '' : URL.createObjectURL(picture);
    if (picture !== null) {
      line.append(el('img', { src: source, alt: '' }));
      addEventListener('hashchange', () => URL.revokeObjectURL(source), { once: true });
    }
    const marks = picture === null ? null : marksFor(line, input, source, marksOf(one, entries), one.name);
    line.append(
      marks === null ? name : el('div', { class: 'form-photo-side' }, name, marks.status, marks.edit, away),
    );
    if (marks === null) line.append(away);
  };

  const take = async (input: HTMLInputElement, chosen: File[]): Promise<void> => {
    const { said } = listOf(input);
    said.textContent = '';
    const most = Number(input.dataset.maxFiles ?? 5);
    const largest = Number(input.dataset.maxBytes ?? 10_000_000);
    // One by one: what was kept before the device is full stays.
    for (const file of chosen) {
      const kept = around.querySelectorAll(
        `input[name="${CSS.escape(input.name)}.kept"]:not([value=""])`,
      ).length;
      if (kept + held.filter((one) => one.control === input.name).length >= most) {
        said.textContent = `ここに付けられるのは${most}枚までです。`;
        break;
      }
      if (file.size > largest) {
        said.textContent = `「${file.name}」は大きすぎます（${Math.floor(largest / 1_000_000)}MBまで）。`;
        continue;
      }
      try {
        const one = await keepFile(place.key, place.item, input.name, namedForMarks(input, file));
        held.push(one);
        await show(input, one, []);
        tell(input);
      } catch (error) {
        if (!isFull(error)) throw error;
        said.textContent = '';
        unkept(input, file);
      }
    }
  };

  /** The device is full. A picture that a camera gave lies nowhere else: it is held here, to be tried again. */
  const unkept = (input: HTMLInputElement, file: File): void => {
    const { list } = listOf(input);
    const line = el('li', { 'data-unkept': true });
    const again = () => {
      line.remove();
      void take(input, [file]).catch(place.failed);
    };
    line.append(
      el(
        'div',
        { class: 'field-unkept', role: 'alert' },
        el('b', {}, `「${file.name}」を、この端末に残せませんでした。`),
        el(
          'p',
          {},
          '端末の空きが足りません。送信待ちのものを送るか、使わない写真やアプリを消して空きを作ってから、もう一度押してください。ここまでの入力と写真は残っています。',
        ),
        el(
          'p',
          { class: 'field-acts' },
          button('secondary', 'もう一度残す', again),
          button('quiet', 'この写真をやめる', () => line.remove()),
        ),
      ),
    );
    list.append(line);
  };

  around.addEventListener(
    'change',
    (event) => {
      const input = event.target;
      if (!(input instanceof HTMLInputElement) || input.type !== 'file') return;
      event.stopPropagation();
      const chosen = [...(input.files ?? [])];
      input.value = '';
      if (chosen.length > 0) void take(input, chosen).catch(place.failed);
    },
    { capture: true },
  );
  for (const input of inputs())
    for (const one of held.filter((file) => file.control === input.name))
      void show(input, one, typed?.entries ?? []).catch(place.failed);
  return {
    // Of a line that was taken away there is no control any more.
    files: () => held.filter((one) => inputs().some((input) => input.name === one.control)),
  };
}

/** Below the control: what was chosen, and what there is to say about it. */
function listOf(input: HTMLInputElement): { list: Element; said: HTMLElement } {
  const next = input.nextElementSibling;
  if (next?.hasAttribute('data-held')) return { list: next, said: next.nextElementSibling as HTMLElement };
  const drawn = input.dataset.photos !== undefined;
  const list = el('ul', { 'data-held': true, class: drawn ? 'form-photos' : 'field-photos' });
  const said = el('p', { class: 'field-said', role: 'status' });
  input.after(list, said);
  return { list, said };
}
