/** Adds and removes lines by the template that the server drew. */
import { nextLineKey } from '#core/fields';

const templateKey = /newline/g;
const templateNumber = /＃/g;

/** Handles a press; the lines field's control name when something changed. */
export function pressLineButton(button: Element, used: Map<string, string[]>): string | null {
  const box = button.closest<HTMLElement>('[data-lines]');
  const name = box?.dataset.lines;
  if (!box || name === undefined) return null;
  const remove = button.closest<HTMLElement>('[data-remove]');
  if (remove !== null) removeLine(box, remove.closest('[data-line]'));
  else if (button.closest('[data-add]') !== null) addNext(box, name, used);
  else return null;
  number(box);
  return name;
}

export const linesOf = (box: Element): HTMLElement[] => [
  ...box.querySelectorAll<HTMLElement>(':scope > [data-line-list] > [data-line]'),
];

function addNext(box: HTMLElement, name: string, used: Map<string, string[]>): void {
  const keys = [...(used.get(name) ?? []), ...linesOf(box).map((line) => line.dataset.line ?? '')];
  const key = nextLineKey(keys);
  const added = addLine(box, key);
  if (added === null) return;
  used.set(name, [...keys, key]);
  const first = added.querySelector<HTMLElement>(
    '.form-field:not([hidden]) :is(input:not([type=hidden]), select, textarea)',
  );
  first?.focus();
}

/** A line with this key below the others. */
export function addLine(box: HTMLElement, key: string): Element | null {
  const template = box.querySelector<HTMLTemplateElement>(':scope > template');
  const list = box.querySelector(':scope > [data-line-list]');
  if (template === null || list === null) return null;
  const copy = document.importNode(template.content, true);
  for (const element of copy.querySelectorAll('*')) {
    for (const { name: attribute, value } of [...element.attributes]) {
      const names =
        attribute !== 'value' || element.tagName === 'BUTTON' || element.getAttribute('type') === 'hidden';
      if (names && value.includes('newline'))
        element.setAttribute(attribute, value.replace(templateKey, key));
    }
  }
  list.append(copy);
  return list.lastElementChild;
}

function removeLine(box: HTMLElement, line: Element | null): void {
  const next = line?.nextElementSibling ?? line?.previousElementSibling;
  line?.remove();
  const target =
    next?.querySelector<HTMLElement>('[data-remove]') ?? box.querySelector<HTMLElement>('[data-add]');
  target?.focus();
}

/** Titles count again, the sentence for none shows, the button stops at the limit. */
export function number(box: HTMLElement): void {
  const lines = linesOf(box);
  const template = box.querySelector<HTMLTemplateElement>(':scope > template')?.content;
  for (const part of ['title', 'remove']) {
    const text = template?.querySelector(`[data-line-${part}]`)?.textContent ?? '';
    for (const [index, line] of lines.entries()) {
      const place = line.querySelector(`[data-line-${part}]`);
      if (place !== null) place.textContent = text.replace(templateNumber, String(index + 1));
    }
  }
  box.querySelector('[data-lines-none]')?.toggleAttribute('hidden', lines.length > 0);
  const add = box.querySelector<HTMLButtonElement>(':scope > [data-add]');
  if (add !== null) add.disabled = lines.length >= Number(add.dataset.max ?? 100);
}
