/**
 * Files that were chosen and are not saved yet: they count as answers, so that what depends on a picture follows at once. They
 * have no id, and nothing is posted of them from here.
 */
import { type FileRef, filesIn, type Json, lineControlName, linesIn, takesFiles } from '#core/fields';
import type { FormField } from '../model.ts';

/** By control. Scripts that hold files outside of their control say so with `data-chosen` and `data-name`. */
export type ChosenFiles = ReadonlyMap<string, FileRef[]>;

export const holdsFiles = (field: FormField): boolean =>
  takesFiles(field) || (field.fields ?? []).some((child) => takesFiles(child));

export function chosenIn(form: HTMLFormElement): ChosenFiles {
  const chosen = new Map<string, FileRef[]>();
  const add = (control: string, name: string, type: string, bytes: number): void => {
    chosen.set(control, [...(chosen.get(control) ?? []), { fileId: '', name, type, bytes }]);
  };
  for (const input of form.querySelectorAll<HTMLInputElement>('input[type=file]'))
    for (const { name, type, size } of input.files ?? []) add(input.name, name, type, size);
  for (const { dataset } of form.querySelectorAll<HTMLElement>('[data-chosen]'))
    add(dataset.chosen ?? '', dataset.name ?? '', '', 0);
  return chosen;
}

/** The value of a field with what was chosen for it, in its lines too. */
export function withChosen(field: FormField, value: Json, chosen: ChosenFiles): Json {
  const name = `f${field.id}`;
  if (takesFiles(field)) return joined(value, chosen.get(name));
  const inner = (field.fields ?? []).filter((child) => takesFiles(child));
  return linesIn(value).map((line) => ({
    key: line.key,
    values: {
      ...line.values,
      ...Object.fromEntries(
        inner.map((child) => {
          const files = chosen.get(lineControlName(name, line.key, child));
          return [String(child.id), joined(line.values[String(child.id)] ?? null, files)];
        }),
      ),
    },
  })) as unknown as Json;
}

const joined = (value: Json, more: FileRef[] = []): Json =>
  more.length === 0 ? value : ([...filesIn(value), ...more] as unknown as Json);
