/** How a record that is begun here is called, until the office gives it its number: by what was typed where its title comes from. */
import { newTitle } from '../browser/drafts.ts';
import type { TakenBlank } from '../model.ts';

/** `YYYY-MM-DDTHH:MM:SS` in Tokyo, which knows no summer time. */
export const tokyoNow = (at = Date.now()): string => new Date(at + 9 * 3_600_000).toISOString().slice(0, 19);

export function calledBy(
  form: HTMLFormElement,
  { title, detail }: TakenBlank,
): { title: string; detail: string } {
  const at = (controls: readonly string[]) =>
    controls.map((one) => wordsAt(form, one)).filter((words) => words !== '');
  const named = at(title);
  const rest = at(detail);
  // A number that only the office gives is no name here.
  const first = named.length > 0 ? named.join('　') : (rest.shift() ?? newTitle);
  return { title: first, detail: rest.slice(0, 2).join('　') };
}

/** As it stands on the screen: words of choices, not their codes. */
function wordsAt(form: HTMLFormElement, control: string): string {
  const place = form.querySelector<HTMLElement>(`[data-field="${CSS.escape(control)}"]`);
  if (place === null || place.hidden) return '';
  const words: string[] = [];
  for (const box of place.querySelectorAll('input, select, textarea')) {
    if (box instanceof HTMLSelectElement)
      for (const option of box.selectedOptions) words.push(option.value === '' ? '' : option.text);
    else if (box instanceof HTMLTextAreaElement) words.push(box.value);
    else if (box instanceof HTMLInputElement && typed.has(box.type)) words.push(box.value);
    else if (box instanceof HTMLInputElement && box.checked)
      words.push(box.closest('label')?.textContent ?? '');
  }
  return words
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .join(' ')
    .slice(0, 80);
}

const typed: ReadonlySet<string> = new Set(['text', 'tel', 'email', 'number', 'search', 'url']);
