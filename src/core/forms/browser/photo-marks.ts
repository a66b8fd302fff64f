/** 書込み on kept photos: a dialog with the original, tools and colours. What is taken goes into the form's hidden control. */
import { type Mark, type MarkColour, type MarkKind, readMarks } from '#core/fields';
import { fill } from '#kernel/localized';
import { marksLayer, photoBoard } from './photo-board.ts';
import { startEach } from './start-each.ts';

interface Words {
  tools: [MarkKind, string][];
  colours: [MarkColour, string][];
  toolsLabel: string;
  coloursLabel: string;
  text: string;
  picture: string;
  undo: string;
  clear: string;
  take: string;
  leave: string;
  full: string;
  marked: string;
  unmarked: string;
}

/** Starts every kept photo of the form, those of lines that come later too. */
export function photoMarks(form: HTMLElement): void {
  startEach(form, '[data-photo]', (item) => {
    const button = item.querySelector<HTMLButtonElement>('[data-photo-edit]');
    if (button === null) return;
    button.hidden = false;
    button.addEventListener('click', () => edit(item, button));
    // Not sent yet, and drawn on before this page was opened.
    const marks = readMarks(marksOf(item).value)?.marks ?? [];
    if (item.dataset.photo?.startsWith('blob:') && marks.length > 0) showMarks(item, marks);
  });
}

const marksOf = (item: HTMLElement): HTMLInputElement =>
  item.querySelector<HTMLInputElement>('input[name$=".marks"]') as HTMLInputElement;

/** Over the picture of the list, as they will be drawn into it. A picture of the office is its copy with older marks: its original stands in. */
function showMarks(item: HTMLElement, marks: readonly Mark[]): void {
  const image = item.querySelector<HTMLImageElement>(':scope > img, :scope > .photo-marked > img');
  if (image === null) return;
  let frame = image.parentElement as HTMLElement;
  if (frame === item) {
    frame = element('span', { class: 'photo-marked' });
    image.before(frame);
    frame.append(image);
  }
  const draw = (): void => {
    frame.querySelector('svg')?.remove();
    frame.append(marksLayer(marks, image.naturalWidth, image.naturalHeight));
  };
  const source = item.dataset.photo ?? '';
  if (image.getAttribute('src') !== source) image.src = source;
  if (image.complete && image.naturalWidth > 0) draw();
  else image.addEventListener('load', draw, { once: true });
}

function edit(item: HTMLElement, button: HTMLButtonElement): void {
  const words = JSON.parse(item.dataset.words ?? '{}') as Words;
  const input = marksOf(item);
  const status = item.querySelector<HTMLElement>('[role=status]') as HTMLElement;
  const before = readMarks(input.value);
  const dialog = element('dialog', { class: 'photo-editor', 'aria-label': button.textContent ?? '' });
  const text = element('input', { type: 'text', maxlength: '60', autocomplete: 'off' });
  const said = element('p', { role: 'status', class: 'photo-editor-said' });
  const board = photoBoard({
    source: item.dataset.photo ?? '',
    label: words.picture,
    marks: before?.marks ?? [],
    tool: () => chosen(dialog, 'tool') as MarkKind,
    colour: () => chosen(dialog, 'colour') as MarkColour,
    text: () => text.value.trim(),
    askText: () => text.focus(),
    full: () => {
      said.textContent = words.full;
    },
  });
  const writing = element('label', { class: 'photo-editor-text' }, words.text, text);
  writing.hidden = true;
  const tools = choices('tool', words.toolsLabel, words.tools);
  tools.addEventListener('change', () => {
    writing.hidden = chosen(dialog, 'tool') !== 'text';
  });
  dialog.append(
    element(
      'div',
      { class: 'photo-editor-tools' },
      tools,
      choices('colour', words.coloursLabel, words.colours),
      writing,
    ),
    board.element,
    said,
    element(
      'div',
      { class: 'photo-editor-acts' },
      press(words.undo, 'secondary', board.undo),
      press(words.clear, 'secondary', board.clear),
      press(words.leave, 'quiet', () => dialog.close()),
      press(words.take, 'primary', () => {
        keep(input, before?.file ?? '', board.marks());
        showMarks(item, board.marks());
        const count = board.marks().length;
        status.textContent = count === 0 ? words.unmarked : fill(words.marked, { count });
        dialog.close();
      }),
    ),
  );
  // Outside the form: its radios and texts are no answers, and Enter in it sends nothing.
  document.body.append(dialog);
  dialog.addEventListener('close', () => {
    dialog.remove();
    button.focus();
  });
  dialog.showModal();
}

function keep(input: HTMLInputElement, file: string, marks: Mark[]): void {
  input.value = JSON.stringify({ file, marks });
  for (const kind of ['input', 'change']) input.dispatchEvent(new Event(kind, { bubbles: true }));
}

const chosen = (dialog: HTMLElement, name: string): string =>
  dialog.querySelector<HTMLInputElement>(`input[name="${name}"]:checked`)?.value ?? '';

function choices(name: string, label: string, options: [string, string][]): HTMLElement {
  return element(
    'fieldset',
    {},
    element('legend', {}, label),
    ...options.map(([value, word], at) =>
      element(
        'label',
        { 'data-colour': name === 'colour' ? value : undefined },
        element('input', { type: 'radio', name, value, checked: at === 0 ? '' : undefined }),
        word,
      ),
    ),
  );
}

function press(word: string, kind: string, act: () => void): HTMLElement {
  const button = element('button', { type: 'button', class: `button button-${kind}` }, word);
  button.addEventListener('click', act);
  return button;
}

function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string | undefined>,
  ...inside: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes))
    if (value !== undefined) made.setAttribute(key, value);
  made.append(...inside);
  return made;
}
