/**
 * Photos and files of one form: every press of the camera adds one, beside its own question, where it also is taken off again. They
 * lie sealed on the device as soon as they are chosen, bound to that question.
 */
import type { KeptItem, Typed, TypedFile } from '../browser/model.ts';
import { dropFile, keepFile, readFile } from '../browser/store.ts';
import { el } from './dom.ts';

export interface HeldFiles {
  files(): TypedFile[];
}

interface Place {
  key: CryptoKey;
  item: KeptItem;
  changed: () => void;
  failed: (error: unknown) => void;
}

export function heldFiles(form: HTMLFormElement, typed: Typed | null, place: Place): HeldFiles {
  let held = [...(typed?.files ?? [])];
  const lists = new Map<string, HTMLUListElement>();
  const inputs = (): HTMLInputElement[] => [...form.querySelectorAll<HTMLInputElement>('input[type=file]')];

  const listOf = (input: HTMLInputElement): HTMLUListElement => {
    const found = lists.get(input.name);
    if (found?.isConnected) return found;
    const list = el('ul', { class: 'field-photos' });
    const said = el('p', { class: 'field-said', role: 'status' });
    input.after(list, said);
    lists.set(input.name, list);
    return list;
  };
  const show = async (input: HTMLInputElement, one: TypedFile): Promise<void> => {
    const list = listOf(input);
    const line = el('li', {}, el('span', { class: 'field-photo-name' }, one.name));
    const away = el(
      'button',
      {
        type: 'button',
        class: 'button button-quiet',
        click: () => {
          held = held.filter((other) => other.id !== one.id);
          line.remove();
          void dropFile(place.item, one.id).then(place.changed, place.failed);
        },
      },
      'はずす',
      el('span', { class: 'visually-hidden' }, `：${one.name}`),
    );
    line.append(away);
    list.append(line);
    if (!one.type.startsWith('image/')) return;
    const file = await readFile(place.key, place.item, one);
    if (file === null) return;
    const source = URL.createObjectURL(file);
    line.prepend(el('img', { src: source, alt: '' }));
    addEventListener('hashchange', () => URL.revokeObjectURL(source), { once: true });
  };

  const take = async (input: HTMLInputElement): Promise<void> => {
    const list = listOf(input);
    const said = list.nextElementSibling as HTMLElement;
    said.textContent = '';
    const chosen = [...(input.files ?? [])];
    input.value = '';
    const most = Number(input.dataset.maxFiles ?? 5);
    const largest = Number(input.dataset.maxBytes ?? 10_000_000);
    for (const file of chosen) {
      const kept = form.querySelectorAll(
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
      const one = await keepFile(place.key, place.item, input.name, file);
      held.push(one);
      await show(input, one);
    }
    place.changed();
  };

  form.addEventListener('change', (event) => {
    const input = event.target;
    if (input instanceof HTMLInputElement && input.type === 'file' && (input.files?.length ?? 0) > 0)
      void take(input).catch(place.failed);
  });
  for (const input of inputs())
    for (const one of held.filter((file) => file.control === input.name))
      void show(input, one).catch(place.failed);
  return {
    // Of a line that was taken away there is no control any more.
    files: () => held.filter((one) => inputs().some((input) => input.name === one.control)),
  };
}
