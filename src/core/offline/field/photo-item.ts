/**
 * 書込み on a photo that is not sent yet: the control says with `data-photos` that it takes them. The photo has no id, so a mark of its
 * own stands in its name, and its 書込み name that (`newPhoto` of core/fields); the editor is the form's own (`photo-marks.ts`).
 */
import type { Typed, TypedFile } from '../browser/model.ts';
import { el } from './dom.ts';

interface Words {
  unmarked: string;
  annotate: string;
}

const wordsIn = (input: HTMLInputElement): Words | null =>
  input.dataset.photos === undefined ? null : (JSON.parse(input.dataset.photos) as Words);

/** `外壁.jpg` as `外壁-k3x9ab.jpg`: cameras call every picture the same. */
export function namedForMarks(input: HTMLInputElement, file: File): File {
  if (wordsIn(input) === null) return file;
  const token = [...crypto.getRandomValues(new Uint8Array(6))]
    .map((byte) => (byte % 36).toString(36))
    .join('');
  const dot = file.name.lastIndexOf('.');
  const name =
    dot <= 0 ? `${file.name}-${token}` : `${file.name.slice(0, dot)}-${token}${file.name.slice(dot)}`;
  return new File([file], name, { type: file.type, lastModified: file.lastModified });
}

/** What was drawn on it before, or nothing yet. */
export function marksOf({ control, name }: TypedFile, entries: Typed['entries']): string {
  const token = /-([0-9a-z]{6})(?:\.[^.]*)?$/.exec(name)?.[1] ?? '';
  const file = `new:${token}`;
  const found = entries.find(
    ([at, value]) => at === `${control}.marks` && value.includes(JSON.stringify(file)),
  );
  return found?.[1] ?? JSON.stringify({ file, marks: [] });
}

/** Null: the control takes no 書込み. */
export function marksFor(
  line: HTMLElement,
  input: HTMLInputElement,
  source: string,
  value: string,
  name: string,
): { status: HTMLElement; edit: HTMLElement } | null {
  const words = wordsIn(input);
  if (words === null) return null;
  const count = (JSON.parse(value) as { marks: unknown[] }).marks.length;
  line.append(el('input', { type: 'hidden', name: `${input.name}.marks`, value }));
  line.dataset.words = input.dataset.photos;
  // Last: from now on the editor starts it.
  line.dataset.photo = source;
  return {
    status: el('span', { role: 'status' }, count === 0 ? words.unmarked : `書込み${count}件`),
    edit: el(
      'button',
      { type: 'button', class: 'button button-secondary', 'data-photo-edit': true, hidden: true },
      words.annotate.replace('{name}', name),
    ),
  };
}
