/**
 * Pictures that were just taken: shown at once under their own item, and open to 書込み before anything is sent. A camera gives one
 * picture at a time and a file control forgets the one before, so what is chosen is added to what was chosen.
 */
import { newPhoto, printBytes } from '#core/fields';
import { fill } from '#kernel/localized';

interface Words {
  unmarked: string;
  annotate: string;
  remove: string;
}

/** The pictures of one control that go with the form; others may have been taken over by a script that sends them by itself. */
const held = new WeakMap<HTMLInputElement, { file: File; item: HTMLElement }[]>();

export function freshPhotos(form: HTMLElement): void {
  // Before anybody else looks at what was chosen: names are settled here.
  form.addEventListener(
    'change',
    ({ target }) => {
      if (target instanceof HTMLInputElement && target.dataset.photos !== undefined) chosen(target);
    },
    { capture: true },
  );
}

function chosen(input: HTMLInputElement): void {
  const before = held.get(input) ?? [];
  const files = [...(input.files ?? [])].filter((file) => !before.some((one) => one.file === file));
  const single = !input.multiple;
  const kept = single && files.length > 0 ? [] : before;
  for (const { item } of before) if (!kept.some((one) => one.item === item)) item.remove();
  const fresh = files.map((file) => freshPhoto(input, file));
  const all = [...kept, ...fresh];
  held.set(input, all);
  settle(input);
  // Whoever sends large files by itself has taken them out of the control by then: they are that script's to take away.
  setTimeout(() => {
    const left = new Set(input.files ?? []);
    held.set(
      input,
      all.filter(({ file, item }) => {
        if (left.has(file)) return true;
        item.querySelector('[data-photo-away]')?.remove();
        return false;
      }),
    );
  });
}

/** The control holds what is held. */
function settle(input: HTMLInputElement): void {
  const all = new DataTransfer();
  for (const { file } of held.get(input) ?? []) all.items.add(file);
  input.files = all.files;
}

function freshPhoto(input: HTMLInputElement, original: File): { file: File; item: HTMLElement } {
  const words = JSON.parse(input.dataset.photos ?? '{}') as Words;
  const token = [...crypto.getRandomValues(new Uint8Array(6))]
    .map((byte) => (byte % 36).toString(36))
    .join('');
  const file = new File([original], named(original.name, token), {
    type: original.type,
    lastModified: original.lastModified,
  });
  const item = document.createElement('li');
  const marks = make('input', { type: 'hidden', name: `${input.name}.marks` });
  marks.value = JSON.stringify({ file: `${newPhoto}${token}`, marks: [] });
  item.append(marks);
  const picture = /^image\/(jpeg|png|webp)$/.test(file.type);
  const side = make('div', { class: 'form-photo-side' });
  const name = make('span', { class: 'form-file-name' }, original.name);
  name.append(make('span', { class: 'form-file-size' }, printBytes(file.size)));
  side.append(name);
  if (picture) {
    // Lives as long as the page: the editor asks for it again.
    const source = URL.createObjectURL(file);
    item.dataset.photo = source;
    item.dataset.words = input.dataset.photos;
    const image = make('img', { src: source, alt: original.name });
    const edit = make(
      'button',
      { type: 'button', class: 'button button-secondary', 'data-photo-edit': '', hidden: '' },
      fill(words.annotate, { name: original.name }),
    );
    side.append(make('span', { role: 'status' }, words.unmarked), edit);
    item.append(image);
  }
  const away = make(
    'button',
    { type: 'button', class: 'button button-quiet', 'data-photo-away': '' },
    fill(words.remove, { name: original.name }),
  );
  away.addEventListener('click', () => {
    held.set(
      input,
      (held.get(input) ?? []).filter((one) => one.item !== item),
    );
    settle(input);
    item.remove();
    input.focus();
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
  side.append(away);
  item.append(side);
  listOf(input).append(item);
  return { file, item };
}

/** `外壁.jpg` as `外壁-<token>.jpg`: cameras call every picture the same. */
function named(name: string, token: string): string {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? `${name}-${token}` : `${name.slice(0, dot)}-${token}${name.slice(dot)}`;
}

function listOf(input: HTMLInputElement): HTMLElement {
  const before = input.previousElementSibling;
  if (before instanceof HTMLElement && before.classList.contains('form-photos-fresh')) return before;
  const list = make('ul', { class: 'form-photos form-photos-fresh' });
  input.before(list);
  return list;
}

function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string>,
  words = '',
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (words !== '') made.textContent = words;
  return made;
}
