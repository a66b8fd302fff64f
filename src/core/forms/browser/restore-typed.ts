/** Puts what a form held before into a newly drawn one: lines first, then every control. Before the form is made quick. */
import { addLine, linesOf, number } from './line-buttons.ts';

export function restoreTyped(form: HTMLFormElement, entries: readonly (readonly [string, string])[]): void {
  const given = new Map<string, string[]>();
  for (const [name, value] of entries) given.set(name, [...(given.get(name) ?? []), value]);
  for (const box of form.querySelectorAll<HTMLElement>('[data-lines]')) {
    const name = box.dataset.lines ?? '';
    const keys = given.get(`${name}.keys`) ?? [];
    for (const line of linesOf(box)) if (!keys.includes(line.dataset.line ?? '')) line.remove();
    for (const key of keys) if (!linesOf(box).some((line) => line.dataset.line === key)) addLine(box, key);
    number(box);
  }
  for (const control of [...form.elements]) {
    if (control instanceof HTMLInputElement && control.type === 'file') continue;
    if (
      !(
        control instanceof HTMLInputElement ||
        control instanceof HTMLTextAreaElement ||
        control instanceof HTMLSelectElement
      ) ||
      !/^f\d/.test(control.name)
    )
      continue;
    const values = given.get(control.name) ?? [];
    if (control.name.endsWith('.marks')) continue;
    if (control.name.endsWith('.kept')) {
      if (control instanceof HTMLInputElement && control.value !== '' && !values.includes(control.value))
        takeKeptOff(form, control);
      continue;
    }
    if (control instanceof HTMLInputElement && /^(checkbox|radio)$/.test(control.type))
      control.checked = values.includes(control.value);
    else if (control instanceof HTMLSelectElement && control.multiple)
      for (const option of control.options) option.selected = values.includes(option.value);
    else if (values.length > 0) control.value = values.shift() ?? '';
  }
}

/** A kept file goes from its list; when it was the last one, the form says that none is left. */
export function takeKeptOff(form: HTMLFormElement, control: HTMLInputElement): void {
  const { name } = control;
  const list = control.closest('ul');
  control.closest('li')?.remove();
  if (form.querySelector(`input[name="${CSS.escape(name)}"]`) !== null) return;
  const none = Object.assign(document.createElement('input'), { type: 'hidden', name, value: '' });
  list?.before(none);
}
